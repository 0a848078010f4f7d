import Records

/// One form for one thing, another for several; French counts zero as one thing.
struct Noun: Sendable {
  let one: Phrase
  let many: Phrase

  init(en: (one: String, many: String), fr: (one: French, many: French)) {
    one = Phrase(en: en.one, fr: fr.one)
    many = Phrase(en: en.many, fr: fr.many)
  }

  /// The form alone, for a sentence that gives the number elsewhere.
  func form(for count: Int) -> Phrase {
    let english = count == 1 ? one.english : many.english
    let french = count == 0 || count == 1 ? one.french : many.french
    return Phrase(en: english, fr: "\(french)")
  }

  /// `3 replies`, `0 réponse`.
  func counted(_ count: Int) -> Phrase {
    Words.number(count) + Phrase(en: " ", fr: "\u{A0}") + form(for: count)
  }
}

extension Words {
  /// With the thousands set apart as each language does it: `12,345`, `12 345`.
  static func number(_ value: Int) -> Phrase {
    Phrase(en: grouped(value, by: ","), fr: "\(grouped(value, by: "\u{202F}"))")
  }

  /// `12,000,000 bytes; 10,485,760 are the most`.
  static func bytes(_ bytes: Int, most: Int) -> Phrase {
    number(bytes) + Phrase(en: " bytes; ", fr: " octets ; ") + number(most)
      + Phrase(en: " are the most", fr: " au plus")
  }

  /// `a`, `a or b`, `a, b or c`.
  static func either(_ choices: [String]) -> Phrase {
    listed(choices, last: Phrase(en: " or ", fr: " ou "))
  }

  /// `a`, `a and b`, `a, b and c`.
  static func all(of items: [String]) -> Phrase {
    listed(items, last: Phrase(en: " and ", fr: " et "))
  }

  private static func listed(_ items: [String], last: Phrase) -> Phrase {
    guard let final = items.last else { return Phrase(verbatim: "") }
    guard items.count > 1 else { return Phrase(verbatim: final) }
    return Phrase(verbatim: items.dropLast().joined(separator: ", ")) + last + Phrase(verbatim: final)
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
