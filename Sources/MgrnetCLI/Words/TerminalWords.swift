extension Words {
  static let hintLabel = Phrase(en: "hint:", fr: "conseil :")
  static let warningLabel = Phrase(en: "warning:", fr: "attention :")
  static let colon = Phrase(en: ": ", fr: "\u{A0}: ")
  static let percent = Phrase(en: "%", fr: "\u{A0}%")
  static let yesOrNoUsuallyYes = Phrase(en: "[Y/n]", fr: "[O/n]")
  static let yesOrNoUsuallyNo = Phrase(en: "[y/N]", fr: "[o/N]")
  static let yourChoice = Phrase(en: "your choice", fr: "votre choix")

  static func cannotAsk(_ question: Phrase) -> Phrase {
    Phrase(en: "there is nobody to ask: \(question)", fr: "personne ne peut répondre : \(question)")
  }
  static func give(_ flag: String) -> Phrase { Phrase(en: "give `\(flag)`", fr: "donnez `\(flag)`") }

  static let noEditorWithoutTerminal = Phrase(
    en: "there is no terminal to open an editor on", fr: "aucun terminal où ouvrir un éditeur")
  static func editorFailed(_ editor: String, _ status: Int32) -> Phrase {
    Phrase(
      en: "the editor `\(editor)` ended with status \(status)",
      fr: "l'éditeur `\(editor)` s'est terminé avec le code \(status)")
  }
  static func draftKept(_ path: String) -> Phrase {
    Phrase(en: "your text is kept in \(path)", fr: "votre texte est gardé dans \(path)")
  }
  static func draftUnreadable(_ path: String) -> Phrase {
    Phrase(en: "the draft \(path) cannot be read", fr: "le brouillon \(path) est illisible")
  }
  static func cannotWriteFile(_ path: String, _ reason: Phrase) -> Phrase {
    Phrase(en: "cannot write \(path): \(reason)", fr: "impossible d'écrire \(path) : \(reason)")
  }
  static func tooManyDrafts(_ folder: String) -> Phrase {
    Phrase(en: "too many drafts in \(folder)", fr: "trop de brouillons dans \(folder)")
  }
  static func inputTooLong(_ limit: Int) -> Phrase {
    Phrase(
      en: "standard input is longer than \(number(limit)) bytes",
      fr: "l'entrée standard dépasse \(number(limit)) octets")
  }
  static func fileTooLong(_ path: String, _ limit: Int) -> Phrase {
    Phrase(en: "\(path) is longer than \(number(limit)) bytes", fr: "\(path) dépasse \(number(limit)) octets")
  }
  static func cannotReadInput(_ reason: Phrase) -> Phrase {
    Phrase(
      en: "cannot read standard input: \(reason)", fr: "impossible de lire l'entrée standard : \(reason)")
  }
  static func doneAllTheSame(_ subject: String) -> Phrase {
    Phrase(en: "it is done all the same: \(done(subject))", fr: "c'est fait malgré tout : \(done(subject))")
  }
  static func cannotWriteOutput(_ reason: Phrase) -> Phrase {
    Phrase(en: "cannot write the output: \(reason)", fr: "impossible d'écrire la sortie : \(reason)")
  }
}
