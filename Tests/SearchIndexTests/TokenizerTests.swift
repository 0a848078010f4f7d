import CSearchIndex
import GRDB
import Records
import Testing

@testable import SearchIndex

@Suite struct TokenizerTests {
  let database: OpenDatabase
  var tokenizer: Tokenizer { database.tokenizer }

  init() throws { database = try OpenDatabase() }

  func folded(_ text: String) -> [String] { tokenizer.words(in: text, .other).map(\.word.folded) }
  func tokens(_ text: String, _ language: StemLanguage) -> [String] {
    tokenizer.words(in: text, language).map(\.word.term)
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
    ("ко\u{301}шка Άλφα ЁЖ", ["кошка", "αλφα", "еж"]),
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
    func stems(_ text: String, _ language: StemLanguage) -> [String] {
      tokens(text, language).map { String($0.prefix { $0 != "|" }) }
    }
    let french = stems("organiser organisée organisations équipes équipe congés congé", .french)
    #expect(Set(french.prefix(3)) == ["forganis"])
    #expect(french[3] == french[4] && french[5] == french[6])
    #expect(stems("meeting meetings happy happiness", .english) == ["emeet", "emeet", "ehappi", "ehappi"])
    #expect(tokens("Meetings", .other) == ["umeetings|"])
    #expect(tokens("univers", .french) != tokens("university", .english))
  }

  /// The stem, then what is left of the form; the form whole where it does not begin with its stem.
  @Test func aTermHoldsStemAndForm() {
    #expect(tokens("Congés travaux l'équipe", .french) == ["fcong|es", "ftravail|=travaux", "fequip|e"])
    #expect(tokens("happy meetings", .english) == ["ehappi|=happy", "emeet|ings"])
  }

  @Test func strangeBytesNeitherTrapNorCostMemory() {
    let long = String(repeating: "é", count: 100_000)
    #expect(folded(long) == [String(repeating: "e", count: 32)])
    #expect(folded("a" + String(repeating: "\u{301}", count: 100_000)) == ["a"])
    #expect(folded("a\0b") == ["a", "b"])
    // Nine letters to Unicode.
    #expect(folded("ﷺ").count <= 1)
    #expect(folded("a\u{1}b\u{2}c|d=e\"f") == ["a", "b", "c", "d", "e", "f"])
  }

  @Test func theTableHoldsTheSameTerms() throws {
    let terms = try database.queue.write { db in
      try db.execute(
        sql: """
          CREATE VIRTUAL TABLE t USING fts5(x, tokenize='mgrnet');
          CREATE VIRTUAL TABLE v USING fts5vocab(t, instance);
          INSERT INTO t VALUES(char(1) || 'fL''équipe des congés'), ('Équipes'), (char(1) || '=fa eb');
          """)
      return try String.fetchAll(db, sql: "SELECT term FROM v ORDER BY doc, offset")
    }
    // What has no mark is no text of ours.
    #expect(terms == tokens("équipe des congés", .french) + ["fa", "eb"])
  }
}
