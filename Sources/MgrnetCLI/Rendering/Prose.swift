import Markdown

/// Sets a Markdown text in lines that fit the terminal: paragraphs are broken anew, code, tables and HTML stay as they are.
///
/// Without a width nothing changes, so pipes get the text as it was written.
struct Prose {
  let style: Style
  /// The number of cells of a line; `nil` in a pipe.
  let width: Int?

  /// The limit of a line, since wider ones are hard to read.
  private static let widest = 96

  func lines(_ text: String, indent: TerminalText = "") -> [TerminalText] {
    var lines = TerminalText.lines(text)
    if let width, let markdown = Markdown(lines.joined(separator: "\n").text) {
      var page = ProsePage(source: lines, width: max(20, width - indent.width), style: style)
      for event in markdown.events { page.add(event) }
      lines = page.lines
    }
    return lines.map { $0.isEmpty ? "" : indent + $0 }
  }
}

extension Prose {
  init(_ context: Context) {
    self.init(
      style: context.style, width: context.terminal.output ? min(context.terminal.width, Self.widest) : nil)
  }
}

/// Collects the lines of a text from the events of its blocks and words.
private struct ProsePage {
  /// A quotation or list item that is open: the marks before its first line and before its others.
  private struct Container {
    var first: String
    let others: String
  }

  let source: [TerminalText]
  let width: Int
  let style: Style
  private(set) var lines: [TerminalText] = []
  private var containers: [Container] = []
  /// For each list that is open, the number of its next item.
  private var numbers: [Int?] = []
  /// The words of the line that is read, each in pieces that are bold or not.
  private var words: [[(text: TerminalText, isBold: Bool)]] = []
  private var isWordOpen = false
  private var isBold = false
  /// A link of which nothing has been read yet, and whether the one that is read stands in brackets.
  private var newLink: Markdown.Node?
  private var isLinkInBrackets = false

  /// The limit of nested marks; more would leave no room for words.
  private static let deepest = 6

  init(source: [TerminalText], width: Int, style: Style) {
    (self.source, self.width, self.style) = (source, width, style)
  }

  mutating func add(_ event: Markdown.Event) {
    switch event {
    case .begin(let node):
      beginLink(before: node)
      begin(node)
    case .end(let node): end(node)
    }
  }

  private mutating func begin(_ node: Markdown.Node) {
    switch node.kind {
    case .quote: containers.append(Container(first: "> ", others: "> "))
    case .list(let first): numbers.append(first)
    case .item:
      let number = numbers.last ?? nil
      if let number { numbers[numbers.count - 1] = number + 1 }
      let mark = number.map { "\($0). " } ?? "- "
      containers.append(Container(first: mark, others: String(repeating: " ", count: mark.utf8.count)))
    case .paragraph, .heading: leaveGap(before: node)
    case .code, .html, .table, .rule: copy(node)
    case .text, .htmlSpan: write(node.text)
    case .codeSpan: write("`" + node.text + "`")
    case .softBreak: isWordOpen = false
    case .lineBreak: finishLine()
    case .emphasis, .struckOut, .strong: writeMark(of: node.kind, begins: true)
    case .link: newLink = node
    case .picture: write("![")
    case .document, .row, .cell, .other: break
    }
  }

  private mutating func end(_ node: Markdown.Node) {
    switch node.kind {
    case .quote: containers.removeLast()
    case .list: numbers.removeLast()
    case .item:
      // An item without text has only its mark.
      if let last = containers.last, last.first != last.others { finishLine() }
      containers.removeLast()
    case .paragraph: finishLine()
    case .heading:
      let text = words.map { $0.map(\.text).joined(separator: "") }.joined(separator: " ")
      lines.append(style.dim("\(prefix())") + style.bold(text))
      (words, isWordOpen) = ([], false)
    // The table was copied with the words of its cells.
    case .table: (words, isWordOpen) = ([], false)
    case .emphasis, .struckOut, .strong: writeMark(of: node.kind, begins: false)
    case .link:
      beginLink(before: node)
      if isLinkInBrackets { write("](" + node.address + ")") }
    case .picture: write("](" + node.address + ")")
    default: break
    }
  }

  /// An address that is its own text has no brackets.
  private mutating func beginLink(before node: Markdown.Node) {
    guard let link = newLink else { return }
    newLink = nil
    isLinkInBrackets = !["", "http://", "mailto:"].contains { link.address == $0 + node.text }
    if isLinkInBrackets { write("[") }
  }

  private mutating func writeMark(of kind: Markdown.Kind, begins: Bool) {
    if kind == .strong, style.colored {
      isBold = begins
    } else {
      write(kind == .strong ? "**" : kind == .emphasis ? "*" : "~~")
    }
  }

  private mutating func write(_ text: String) {
    // A character reference may stand for a control character.
    let parts = TerminalText(text).text.split(separator: " ", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 { isWordOpen = false }
      if part.isEmpty { continue }
      let isBound = words.last?.last.map { MgrnetCLI.isBound(part, to: $0.text.text) } ?? false
      if !isWordOpen, !isBound { words.append([]) }
      let space = !isWordOpen && isBound ? " " : ""
      words[words.count - 1].append((TerminalText(stringLiteral: space + part), isBold))
      isWordOpen = true
    }
  }

  /// Returns the marks of the open containers; after an item's first line, as many spaces.
  private mutating func prefix() -> String {
    let prefix = containers.prefix(Self.deepest).map(\.first).joined()
    for index in containers.indices { containers[index].first = containers[index].others }
    return prefix
  }

  private mutating func finishLine() {
    var mark = prefix()
    var line = style.dim("\(mark)")
    var used = displayWidth(mark)
    var isStart = true
    for word in words {
      let cells = word.map(\.text).joined(separator: "").width
      if !isStart, used + 1 + cells > width {
        lines.append(line)
        mark = prefix()
        (line, used, isStart) = (style.dim("\(mark)"), displayWidth(mark), true)
      }
      if !isStart { line += " " }
      line += word.map { $0.isBold ? style.bold($0.text) : $0.text }.joined(separator: "")
      used += cells + (isStart ? 0 : 1)
      isStart = false
    }
    lines.append(line)
    (words, isWordOpen) = ([], false)
  }

  private mutating func leaveGap(before node: Markdown.Node) {
    guard let last = lines.last, !last.isEmpty, node.lines.lowerBound > 1 else { return }
    if source[node.lines.lowerBound - 2].text.allSatisfy({ " \t>".contains($0) }) { lines.append("") }
  }

  private mutating func copy(_ node: Markdown.Node) {
    leaveGap(before: node)
    // The marks stand in the source as well.
    _ = prefix()
    var copied = source[max(0, node.lines.lowerBound - 1)..<min(node.lines.upperBound - 1, source.count)]
    while copied.last?.text.allSatisfy(\.isWhitespace) == true { copied.removeLast() }
    lines += copied.map { node.kind == .code ? style.dim($0) : $0 }
  }
}
