import Records

/// The rules for every text that a person writes.
enum TextRules {
  static let titleLimit = 200
  /// The limit of a text, in bytes: 1 MiB.
  static let textLimit = 1 << 20
  static let pictureLimit = 10 << 20

  /// Returns the title, trimmed and in NFC.
  static func title(_ text: String) throws -> String {
    let title = text.trimmed.nfc
    if title.isEmpty { throw StoreError.titleEmpty }
    if title.contains(where: \.isNewline) || title.unicodeScalars.contains(where: isControl) {
      throw StoreError.titleNotOneLine
    }
    if title.count > titleLimit { throw StoreError.titleTooLong(characters: title.count) }
    return title
  }

  /// Returns the value of a key that follows the rules for titles.
  static func title(_ text: String, for key: String) throws -> String {
    do { return try title(text) } catch StoreError.titleEmpty { throw StoreError.fieldEmpty(key) }
  }

  static func prose(_ text: String, mayBeEmpty: Bool = false) throws -> String {
    if text.utf8.count > textLimit { throw StoreError.textTooLarge(bytes: text.utf8.count, limit: textLimit) }
    if !mayBeEmpty, text.trimmed.isEmpty { throw StoreError.textEmpty }
    return text
  }

  /// Returns one line of text, trimmed; `nil` if nothing is left.
  static func line(_ text: String?) throws -> String? {
    guard let text else { return nil }
    let line = text.trimmed.nfc
    if line.unicodeScalars.contains(where: isControl) { throw StoreError.titleNotOneLine }
    return line.isEmpty ? nil : line
  }

  /// Returns the tags in their order, each once, without a leading `#`.
  static func tags(_ tags: [String]) throws -> [String] {
    var kept: [String] = []
    for tag in tags.flatMap({ $0.split(separator: ",").map(String.init) }) {
      let name = (tag.hasPrefix("#") ? String(tag.dropFirst()) : tag).trimmed.nfc
      guard !name.isEmpty, name.count <= 64, !name.unicodeScalars.contains(where: isControl) else {
        throw StoreError.badTag(tag)
      }
      if !kept.contains(where: { fold($0) == fold(name) }) { kept.append(name) }
    }
    return kept
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}
