import Records
import SearchIndex
import Testing

@testable import MgrnetCLI

struct ThreadTests {
  private func reply(_ id: String, to: String? = nil) -> (record: IndexedRecord, prose: String) {
    var record = IndexedRecord(path: id, type: .reply, key: id)
    record.to = to
    return (record, id)
  }

  @Test func theAcceptedReplyComesFirstWithWhatAnswersIt() {
    let thread = ReplyTree(
      [reply("a"), reply("b"), reply("c", to: "b"), reply("d", to: "a"), reply("e", to: "c")], accepted: "b")
    #expect(thread.places.map(\.record.key) == ["b", "c", "e", "a", "d"])
    #expect(thread.places.map(\.depth) == [0, 1, 2, 0, 1])
    #expect(thread.places.map(\.isAccepted) == [true, false, false, false, false])
  }

  @Test func repliesInACircleAndToNothingAreShownOnce() {
    let thread = ReplyTree(
      [reply("a", to: "b"), reply("b", to: "a"), reply("c", to: "c"), reply("d", to: "gone")], accepted: nil)
    #expect(thread.places.map(\.record.key).sorted() == ["a", "b", "c", "d"])
  }

  @Test func aHundredThousandRepliesDeepIsNoRecursion() {
    var replies = [reply("0")]
    for number in 1..<100_000 { replies.append(reply(String(number), to: String(number - 1))) }
    #expect(ReplyTree(replies, accepted: nil).places.last?.depth == 99_999)
  }

  @Test func proseIsSetAnewAndListsKeepTheirShape() {
    let prose = Prose(style: Style(colored: false), width: 30)
    let text =
      "# Title\n\nOne two three four five\nsix seven eight.\n\n1. first item that is long enough\n2. second\n\n```\ncode   stays    as long as it is in its line\n```"
    #expect(
      prose.lines(text) == [
        "Title", "", "One two three four five six", "seven eight.", "", "1. first item that is long",
        "   enough",
        "2. second", "", "```", "code   stays    as long as it is in its line", "```",
      ])
    #expect(
      Prose(style: Style(colored: true), width: 30).lines("a **b c** d") == [
        "a \u{1B}[1mb\u{1B}[22m \u{1B}[1mc\u{1B}[22m d"
      ])
    #expect(Prose(style: Style(colored: false), width: nil).lines("a\n  b\u{1B}[2J") == ["a", "  b␛[2J"])
  }

  @Test(arguments: [
    ("a [b](c) <https://d.org> ![e](f)", ["a [b](c) https://d.org ![e](f)"]), ("&#27;[2J", ["␛[2J"]),
    ("> one two three four five six\n> - seven", ["> one two three four five six", "> - seven"]),
    ("3) a\n   - b\n\n     c\n4) d  \ne", ["3. a", "   - b", "", "     c", "4. d", "   e"]),
    ("[a][r]\n\n[r]: b.org\n\n| c |\n| - |\n| d |", ["[a](b.org)", "", "| c |", "| - |", "| d |"]),
    ("snake_case *a* \\*b\\*", ["snake_case *a* *b*"]), ("-\n- a", ["- ", "- a"]),
    // No line begins with a French sign, nor ends with an open quotation mark.
    ("un deux trois quatre cinq : « six »", ["un deux trois quatre cinq :", "« six »"]),
    ("un deux trois quatre cinq six « sept »", ["un deux trois quatre cinq six", "« sept »"]),
    (String(repeating: "> ", count: 90) + "a", ["> > > > > > a"]),
  ])
  func proseIsWhatCommonMarkSays(_ text: String, _ lines: [String]) {
    #expect(Prose(style: Style(colored: false), width: 30).lines(text).map(\.text) == lines)
  }
}
