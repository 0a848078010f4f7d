import Mustache

extension Words {
  /// Returns the words for Mustache's errors.
  static func templateFault(_ error: any Error) -> Phrase {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect:
      Phrase(en: "a section is closed under another name", fr: "une section est fermée sous un autre nom")
    case .unfinishedName: Phrase(en: "a name is not finished", fr: "un nom n'est pas terminé")
    case .expectedSectionEnd: Phrase(en: "a section is not closed", fr: "une section n'est pas fermée")
    case .invalidSetDelimiter: Phrase(en: "the delimiters are wrong", fr: "les délimiteurs sont faux")
    case .transformAppliedToInheritanceSection, .illegalTokenInsideInheritSection, .textInsideInheritSection:
      Phrase(en: "this cannot stand in a block", fr: "ceci ne peut pas figurer dans un bloc")
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable:
      Phrase(en: "there is no such setting", fr: "ce réglage n'existe pas")
    default: endsTooEarly
    }
  }

  private static let endsTooEarly = Phrase(en: "it ends too early", fr: "il se termine trop tôt")

  static func templateFault(_ fault: TemplateTags.Fault) -> Phrase {
    switch fault {
    case .cutShort: endsTooEarly
    case .noName: Phrase(en: "a field's name is missing", fr: "il manque le nom d'un champ")
    case .noOtherTemplates:
      Phrase(en: "there is no other template to put in", fr: "il n'y a pas d'autre modèle à insérer")
    }
  }
}
