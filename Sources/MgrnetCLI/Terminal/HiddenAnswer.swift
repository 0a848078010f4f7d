@preconcurrency import Glibc

/// Asks for answers that do not show on the terminal.
extension Context {
  /// Asks for a line that is typed unseen; keeps all its spaces.
  ///
  /// - Throws: ``Failure`` (64) without a terminal, at the end of the input, or if ^C was typed.
  func askHidden(_ question: Phrase, flag: String) throws -> String {
    guard terminal.canAsk else { throw Failure(.usage, Words.cannotAsk(question), hint: Words.give(flag)) }
    output.flush()
    var settings = termios()
    let isKnown = tcgetattr(0, &settings) == 0
    if isKnown {
      var hidden = settings
      hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
      // ^C ends the line; ending the process would leave the terminal without echo.
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
