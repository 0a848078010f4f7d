import Records
import SearchIndex

/// `find`, and what can be wrong with a query.
extension Words {
  static let find = CommandWords(
    en: "Search posts, replies, links, templates, people and events",
    fr: "Cherche dans messages, réponses, liens, modèles, personnes et rencontres",
    discussion: Phrase(
      en: """
        All words must occur, in any form: `congé` finds `Congés`. Also: `"a phrase"`, `prefix*`, `-word` (or \
        `NOT word`), `OR`, `in:idf`, `author:paul.durand` (or `author:Paul Durand`, `author:me`), `kind:question`, `type:link`, `tag:congés`, `lang:fr`, `since:2w`, \
        `before:2026-11-01`, and `is:` with unanswered, answered, accepted, useful, tried, outdated, due (for review), mine, \
        routed (sent your way), promised (by you), private, conflict or unread. \
        The arguments are joined by spaces: a phrase needs its own quotation marks, as in `mgrnet find '"first meeting"'`. \
        Columns: those of `list`, then the type. In JSON, `snippet` is the part of the text that fits best, `matches` are the words in it that were searched for.
        """,
      fr: """
        Tous les mots doivent s'y trouver, sous toute forme : `congé` trouve `Congés`. Aussi : `"une expression"`, \
        `préfixe*`, `-mot` (ou `SAUF mot`), `OU` (ou `OR`), `in:idf`, `author:paul.durand` (ou `author:Paul Durand`, `author:me`), `kind:pratique`, `type:lien`, \
        `tag:congés`, `lang:fr`, `since:2s`, `before:2026-11-01`, et `is:` avec sans-réponse, répondu, accepté, utile, \
        essayé, périmé, à-revoir, mien, adressé (compte sur vous), promis (par vous), privé, conflit ou non-lu. Les arguments sont joints par des espaces : une expression demande ses propres \
        guillemets, comme `mgrnet find '"première réunion"'`. Colonnes : celles de `list`, puis le type. En JSON, `snippet` est la partie du texte qui convient le \
        mieux, `matches` en sont les mots cherchés.
        """),
    examples: [
      .init(
        Phrase(en: "mgrnet find meeting -annual in:new-managers", fr: "mgrnet find congés -été in:conges"),
        en: "one word, without another, in a community", fr: "un mot, sans un autre, dans une communauté"),
      .init(
        Phrase(
          en: "mgrnet find is:unanswered --ids | mgrnet show -",
          fr: "mgrnet find is:sans-réponse --ids | mgrnet show -"),
        en: "read the questions that wait for an answer",
        fr: "lire les questions qui attendent une réponse"),
    ])
  static let findQuery = Phrase(
    en: "What to search for; see above", fr: "Ce que l'on cherche ; voir ci-dessus")
  static let findSort = Phrase(
    en: "best (fits best, most useful, freshest first) or new (newest first)",
    fr: "meilleur (d'abord le mieux adapté, le plus utile, le plus frais) ou récent")
  static let nothingFound = Phrase(en: "nothing found", fr: "rien trouvé")

  private static let hitNoun = Noun(en: ("found", "found"), fr: ("trouvé", "trouvés"))

  /// `12 found`, and what of it is shown and was weighed.
  static func found(_ result: FindResult, shown: Int) -> Phrase {
    let (total, some) = (number(result.total), number(shown))
    var all = hitNoun.counted(result.total)
    if result.hasMore {
      all = Phrase(en: "more than \(total) found", fr: "plus de \(total) trouvés")
      if result.isRanked {
        return all
          + Phrase(
            en: ", the best \(some) of the newest \(total)",
            fr: ", les \(some) meilleurs des \(total) plus récents")
      }
    }
    if shown < result.total { all = all + Phrase(en: ", \(some) shown", fr: ", dont \(some) ici") }
    return all
  }

