import CSearchIndex
import GRDB
import Records
import Testing

@testable import SearchIndex

@Suite struct WordsTests {
  let queue: DatabaseQueue
  let words: Words

  init() throws {
    queue = try DatabaseQueue()
    words = try queue.inDatabase { try Words($0.sqliteConnection) }
  }

  func folded(_ text: String) -> [String] { words.found(in: text, .other).map(\.folded) }
  func tokens(_ text: String, _ language: StemLanguage) -> [String] {
    words.found(in: text, language).map(\.token)
  }

  @Test(arguments: [
    ("L'équipe s’organise", ["equipe", "organise"]),
    ("Jusqu'ici, lorsqu’on puisqu'il qu'elle", ["ici", "on", "il", "elle"]),
    ("d'une j'ai n'est t'es m'a c'est", ["une", "ai", "est", "es", "a", "est"]),
    ("aujourd'hui", ["aujourd", "hui"]),
    ("The team's plan, managers' plans", ["the", "team", "plan", "managers", "plans"]),
    ("CŒUR Œuvre æther Straße STRASSE", ["coeur", "oeuvre", "aether", "strasse", "strasse"]),
    ("Équipe E\u{301}quipe ÉQUIPE equipe", ["equipe", "equipe", "equipe", "equipe"]),
    ("Ångström Łódź Øre þing ırmak", ["angstrom", "lodz", "ore", "thing", "irmak"]),
    ("rendez-vous 30/60/90 1er", ["rendez", "vous", "30", "60", "90", "1er"]),
    ("ко\u{301}шка Άλφα ЁЖ", ["кошка", "άλφα", "ёж"]),
    ("co\u{ad}or\u{200b}dination", ["coordination"]),
    ("l' l", ["l", "l"]),
    ("'le mot'", ["le", "mot"]),
    ("", []), ("…!?—«»", []),
  ])
  func wordsAreFolded(text: String, expected: [String]) {
    #expect(folded(text) == expected)
  }

  @Test func foldingAgreesWithRecordsWhereWordsAreCompared() {
    for word in ["Équipe", "CŒUR", "Straße", "Łódź", "ÿ", "Ça", "naïve", "ÆTHER", "Ðorð"] {
      #expect(folded(word) == [fold(word)], "\(word)")
    }
  }

  @Test func eachLanguageStemsByItsOwnRules() {
    let french = tokens("organiser organisée organisations équipes équipe congés congé", .french)
    #expect(Set(french.prefix(3)) == ["forganis"])
    #expect(french[3] == french[4] && french[5] == french[6])
    #expect(tokens("meeting meetings happy happiness", .english) == ["emeet", "emeet", "ehappi", "ehappi"])
    #expect(tokens("Meetings", .other) == ["umeetings"])
    #expect(tokens("univers", .french) != tokens("university", .english))
  }

  @Test func placesAreThoseOfTheWordInTheText() {
    let text = "Ça, l’équipe d'été's…"
    let found = words.found(in: text, .french).map {
      String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)
    }
    #expect(found == ["Ça", "équipe", "été"])
  }

  @Test func strangeBytesNeitherTrapNorCostMemory() {
    let long = String(repeating: "é", count: 100_000)
    #expect(folded(long) == [String(repeating: "e", count: 32)])
    #expect(folded("a" + String(repeating: "\u{301}", count: 100_000)) == ["a"])
    #expect(folded("a\0b") == ["a", "b"])
    let broken: [UInt8] = [
      0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x62, 0xf4, 0x90, 0x80, 0x80, 0xe2, 0x82,
    ]
    var out: [UInt8] = []
    let count = broken.withUnsafeBufferPointer { words.appendTokens(of: $0, .french, to: &out) }
    #expect(count == 2)
    #expect(String(decoding: out, as: UTF8.self) == "fa fb ")
  }

  @Test func wordsAreNumberedByTokenAndCountedOncePerDocument() {
    let terms = Terms()
    var out: [UInt32] = []
    for (number, text) in ["congé Congés congé", "congé été", ""].enumerated() {
      var text = text
      _ = text.withUTF8 {
        words.appendNumbers(of: $0, .french, in: terms, document: UInt32(number + 1), to: &out)
      }
    }
    #expect(out == [0, 0, 0, 0, 1])
    #expect(terms.number("fcong") == 0)
    var counts: [String: Int64] = [:]
    words.drain { folded, _, records in counts[folded] = records }
    #expect(counts == ["conge": 2, "conges": 1, "ete": 1])
    #expect(words.wordCount == 0)
  }

  @Test func theTokenizerOfTheTableReadsTheSameWords() throws {
    try queue.inDatabase { db in
      #expect(search_index_register(db.sqliteConnection) == 0)
      try db.execute(
        sql: """
          CREATE VIRTUAL TABLE t USING fts5(x, tokenize='mgrnet');
          CREATE VIRTUAL TABLE v USING fts5vocab(t, instance);
          INSERT INTO t VALUES(char(1) || 'fL''équipe des congés'), ('Équipes'), (char(1) || '=fa eb');
          """)
      let terms = try String.fetchAll(db, sql: "SELECT term FROM v ORDER BY doc, offset")
      #expect(terms == tokens("équipe des congés", .french) + ["uequipes", "fa", "eb"])
    }
  }
}
