import Records
import Testing

@testable import MgrnetCLI

/// What is typed wrong gets words of ours, in both languages, and status 64.
struct UsageTests {
  @Test(arguments: [
    (["hlp"], "there is no command `hlp`", "did you mean `mgrnet help`?"),
    (["version", "--jsn"], "there is no option `--jsn` here", "did you mean `--json`?"),
    (["version", "-x"], "there is no option `-x` here", "see `mgrnet help version`"),
    (["version", "--format"], "`--format` needs a value: TEMPLATE", "see `mgrnet help version`"),
    (["version", "--quiet=3"], "`--quiet` takes no value, but was given `3`", "see `mgrnet help version`"),
    (["version", "x"], "unexpected argument: `x`", "see `mgrnet help version`"),
    (["version", "x", "y"], "unexpected arguments: `x`, `y`", "see `mgrnet help version`"),
    (
      ["version", "--color", "red"], "`red` is not a valid value for `--color WHEN`",
      "give `auto`, `always` or `never`"
    ),
  ])
  func aMistakeIsNamedWithAHint(arguments: [String], phrase: String, hint: String) {
    let run = Run(arguments)
    #expect(run.status == 64)
    #expect(run.errors == "mgrnet: \(phrase)\nhint: \(hint)\n")
    #expect(run.output.isEmpty)
  }

  @Test func mistakesAreNamedInFrench() {
    let run = Run("version", "--color", "rouge", language: .french)
    #expect(
      run.errors == """
        mgrnet: `rouge` n’est pas une valeur valable pour `--color QUAND`
        conseil\u{A0}: donnez `auto`, `toujours` ou `jamais`

        """)
  }

  @Test func globalOptionsStandBeforeOrAfterTheCommand() {
    #expect(Run("--quiet", "-C", "/", "version").output == "mgrnet 0.1.0\n")
    #expect(Run("version", "--quiet", "-C", "/").output == "mgrnet 0.1.0\n")
    #expect(Run("--format={{id}}", "version").output == "mgrnet 0.1.0\n")
  }

  @Test func theSpellingsOfGlobalOptionsAreThoseDeclared() {
    #expect(
      GlobalOptions.spellings == [
        "-C": true, "--json": false, "--format": true, "--color": true, "--no-pager": false, "--quiet": false,
        "-q": false,
      ])
  }

  @Test(arguments: [
    (["congés", "-été"], ["--", "congés", "-été"]),
    (
      ["-q", "a", "-b", "--limit", "3", "-C", "x", "c"],
      ["-q", "--limit", "3", "-C", "x", "--", "a", "-b", "c"]
    ),
    (["a", "--", "--ids", "-q"], ["--", "a", "--ids", "-q"]),
    (["a", "--limit=3", "--nonsense", "-"], ["--limit=3", "--nonsense", "--", "a", "-"]),
  ])
  func wordsOfAQueryThatBeginWithADashAreNoOptions(typed: [String], arranged: [String]) {
    #expect(FindCommand.arranged(typed) == arranged)
  }

  @Test func helpIsAskedForInSeveralWays() {
    #expect(Run("help").output == Run("--help").output)
    #expect(Run("help").output == Run("-h").output)
    #expect(Run("version", "--help").output == Run("help", "version").output)
    #expect(Run("help", "version", language: .french).output.hasPrefix("Affiche la version\n\nUtilisation\n"))
  }
}

extension Run {
  init(_ arguments: [String], language: Language = .english) {
    let output = Writer(.memory)
    let errors = Writer(.memory)
    status = Mgrnet.run(
      arguments, Environment(["LANG": language == .french ? "fr" : "en"]), terminal: Terminal(),
      input: Input(text: ""), output: output, errors: errors)
    self.output = output.text
    self.errors = errors.text
  }
}
