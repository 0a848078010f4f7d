import Records
import Synchronization
import Testing

@testable import MgrnetCLI

struct TerminalTests {
  @Test(arguments: [
    ("plain é’œ", "plain é’œ"), ("a\u{1B}[2Jb\u{07}", "a␛[2Jb␇"), ("a\u{9B}31m", "a\u{FFFD}31m"),
    ("a\u{7F}", "a␡"),
    ("x\u{202E}cod.exe", "x\u{FFFD}cod.exe"), ("a\r\nb\nc\td", "a b c d"), ("a\rb", "a b"),
    ("a\u{2028}b", "a b"),
    ("n\u{0}l", "n␀l"), ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}\u{200D}\u{1F469}"),
  ])
  func otherPeoplesTextHarmsNoTerminal(text: String, shown: String) { #expect(harmless(text) == shown) }

  @Test func severalLinesStayLines() { #expect(harmlessLines("a\r\n\tb\u{1B}c\rd") == "a\n\tb␛cd") }

  @Test func noControlCharacterPassesWhateverIsThrownAtIt() {
    let all = String(String.UnicodeScalarView((0...0x2100).compactMap { Unicode.Scalar($0) }))
    for scalar in harmless(all).unicodeScalars {
      #expect(scalar.properties.generalCategory != .control)
    }
    for scalar in harmlessLines(all).unicodeScalars where scalar != "\n" && scalar != "\t" {
      #expect(scalar.properties.generalCategory != .control)
    }
  }

  @Test(arguments: [
    ("abc", 3), ("été", 3), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("👍", 2), ("👨‍👩‍👧", 2), ("❤️", 2), ("🇫🇷", 2),
    ("“x”…", 4), ("\u{200B}", 0), ("", 0),
  ])
  func textHasTheWidthThatTerminalsGiveIt(text: String, width: Int) { #expect(displayWidth(text) == width) }

  @Test func textIsCutByCells() {
    #expect(truncated("abcdef", to: 6) == "abcdef")
    #expect(truncated("abcdef", to: 4) == "abc…")
    #expect(truncated("日本語", to: 4) == "日…")
    #expect(truncated("ab cd", to: 4) == "ab…")
    #expect(truncated("abc", to: 0) == "")
  }

  @Test func proseIsWrapped() {
    #expect(wrapped("one two three\n\nfour", to: 9, indent: "  ") == "  one two\n  three\n\n  four")
    #expect(wrapped("unbreakable x", to: 5) == "unbreakable\nx")
  }

  @Test func aQuestionIsAskedOnATerminalOnly() throws {
    let nobody = try Context.forTests()
    let error = try #require(throws: Failure.self) {
      try nobody.ask(Phrase(verbatim: "Title"), flag: "--title TITLE")
    }
    #expect(error.status == .usage)
    #expect(error.hint?.english == "give `--title TITLE`")

    let somebody = Terminal(input: true, output: true, errors: true)
    let asked = try Context.forTests(input: "\n  Bonjour \n", terminal: somebody)
    #expect(try asked.ask(Phrase(verbatim: "Title"), flag: "--title TITLE") == "Bonjour")
    #expect(asked.errors.text == "Title: Title: ")
    #expect(throws: Failure.self) { try asked.ask(Phrase(verbatim: "Title"), flag: "--title TITLE") }
  }

  @Test(arguments: [("y\n", true), ("oui\n", true), ("\n", false), ("peut-être\nn\n", false)])
  func yesIsYesInBothLanguages(input: String, answer: Bool) throws {
    let context = try Context.forTests(
      input: input, terminal: Terminal(input: true, output: true, errors: true))
    #expect(try context.confirm(Phrase(verbatim: "Publish?"), flag: "--yes") == answer)
  }

  @Test func aChoiceIsItsNumberOrItsKey() throws {
    let context = try Context.forTests(input: "7\n2\nfr\n", terminal: Terminal(input: true, errors: true))
    let choices = [("fr", Phrase(verbatim: "français")), ("en", Phrase(verbatim: "English"))]
    #expect(try context.choose(Phrase(verbatim: "Language"), from: choices, flag: "--language") == "en")
    #expect(try context.choose(Phrase(verbatim: "Language"), from: choices, flag: "--language") == "fr")
  }

  @Test func progressShowsAfterHalfASecondOnATerminalOnly() throws {
    let clock = Hands()
    func run(_ terminal: Terminal) throws -> String {
      let context = try Context.forTests(terminal: terminal)
      var progress = Progress(Phrase(verbatim: "Import"), total: 200, in: context, clock: { clock.now })
      for done in 0...200 {
        clock.advance(by: 10_000_000)
        progress.advance(to: done)
      }
      progress.finish()
      return context.errors.text
    }
    #expect(try run(Terminal(output: true)) == "")
    let text = try run(Terminal(errors: true, width: 60))
    let draws = text.split(separator: "\r")
    // Two seconds: the first half second shows nothing, then ten times a second; the last takes it away.
    #expect(draws.count == 17)
    #expect(draws.first?.contains("25 % ") == true || draws.first?.contains("24%") == true)
    #expect(draws.last == "\u{1B}[K")
    #expect(draws.allSatisfy { displayWidth($0.replacing("\u{1B}[K", with: "")) < 60 })
  }

  @Test func seedsMakeIdsRepeatable() {
    func draw(_ seed: String?, _ words: [String]) -> UInt64 {
      let variables = seed.map { ["MGRNET_SEED": $0] } ?? [:]
      var randomness = Randomness(environment: Environment(variables), arguments: words)
      return randomness.next()
    }
    #expect(draw("1", ["post"]) == draw("1", ["post"]))
    #expect(draw("1", ["post"]) != draw("2", ["post"]))
    #expect(draw("1", ["post", "a"]) != draw("1", ["posta"]))
    #expect(draw(nil, ["post"]) != draw(nil, ["post"]))
  }
}

/// A clock that is turned by hand.
final class Hands: Sendable {
  private let time = Mutex<UInt64>(0)
  var now: UInt64 { time.withLock { $0 } }
  func advance(by nanoseconds: UInt64) { time.withLock { $0 += nanoseconds } }
}
