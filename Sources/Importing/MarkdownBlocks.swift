import Records

/// The blocks of a Markdown text as far as a list of links needs them (CommonMark §4 and §5, without quotes'
/// nesting): code and comments are gone, definitions are apart.
struct MarkdownBlocks {
  enum Kind: Equatable {
    case heading(level: Int)
    /// Spaces before the marker.
    case item(indent: Int)
    /// Of a table.
    case row
    case paragraph
  }

  struct Block: Equatable {
    var kind: Kind
    /// Without marker; lines joined by LF.
    var text: String
    /// Counted from 1.
    var line: Int
  }

  private(set) var blocks: [Block] = []
  /// Addresses by folded label, from lines `[label]: address`; the first of two alike holds.
  private(set) var definitions: [String: String] = [:]

  /// The lines of the block that is being read.
  private var lines: [Substring] = []
  private var kind = Kind.paragraph
  private var start = 1
  private var fence: (mark: Character, count: Int)?
  private var inComment = false
  private var afterBlank = true

  init(_ text: String) {
    for (index, line) in text.replacingCarriageReturns().split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      read(line, index + 1)
    }
    end()
  }

  private mutating func read(_ line: Substring, _ number: Int) {
    let indent = indentation(line)
    let content = line.drop { $0 == " " || $0 == "\t" }
    if let fence {
      if content.prefix(while: { $0 == fence.mark }).count >= fence.count,
        content.allSatisfy({ $0 == fence.mark || $0 == " " })
      {
        self.fence = nil
      }
      return
    }
    if inComment {
      inComment = !line.contains("-->")
      return
    }
    defer { afterBlank = content.isEmpty }
    if content.isEmpty {
      if case .item = kind, !lines.isEmpty { lines.append("") } else { end() }
      return
    }
    if let mark = content.first, mark == "`" || mark == "~" {
      let count = content.prefix { $0 == mark }.count
      if count >= 3, mark == "~" || !content.dropFirst(count).contains("`") {
        end()
        fence = (mark, count)
        return
      }
    }
    if content.hasPrefix("<!--") {
      end()
      inComment = !content.contains("-->")
      return
    }
    readContent(content, indent, number)
  }

  private mutating func readContent(_ content: Substring, _ indent: Int, _ number: Int) {
    // Under an item, deeper indentation belongs to it; elsewhere, four spaces after a blank line are code.
    var openItem: Int?
    if case .item(let indent) = kind, !lines.isEmpty { openItem = indent }
    if afterBlank, let item = openItem, indent <= item, itemMarker(content) == nil { end() }
    if indent >= 4, afterBlank, lines.isEmpty, itemMarker(content) == nil { return }
    let level = content.prefix { $0 == "#" }.count
    if (1...6).contains(level), content.dropFirst(level).first.map({ $0 == " " }) ?? true {
      end()
      var text = content.dropFirst(level)
      while text.last == "#" || text.last == " " { text.removeLast() }
      blocks.append(Block(kind: .heading(level: level), text: String(text), line: number))
      return
    }
    if let mark = content.first, mark == "=" || mark == "-", !lines.isEmpty, !afterBlank, kind == .paragraph,
      content.allSatisfy({ $0 == mark || $0 == " " })
    {
      blocks.append(
        Block(kind: .heading(level: mark == "=" ? 1 : 2), text: lines.joined(separator: " "), line: start))
      lines = []
      return
    }
    if isRule(content) { return end() }
    if let length = itemMarker(content) {
      end()
      begin(.item(indent: indent), content.dropFirst(length), number)
    } else if content.hasPrefix("|") {
      end()
      begin(.row, content, number)
    } else if lines.isEmpty || kind == .row {
      end()
      if define(content) { return }
      begin(.paragraph, content, number)
    } else {
      lines.append(content)
    }
  }

  private mutating func begin(_ kind: Kind, _ content: Substring, _ number: Int) {
    self.kind = kind
    start = number
    lines = [content.drop { $0 == " " || $0 == "\t" || $0 == ">" }]
  }

  private mutating func end() {
    while lines.last?.isEmpty == true { lines.removeLast() }
    if !lines.isEmpty {
      blocks.append(Block(kind: kind, text: lines.joined(separator: "\n"), line: start))
    }
    lines = []
    kind = .paragraph
  }

  /// `[label]: <address> "title"`
  private mutating func define(_ content: Substring) -> Bool {
    guard content.hasPrefix("["), let close = content.range(ofFirst: "]:") else { return false }
    let label = content[content.index(after: content.startIndex)..<close.lowerBound]
    var address = content[close.upperBound...].drop { $0 == " " || $0 == "\t" }
      .prefix { $0 != " " && $0 != "\t" }
    guard !label.isEmpty, !address.isEmpty, !label.hasPrefix("^") else { return false }
    if address.hasPrefix("<"), address.hasSuffix(">") { address = address.dropFirst().dropLast() }
    let key = referenceLabel(label)
    if definitions[key] == nil { definitions[key] = String(address) }
    return true
  }
}

/// Columns of white space before the line's text; a tab goes on to the next multiple of four.
private func indentation(_ line: Substring) -> Int {
  var columns = 0
  for character in line {
    if character == " " {
      columns += 1
    } else if character == "\t" {
      columns += 4 - columns % 4
    } else {
      break
    }
  }
  return columns
}

/// The length of `-`, `*`, `+`, `1.` or `1)` and the space after it; `nil` where no item begins. The space may be
/// missing before a link: lists have `-[title](address)` often enough, and it can mean nothing else.
private func itemMarker(_ content: Substring) -> Int? {
  guard let first = content.first else { return nil }
  let rest: Substring
  if "-*+".contains(first) {
    rest = content.dropFirst()
  } else {
    let digits = content.prefix { ("0"..."9").contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    rest = content.dropFirst(digits.count + 1)
    guard let mark = content.dropFirst(digits.count).first, mark == "." || mark == ")" else { return nil }
  }
  guard let space = rest.first else { return content.count }
  if space == "[" { return first == "*" ? nil : content.count - rest.count }
  return space == " " || space == "\t" ? content.count - rest.count + 1 : nil
}

/// `---`, `* * *`, `___`
private func isRule(_ content: Substring) -> Bool {
  guard let mark = content.first, "-*_".contains(mark) else { return false }
  return content.count { $0 == mark } >= 3 && content.allSatisfy { $0 == mark || $0 == " " }
}

extension Substring {
  /// Where the two characters first stand side by side.
  fileprivate func range(ofFirst pair: String) -> Range<Index>? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(pair) { return place..<index(place, offsetBy: pair.count) }
      place = index(after: place)
    }
    return nil
  }
}
