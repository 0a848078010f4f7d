import Ccmark

/// A Markdown text as cmark-gfm reads it: CommonMark with GitHub's tables, task lists, struck-out words and bare addresses.
///
/// The tree is given as a flat list of what begins and ends, so that no depth of nesting costs a reader's stack.
package struct Markdown: Sendable {
  package enum Kind: Hashable, Sendable {
    case document, quote, paragraph, rule, code, html
    case heading(level: Int)
    /// - Parameter first: the number of the first item; `nil` where items have no numbers.
    case list(first: Int?)
    case item
    case table, row, cell
    // Within a line.
    case text, softBreak, lineBreak, codeSpan, htmlSpan, emphasis, strong, struckOut, link, picture
    case other
  }

  package struct Node: Hashable, Sendable {
    package let kind: Kind
    /// What a text, code or HTML consists of; empty for all else.
    package let text: String
    /// Where a link leads, or what a picture shows: escapes of Markdown undone, those of addresses (`%20`) not.
    package let address: String
    /// Counted from 1; empty where cmark does not say.
    package let lines: Range<Int>
    /// The first byte on its first line, and the one behind its last on its last line, counted from 0. cmark is right about
    /// them on the first line of a paragraph, and wrong on others where their indentation differs.
    package let firstByte: Int
    package let endByte: Int
  }

  package enum Event: Sendable {
    /// A node begins; texts, breaks, code, HTML and rules have no end.
    case begin(Node)
    case end(Node)
  }

  package let events: [Event]

  /// Reads a text; `nil` for one that is made to keep cmark busy (see ``Hardness``).
  package init?(_ text: String) {
    var text = text
    let events: [Event]? = text.withUTF8 { bytes in
      let hardness = Hardness(of: bytes)
      guard !hardness.isTooHard else { return nil }
      let parser = Self.parser(for: hardness)
      defer { cmark_parser_free(parser) }
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
      let root = cmark_parser_finish(parser)
      defer { cmark_node_free(root) }
      return Self.events(of: root)
    }
    guard let events else { return nil }
    self.events = events
  }

  /// Returns a parser with the extensions that a text is not too hard for; whoever calls this frees it.
  static func parser(for hardness: Hardness) -> OpaquePointer? {
    _ = extensions
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    var names = ["strikethrough", "tasklist"]
    if !hardness.hasHardTables { names.append("table") }
    if !hardness.hasHardAddresses { names.append("autolink") }
    for name in names { cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name)) }
    return parser
  }

  private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()

  private static func events(of root: OpaquePointer?) -> [Event] {
    var events: [Event] = []
    let walk = cmark_iter_new(root)
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { return events }
      let node = Node(cmark_iter_get_node(walk))
      events.append(event == CMARK_EVENT_ENTER ? .begin(node) : .end(node))
    }
  }
}

extension Markdown.Node {
  init(_ node: OpaquePointer?) {
    kind = Markdown.Kind(node)
    text = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    let first = Int(cmark_node_get_start_line(node))
    lines = first..<max(first, Int(cmark_node_get_end_line(node)) + 1)
    firstByte = Int(cmark_node_get_start_column(node)) - 1
    endByte = Int(cmark_node_get_end_column(node))
  }
}

extension Markdown.Kind {
  init(_ node: OpaquePointer?) {
    // Names, since the numbers of what extensions add are known only at run time.
    switch String(cString: cmark_node_get_type_string(node)) {
    case "document": self = .document
    case "block_quote": self = .quote
    case "paragraph": self = .paragraph
    case "thematic_break": self = .rule
    case "code_block": self = .code
    case "html_block": self = .html
    case "heading": self = .heading(level: Int(cmark_node_get_heading_level(node)))
    case "list":
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      self = .list(first: isOrdered ? Int(cmark_node_get_list_start(node)) : nil)
    case "item", "tasklist": self = .item
    case "table": self = .table
    case "table_row", "table_header": self = .row
    case "table_cell": self = .cell
    case "text": self = .text
    case "softbreak": self = .softBreak
    case "linebreak": self = .lineBreak
    case "code": self = .codeSpan
    case "html_inline": self = .htmlSpan
    case "emph": self = .emphasis
    case "strong": self = .strong
    case "strikethrough": self = .struckOut
    case "link": self = .link
    case "image": self = .picture
    default: self = .other
    }
  }
}
