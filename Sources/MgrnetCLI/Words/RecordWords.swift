import Records

extension RecordError: Explained { var failure: Failure { Failure(.badData, Words.recordFault(self)) } }

extension Words {
  static func recordFault(_ error: RecordError) -> Phrase {
    Phrase(
      en: "line \(error.line), column \(error.column): \(recordFault(error.reason))",
      fr: "ligne \(error.line), colonne \(error.column) : \(recordFault(error.reason))")
  }

  /// Returns the words for a fault of a record, without its place.
  static func recordFault(_ reason: RecordError.Reason) -> Phrase { reason.explanation.fault }

  /// What the parser says, in words that help; seldom said things as they are.
  fileprivate static func yamlFault(_ message: String) -> Phrase {
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
    default: Phrase(verbatim: "\(message)")
    }
  }
}

extension RecordError.Reason {
  /// Returns the words for a fault, without its place, and a hint.
  var explanation: (fault: Phrase, hint: Phrase?) {
    let (keysFirst, correctIt) = (
      Phrase(
        en: "a record begins with keys such as `title: …` between two lines `---`",
        fr: "une fiche commence par des clés comme `title: …` entre deux lignes `---`"),
      Phrase(
        en: "correct the file in an editor and commit",
        fr: "corrigez le fichier dans un éditeur puis faites un commit")
    )
    return switch self {
    case .notUTF8:
      (
        Phrase(en: "this is not UTF-8", fr: "ceci n'est pas de l'UTF-8"),
        Phrase(en: "save the file as UTF-8", fr: "enregistrez le fichier en UTF-8")
      )
    case .nulByte: (Phrase(en: "there is a NUL byte", fr: "il y a un octet NUL"), nil)
    case .noFrontMatter:
      (
        Phrase(en: "the file does not begin with `---`", fr: "le fichier ne commence pas par `---`"),
        keysFirst
      )
    case .unclosedFrontMatter:
      (Phrase(en: "the front matter has no end", fr: "l'en-tête n'a pas de fin"), keysFirst)
    case .frontMatterTooLarge:
      (Phrase(en: "the front matter is larger than 64 KiB", fr: "l'en-tête dépasse 64 Kio"), nil)
    case .tooComplex:
      (Phrase(en: "the front matter is too intricate", fr: "l'en-tête est trop compliqué"), nil)
    case .duplicateKey(let key):
      (Phrase(en: "the key `\(key)` is there twice", fr: "la clé `\(key)` figure deux fois"), correctIt)
    case .notAMap:
      (
        Phrase(en: "the front matter is no list of keys", fr: "l'en-tête n'est pas une liste de clés"),
        correctIt
      )
    case .yaml(let message):
      (
        Phrase(
          en: "the YAML is wrong: \(Words.yamlFault(message))",
          fr: "le YAML est faux : \(Words.yamlFault(message))"), correctIt
      )
    case .cannotEdit(let key):
      (
        Phrase(
          en: "the key `\(key)` is written in a way that cannot be changed here",
          fr: "la clé `\(key)` est écrite d'une façon qui ne peut être modifiée ici"), correctIt
      )
    }
  }
}

extension Words {
  /// With its article: `a post`, `un message`.
  static func typeName(_ type: RecordType) -> Phrase {
    switch type {
    case .network: Phrase(en: "the network's card", fr: "la fiche du réseau")
    case .charter: Phrase(en: "the charter", fr: "la charte")
    case .person: Phrase(en: "a person", fr: "une personne")
    case .community: Phrase(en: "a community", fr: "une communauté")
    case .post: Phrase(en: "a post", fr: "un message")
    case .reply: Phrase(en: "a reply", fr: "une réponse")
    case .mark: Phrase(en: "a mark", fr: "une marque")
    case .link: Phrase(en: "a link", fr: "un lien")
    case .template: Phrase(en: "a template", fr: "un modèle")
    case .absence: Phrase(en: "an absence", fr: "une absence")
    case .event: Phrase(en: "an event", fr: "une rencontre")
    case .rsvp: Phrase(en: "an answer to an invitation", fr: "une réponse à une invitation")
    case .contest: Phrase(en: "a contest", fr: "un concours")
    case .entry: Phrase(en: "an entry", fr: "une participation")
    case .vote: Phrase(en: "a vote", fr: "un vote")
    case .promise: Phrase(en: "a promise of an answer", fr: "une promesse de réponse")
    case .closed: Phrase(en: "the end of a contest", fr: "la clôture d'un concours")
    case .opened: Phrase(en: "the opened votes of a contest", fr: "les votes ouverts d'un concours")
    case .witness: Phrase(en: "a witness's word on a draw", fr: "la parole d'un témoin d'un tirage")
    case .result: Phrase(en: "the result of a contest", fr: "le résultat d'un concours")
    case .member: Phrase(en: "a member's card", fr: "une fiche de membre")
    }
  }

