import Records

/// A progress bar on standard error for work longer than half a second, on a terminal only.
struct Progress {
  private let label: Phrase
  private let total: Int?
  private let terminal: Terminal
  private let language: Language
  private let errors: Writer?
  private let clock: @Sendable () -> UInt64
  private let start: UInt64
  private var last: UInt64 = 0
  private var shown = false

  /// - Parameter total: `nil` if the amount of work is unknown.
  /// - Parameter clock: nanoseconds that only go forward.
  init(
    _ label: Phrase, total: Int?, in context: Context,
    clock: @escaping @Sendable () -> UInt64 = Clock.monotonic
  ) {
    self.label = label
    self.total = total
    terminal = context.terminal
    language = context.language
    errors = context.terminal.errors && !context.options.quiet ? context.errors : nil
    self.clock = clock
    start = clock()
  }

  /// Updates the bar; draws at most ten times a second.
  mutating func advance(to done: Int) {
    guard let errors else { return }
    let now = clock()
    guard now - start >= 500_000_000, !shown || now - last >= 100_000_000 else { return }
    shown = true
    last = now
    errors.write("\r" + line(done) + "\u{1B}[K")
    errors.flush()
  }

  /// Removes the bar.
  mutating func finish() {
    guard shown, let errors else { return }
    shown = false
    errors.write("\r\u{1B}[K")
    errors.flush()
  }

  private func line(_ done: Int) -> String {
    let name = label[language]
    guard let total, total > 0 else {
      return truncated(name + " " + Words.number(done)[language], to: terminal.width - 1)
    }
    let share = min(1, Double(done) / Double(total))
    let count = "\(Words.number(done)[language])/\(Words.number(total)[language])"
    let percent = paddedLeft("\(Int(share * 100))", to: 3) + Words.percent[language]
    let room = terminal.width - 1 - displayWidth(name) - displayWidth(count) - displayWidth(percent) - 5
    guard room >= 8 else { return truncated("\(name) \(percent) \(count)", to: terminal.width - 1) }
    let width = min(room, 40)
    let full = Int(share * Double(width))
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    return "\(name) [\(bar)] \(percent) \(count)"
  }
}
