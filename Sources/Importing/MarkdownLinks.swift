import Records

/// Reads the links of a Markdown list: `- [title](address) - note`.
///
/// An entry is an item of a list, a row of a table, or a paragraph that begins with a link. Its first link takes
/// the entry's other words as its note; the other links of the entry become links of their own. Links in running
/// text, pictures and code are not entries; the first are named, the others are no links. The headings around
/// an entry are its category, those below the first its tags.
package func markdownLinks(_ bytes: [UInt8]) -> ImportedLinks {
  let blocks = MarkdownBlocks(decodedText(bytes))
  var result = ImportedLinks()
  var headings: [(level: Int, text: String)] = []
  /// The last link of an entry, to which what is under it without a link of its own is added.
  var parent: (index: Int, indent: Int)?
  for block in blocks.blocks {
    switch block.kind {
    case .heading(let level):
      headings.removeAll { $0.level >= level }
      let inline = MarkdownInline(block.text, definitions: blocks.definitions)
      headings.append((level, inline.plainText))
      parent = nil
      result.add(inline, of: block, asEntry: false, headings: [])
    case .item(let indent):
      let inline = MarkdownInline(block.text, definitions: blocks.definitions)
      if let above = parent, indent > above.indent, inline.links.isEmpty {
        let sign = result.links[above.index].note.isEmpty ? "- " : "\n- "
        result.links[above.index].note += sign + tidiedText(block.text)
        continue
      }
      if parent == nil || indent <= parent?.indent ?? 0 { parent = nil }
      if let index = result.add(inline, of: block, asEntry: true, headings: headings.map(\.text)) {
        parent = (index, indent)
      }
    case .row, .paragraph:
      parent = nil
      let inline = MarkdownInline(block.text, definitions: blocks.definitions)
      let isEntry = block.kind == .row || inline.links.first?.isFirst == true
      result.add(inline, of: block, asEntry: isEntry, headings: headings.map(\.text))
    }
  }
  return result
}

extension ImportedLinks {
  /// Takes or names the links of one block; the index of the first that was taken.
  @discardableResult
  fileprivate mutating func add(
    _ inline: MarkdownInline, of block: MarkdownBlocks.Block, asEntry: Bool, headings: [String]
  ) -> Int? {
    var first: Int?
    for name in inline.undefined {
      leftOut.append(LeftOut(line: block.line, what: name, why: .undefinedReference))
    }
    for link in inline.links {
      let line = block.line + link.lineOffset
      let title = oneLine(link.title)
      let what = title.isEmpty || title == link.url ? link.url : title + " <" + link.url + ">"
      if let reason = reasonToLeaveOut(link.url) ?? (asEntry ? nil : .outsideList) {
        leftOut.append(LeftOut(line: line, what: what, why: reason))
        continue
      }
      if first == nil { first = links.count }
      links.append(
        ImportedLink(
          line: line, title: title.isEmpty ? link.url : title, url: link.url,
          tags: Array(headings.dropFirst()), category: headings,
          note: first == links.count ? inline.note(besides: link, isRow: block.kind == .row) : ""))
    }
    return first
  }
}
