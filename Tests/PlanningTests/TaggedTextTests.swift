import SeededRandom
import Testing

@testable import Planning

private func rendered(_ text: String, _ values: [String: TagValue]) throws -> String {
  var budget = Budget()
  return try TaggedText(text).render(Scope(layers: [values]), spending: &budget)
}

@Suite struct TaggedTextTests {
  static let values: [String: TagValue] = [
    "name": .text("A & <b>"), "empty": .text(""), "zero": .number(0), "three": .number(3), "yes": .flag(true),
    "no": .flag(false), "item": .text("outside"),
    "rows": .rows([["item": .text("one")], ["item": .text("")]]),
  ]

  @Test(arguments: [
    ("", "\n"), ("plain", "plain\n"), ("{{name}}", "A & <b>\n"), ("a{{ name }}b", "aA & <b>b\n"),
    ("{{#yes}}in{{/yes}}", "in\n"), ("{{^yes}}in{{/yes}}", "\n"), ("{{#no}}in{{/no}}", "\n"),
    ("{{^no}}in{{/no}}", "in\n"), ("{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}", "y\n"),
    ("{{#zero}}x{{/zero}}{{^zero}}y{{/zero}}", "y\n"), ("{{zero}}, {{yes}}, {{nothing}}.", "0, , .\n"),
    ("{{#three}}x{{/three}}", "x\n"), ("a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n\n"),
    ("a\n  {{#yes}}  \nb\n\t{{/yes}}\nc", "a\nb\nc\n"), ("a\r\n{{#yes}}\r\nb\r\n{{/yes}}", "a\r\nb\r\n"),
    ("{{#rows}}\n- {{item}}\n{{/rows}}\nend", "- one\n- \nend\n"),
    ("{{#rows}}{{item}}, {{name}}; {{/rows}}", "one, A & <b>; , A & <b>; \n"),
    ("a {{#yes}}\nb\n{{/yes}} c\n", "a \nb\n c\n\n"),
    ("{{#yes}}{{#rows}}\n{{item}}{{/rows}}{{/yes}}", "\none\n\n"),
    ("{{! a note }}x\n{{! alone }}\ny", "x\ny\n"),
    ("{ {name} } }} {", "{ {name} } }} {\n"),
    ("{{#yes}}\n{{^no}}\ndeep\n{{/no}}\n{{/yes}}\n", "deep\n\n"),
    // The parts of a Swift value are no names.
    ("{{#name}}{{text}}{{name}}{{/name}}", "A & <b>\n"),
  ])
  func textIsFilledIn(text: String, result: String) throws {
    #expect(try rendered(text, Self.values) == result)
  }

  @Test func swiftMustacheReadsWhatTheCheckerAccepts() throws {
    let pieces = [
      "{{name}}", "{{#yes}}", "{{/yes}}", "{{^no}}", "{{/no}}", "{{#rows}}", "{{/rows}}", "{{item}}", "\n",
      " ", "x", "\n  {{#yes}}\n", "\n{{/yes}}\n", "{", "}", "é", "{{!c}}", "{{#empty}}", "{{/empty}}\n",
      "\u{301}",
      "\r\n", "{{ name", "}}", "{{&name}}", "{{name(yes)}}", "{{=a b=}}", "{{> x}}", "{{$x}}",
    ]
    var random = Seeded(state: 3)
    var accepted = 0
    for _ in 0..<8_000 {
      let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      .joined()
      do throws(TagError) {
        _ = try TaggedText(text)
        accepted += 1
      } catch {
        // An offset of 0 elsewhere than at a tag would come from the library.
        #expect(text.utf8.dropFirst(error.offset).starts(with: "{{".utf8), "\(text.debugDescription)")
      }
    }
    #expect(accepted > 1_000)
  }

  @Test func randomBytesNeitherTrapNorTakeLong() {
    var random = Seeded(state: 4)
    let alphabet = Array("{}#^/!>abc \n|é".utf8)
    for _ in 0..<5_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      _ = try? TaggedText(String(decoding: bytes, as: UTF8.self))
    }
    let start = ContinuousClock.now
    for bomb in ["{{#a}}", "{{", "{{a", " {{!x}}", "}}", "{{#a}}{{/a}}", "{{a}}"] {
      _ = try? TaggedText(String(repeating: bomb, count: 200_000))
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func sectionsGoOnlySoDeep() {
    func nested(_ depth: Int) -> String {
      String(repeating: "{{#a}}", count: depth) + String(repeating: "{{/a}}", count: depth)
    }
    #expect(throws: Never.self) { try TaggedText(nested(16)) }
    #expect(throws: TagError(fault: .tooDeep, offset: 96)) { try TaggedText(nested(17)) }
  }

  @Test func aResultHasALimit() {
    let row: [String: TagValue] = ["item": .text(String(repeating: "x", count: 1_000))]
    let values: [String: TagValue] = ["rows": .rows(Array(repeating: row, count: 5_000))]
    #expect(throws: FillError.tooLarge(limit: Budget.limit)) {
      try rendered("{{#rows}}{{item}}{{/rows}}", values)
    }
  }

  @Test func whatCannotFitIsNotTried() throws {
    let values: [String: TagValue] = ["rows": .rows(Array(repeating: ["last": .flag(false)], count: 5_000))]
    let text = "{{#rows}}{{#last}}\(String(repeating: "x", count: 250_000)){{/last}}{{/rows}}"
    let start = ContinuousClock.now
    #expect(throws: FillError.tooLarge(limit: Budget.limit)) { try rendered(text, values) }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  /// Bytes that GitHub Flavored Markdown §4.10 reads as one cell.
  @Test(arguments: [
    ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("|", "\\|"), ("a\\\\|", "a\\\\\\|"), ("a\\", "a\\"), ("", ""),
    ("a|\u{301}b", "a\\|\u{301}b"),
  ])
  func aPipeDoesNotEndACell(text: String, cell: String) { #expect(text.asTableCell == cell) }
}
