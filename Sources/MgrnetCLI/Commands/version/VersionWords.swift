/// `version`.
extension Words { static let version = CommandWords(en: "Print the version", fr: "Affiche la version") }
