import Records
import Testing

@testable import Importing

private func read(_ text: String, path: String = "notes/a.md") throws -> ForeignDocument {
  let reading = ForeignDocument.read(Array(text.utf8), path: path)
  guard case .document(let document) = reading else {
    throw RecordError(.yaml("\(reading)"))
  }
  return document
}

private func leftOut(_ bytes: [UInt8]) -> LeftOut? {
  guard case .leftOut(let item) = ForeignDocument.read(bytes, path: "a.md") else { return nil }
  return item
}

@Test func theFrontMatterSaysMostOfIt() throws {
  let draft = try read(
    """
    ---
    # kept
    title: "Organiser : les congés"
    date: 2018-01-30 11:00:00 -0500
    author:
      - name: Claire Martin
        role: manager
      - Paul Durand
    tags: [Congés, planning]
    categories: planning, équipe
    lang: fr-CA
    layout: post
    id: 42
    ---

    Corps.
    """)
  #expect(draft.title == "Organiser : les congés")
  #expect(draft.date?.timestamp(offsetMinutes: 0).description == "2018-01-30T11:00:00-05:00")
  #expect(draft.authors == ["Claire Martin", "Paul Durand"])
  #expect(draft.tags == ["Congés", "planning", "équipe"])
  #expect(draft.language == .french)
  #expect(draft.document["layout"] == .string("post"))
  #expect(draft.remarks == [.renamedKey("id", to: "imported_id")])
  #expect(draft.document["id"] == nil && draft.document["author"] == nil)
  #expect(draft.document["imported_id"] == .integer(42))
  #expect(draft.document["imported_author"]?.texts == ["Paul Durand"])
  #expect(draft.document.text.contains("# kept\ntitle: \"Organiser : les congés\"\n"))
  #expect(draft.document.prose == "Corps.")
}

@Test(arguments: [
  ("# Un *titre*\n\nTexte", "a.md", "Un titre"), ("Texte\n\nSous-titre\n---\n", "a.md", "Sous-titre"),
  ("Texte", "2024-02-15-un_beau-titre.md", "un beau titre"),
  ("Texte", "À lire : l'été….md", "À lire : l'été…"),
  ("Texte", "x/e\u{301}te\u{301} .md", "été"), ("Texte", "équipe/_index.md", "équipe"),
  ("Texte", "a.b.fr.md", "a.b"),
  ("Texte", "-.md", "-"), ("---\nTitle: T\n---\nx", "a.md", "T"), ("---\ntitle: ''\n---\nx", "b.md", "b"),
  ("\n\n---\ntitle: T\n---\nx", "a.md", "T"), ("\u{feff}---\r\ntitle: T\r\n---\r\nx", "a.md", "T"),
])
func theTitleIsFound(_ text: String, _ path: String, _ title: String) throws {
  // Scalar by scalar: what is written must be composed.
  #expect(try Array(read(text, path: path).title.unicodeScalars) == Array(title.unicodeScalars))
}

@Test(arguments: [
  ("2018-01-30T11:00:00.999Z", "2018-01-30T11:00:00+00:00"),
  ("2018-01-30 11:00:00 -0500", "2018-01-30T11:00:00-05:00"),
  ("2018-01-30T11:00:00", "2018-01-30T11:00:00+01:00"), ("2018-01-30 11:00", "2018-01-30T11:00:00+01:00"),
  ("2018-01-30", "2018-01-30T12:00:00+01:00"), ("2018/01/30", "2018-01-30T12:00:00+01:00"),
  ("2018-01-30 11:00:00 UTC", "2018-01-30T11:00:00+00:00"),
])
func aDateIsReadAsOthersWriteIt(_ text: String, _ expected: String) {
  #expect(ForeignDate(text)?.timestamp(offsetMinutes: 60).description == expected)
}

@Test(arguments: [
  "03/04/2018", "2018-02-30", "2018-01-30T25:00", "2018-01-30X", "2018-01-30 11:00 Paris", "hier", "2018",
  "2018-01/30",
])
func anAmbiguousDateIsNamedNotGuessed(_ text: String) throws {
  #expect(ForeignDate(text) == nil)
  let draft = try read("---\ndate: '\(text)'\n---\nx", path: "2020-02-29-x.md")
  #expect(draft.remarks == [.unreadableDate(text)])
  #expect(draft.date == CalendarDay("2020-02-29").map { .day($0) })
}

@Test(
  arguments: [
    ("---\nlanguage: English\n---\nle la les des", "fr/a.md", .english),
    ("the cat", "x/fr/en-gb/fr/a.md", .french), ("the cat", "content/EN/a.md", .english),
    ("x", "a.fr.md", .french), ("x", "france/entry/a.md", nil),
    ("---\nlang: de\n---\nthe and of", "fr/a.md", nil),
    ("L’équipe n’a pas de planning, et nous devons l'organiser avec les autres.", "a.md", .french),
    ("The team has no schedule, and we should make one with the others.", "a.md", .english),
  ] as [(String, String, Language?)])
func theLanguageIsSaidOrGuessed(_ text: String, _ path: String, _ language: Language?) throws {
  #expect(try read(text, path: path).language == language)
}

@Test(arguments: ["draft: true", "published: false", "archived: true", "status: draft", "Draft: 'true'"])
func whatWasSetAsideIsNamed(_ line: String) throws {
  #expect(try read("---\n\(line)\n---\nx").remarks == [.setAside(key: String(line.prefix { $0 != ":" }))])
}

