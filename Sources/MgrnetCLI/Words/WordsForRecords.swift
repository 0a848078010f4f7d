import Records

extension RecordError: Explained {
  var failure: Failure { Failure(.badData, Words.recordFault(self)) }
}

extension RecordError {
  /// The same with the file's name: `path:line:column: what is wrong`.
  func failure(in path: String) -> Failure {
    Failure(
      .badData, Phrase(verbatim: "\(harmless(path)):\(line):\(column): ") + Words.recordFault(reason),
      hint: Words.recordHint(reason))
  }
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
      Phrase(en: "the YAML is wrong: \(harmless(message))", fr: "le YAML est faux : \(harmless(message))")
    case .cannotEdit(let key):
      Phrase(
        en: "the key `\(harmless(key))` is written in a way that cannot be changed here",
        fr: "la clé `\(harmless(key))` est écrite d'une façon qui ne peut être modifiée ici")
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
        en: "correct it in an editor and commit", fr: "corrigez-la dans un éditeur puis faites un commit")
    default: nil
    }
  }
}
