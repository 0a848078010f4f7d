/// A language that the network speaks; the raw value is its ISO 639-1 code, as in front matter.
package enum Language: String, CaseIterable, Sendable {
  case french = "fr"
  case english = "en"

  /// Reads `fr`, `FR`, `fr-CA`, `fr_FR.UTF-8`, `french`; `nil` for another language.
  package init?(tag: String) {
    switch tag.lowercased().prefix(while: { $0.isLetter }) {
    case "fr", "fra", "fre", "french", "français": self = .french
    case "en", "eng", "english", "anglais": self = .english
    default: return nil
    }
  }
}
