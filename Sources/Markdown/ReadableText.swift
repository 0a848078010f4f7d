extension Markdown {
  /// A text as people read it: without marks, HTML, the targets of links, and what site builders fill in.
  package struct ReadableText {
    /// With code, and one line for each block.
    package private(set) var whole = ""
    /// Without code and HTML: the words that tell the language.
    package private(set) var prose = ""

    /// Reads a text; one that is made to keep cmark busy stays as it is.
    package init(of text: String) {
      guard let markdown = Markdown(withoutInserts(text)) else {
        (whole, prose) = (text, text)
        return
      }
      for event in markdown.events {
        switch event {
        case .begin(let node): add(node)
        case .end(let node): if node.kind.isBlock { endLine() }
        }
      }
      if whole.last == "\n" { whole.removeLast() }
    }

    private mutating func add(_ node: Node) {
      switch node.kind {
      case .text, .softBreak, .lineBreak:
        whole += node.plainText
        prose += node.plainText
      case .codeSpan: whole += node.text
      case .code:
        whole += node.text
        endLine()
      case .html:
        whole += withoutTags(node.text)
        endLine()
      default: break
      }
    }

    private mutating func endLine() {
      if !whole.isEmpty, whole.last != "\n" { whole += "\n" }
      if !prose.isEmpty, prose.last != "\n" { prose += "\n" }
    }
  }
}

extension Markdown.Kind {
  fileprivate var isBlock: Bool {
    switch self {
    case .quote, .paragraph, .heading, .list, .item, .table, .row, .cell: true
    default: false
    }
  }
}

/// The text without Mustache's, Liquid's and Hugo's tags (`{{…}}`, `{%…%}`), and without the attributes of a block
/// (`{: .note}`, `{#name}`, `{.class}`).
private func withoutInserts(_ text: String) -> String {
  let bytes = Array(text.utf8)
  guard bytes.contains(UInt8(ascii: "{")) else { return text }
  var kept: [UInt8] = []
  var rest = bytes[...]
  while let start = rest.firstIndex(of: UInt8(ascii: "{")) {
    kept += rest[..<start]
    rest = rest[start...]
    let length = insertLength(rest)
    if length == 0 { kept.append(rest.removeFirst()) } else { rest = rest.dropFirst(length) }
  }
  return String(decoding: kept + rest, as: UTF8.self)
}

/// The limit of a tag's or an attribute's length, in bytes.
private let insertLimit = 500

/// How many bytes of an insert the text begins with.
private func insertLength(_ bytes: ArraySlice<UInt8>) -> Int {
  guard let second = bytes.dropFirst().first, "{%:#.".utf8.contains(second) else { return 0 }
  let closing = second == UInt8(ascii: "{") ? "}}" : second == UInt8(ascii: "%") ? "%}" : "}"
  let within = bytes.prefix(insertLimit)
  guard let end = within.firstRange(of: Array(closing.utf8))?.upperBound else { return 0 }
  // An attribute is of one line.
  if closing == "}", within[..<end].contains(UInt8(ascii: "\n")) { return 0 }
  return end - bytes.startIndex
}

/// What stands between the tags of HTML, without comments, scripts and styles.
private func withoutTags(_ html: String) -> String {
  var kept: [UInt8] = []
  var rest = Array(html.utf8)[...]
  while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
    kept += rest[..<start] + " ".utf8
    rest = rest[start...]
    let name = String(decoding: rest.prefix(7), as: UTF8.self).lowercased()
    let closing =
      name.hasPrefix("<!--")
      ? "-->" : name == "<script" ? "</script>" : name.hasPrefix("<style") ? "</style>" : ">"
    guard let end = rest.firstRange(of: Array(closing.utf8))?.upperBound else {
      return String(decoding: kept, as: UTF8.self)
    }
    rest = rest[end...]
  }
  return String(decoding: kept + rest, as: UTF8.self)
}
