@preconcurrency import Glibc

/// Which standard streams are a terminal, and its size.
struct Terminal: Sendable {
  /// Whether standard input, output and error are a terminal.
  let input: Bool
  let output: Bool
  let errors: Bool
  /// Whether standard output is a file, to be opened later, rather than a program that reads it.
  let outputFile: Bool
  let width: Int
  let height: Int

  init(
    input: Bool = false, output: Bool = false, errors: Bool = false, outputFile: Bool = false,
    width: Int = 80,
    height: Int = 24
  ) {
    (self.input, self.output, self.errors, self.outputFile) = (input, output, errors, outputFile)
    (self.width, self.height) = (width, height)
  }

  /// Reads this process's streams. `COLUMNS` and `LINES` take precedence over the terminal's size.
  init(environment: Environment) {
    let (input, output, errors) = (isatty(0) == 1, isatty(1) == 1, isatty(2) == 1)
    var size = winsize()
    if output || errors { _ = ioctl(output ? 1 : 2, UInt(TIOCGWINSZ), &size) }
    func measure(_ name: String, _ told: UInt16, _ usual: Int) -> Int {
      if let set = environment[name].flatMap({ Int($0) }), set > 0 { return set }
      return told > 0 ? Int(told) : usual
    }
    var status = stat()
    let isFile = fstat(1, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    self.init(
      input: input, output: output, errors: errors, outputFile: isFile,
      width: max(20, measure("COLUMNS", size.ws_col, 80)),
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

/// Whether text gets terminal attributes (ECMA-48 SGR).
struct Style: Sendable {
  let colored: Bool
}
