import Markdown
import Records

/// Reads the links of a Markdown list: `- [title](address) - note`.
///
/// An entry is an item of a list, a row of a table, or a paragraph that begins with a link. Its first link takes
/// the entry's other words as its note; the other links of the entry become links of their own. Links in running
/// text, pictures and code are not entries; the first are named, the others are no links. The headings around
/// an entry are its category, those below the first its tags.
package func markdownLinks(_ bytes: [UInt8]) -> ImportedLinks {
  let text = decodedText(bytes).replacingCarriageReturns()
  guard let markdown = Markdown(text) else {
    return ImportedLinks(leftOut: [LeftOut(line: 1, what: "Markdown", why: .nestsTooDeep)])
  }
  var reader = LinkListReader(lines: text.split(separator: "\n", omittingEmptySubsequences: false))
  for event in markdown.events { reader.read(event) }
  return reader.result
}

private struct LinkListReader {
  let lines: [Substring]
  var result = ImportedLinks()
  private var headings: [(level: Int, text: String)] = []
  /// The last link of an entry, whose note grows by the text below it that has no link of its own.
  private var parent: (index: Int, depth: Int)?
  /// The list items that are open.
  private var depth = 0
  private var passage: Passage?

  init(lines: [Substring]) { self.lines = lines }

  mutating func read(_ event: Markdown.Event) {
    switch event {
    case .begin(let node):
      switch node.kind {
      case .item:
        depth += 1
        passage = Passage(.item(depth))
      case .list, .table, .heading: finish(before: node.lines.lowerBound)
      default: break
      }
      switch node.kind {
      case .heading: passage = Passage(.heading)
      case .row: passage = Passage(.row)
      case .paragraph where passage == nil: passage = Passage(depth > 0 ? .moreOfItem(depth) : .paragraph)
      default: break
      }
      passage?.begin(node)
    case .end(let node):
      passage?.end(node)
      if case .heading(let level) = node.kind {
        headings.removeAll { $0.level >= level }
        headings.append((level, oneLine(passage?.plainText ?? "")))
      }
      switch node.kind {
      case .heading, .row, .item: finish(before: node.lines.upperBound)
      case .paragraph where depth == 0: finish(before: node.lines.upperBound)
      default: break
      }
      if node.kind == .item { depth -= 1 }
    }
  }

  /// Takes or names the links of the passage, which ends before a line.
  private mutating func finish(before end: Int) {
    guard let passage else { return }
    self.passage = nil
    let source = source(from: passage.line, passage.byte, before: end)
    switch passage.kind {
    case .item(let depth), .moreOfItem(let depth):
      let isMore = passage.kind == .moreOfItem(depth)
      if let parent, depth > parent.depth || isMore && depth == parent.depth, passage.links.isEmpty {
        let more = tidiedText(source)
        if more.isEmpty { return }
        // Added at the end alone: to tidy all of it again for each item would take hours for a hostile list.
        let isFirst = result.links[parent.index].note.isEmpty
        result.links[parent.index].note +=
          (isFirst ? "" : isMore ? "\n\n" : "\n") + (isMore ? "" : "- ") + more
        return
      }
      if depth <= parent?.depth ?? 0 { parent = nil }
      if let first = add(passage, source, before: end) { parent = (first, depth) }
    case .heading, .row, .paragraph:
      parent = nil
      add(passage, source, before: end)
    }
  }

  /// Returns the index of the first link that was taken.
  @discardableResult
  private mutating func add(_ passage: Passage, _ source: String, before end: Int) -> Int? {
    for label in passage.undefinedLabels {
      result.leftOut.append(LeftOut(line: passage.line, what: label, why: .undefinedReference))
    }
    let category = headings.map(\.text)
    var first: Int?
    for link in passage.links {
      let (title, address) = (oneLine(link.title), link.node.address)
      let what = title.isEmpty || title == address ? address : title + " <" + address + ">"
      if let reason = reasonToLeaveOut(address) ?? (passage.isEntry ? nil : .outsideList) {
        result.leftOut.append(LeftOut(line: link.line, what: what, why: reason))
        continue
      }
      var note = ""
      if first == nil {
        first = result.links.count
        note = link.isFirst ? self.note(behind: link, in: passage, before: end) ?? source : source
      }
      result.links.append(
        ImportedLink(
          line: link.line, title: title.isEmpty ? address : title, url: address,
          tags: Array(category.dropFirst()), category: category, note: tidiedText(note)))
    }
    return first
  }

