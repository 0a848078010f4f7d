import Mustache
import Records
import SeededRandom
import Testing

@testable import Planning

private func rendered(_ text: String, _ values: [String: TagValue]) throws -> String {
  var output = BoundedText()
  try TaggedText(text).render(Scope(layers: [values]), into: &output)
  return output.text
}

/// The same values as the Mustache library takes them; what clause 15 calls false is so there as well.
private func context(_ values: [String: TagValue]) -> [String: Any] {
  values.compactMapValues { value in
    switch value {
    case .text(let text): text.isEmpty ? nil : text
    case .number(let number): number == 0 ? nil : number
    case .flag(let flag): flag
    case .rows(let rows): rows.map { context($0) }
    }
  }
}

private func byMustache(_ text: String, _ values: [String: TagValue]) throws -> String {
  // The first line of the text is to be a line's beginning; the library cannot read a brace at the end, and takes blanks
  // behind a last tag for text.
  let whole = "{{% CONTENT_TYPE: TEXT}}|\n" + text + "\n."
  return String(try MustacheTemplate(string: whole).render(context(values)).dropFirst(2))
}

@Suite struct TaggedTextTests {
  static let values: [String: TagValue] = [
    "name": .text("A & <b>"), "empty": .text(""), "zero": .number(0), "three": .number(3), "yes": .flag(true),
    "no": .flag(false), "rows": .rows([["item": .text("one")], ["item": .text("two")]]),
  ]

  @Test(arguments: [
    "", "plain", "{{name}}", "a{{ name }}b", "{{#yes}}in{{/yes}}", "{{^yes}}in{{/yes}}", "{{#no}}in{{/no}}",
    "{{^no}}in{{/no}}", "{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}",
    "{{#zero}}x{{/zero}}{{^zero}}y{{/zero}}",
    "{{#three}}x{{/three}}", "a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\n  {{#yes}}  \nb\n\t{{/yes}}\nc",
    "{{#rows}}\n- {{item}}\n{{/rows}}\nend", "{{#rows}}{{item}}, {{name}}; {{/rows}}",
    "a {{#yes}}\nb\n{{/yes}} c\n", "{{#yes}}{{#rows}}\n{{item}}{{/rows}}{{/yes}}",
    "{{! a note }}x\n{{! alone }}\ny",
    "{ {name} } }} {", "{{#yes}}\n{{^no}}\ndeep\n{{/no}}\n{{/yes}}\n",
  ])
  func textIsFilledInAsMustacheDoes(text: String) throws {
    #expect(try rendered(text + "\n.", Self.values) == byMustache(text, Self.values))
  }

  @Test func randomTextIsFilledInAsMustacheDoesOrRefused() throws {
    let pieces = [
      "{{name}}", "{{#yes}}", "{{/yes}}", "{{^no}}", "{{/no}}", "{{#rows}}", "{{/rows}}", "{{item}}", "\n",
      " ", "x",
      "\n  {{#yes}}\n", "\n{{/yes}}\n", "{", "}", "é", "{{!c}}", "{{#empty}}", "{{/empty}}\n",
    ]
    var random = Seeded(state: 3)
    var accepted = 0
    for _ in 0..<4_000 {
      let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      .joined()
      guard let mine = try? rendered(text + "\n.", Self.values) else { continue }
      // The library reads `{{{`, which templates do not have.
      if text.contains("{{{") || text.contains("}}}") { continue }
      accepted += 1
      let theirs = try byMustache(text, Self.values)
      #expect(mine == theirs, "\(text.debugDescription)")
      if mine != theirs { break }
    }
    #expect(accepted > 500)
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
    #expect(throws: FillError.tooLarge(limit: BoundedText.limit)) {
      try rendered("{{#rows}}{{item}}{{/rows}}", values)
    }
  }

  /// Bytes that GitHub Flavored Markdown §4.10 reads as one cell.
  @Test(arguments: [
    ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("|", "\\|"), ("a\\\\|", "a\\\\\\|"), ("a\\", "a\\"), ("", ""),
    ("a|\u{301}b", "a\\|\u{301}b"),
  ])
  func aPipeDoesNotEndACell(text: String, cell: String) { #expect(text.asTableCell == cell) }
}
