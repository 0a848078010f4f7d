import Records
import Testing

@Suite struct GuessedLanguageTests {
  @Test(arguments: [
    ("Nous avons une réunion dans le bureau avec les autres pour la semaine", Language.french),
    ("We have a meeting in the office with the others for this week and that is it", .english),
    ("Planning 2026", nil), ("", nil), ("le plan of the week", nil),
  ])
  func aTextIsGuessedByItsSmallWords(text: String, language: Language?) {
    #expect(Language.guessed(from: text) == language)
  }

  @Test func fewWordsTellOnlyWhoIsContentWithFew() {
    #expect(Language.guessed(from: "Le planning des congés", least: 2) == .french)
    #expect(Language.guessed(from: "Le planning des congés", least: 3) == nil)
  }
}