  /// Returns the text behind the link with which a passage begins; `nil` if the end of the link is unknown.
  private func note(behind link: Passage.Link, in passage: Passage, before end: Int) -> String? {
    let start = bytes(passage.line).dropFirst(passage.byte)
    let marks = start.prefix(while: Passage.isMark)
    let written = start.dropFirst(marks.count)
    var note: Substring
    switch written.first {
    case UInt8(ascii: "["):
      let last = link.node.lines.upperBound - 1
      guard lines.indices.contains(last - 1), let sign = bytes(last).prefix(link.node.endByte).last,
        ")]".utf8.contains(sign)
      else { return nil }
      note = source(from: last, link.node.endByte, before: end)[...]
    case UInt8(ascii: "<"):
      guard let close = written.firstIndex(of: UInt8(ascii: ">")) else { return nil }
      note = source(from: passage.line, close + 1, before: end)[...]
    default:
      guard written.starts(with: link.title.utf8) else { return nil }
      note = source(from: passage.line, written.startIndex + link.title.utf8.count, before: end)[...]
    }
    // Skips the closing half of `**[title](address)**`.
    for mark in marks.reversed() where "*_~".utf8.contains(mark) && note.utf8.first == mark {
      note.removeFirst()
    }
    note = note.drop { $0.isWhitespace || "-–—:|•·,.".contains($0) }
    if passage.kind == .row || marks.contains(UInt8(ascii: "|")) {
      while note.last == "|" || note.last == " " { note.removeLast() }
    }
    return String(note)
  }

  private func bytes(_ line: Int) -> ArraySlice<UInt8> { Array(lines[line - 1].utf8)[...] }

  /// Returns the text from a byte of a line up to a later line, without the marks of lists and quotes.
  private func source(from line: Int, _ byte: Int, before end: Int) -> String {
    guard line > 0, line < end else { return "" }
    let first = String(decoding: bytes(line).dropFirst(byte), as: UTF8.self)
    let others = lines[line..<max(line, min(end - 1, lines.count))].map { $0.drop { " \t>".contains($0) } }
    return ([first[...]] + others).joined(separator: "\n")
  }
}

/// A passage that may be an entry: its links, and the place of its text.
private struct Passage {
  enum Kind: Equatable {
    case heading, row, paragraph
    /// An item, with its depth.
    case item(Int)
    /// A text in an item behind a list, a table or a heading.
    case moreOfItem(Int)
  }

  struct Link {
    let node: Markdown.Node
    let line: Int
    /// Whether only marks of emphasis stand before it.
    let isFirst: Bool
    var title = ""
  }

  let kind: Kind
  /// The line, counted from 1, and the byte on it, counted from 0; line 0 where nothing has come yet.
  private(set) var line = 0
  private(set) var byte = 0
  private(set) var links: [Link] = []
  private(set) var plainText = ""
  /// The texts of the passage; anything else between them counts as one character.
  private var texts = ""
  private var currentLine = 0
  private var isInLink = false

  init(_ kind: Kind) { self.kind = kind }

  var isEntry: Bool {
    switch kind {
    case .item, .moreOfItem, .row: true
    case .paragraph: links.first?.isFirst == true
    case .heading: false
    }
  }

  mutating func begin(_ node: Markdown.Node) {
    switch node.kind {
    case .item, .emphasis, .strong, .struckOut, .picture: return
    case .link:
      let isFirst = links.isEmpty && plainText.utf8.allSatisfy(Self.isMark)
      links.append(Link(node: node, line: currentLine, isFirst: isFirst))
      isInLink = true
    case .softBreak, .lineBreak: currentLine += 1
    case .text, .codeSpan, .htmlSpan: break
    default:
      currentLine = node.lines.lowerBound
      if line == 0 { (line, byte) = (currentLine, max(0, node.firstByte)) }
    }
    plainText += node.plainText
    if isInLink { links[links.count - 1].title += node.plainText }
    texts += node.kind == .text && !isInLink ? node.text : "\u{fffc}"
  }

  mutating func end(_ node: Markdown.Node) {
    guard node.kind == .link else { return }
    isInLink = false
    // A mail address in a text is no entry.
    if let link = links.last, node.address == "mailto:" + link.title { links.removeLast() }
  }

  /// The characters that may stand before the first link of a passage; `-` without a space is text to Markdown.
  static func isMark(_ byte: UInt8) -> Bool { isSpace(byte) || "*_~|-".utf8.contains(byte) }

  /// The labels of `[text][label]` without a definition, which are text.
  var undefinedLabels: [String] {
    guard texts.contains("][") else { return [] }
    return texts.matches(of: /(!?)\[([^\[\]]+)\]\[([^\[\]]*)\]/).filter { $0.1.isEmpty }.map {
      oneLine(String($0.3.isEmpty ? $0.2 : $0.3))
    }
  }
}
