import Records

/// A command's environment: variables, language, clock, terminal, input and output, global options.
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

  /// Makes the generator for ids; take it once for a command and pass it on `inout`.
  func randomness() -> Randomness { Randomness(environment: environment, arguments: arguments) }

  /// The style of standard output.
  var style: Style { Style(colored: options.color.applies(to: terminal.output, environment)) }
  /// The style of standard error.
  var errorStyle: Style { Style(colored: options.color.applies(to: terminal.errors, environment)) }

  /// Sends output longer than the terminal through a pager, from here on.
  func page() { output.page(with: Paging(terminal: terminal, environment: environment, options: options)) }

  /// Prints a line for people on standard error, such as a summary; nothing with `--quiet`.
  ///
  /// It comes after what was printed so far, also where that goes through the pager.
  func say(_ phrase: Phrase) {
    guard !options.quiet else { return }
    output.finish()
    errors.write(phrase[language] + "\n")
    errors.flush()
  }

  /// Prints `hint: …` on standard error; nothing with `--quiet`.
  func hint(_ phrase: Phrase) {
    guard !options.quiet else { return }
    output.finish()
    errors.write(errorStyle.dim("\(Words.hintLabel[language])").text + " " + phrase[language] + "\n")
    errors.flush()
  }

  /// Prints `warning: …` on standard error, also with `--quiet`; the command goes on.
  func warn(_ phrase: Phrase) {
    output.flush()
    errors.write(errorStyle.yellow("\(Words.warningLabel[language])").text + " " + phrase[language] + "\n")
    errors.flush()
  }

  /// Prints a failure as a warning, with its hint; the command goes on.
  func warn(_ failure: Failure) {
    warn(failure.phrase)
    if let hint = failure.hint { self.hint(hint) }
  }

  /// Prints a failure as `mgrnet: …`, then its hint.
  func report(_ failure: Failure) {
    output.flush()
    errors.write(errorStyle.bold("mgrnet:").text + " " + failure.phrase[language] + "\n")
    if let hint = failure.hint {
      errors.write(errorStyle.dim("\(Words.hintLabel[language])").text + " " + hint[language] + "\n")
    }
    errors.flush()
  }
}