  /// Returns the words for a fault of a record's key.
  static func problem(_ problem: FieldProblem) -> Phrase {
    let key = problem.key
    switch problem.reason {
    case .missing: return missing(key: key)
    case .notOneOf(let keys):
      return Phrase(
        en: "exactly one of \(keys.joined(separator: ", ")) is wanted",
        fr: "il faut exactement un champ parmi \(keys.joined(separator: ", "))")
    case .before(let start):
      return Phrase(en: "`\(key)` is before `\(start)`", fr: "`\(key)` précède `\(start)`")
    case .without(let other):
      return Phrase(
        en: "`\(key)` means nothing without `\(other)`", fr: "`\(key)` ne veut rien dire sans `\(other)`")
    case .contradicts(let other):
      return Phrase(
        en: "`\(other)` and `\(key)` leave nothing of the day",
        fr: "`\(other)` et `\(key)` ne laissent rien de la journée")
    case .notA(let kind):
      return Phrase(
        en: "`\(key)` should be \(fieldKind(kind))", fr: "`\(key)` devrait être \(fieldKind(kind))")
    }
  }

  static let aText = Phrase(en: "a text", fr: "un texte")
  static let aDay = Phrase(en: "a day", fr: "un jour")
  static let aMap = Phrase(en: "a map", fr: "une suite de clés et de valeurs")
  static let wholeNumber = Phrase(en: "a whole number", fr: "un nombre entier")
  static func missing(key: String) -> Phrase { Phrase(en: "`\(key)` is missing", fr: "`\(key)` manque") }

  private static func fieldKind(_ kind: Field.Kind) -> Phrase {
    switch kind {
    case .line: Phrase(en: "one line of text", fr: "une ligne de texte")
    case .text: aText
    case .integer: wholeNumber
    case .flag: Phrase(en: "`true` or `false`", fr: "`true` ou `false`")
    case .clock: Phrase(en: "a time of the day (19:00)", fr: "une heure (19:00)")
    case .hours: Phrase(en: "hours of the day (08:00-19:00)", fr: "des heures de la journée (08:00-19:00)")
    case .parts(let kinds):
      Phrase(
        en: "a map of \(kinds.keys.sorted().joined(separator: ", "))",
        fr: "une suite de clés parmi \(kinds.keys.sorted().joined(separator: ", "))")
    case .id: Phrase(en: "an id (12 characters)", fr: "un identifiant (12 caractères)")
    case .handle: Phrase(en: "a person's handle", fr: "le pseudo d'une personne")
    case .slug: Phrase(en: "a slug", fr: "un nom court")
    case .day: Phrase(en: "a day (YYYY-MM-DD)", fr: "un jour (AAAA-MM-JJ)")
    case .time:
      Phrase(en: "a time (2026-11-23T12:00:00+01:00)", fr: "une date et heure (2026-11-23T12:00:00+01:00)")
    case .duration: Phrase(en: "a length of time (3d, 2w)", fr: "une durée (3d, 2w)")
    case .language: Phrase(en: "a language (fr, en)", fr: "une langue (fr, en)")
    case .choice(let words):
      Phrase(en: "one of \(words.joined(separator: ", "))", fr: "l'un de \(words.joined(separator: ", "))")
    case .list(let kind):
      Phrase(
        en: "a list, each item \(fieldKind(kind))",
        fr: "une liste, dont chaque élément est \(fieldKind(kind))")
    case .map: aMap
    case .any: Phrase(en: "something else", fr: "autre chose")
    }
  }
}