  /// Words that look like those that are nowhere, and what the network does not have; `nil` where nothing is to be said.
  ///
  /// - Parameter isQuery: whether the unknown value was typed with its field, as in `in:idf`.
  static func correction(
    of suggestions: [(word: String, better: [String])], _ unknown: [UnknownValue], isQuery: Bool
  ) -> Phrase? {
    func typed(_ name: String, _ value: UnknownValue) -> String {
      guard isQuery else { return name }
      return value.field.spelling + (name.contains(where: \.isWhitespace) ? "\"\(name)\"" : name)
    }
    let suggestions =
      suggestions
      + unknown.filter { !$0.near.isEmpty }.map { value in
        (typed(value.name, value), value.near.map { typed($0, value) })
      }
    guard !suggestions.isEmpty else { return unknown.first.map(nowhere) }
    let pairs = suggestions.map { word, better in
      Phrase(
        en: "\(either(code(better))) instead of `\(word)`", fr: "\(either(code(better))) au lieu de `\(word)`"
      )
    }.joined(separator: comma)
    return Phrase(en: "did you mean \(pairs)?", fr: "vouliez-vous dire \(pairs) ?")
  }

  private static func nowhere(_ value: UnknownValue) -> Phrase {
    let name = value.name
    return switch value.field {
    case .community:
      Phrase(
        en: "there is no community `\(name)`; \(communitiesAre)",
        fr: "il n'y a pas de communauté `\(name)` ; \(communitiesAre)")
    case .author:
      Phrase(
        en: "\(nobodyIs(name)); \(peopleAre)", fr: "\(nobodyIs(name)) ; \(peopleAre)")
    default: Phrase(en: "nothing has the tag `\(name)`", fr: "rien ne porte le mot-clé `\(name)`")
    }
  }
}

extension Query.Field {
  /// The name of a field before its value in a query.
  fileprivate var spelling: String {
    switch self {
    case .community: "in:"
    case .author: "author:"
    case .kind: "kind:"
    case .type: "type:"
    case .tag: "tag:"
    case .language: "lang:"
    case .since: "since:"
    case .before: "before:"
    case .state: "is:"
    }
  }
}

extension QueryError: Explained {
  var failure: Failure {
    let (fault, hint) = reason.explanation
    if reason == .empty { return Failure(.usage, fault, hint: hint) }
    let phrase = Phrase(
      en: "the query is wrong at character \(position + 1): \(fault)",
      fr: "la recherche est fausse au caractère \(position + 1) : \(fault)")
    return Failure(.usage, phrase, hint: hint)
  }
}

extension QueryError.Reason {
  fileprivate var explanation: (fault: Phrase, hint: Phrase?) {
    let help = Words.seeHelp(" find")
    let fields = Words.all(of: Words.code(QueryParser.fields.map { "\($0):" }))
    return switch self {
    case .unknownField(let name, let nearest):
      (
        Phrase(en: "there is no field `\(name):`", fr: "il n'y a pas de champ `\(name):`"),
        Words.didYouMean(nearest.map { $0 + ":" })
          ?? Phrase(
            en: "fields are \(fields); `\"\(name):…\"` in quotation marks is text",
            fr: "les champs sont \(fields) ; `\"\(name):…\"` entre guillemets est du texte")
      )
    case .unknownValue(let field, let value, let valid):
      (
        Phrase(en: "`\(field):` does not know `\(value)`", fr: "`\(field):` ne connaît pas `\(value)`"),
        Words.give(oneOfValues: valid)
      )
    case .badDate(let field, let text): (Words.notAMoment("\(field):", text), Words.momentForm)
    case .emptyValue(let field):
      (Phrase(en: "`\(field):` needs a value", fr: "`\(field):` attend une valeur"), help)
    case .danglingOperator(let word):
      (
        Phrase(
          en: "`\(word)` is an operator that lacks a word beside it; in lower case it is a word",
          fr: "`\(word)` est un opérateur à qui il manque un mot ; en minuscules, c'est un mot"), help
      )
    case .tooLong(let words):
      (
        Phrase(
          en: "\(Words.number(words)) words are too many", fr: "\(Words.number(words)) mots, c'est trop"),
        help
      )
    case .empty: (Phrase(en: "the query is empty", fr: "la recherche est vide"), help)
    }
  }
}
