/// One form for one thing, another for several; French counts zero as one thing.
struct Noun: Sendable {
  let one: Phrase
  let many: Phrase

  init(en: (one: English, many: English), fr: (one: French, many: French)) {
    one = Phrase(en: en.one, fr: fr.one)
    many = Phrase(en: en.many, fr: fr.many)
  }

  /// The form alone, for a sentence that gives the number elsewhere.
  func form(for count: Int) -> Phrase {
    let english = count == 1 ? one.english : many.english
    let french = count == 0 || count == 1 ? one.french : many.french
    return Phrase(en: "\(english)", fr: "\(french)")
  }

  /// `3 replies`, `0 réponse`.
  func counted(_ count: Int) -> Phrase {
    Phrase(
      en: "\(Words.number(count)) \(form(for: count))", fr: "\(Words.number(count))\u{A0}\(form(for: count))")
  }
}

extension Words {
  /// With the thousands set apart as each language does it: `12,345`, `12 345`.
  static func number(_ value: Int) -> Phrase {
    Phrase(en: "\(grouped(value, by: ","))", fr: "\(grouped(value, by: "\u{202F}"))")
  }

  /// `12,000,000 bytes; 10,485,760 are the most`.
  static func bytes(_ bytes: Int, most: Int) -> Phrase {
    Phrase(
      en: "\(number(bytes)) bytes; \(number(most)) are the most",
      fr: "\(number(bytes)) octets ; \(number(most)) au plus")
  }

  /// The size of a file: `34 KB`, `1,2 Mo`.
  static func size(_ bytes: Int) -> Phrase {
    if bytes < 1_000 { return Phrase(en: "\(bytes) bytes", fr: "\(bytes)\u{A0}octets") }
    let tenths = (bytes + 50_000) / 100_000
    if tenths < 10 {
      return Phrase(en: "\((bytes + 500) / 1_000) KB", fr: "\((bytes + 500) / 1_000)\u{A0}Ko")
    }
    return Phrase(en: "\(tenths / 10).\(tenths % 10) MB", fr: "\(tenths / 10),\(tenths % 10)\u{A0}Mo")
  }

  /// `a`, `a or b`, `a, b or c`.
  static func either(_ choices: [Phrase]) -> Phrase { listed(choices, last: Phrase(en: " or ", fr: " ou ")) }

  /// `a`, `a and b`, `a, b and c`.
  static func all(of items: [Phrase]) -> Phrase { listed(items, last: Phrase(en: " and ", fr: " et ")) }

  static func all(of items: [String]) -> Phrase { all(of: items.map { Phrase(verbatim: "\($0)") }) }

  /// Returns a text as one word for a shell: others' texts stand in commands that people copy.
  static func shellWord(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.:/".contains($0) } && !text.isEmpty
    return isPlain && !text.hasPrefix("-") ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// Returns words to type, each between back ticks.
  static func code(_ texts: [String]) -> [Phrase] { texts.map { Phrase(verbatim: "`\($0)`") } }

  static let comma = Phrase(verbatim: ", ")

  private static func listed(_ items: [Phrase], last: Phrase) -> Phrase {
    guard let final = items.last, items.count > 1 else { return items.joined(separator: comma) }
    return items.dropLast().joined(separator: comma) + last + final
  }

  private static func grouped(_ value: Int, by separator: String) -> String {
    let digits = String(value.magnitude)
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += separator }
      result.append(digit)
    }
    return result
  }
}
