import Records

extension RecordError: Explained {
  var failure: Failure { Failure(.badData, Words.recordFault(self)) }
}

extension Words {
  static func recordFault(_ error: RecordError) -> Phrase {
    Phrase(
      en: "line \(error.line), column \(error.column): \(recordFault(error.reason).english)",
      fr: "ligne \(error.line), colonne \(error.column) : \(recordFault(error.reason))")
  }

  /// What is wrong with a record, without its place.
  static func recordFault(_ reason: RecordError.Reason) -> Phrase {
    switch reason {
    case .notUTF8: Phrase(en: "this is not UTF-8", fr: "ceci n'est pas de l'UTF-8")
    case .nulByte: Phrase(en: "there is a NUL byte", fr: "il y a un octet NUL")
    case .noFrontMatter:
      Phrase(en: "the front matter is missing", fr: "l'en-tête est absent")
    case .unclosedFrontMatter:
      Phrase(en: "the front matter has no end", fr: "l'en-tête n'a pas de fin")
    case .frontMatterTooLarge:
      Phrase(en: "the front matter is larger than 64 KiB", fr: "l'en-tête dépasse 64 Kio")
    case .tooComplex:
      Phrase(en: "the front matter is too intricate", fr: "l'en-tête est trop compliqué")
    case .duplicateKey(let key):
      Phrase(
        en: "the key `\(harmless(key))` is there twice", fr: "la clé `\(harmless(key))` figure deux fois")
    case .notAMap:
      Phrase(en: "the front matter is no list of keys", fr: "l'en-tête n'est pas une liste de clés")
    case .yaml(let message):
      Phrase(
        en: "the YAML is wrong: \(yamlFault(message).english)", fr: "le YAML est faux : \(yamlFault(message))"
      )
    case .cannotEdit(let key):
      Phrase(
        en: "the key `\(harmless(key))` is written in a way that cannot be changed here",
        fr: "la clé `\(harmless(key))` est écrite d'une façon qui ne peut être modifiée ici")
    }
  }

  /// What the parser says, in words that help; seldom said things as they are.
  private static func yamlFault(_ message: String) -> Phrase {
    switch message {
    case "did not find expected key", "could not find expected ':'":
      Phrase(en: "a key with `:` is expected here", fr: "une clé suivie de `:` est attendue ici")
    case "did not find expected node content":
      Phrase(en: "a value is expected here", fr: "une valeur est attendue ici")
    case "did not find expected ',' or ']'":
      Phrase(en: "the list is not closed with `]`", fr: "la liste n'est pas fermée par `]`")
    case "did not find expected ',' or '}'":
      Phrase(en: "the map is not closed with `}`", fr: "l'ensemble n'est pas fermé par `}`")
    case "did not find expected '-' indicator":
      Phrase(en: "an item with `-` is expected here", fr: "un élément précédé de `-` est attendu ici")
    case "mapping values are not allowed in this context":
      Phrase(
        en: "a text with `: ` in it stands in quotation marks",
        fr: "un texte qui contient `: ` se met entre guillemets")
    case "mapping keys are not allowed in this context",
      "block sequence entries are not allowed in this context":
      Phrase(en: "this cannot stand here", fr: "ceci ne peut être placé ici")
    case "found character that cannot start any token":
      Phrase(
        en: "a text that begins so stands in quotation marks",
        fr: "un texte qui commence ainsi se met entre guillemets")
    case "found unexpected end of stream":
      Phrase(en: "a quotation mark is not closed", fr: "un guillemet n'est pas fermé")
    case "found unknown escape character":
      Phrase(en: "`\\` means something else here", fr: "`\\` a ici un autre sens")
    case "found undefined alias":
      Phrase(
        en: "a text that begins with `*` stands in quotation marks",
        fr: "un texte qui commence par `*` se met entre guillemets")
    case "found undefined tag handle", "did not find expected tag URI":
      Phrase(
        en: "a text that begins with `!` stands in quotation marks",
        fr: "un texte qui commence par `!` se met entre guillemets")
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      Phrase(
        en: "indent with spaces, not with tabs", fr: "le retrait se fait par des espaces, pas des tabulations"
      )
    case "control characters are not allowed":
      Phrase(en: "there is a control character", fr: "il y a un caractère de commande")
    default: Phrase(verbatim: harmless(message))
    }
  }

  static func recordHint(_ reason: RecordError.Reason) -> Phrase? {
    switch reason {
    case .noFrontMatter, .unclosedFrontMatter:
      Phrase(
        en: "a record begins with keys such as `title: …` between two lines `---`",
        fr: "une fiche commence par des clés comme `title: …` entre deux lignes `---`")
    case .notUTF8:
      Phrase(en: "save the file as UTF-8", fr: "enregistrez le fichier en UTF-8")
    case .yaml, .duplicateKey, .cannotEdit, .notAMap:
      Phrase(
        en: "correct the file in an editor and commit",
        fr: "corrigez le fichier dans un éditeur puis faites un commit")
    default: nil
    }
  }
}
