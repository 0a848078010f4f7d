@preconcurrency import Glibc

/// Answers that do not show on the terminal.
extension Context {
  /// A line that is typed unseen, with all its spaces.
  ///
  /// - Throws: ``Failure`` (64) where nobody can answer, the input ended, or ^C was typed.
  func askHidden(_ question: Phrase, flag: String) throws -> String {
    guard terminal.canAsk else { throw Failure(.usage, Words.cannotAsk(question), hint: Words.give(flag)) }
    output.flush()
    var settings = termios()
    let isKnown = tcgetattr(0, &settings) == 0
    if isKnown {
      var hidden = settings
      hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
      // ^C ends the line instead of the process, which would leave the terminal mute.
      hidden.c_cc.11 = Input.interrupt  // VEOL
      tcsetattr(0, TCSADRAIN, &hidden)
    }
    defer { if isKnown { tcsetattr(0, TCSADRAIN, &settings) } }
    errors.write(question[language] + Words.colon[language])
    errors.flush()
    let line = try input.readHiddenLine()
    errors.write("\n")
    errors.flush()
    guard let line else { throw Failure(.usage, Words.cannotAsk(question), hint: Words.give(flag)) }
    return line
  }
}
