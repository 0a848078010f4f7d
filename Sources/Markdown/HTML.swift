import Ccmark

extension Markdown {
  /// Where an address of a text leads on a page.
  package enum Place: Hashable, Sendable {
    case address(String)
    /// Nowhere that the page may name: only its text is shown.
    case nowhere
  }

  /// Returns a text as HTML, in which nothing is fetched from elsewhere unless `place` says so. HTML in the text is shown as it
  /// is typed; headings begin at the third level, below those of a page. A text that is made to keep cmark busy stays plain.
  ///
  /// - Parameters:
  ///   - extra: a text that is too hard, made safe for HTML.
  ///   - place: for an address as written, whether it is a picture's, where it leads.
  package static func html(
    of text: String, escaping escaped: (String) -> String,
    place: (_ address: String, _ isPicture: Bool) -> Place
  ) -> String {
    var text = text
    let html = text.withUTF8 { bytes in
      let hardness = Hardness(of: bytes)
      return hardness.isTooHard ? nil : Self.html(of: bytes, hardness, place)
    }
    return html ?? "<pre>\(escaped(text))</pre>\n"
  }

  private static func html(
    of bytes: UnsafeBufferPointer<UInt8>, _ hardness: Hardness,
    _ place: (_ address: String, _ isPicture: Bool) -> Place
  ) -> String? {
    guard let parser = parser(for: hardness) else { return nil }
    defer { cmark_parser_free(parser) }
    bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    let root = cmark_parser_finish(parser)
    defer { cmark_node_free(root) }
    for node in nodes(of: root) { change(node, place) }
    guard
      let rendered = cmark_render_html(root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser))
    else { return nil }
    defer { cmark_get_default_mem_allocator().pointee.free(rendered) }
    return String(cString: rendered)
  }

  /// The nodes as they begin; gathered first, since they change while they are looked at.
  private static func nodes(of root: OpaquePointer?) -> [OpaquePointer] {
    var nodes: [OpaquePointer] = []
    let walk = cmark_iter_new(root)
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { return nodes }
      if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) { nodes.append(node) }
    }
  }

  private static func change(
    _ node: OpaquePointer, _ place: (_ address: String, _ isPicture: Bool) -> Place
  ) {
    switch Kind(node) {
    case .heading(let level): cmark_node_set_heading_level(node, Int32(min(6, level + 2)))
    case .html: replace(node, by: CMARK_NODE_CODE_BLOCK)
    case .htmlSpan: replace(node, by: CMARK_NODE_CODE)
    case .link, .picture:
      let isPicture = Kind(node) == .picture
      let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
      switch place(address, isPicture) {
      case .address(let new): cmark_node_set_url(node, new)
      case .nowhere: unwrap(node)
      }
    default: break
    }
  }

  /// Puts what is in a node, such as a picture's text, in its place.
  private static func unwrap(_ node: OpaquePointer) {
    while let child = cmark_node_first_child(node) { cmark_node_insert_before(node, child) }
    cmark_node_unlink(node)
    cmark_node_free(node)
  }

  private static func replace(_ node: OpaquePointer, by type: cmark_node_type) {
    guard let new = cmark_node_new(type) else { return }
    cmark_node_set_literal(new, cmark_node_get_literal(node))
    guard cmark_node_insert_before(node, new) == 1 else { return cmark_node_free(new) }
    cmark_node_unlink(node)
    cmark_node_free(node)
  }
}