@Test(arguments: ["draft: false", "published: true", "published: 2018-01-30", "status: past"])
func whatIsMeantToBeReadIsNot(_ line: String) throws {
  #expect(try read("---\n\(line)\n---\nx").remarks.isEmpty)
}

@Test func theBodyIsKeptWhole() throws {
  let body = "    code first\n\n---\n\nlast"
  #expect(try read(body).document.prose == body)
  #expect(
    try read("---\n\nA rule above, no front matter.").document.prose
      == "---\n\nA rule above, no front matter.")
}

@Test func aDescriptionStandsForATextThatIsMissing() throws {
  let draft = try read("---\ntitle: T\ndescription: >-\n  One\n  line.\n---\n")
  #expect(draft.document.prose == "One line." && draft.remarks == [.textFromDescription])
}

@Test(
  arguments: [
    ([], .empty, 1), (Array(" \n\t\n".utf8), .empty, 1), (Array("---\ntitle: T\n---\n".utf8), .noText, 1),
    (Array("x\n".utf8) + [0xff], .notUTF8, 2), (Array("x\n\0".utf8), .nulByte, 2),
    (Array("+++\ntitle = \"\"\"T\"\"\"\n+++\nx".utf8), .frontMatterLanguage("TOML"), 1),
    (Array("+++\ntitle = 'T'\nx".utf8), .frontMatterLanguage("TOML"), 1),
    (Array("{\n\"title\": \"T\"}\nx".utf8), .frontMatterLanguage("JSON"), 1),
  ] as [([UInt8], LeftOut.Reason, Int)])
func whatIsNoDocumentIsLeftOutAndNamed(_ bytes: [UInt8], _ reason: LeftOut.Reason, _ line: Int) {
  #expect(leftOut(bytes) == LeftOut(line: line, what: "a.md", why: reason))
}

@Test func brokenFrontMatterHasItsPlace() throws {
  let item = try #require(leftOut(Array("\n---\ntitle: T\ntitle: U\n---\nx".utf8)))
  guard case .brokenFrontMatter(.duplicateKey("title"), _) = item.why else {
    throw RecordError(.yaml("\(item)"))
  }
  #expect(item.line == 4)
  let open = try #require(leftOut(Array("---\ntitle: T\n\nx".utf8)))
  #expect(open.why == .brokenFrontMatter(.unclosedFrontMatter, column: 1))
}

@Test(arguments: [
  "--- \ntitle: T\n---  \nx", "---\ntitle: T\n...\nx", "---\t\r\ntitle: T\r\n... \r\nx",
  "+++\ntitle = \"T\"\n+++\nx", "+++ \ntitle = 'T'  # as others\n+++\nx", "---\nquestion: T\n---\nx",
  "---\nfullname: T\n---\nx",
])
func frontMatterIsReadAsOthersWriteIt(text: String) throws {
  let document = try read(text)
  #expect(document.title == "T")
  #expect(document.document.prose == "x")
}

@Test func tomlIsReadAsFarAsItIsPlain() throws {
  let document = try read(
    """
    +++
    title = "Un \\"bon\\" titre"
    date = 2024-02-05T11:00:00+01:00
    draft = true
    weight = 3
    [taxonomies]
    tags = [
      "congés", 'planning',
    ]
    [extra]
    lang = "fr"
    +++

    Corps.
    """)
  #expect(document.title == "Un \"bon\" titre")
  #expect(document.date?.timestamp(offsetMinutes: 0).description == "2024-02-05T11:00:00+01:00")
  #expect(document.tags == ["congés", "planning"])
  #expect(document.language == .french)
  #expect(document.document["weight"] == .integer(3))
  #expect(document.remarks == [.setAside(key: "draft")])
  #expect(document.document.prose == "Corps.")
}

@Test(arguments: [
  ("date: Mon, 05 Feb 2024 11:00:00 +0100", "2024-02-05T11:00:00+01:00"),
  ("date: 5 Feb 2024", "2024-02-05T12:00:00Z"),
  ("date: 2024-2-5", "2024-02-05T12:00:00Z"), ("date: 2024/2/5 8:00", "-"),
  ("ms.date: 02/05/2024", "2024-02-05T12:00:00Z"),
  ("ms.date: 2/5/2024", "2024-02-05T12:00:00Z"), ("date: 02/05/2024", "-"),
  ("lastmod: 2024-02-05", "2024-02-05T12:00:00Z"),
  ("updated: 2024-02-05", "2024-02-05T12:00:00Z"), ("last-update: 2024-02-05", "2024-02-05T12:00:00Z"),
  ("date: 2020-01-01\nlastmod: 2024-02-05", "2020-01-01T12:00:00Z"), ("date: 31 Feb 2024", "-"),
  ("date: Sun, 32 Foo 2024", "-"),
])
func datesAreReadAsOthersWriteThem(line: String, date: String) throws {
  let document = try read("---\n\(line)\n---\nx")
  #expect(
    (document.date?.timestamp(offsetMinutes: 0)).map { "\($0)" } ?? "-" == date.replacing("Z", with: "+00:00")
  )
}

@Test(arguments: [
  ("42.md", true), ("2024.md", true), ("4f2a9c81.md", true), ("4f2a9c81-aa01-bb02.md", true),
  ("a42.md", false),
  ("facade.md", false), ("réunion.md", false), ("42 jours.md", false),
])
func aTitleThatSaysNothingIsTold(path: String, isTold: Bool) throws {
  let document = try read("Texte sans titre", path: path)
  #expect(document.remarks.contains { if case .poorTitle = $0 { true } else { false } } == isTold)
}
