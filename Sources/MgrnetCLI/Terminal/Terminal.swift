@preconcurrency import Glibc

/// What stands at the three ends of the process.
struct Terminal: Sendable {
  /// Whether a person may be typing, reading the data, reading the messages.
  let input: Bool
  let output: Bool
  let errors: Bool
  let width: Int
  let height: Int

  init(input: Bool = false, output: Bool = false, errors: Bool = false, width: Int = 80, height: Int = 24) {
    self.input = input
    self.output = output
    self.errors = errors
    self.width = width
    self.height = height
  }

  /// `COLUMNS` and `LINES` go before what the terminal says.
  init(environment: Environment) {
    let (input, output, errors) = (isatty(0) == 1, isatty(1) == 1, isatty(2) == 1)
    var size = winsize()
    if output || errors { _ = ioctl(output ? 1 : 2, UInt(TIOCGWINSZ), &size) }
    func measure(_ name: String, _ told: UInt16, _ usual: Int) -> Int {
      if let set = environment[name].flatMap({ Int($0) }), set > 0 { return set }
      return told > 0 ? Int(told) : usual
    }
    self.init(
      input: input, output: output, errors: errors, width: max(20, measure("COLUMNS", size.ws_col, 80)),
      height: max(2, measure("LINES", size.ws_row, 24)))
  }

  /// Whether there is somebody to ask.
  var canAsk: Bool { input && errors }
}

/// When to use colours.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// `NO_COLOR` (no-color.org) and `TERM=dumb` turn colours off unless `--color always` asks for them.
  func applies(to isTerminal: Bool, _ environment: Environment) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: isTerminal && environment.nonEmpty("NO_COLOR") == nil && environment["TERM"] != "dumb"
    }
  }
}

/// Text with or without terminal attributes (ECMA-48 SGR).
struct Style: Sendable {
  let colored: Bool

  func bold(_ text: String) -> String { wrap(text, "1", "22") }
  func dim(_ text: String) -> String { wrap(text, "2", "22") }
  func italic(_ text: String) -> String { wrap(text, "3", "23") }
  func underlined(_ text: String) -> String { wrap(text, "4", "24") }
  func red(_ text: String) -> String { wrap(text, "31", "39") }
  func green(_ text: String) -> String { wrap(text, "32", "39") }
  func yellow(_ text: String) -> String { wrap(text, "33", "39") }
  func blue(_ text: String) -> String { wrap(text, "34", "39") }
  func magenta(_ text: String) -> String { wrap(text, "35", "39") }
  func cyan(_ text: String) -> String { wrap(text, "36", "39") }

  private func wrap(_ text: String, _ on: String, _ off: String) -> String {
    colored && !text.isEmpty ? "\u{1B}[\(on)m\(text)\u{1B}[\(off)m" : text
  }
}
