import ArgumentParser
import Records
import Testing

@testable import MgrnetCLI

/// Provokes every kind of complaint that ArgumentParser has, on commands made for it: none may come out in its words.
struct ParserMessagesTests {
  struct Fixture: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "mgrnet", subcommands: [Leaf.self, Charter.self])
    }
  }

  struct Leaf: Command {
    enum Mode: String, EnumerableFlag { case useful, outdated }
    static var configuration: CommandConfiguration { CommandConfiguration(commandName: "leaf") }
    @OptionGroup var global: GlobalOptions
    @Flag(exclusivity: .exclusive) var mode: Mode = .useful
    @Option(name: .shortAndLong) var title: String
    @Option(name: .shortAndLong) var limit: Int = 3
    @Argument var id: String
    func validate() throws {
      if title == "bad" { throw Failure(.notAllowed, Words.badUsage("validated")) }
      if title == "plain" { throw ValidationError("plain words") }
    }
    func run(in context: Context) {}
  }

  struct Charter: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "charter", subcommands: [Show.self, Accept.self], defaultSubcommand: Show.self)
    }
  }

  struct Show: Command {
    static var configuration: CommandConfiguration { CommandConfiguration(commandName: "show") }
    @OptionGroup var global: GlobalOptions
    func run(in context: Context) {}
  }

  struct Accept: Command {
    static var configuration: CommandConfiguration { CommandConfiguration(commandName: "accept") }
    @OptionGroup var global: GlobalOptions
    func run(in context: Context) {}
  }

  private func complaint(_ arguments: [String]) throws -> Failure {
    do {
      let resolution = try CommandTree.resolve(arguments, in: Fixture.self)
      do {
        _ = try resolution.type.parseAsRoot(resolution.arguments)
      } catch {
        return ParserMessages(resolution: resolution, root: Fixture.self, language: .english).failure(
          for: error)
      }
    } catch let failure as Failure {
      return failure
    }
    Issue.record("\(arguments) was accepted")
    throw CancellationError()
  }

  @Test(arguments: [
    (["leaf", "x"], "`--title TITLE` is missing", "il manque `--title TITLE`"),
    (["leaf", "-t", "a"], "`ID` is missing", "il manque `ID`"),
    (
      ["leaf", "-t", "a", "x", "--titel", "b"], "there is no option `--titel` here",
      "l’option `--titel` n’existe pas ici"
    ),
    (["leaf", "-t", "a", "x", "-z"], "there is no option `-z` here", "l’option `-z` n’existe pas ici"),
    (["leaf", "x", "-t"], "`-t` needs a value: TITLE", "`-t` attend une valeur\u{A0}: TITLE"),
    (["leaf", "x", "--title"], "`--title` needs a value: TITLE", "`--title` attend une valeur\u{A0}: TITLE"),
    (
      ["leaf", "x", "-t", "a", "--useful=1"], "`--useful` takes no value, but was given `1`",
      "`--useful` ne prend pas de valeur, mais a reçu `1`"
    ),
    (["leaf", "-t", "a", "x", "y"], "unexpected argument: `y`", "argument inattendu\u{A0}: `y`"),
    (
      ["leaf", "-t", "a", "x", "y", "z"], "unexpected arguments: `y`, `z`",
      "arguments inattendus\u{A0}: `y`, `z`"
    ),
    (
      ["leaf", "-t", "a", "x", "--useful", "--outdated"], "`--outdated` contradicts `--useful`",
      "`--outdated` contredit `--useful`"
    ),
    (
      ["leaf", "-t", "a", "x", "--limit", "ten"], "`ten` is not a valid value for `--limit LIMIT`",
      "`ten` n’est pas une valeur valable pour `--limit LIMIT`"
    ),
    (["leaf", "-t", "a", "x", "-lt"], "there is no option `-lt` here", "l’option `-lt` n’existe pas ici"),
    (["leaf", "-t", "bad", "x"], "wrong usage: validated", "mauvais usage\u{A0}: validated"),
    (["leaf", "-t", "plain", "x"], "wrong usage: plain words", "mauvais usage\u{A0}: plain words"),
    (["leaf", "-t", "a", "x", "-é"], "there is no option `-é` here", "l’option `-é` n’existe pas ici"),
    (["leaf", "-t", "a", "x", "---"], "there is no option `---` here", "l’option `---` n’existe pas ici"),
    (["charter", "acept"], "unexpected argument: `acept`", "argument inattendu\u{A0}: `acept`"),
    (["leef"], "there is no command `leef`", "la commande `leef` n’existe pas"),
    (
      ["leaf", "-t", "a", "x", "\u{1B}[2J"], "unexpected argument: `␛[2J`", "argument inattendu\u{A0}: `␛[2J`"
    ),
  ])
  func everyComplaintIsInOurWords(arguments: [String], english: String, french: String) throws {
    let failure = try complaint(arguments)
    #expect(failure.phrase == Phrase(en: "\(english)", fr: "\(french)"))
    // What a command's own check finds brings its own hint, or none.
    #expect(failure.hint != nil || failure.status == .notAllowed)
  }

  @Test func aSisterCommandIsGuessedBehindTheUsualOne() throws {
    #expect(try complaint(["charter", "acept"]).hint?.english == "did you mean `mgrnet charter accept`?")
  }

  @Test func theStatusOfAValidationIsKept() throws {
    #expect(try complaint(["leaf", "-t", "bad", "x"]).status == .notAllowed)
  }

  @Test func whatFollowsTwoDashesIsNoOption() throws {
    let resolution = try CommandTree.resolve(
      ["--quiet", "leaf", "-t", "a", "--", "--json"], in: Fixture.self)
    let leaf = try #require(try resolution.type.parseAsRoot(resolution.arguments) as? Leaf)
    #expect(leaf.id == "--json")
    #expect(leaf.global.quiet && !leaf.global.json)
  }

  @Test(arguments: [
    ("pst", ["post"]), ("psot", ["post"]), ("find", ["find"]), ("fnd", ["find"]), ("subsribe", ["subscribe"]),
    ("temp", ["template"]), ("xyzzy", []), ("-", []), ("", []),
  ])
  func theNearestNamesAreGuessed(word: String, names: [String]) {
    let all = ["post", "find", "subscribe", "template", "show", "log", "community"]
    #expect(nearestNames(to: word, among: all) == names)
  }
}
