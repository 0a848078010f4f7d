import Cgumbo

/// An HTML text as gumbo reads it, by HTML5's own rules for broken markup.
///
/// The tree is given as a flat list of what begins and ends, comments left out.
struct HTML {
  enum Event: Equatable {
    /// The name in lower case; an element that was never written (`body`) has begun as well.
    case begin(String, [String: String], line: Int)
    case end(String)
    /// Its character references decoded.
    case text(String, line: Int)
  }

  let events: [Event]

  /// Reads a text; `nil` where its elements nest deeper than ``HTMLDepth/limit``.
  init?(_ text: String) {
    var text = text
    let events: [Event]? = text.withUTF8 { bytes in
      var depth = HTMLDepth(bytes)
      guard depth.isBearable() else { return nil }
      guard let start = bytes.baseAddress else { return [] }
      var options = kGumboDefaultOptions
      options.max_errors = 0
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
        guard let output = gumbo_parse_with_options(&options, characters, bytes.count) else { return nil }
        defer { gumbo_destroy_output(&options, output) }
        return Self.events(of: output.pointee.root)
      }
    }
    guard let events else { return nil }
    self.events = events
  }

  private static func events(of root: UnsafeMutablePointer<GumboNode>) -> [Event] {
    var events: [Event] = []
    /// Elements that are open, and how many of their children are behind.
    var open: [(node: UnsafeMutablePointer<GumboNode>, name: String, behind: Int)] = []
    func begin(_ node: UnsafeMutablePointer<GumboNode>) {
      switch node.pointee.type {
      case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
        let element = node.pointee.v.element
        let name = String(cString: gumbo_normalized_tagname(element.tag))
        let line = Int(element.start_pos.line)
        events.append(.begin(name, attributes(element.attributes), line: line))
        open.append((node, name, 0))
      case GUMBO_NODE_COMMENT, GUMBO_NODE_DOCUMENT: break
      default:
        let text = node.pointee.v.text
        events.append(.text(String(cString: text.text), line: Int(text.start_pos.line)))
      }
    }
    begin(root)
    while let last = open.last {
      let children = last.node.pointee.v.element.children
      guard last.behind < children.length else {
        events.append(.end(last.name))
        open.removeLast()
        continue
      }
      open[open.count - 1].behind += 1
      if let child = children.data[last.behind] { begin(child.assumingMemoryBound(to: GumboNode.self)) }
    }
    return events
  }

  private static func attributes(_ vector: GumboVector) -> [String: String] {
    var attributes: [String: String] = [:]
    for index in 0..<Int(vector.length) {
      guard let attribute = vector.data[index]?.assumingMemoryBound(to: GumboAttribute.self).pointee else {
        continue
      }
      attributes[String(cString: attribute.name)] = String(cString: attribute.value)
    }
    return attributes
  }
}
