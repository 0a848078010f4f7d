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
    (["--json"], "`mgrnet` needs a command after it", "see `mgrnet help`"),
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
        conseil\u{A0}: donnez `auto`, `always` ou `never`

        """)
  }

  @Test func globalOptionsStandBeforeOrAfterTheCommand() {
    #expect(Run("--quiet", "-C", "/", "version").output == "mgrnet 0.1.0\n")
    #expect(Run("version", "--quiet", "-C", "/").output == "mgrnet 0.1.0\n")
    #expect(Run("--format={{id}}", "version").output == "mgrnet 0.1.0\n")
  }

  @Test(arguments: [
    ["version"], ["version", "--quiet", "--json"], ["version", "-C", "/"], ["version", "-q", "--no-pager"],
    ["list", "idf", "--limit", "3", "--json"], ["list", "--kind", "question", "--ids", "-C", "."],
    ["find", "a b", "c", "--sort", "new", "--limit", "0", "-q"], ["show", "ds24", "wzmm", "--no-pager"],
    ["--quiet", "version"], ["-C", "x", "--json", "list", "idf"], ["-C", "x", "sync", "-q", "origin", "-n"],
  ])
  func aPlainCommandLineIsReadWithoutTheParserToTheSameEffect(arguments: [String]) throws {
    let quick = try #require(QuickCommands.command(for: arguments))
    let resolution = try CommandTree.resolve(arguments, in: Mgrnet.self)
    let parsed = try #require(try resolution.type.parseAsRoot(resolution.arguments) as? any Command)
    #expect(quick.options == parsed.global.asked)
  }

  @Test(arguments: [
    ["post", "idf", "-t", "Un titre", "-m", "Un texte"], ["post", "idf"],
    ["post", "idf", "-q", "-k", "news", "-m", "a b", "--tag", "rh"],
    ["-C", "x", "post", "idf", "-k", "practice", "--takeaway", "Essayez", "-t", ""],
  ])
  func aPlainPostIsReadWithoutTheParserToTheSameEffect(arguments: [String]) throws {
    let quick = try #require(QuickCommands.command(for: arguments))
    let resolution = try CommandTree.resolve(arguments, in: Mgrnet.self)
    let parsed = try #require(try resolution.type.parseAsRoot(resolution.arguments) as? PostCommand)
    #expect(quick.options == parsed.global.asked)
    #expect(PostRequest(quick.arguments) == parsed.request)
  }

  @Test(arguments: [
    ["version", "x"], ["version", "--color", "never"], ["version", "--help"], ["version", "-C", "--json"],
    ["version", "-C"], ["version", "--"], ["--ids", "list"], ["version", "-C", "a", "-C", "b"], [],
    ["list", "a", "b"], ["list", "--limit", "many"], ["list", "--type", "vote"], ["find", "a", "-b"],
    ["find"],
    ["show"], ["show", "-"], ["list", "--ids", "--ids"], ["post"], ["post", "idf", "-"],
    ["post", "idf", "x"],
    ["post", "idf", "-k", "vote"], ["post", "idf", "-t", "a", "-t", "b"], ["post", "idf", "-m", "-"],
    ["post", "idf", "--tag", "a", "--tag", "b"], ["post", "idf", "--anonymous"],
  ])
  func whatIsNotPlainIsLeftToTheParser(arguments: [String]) {
    #expect(QuickCommands.command(for: arguments)?.arguments.positionals == nil)
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

  @Test func withoutWordsThereIsHelp() {
    #expect(Run().output == Run("--help").output)
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
