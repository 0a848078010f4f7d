/// Phrases for faults of the command line.
extension Words {
  static func seeHelp(_ command: String) -> Phrase {
    Phrase(en: "see `mgrnet help\(command)`", fr: "voyez `mgrnet help\(command)`")
  }
  /// `nil` where no name is near.
  static func didYouMean(_ names: [String]) -> Phrase? {
    let names = either(code(names))
    return names.english.isEmpty
      ? nil : Phrase(en: "did you mean \(names)?", fr: "vouliez-vous dire \(names) ?")
  }
  static func unknownCommand(_ name: String) -> Phrase {
    Phrase(en: "there is no command `\(name)`", fr: "la commande `\(name)` n'existe pas")
  }
  static func missingCommand(after path: String) -> Phrase {
    Phrase(en: "`\(path)` needs a command after it", fr: "`\(path)` attend une commande")
  }
  static func unknownOption(_ name: String) -> Phrase {
    Phrase(en: "there is no option `\(name)` here", fr: "l'option `\(name)` n'existe pas ici")
  }
  static func missingValue(_ option: String, _ value: String) -> Phrase {
    Phrase(en: "`\(option)` needs a value: \(value)", fr: "`\(option)` attend une valeur : \(value)")
  }
  static func noValueTaken(_ option: String, _ value: String) -> Phrase {
    Phrase(
      en: "`\(option)` takes no value, but was given `\(value)`",
      fr: "`\(option)` ne prend pas de valeur, mais a reçu `\(value)`")
  }
  static func unexpectedArguments(_ values: [String]) -> Phrase {
    let quoted = code(values).joined(separator: comma)
    return Noun(
      en: ("unexpected argument: \(quoted)", "unexpected arguments: \(quoted)"),
      fr: ("argument inattendu : \(quoted)", "arguments inattendus : \(quoted)")
    ).form(for: values.count)
  }
  static func contradiction(_ one: String, _ other: String) -> Phrase {
    Phrase(en: "\(one) contradicts \(other)", fr: "\(one) contredit \(other)")
  }
  static let giveOne = Phrase(en: "give one of the two", fr: "donnez l'un des deux")
  static let quoteWords = Phrase(
    en: "a text of several words stands in quotation marks",
    fr: "un texte de plusieurs mots se met entre guillemets")
  static func missingArgument(_ names: [String]) -> Phrase {
    Phrase(en: "\(either(code(names))) is missing", fr: "il manque \(either(code(names)))")
  }
  static func invalidValue(_ value: String, for name: String?) -> Phrase {
    guard let name else {
      return Phrase(en: "`\(value)` is not a valid value", fr: "`\(value)` n'est pas une valeur valable")
    }
    return Phrase(
      en: "`\(value)` is not a valid value for `\(name)`",
      fr: "`\(value)` n'est pas une valeur valable pour `\(name)`")
  }
  static func give(oneOf values: [String]) -> Phrase {
    Phrase(en: "give \(either(code(values)))", fr: "donnez \(either(code(values)))")
  }
  static func badUsage(_ message: String) -> Phrase {
    Phrase(en: "wrong usage: \(message)", fr: "mauvais usage : \(message)")
  }
  static func notATime(_ name: String, _ text: String) -> Phrase {
    Phrase(
      en: "\(name) is no time: `\(text)` (wanted: `2026-11-23T12:00:00+01:00`)",
      fr: "\(name) n'est pas une date et heure : `\(text)` (attendu : `2026-11-23T12:00:00+01:00`)")
  }
  static func unexpected(_ description: String) -> Phrase {
    Phrase(en: "unexpected error: \(description)", fr: "erreur imprévue : \(description)")
  }
  static let reportThis = Phrase(
    en: "this is a fault of mgrnet: please report it", fr: "c'est un défaut de mgrnet : merci de le signaler")
}
