import ArgumentParser
import Foundation
import Records
import Testing

@testable import MgrnetCLI

struct WordsTests {
  /// What is rightly the same in English and in French.
  static let sameInBoth: Set<String> = []

  @Test func everyCommandAndOptionIsExplainedInBothLanguages() throws {
    let english = try CommandHelp(of: Mgrnet.self, in: .english)
    let french = try CommandHelp(of: Mgrnet.self, in: .french)
    compare(english, french, path: "mgrnet")
  }

  private func compare(_ english: CommandHelp, _ french: CommandHelp, path: String) {
    check(english.abstract, french.abstract, "\(path)")
    if !english.prose.isEmpty || !french.prose.isEmpty {
      check(english.prose, french.prose, "\(path): discussion")
    }
    #expect(english.examples.count == french.examples.count, "\(path): examples")
    for (one, other) in zip(english.examples, french.examples) {
      check(one.meaning, other.meaning, "\(path): example \(one.command)")
      #expect(
        one.command.hasPrefix("mgrnet ") || one.command.contains("| mgrnet "), "\(path): \(one.command)")
    }
    for (one, other) in zip(english.arguments ?? [], french.arguments ?? []) where !one.isHelp {
      check(one.abstract, other.abstract, "\(path) \(Synopsis.names(of: one))")
      if one.kind != .flag {
        #expect(
          Words.valueNames.values.contains { $0.english == one.valueName && $0.french == other.valueName },
          "\(path) \(Synopsis.names(of: one)): the value's name is not in Words.valueNames")
      }
    }
    for (one, other) in zip(english.subcommands ?? [], french.subcommands ?? []) {
      compare(one, other, path: "\(path) \(one.commandName)")
    }
  }

  private func check(_ english: String?, _ french: String?, _ place: String) {
    #expect(english?.isEmpty == false, "\(place) has no English words")
    #expect(french?.isEmpty == false, "\(place) has no French words")
    #expect(
      english != french || Self.sameInBoth.contains(english ?? ""),
      "\(place) is not translated: \(english ?? "")")
  }

  @Test func everyCommandOfTheTreeIsInAGroupOrHidden() throws {
    let shown = try CommandHelp(of: Mgrnet.self, in: .english).subcommands?.filter(\.shouldDisplay) ?? []
    let grouped = Mgrnet.groups.flatMap(\.commands).map { $0._commandName }
    #expect(shown.map(\.commandName) == grouped)
    #expect(Set(grouped).count == grouped.count)
  }

  /// Words made outside of `Phrase` would have one language only.
  @Test func sentencesForPeopleStandAmongWordsOnly() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/MgrnetCLI").standardizedFileURL
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
      $0.hasSuffix(".swift")
    }
    #expect(files.count > 20)
    for file in files where !file.hasPrefix("Words/") && !file.hasSuffix("Words.swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      #expect(!text.contains(/Phrase\(\s*en: "/), "\(file): make the phrase in the words beside it")
      let prints = text.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("print(") }
      #expect(!prints, "\(file): write to context.output or context.errors")
    }
  }

  @Test func frenchTypographyIsSetInWhatWeWriteAndNotInWhatWeQuote() {
    let title = "l'été : oui ?"
    let phrase = Phrase(
      en: "", fr: "l'article « \(title) » n'est pas là : `mgrnet show 'x' : y` ; \(3) fois !")
    #expect(
      phrase.french
        == "l’article «\u{A0}l'été : oui ?\u{A0}» n’est pas là\u{A0}: `mgrnet show 'x' : y`\u{A0}; 3 fois\u{A0}!"
    )
  }

  @Test func zeroIsPluralInEnglishAndSingularInFrench() {
    let replies = Noun(en: ("reply", "replies"), fr: ("réponse", "réponses"))
    #expect(replies.counted(0) == Phrase(en: "0 replies", fr: "\("0\u{A0}réponse")"))
    #expect(replies.counted(1) == Phrase(en: "1 reply", fr: "\("1\u{A0}réponse")"))
    #expect(replies.counted(2) == Phrase(en: "2 replies", fr: "\("2\u{A0}réponses")"))
    #expect(replies.counted(12_345) == Phrase(en: "12,345 replies", fr: "\("12\u{202F}345\u{A0}réponses")"))
  }

  @Test func listsEndInOrAndAnd() {
    #expect(Words.either(Words.code(["a"])).english == "`a`")
    #expect(
      Words.either(Words.code(["a", "b", "c"])) == Phrase(en: "`a`, `b` or `c`", fr: "`a`, `b` ou `c`"))
    #expect(Words.all(of: ["a", "b"]) == Phrase(en: "a and b", fr: "a et b"))
  }

  @Test func whatIsInsertedIsMadeHarmlessForATerminal() {
    let title = "\u{1B}[2J\u{202E}a\nb"
    let inner = Phrase(verbatim: "<\(title)>")
    #expect(inner.english == "<␛[2J�a b>")
    #expect(
      Phrase(en: "`\(title)`, \(inner)", fr: "« \(title) » \(inner)")
        == Phrase(en: "`␛[2J�a b`, <␛[2J�a b>", fr: "« ␛[2J�a b » <␛[2J�a b>"))
    #expect(Phrase(verbatim: "\(raw: "a\nb")").french == "a\nb")
  }

  @Test func anActIsSaidToThePersonWhoDidIt() {
    #expect(
      Words.done("post: Notes (idf)")
        == Phrase(en: "Message published: Notes (idf)", fr: "Message publié : Notes (idf)"))
    #expect(
      Words.done("cancel leave: luc, 2027-02-15").english == "Absence cancelled: Monday 15 February 2027")
    #expect(Words.done("cancel leave: 2 (luc)").english == "Absence cancelled: 2 (luc)")
    #expect(Words.done("Merge branch: main").english == "Merge branch: main")
  }

  @Test(arguments: [
    (["LC_ALL": "fr_FR.UTF-8", "LANG": "en_US.UTF-8"], Language.french),
    (["LC_ALL": "", "LC_MESSAGES": "fr", "LANG": "en"], .french),
    (["LC_ALL": "C", "LANG": "fr_FR.UTF-8"], .english),
    (["LANG": "fr_CA"], .french),
    ([:], .english),
  ])
  func theFirstVariableThatIsNotEmptyDecidesTheLanguage(variables: [String: String], language: Language) {
    #expect(Language(of: Environment(variables)) == language)
  }
}
