@preconcurrency import Glibc

/// The pager for output of more than `height` lines.
struct Paging: Sendable {
  let command: String
  /// What a shell runs.
  let script: String
  let height: Int
  let environment: Environment

  /// Finds the pager; `nil` if standard output is no terminal, or no pager is wanted or installed.
  init?(terminal: Terminal, environment: Environment, options: GlobalOptions) {
    guard terminal.output, !options.noPager else { return nil }
    if let chosen = environment["PAGER"] {
      guard !chosen.isEmpty, chosen != "cat" else { return nil }
      command = chosen
    } else {
      guard isInstalled("less", environment) else { return nil }
      command = "less -FRX"
    }
    // As git does it, so that colours show where nobody said how `less` is to behave.
    script = environment["LESS"] == nil ? "LESS=FRX; export LESS; \(command)" : command
    height = terminal.height
    self.environment = environment
  }
}

/// A running pager, which shows the bytes written to `input`.
struct Pager {
  let input: Int32
  private let child: Child

  init?(_ paging: Paging) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    guard
      let child = Child(
        shell: paging.script, environment: paging.environment, input: ends[0], closing: [ends[0], ends[1]])
    else {
      close(ends[0])
      close(ends[1])
      return nil
    }
    close(ends[0])
    // The reader may leave early; the write then fails and we go on to wait.
    signal(SIGPIPE, SIG_IGN)
    input = ends[1]
    self.child = child
  }

  func wait() {
    close(input)
    child.wait()
  }
}
