import Records

/// Everything that a command may know of the world around it.
struct Context {
  let environment: Environment
  /// What the user typed after `mgrnet`, unchanged.
  let arguments: [String]
  let language: Language
  let clock: Clock
  let terminal: Terminal
  let input: Input
  let output: Writer
  let errors: Writer
  /// The options before or after the command; those of a command without any until it is parsed.
  var options: GlobalOptions {
    get { parsedOptions ?? .standard }
    set { parsedOptions = newValue }
  }
  var parsedOptions: GlobalOptions?

  var now: Timestamp { clock.now }

  /// Draws ids; take it once for a command and pass it on `inout`.
  func randomness() -> Randomness { Randomness(environment: environment, arguments: arguments) }

  /// How text on standard output may look.
  var style: Style { Style(colored: options.color.applies(to: terminal.output, environment)) }
  /// How text on standard error may look.
  var errorStyle: Style { Style(colored: options.color.applies(to: terminal.errors, environment)) }

  /// From here on, output longer than the terminal goes through a pager.
  func page() {
    output.page(with: Paging(terminal: terminal, environment: environment, options: options))
  }

  /// A line for people on standard error, such as a summary; nothing with `--quiet`.
  ///
  /// It comes after what was printed so far, also where that goes through the pager.
  func say(_ phrase: Phrase) {
    guard !options.quiet else { return }
    output.finish()
    errors.write(phrase[language] + "\n")
    errors.flush()
  }

  /// `hint: …` on standard error; nothing with `--quiet`.
  func hint(_ phrase: Phrase) {
    guard !options.quiet else { return }
    output.finish()
    errors.write(errorStyle.dim(Words.hintLabel[language]) + " " + phrase[language] + "\n")
    errors.flush()
  }

  /// `warning: …` on standard error, also with `--quiet`: something was left out or is wrong, and the command goes on.
  func warn(_ phrase: Phrase) {
    output.flush()
    errors.write(errorStyle.yellow(Words.warningLabel[language]) + " " + phrase[language] + "\n")
    errors.flush()
  }

  /// The same of a failure that the command survives, with its hint.
  func warn(_ failure: Failure) {
    warn(failure.phrase)
    if let hint = failure.hint { self.hint(hint) }
  }

  /// `mgrnet: …`, then the hint.
  func report(_ failure: Failure) {
    output.flush()
    errors.write(errorStyle.bold("mgrnet:") + " " + failure.phrase[language] + "\n")
    if let hint = failure.hint {
      errors.write(errorStyle.dim(Words.hintLabel[language]) + " " + hint[language] + "\n")
    }
    errors.flush()
  }
}
