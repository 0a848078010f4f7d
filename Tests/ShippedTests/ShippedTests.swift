import Records
import Shipped
import Testing

/// One embedded file.
struct ShippedFile: Sendable, CustomTestStringConvertible {
  let path: String
  let language: String
  let bytes: [UInt8]

  var testDescription: String { "\(language) \(path)" }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  static let all = UnsafeBufferPointer(start: shipped_files, count: Int(shipped_files_count)).map {
    ShippedFile(
      path: String(cString: $0.path), language: String(cString: $0.language),
      bytes: Array(UnsafeBufferPointer(start: $0.bytes, count: Int($0.count))))
  }
  static let charters = all.filter { $0.path == "charter.md" }
  static let templates = all.filter { $0.path.hasPrefix("templates/") }
  static let french = all.filter { $0.language == "fr" }
}

@Test func everyFileIsACharterOrATemplateInOneOfTheTwoLanguages() {
  #expect(ShippedFile.charters.count + ShippedFile.templates.count == ShippedFile.all.count)
  #expect(Set(ShippedFile.all.map(\.language)) == ["fr", "en"])
  #expect(Set(ShippedFile.all.map(\.testDescription)).count == ShippedFile.all.count)
}

@Test func eachLanguageHasACharterAndAtLeastTwelveTemplates() {
  for language in ["fr", "en"] {
    #expect(ShippedFile.charters.count { $0.language == language } == 1)
    #expect(ShippedFile.templates.count { $0.language == language } >= 12)
  }
}

@Test func filesAreSortedByLanguageThenPath() {
  let order = ShippedFile.all.map { ($0.language == "fr" ? "0" : "1") + $0.path }
  #expect(order == order.sorted())
}

@Test(arguments: ShippedFile.all)
func aFileIsReadAndWrittenBackByteForByte(file: ShippedFile) throws {
  // Document writes LF, no mark and NFC: so the file has these already.
  #expect(try Array(Document(parsing: file.bytes).text.utf8) == file.bytes)
  #expect(file.text.last == "\n")
}

@Test(arguments: ShippedFile.charters)
func aCharterIsInItsFirstRevisionAndFitsAPage(file: ShippedFile) throws {
  let charter = try Document(parsing: file.bytes)
  #expect(charter["revision"] == .integer(1))
  #expect(charter["title"]?.text?.isEmpty == false)
  #expect(readingMinutes(charter.body) <= 3)
}

@Test(arguments: ShippedFile.french)
func frenchIsTypeset(file: ShippedFile) throws {
  let prose = try Document(parsing: file.bytes).body
  let characters = Array(
    prose.split(separator: "\n").filter { !$0.contains(":milestone") }.joined(separator: "\n"))
  for (before, sign) in zip(characters, characters.dropFirst()) {
    if ";:?!»".contains(sign) {
      #expect(before != " ", "a breaking space before \(sign)")
    }
    if before == "«" { #expect(sign == "\u{A0}", "no non-breaking space after «") }
    if sign == "»" { #expect(before == "\u{A0}", "no non-breaking space before »") }
    if before.isLetter { #expect(sign != "'", "a straight apostrophe") }
  }
  // Capitals keep their accents: words that begin a line or a cell and would have lost one.
  let bare = ["Etape", "Evaluer", "Ecrire", "Equipe", "Ecole", "Etat", "Eviter", "Echeance", "Ca "]
  for line in prose.split(whereSeparator: { "\n|".contains($0) }) {
    let text = line.drop { " -*#0123456789.[]_".contains($0) }
    #expect(!bare.contains { text.hasPrefix($0) }, "no accent on a capital: \(text)")
  }
}
