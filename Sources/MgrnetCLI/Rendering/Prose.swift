/// A Markdown text on lines that fit the terminal: paragraphs are set anew, code, tables and lists stay what they are.
///
/// Without a width nothing changes: pipes get the text as it was written.
struct Prose {
  let style: Style
  /// `nil` where no person reads.
  let width: Int?

  func lines(_ text: String, indent: String = "") -> [String] {
    let written = harmlessLines(text).split(separator: "\n", omittingEmptySubsequences: false)
    guard let width else { return written.map { $0.isEmpty ? "" : indent + $0 } }
    var lines: [String] = []
    var paragraph = Paragraph()
    var fence: Substring?
    func close() {
      lines += paragraph.lines(width: max(20, width - indent.utf8.count), style)
      paragraph = Paragraph()
    }
    for line in written {
      let bare = line.drop { $0 == " " || $0 == "\t" }
      if let open = fence {
        if bare.hasPrefix(open) { fence = nil }
        lines.append(style.dim(String(line)))
      } else if bare.hasPrefix("```") || bare.hasPrefix("~~~") {
        close()
        fence = bare.prefix(3)
        lines.append(style.dim(String(line)))
      } else if bare.isEmpty {
        close()
        lines.append("")
      } else if bare.hasPrefix("|") || line.hasPrefix("    ") && paragraph.words.isEmpty {
        close()
        lines.append(String(line))
      } else if let heading = Self.heading(bare) {
        close()
        lines.append(style.bold(heading))
      } else if let start = Self.start(line) {
        close()
        paragraph = start
      } else {
        paragraph.add(bare)
        if line.hasSuffix("  ") { close() }
      }
    }
    close()
    return lines.map { $0.isEmpty ? "" : indent + $0 }
  }

  private static func heading(_ line: Substring) -> String? {
    let marks = line.prefix { $0 == "#" }
    guard (1...6).contains(marks.count), line.dropFirst(marks.count).first == " " else { return nil }
    return String(line.dropFirst(marks.count).drop { $0 == " " })
  }

  /// A list item or a quotation: its mark, and the lines behind it under its text.
  private static func start(_ line: Substring) -> Paragraph? {
    let indent = line.prefix { $0 == " " }
    let bare = line.dropFirst(indent.count)
    var mark: Substring
    if bare.hasPrefix("- ") || bare.hasPrefix("* ") || bare.hasPrefix("+ ") || bare.hasPrefix("> ") {
      mark = bare.prefix(2)
    } else {
      let digits = bare.prefix(9).prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty else { return nil }
      mark = bare.prefix(digits.count + 2)
      guard mark.hasSuffix(". ") || mark.hasSuffix(") ") else { return nil }
    }
    var paragraph = Paragraph()
    paragraph.first = String(indent.prefix(12)) + mark
    paragraph.others =
      mark == "> " ? paragraph.first : String(repeating: " ", count: paragraph.first.utf8.count)
    paragraph.add(bare.dropFirst(mark.count))
    return paragraph
  }
}

extension Prose {
  /// Wider lines are hard to read.
  private static let widest = 96

  init(_ context: Context) {
    self.init(
      style: context.style,
      width: context.terminal.output ? min(context.terminal.width, Self.widest) : nil)
  }
}

/// Words that flow.
private struct Paragraph {
  var first = ""
  var others = ""
  var words: [Substring] = []

  mutating func add(_ line: Substring) { words += line.split(separator: " ") }

  func lines(width: Int, _ style: Style) -> [String] {
    guard !words.isEmpty || !first.isEmpty else { return [] }
    var lines: [String] = []
    var line = style.dim(first)
    var used = displayWidth(first)
    var isStart = true
    var isBold = false
    for word in words {
      let cells = displayWidth(word)
      if !isStart, used + 1 + cells > width {
        lines.append(line)
        line = style.dim(others)
        used = displayWidth(others)
        isStart = true
      }
      if !isStart {
        line += " "
        used += 1
      }
      line += painted(word, &isBold, style)
      used += cells
      isStart = false
    }
    return lines + [line]
  }

  /// `**bold**` is bold where there is colour; without it the marks stay.
  private func painted(_ word: Substring, _ isBold: inout Bool, _ style: Style) -> String {
    guard style.colored, isBold || word.contains("**") else { return String(word) }
    var result = ""
    var rest = word
    while let mark = rest.firstRange(of: "**") {
      let text = String(rest[..<mark.lowerBound])
      result += isBold ? style.bold(text) : text
      isBold.toggle()
      rest = rest[mark.upperBound...]
    }
    return result + (isBold ? style.bold(String(rest)) : String(rest))
  }
}
