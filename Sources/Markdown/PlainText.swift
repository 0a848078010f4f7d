extension Markdown.Node {
  /// What it adds to the text without marks: words, and a space for a line's end.
  package var plainText: String {
    switch kind {
    case .text, .codeSpan: text
    case .softBreak, .lineBreak: " "
    default: ""
    }
  }
}

extension Markdown {
  /// The headings that have words, without marks.
  package var headings: [String] {
    var headings: [String] = []
    var heading: String?
    for event in events {
      switch event {
      case .begin(let node):
        if case .heading = node.kind { heading = "" }
        heading? += node.plainText
      case .end(let node):
        guard case .heading = node.kind else { continue }
        if let heading, !heading.isEmpty { headings.append(heading) }
        heading = nil
      }
    }
    return headings
  }
}
