import Records
import SearchIndex

/// `find`, and what can be wrong with a query.
extension Words {
  static let find = CommandWords(
    abstract: Phrase(
      en: "Search posts, replies, links, templates, people and events",
      fr: "Cherche dans messages, réponses, liens, modèles, personnes et évènements"),
    discussion: Phrase(
      en: """
        All words must occur, in any form: `congé` finds `Congés`. Also: `"a phrase"`, `prefix*`, `-word`, `OR`, \
        `in:idf`, `author:paul.durand` (`author:me`), `kind:question`, `type:link`, `tag:congés`, `lang:fr`, `since:2w`, \
        `before:2026-11-01`, and `is:` with unanswered, answered, accepted, useful, outdated, mine, private or unread. \
        The arguments are joined by spaces: a phrase needs its own quotation marks, as in `mgrnet find '"first meeting"'`. \
        Columns: those of `list`, then the type. In JSON, `snippet` is the part of the text that fits best, `matches` are the words in it that were searched for.
        """,
      fr: """
        Tous les mots doivent s'y trouver, sous toute forme : `congé` trouve `Congés`. Aussi : `"une expression"`, \
        `préfixe*`, `-mot`, `OR` (ou `OU`), `in:idf`, `author:paul.durand` (`author:me`), `kind:question`, `type:link`, \
        `tag:congés`, `lang:fr`, `since:2w`, `before:2026-11-01`, et `is:` avec unanswered, answered, accepted, useful, \
        outdated, mine, private ou unread. Les arguments sont joints par des espaces : une expression demande ses propres \
        guillemets, comme `mgrnet find '"première réunion"'`. Colonnes : celles de `list`, puis le type. En JSON, `snippet` est la partie du texte qui convient le \
        mieux, `matches` en sont les mots cherchés.
        """),
    examples: [
      .init(
        command: Phrase(
          en: "mgrnet find meeting -annual in:new-managers", fr: "mgrnet find congés -été in:conges"),
        meaning: Phrase(
          en: "one word, without another, in a community", fr: "un mot, sans un autre, dans une communauté")),
      .init(
        command: Phrase(verbatim: "mgrnet find is:unanswered --ids | mgrnet show -"),
        meaning: Phrase(
          en: "read the questions that wait for an answer", fr: "lire les questions qui attendent une réponse"
        )),
    ])
  static let findQuery = Phrase(
    en: "What to search for; see above", fr: "Ce que l'on cherche ; voir ci-dessus")
  static let findSort = Phrase(
    en: "best (fits best, most useful, freshest first) or new (newest first)",
    fr: "best (d'abord le mieux adapté, le plus utile, le plus frais) ou new (d'abord le plus récent)")
  static let nothingFound = Phrase(en: "nothing found", fr: "rien trouvé")

  private static let hitNoun = Noun(en: ("found", "found"), fr: ("trouvé", "trouvés"))

  /// `12 found`, and what of it is shown and was weighed.
  static func found(_ result: FindResult, shown: Int) -> Phrase {
    let (total, some) = (number(result.total), number(shown))
    var all = hitNoun.counted(result.total)
    if result.hasMore {
      all = Phrase(en: "more than \(total.english) found", fr: "plus de \(total) trouvés")
      if result.isRanked {
        return all
          + Phrase(
            en: ", the best \(some.english) of the newest \(total.english)",
            fr: ", les \(some) meilleurs des \(total) plus récents")
      }
    }
    if shown < result.total { all = all + Phrase(en: ", \(some.english) shown", fr: ", dont \(some) ici") }
    return all
  }

  /// Words that look like those that are nowhere, and what the network does not have; `nil` where nothing is to be said.
  ///
  /// - Parameter isQuery: whether what is unknown was typed with its field, as in `in:idf`.
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
    let pairs = suggestions.map { suggestion in
      (suggestion.better.map { "`\(harmless($0))`" }, "`\(harmless(suggestion.word))`")
    }
    let english = pairs.map { "\(either($0.0).english) instead of \($0.1)" }.joined(separator: ", ")
    let french = pairs.map { "\(either($0.0).french) au lieu de \($0.1)" }.joined(separator: ", ")
    return Phrase(en: "did you mean \(english)?", fr: "vouliez-vous dire \(french) ?")
  }

  private static func nowhere(_ value: UnknownValue) -> Phrase {
    let name = harmless(value.name)
    switch value.field {
    case .community:
      return Phrase(en: "there is no community `\(name)`; ", fr: "il n'y a pas de communauté `\(name)` ; ")
        + communitiesAre
    case .author:
      return Phrase(
        en: "nobody here has the handle `\(name)`; ", fr: "personne ici n'a le pseudo `\(name)` ; ")
        + peopleAre
    default: return Phrase(en: "nothing has the tag `\(name)`", fr: "rien ne porte le mot-clé `\(name)`")
    }
  }
}

extension Query.Field {
  /// What stands before its value in a query.
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
    Failure(.usage, Words.queryFault(self), hint: Words.queryHint(reason))
  }
}

extension Words {
  static func queryFault(_ error: QueryError) -> Phrase {
    if error.reason == .empty { return Phrase(en: "the query is empty", fr: "la recherche est vide") }
    let fault = queryFault(error.reason)
    let place = error.position + 1
    return Phrase(
      en: "the query is wrong at character \(place): \(fault.english)",
      fr: "la recherche est fausse au caractère \(place) : \(fault)")
  }

  private static func queryFault(_ reason: QueryError.Reason) -> Phrase {
    switch reason {
    case .unknownField(let name, _):
      Phrase(en: "there is no field `\(harmless(name)):`", fr: "il n'y a pas de champ `\(harmless(name)):`")
    case .unknownValue(let field, let value, _):
      Phrase(
        en: "`\(field):` does not know `\(harmless(value))`",
        fr: "`\(field):` ne connaît pas `\(harmless(value))`")
    case .badDate(let field, let text):
      notAMoment("\(field):", text)
    case .emptyValue(let field):
      Phrase(en: "`\(field):` needs a value", fr: "`\(field):` attend une valeur")
    case .danglingOr:
      Phrase(en: "`OR` stands between two words", fr: "`OR` se met entre deux mots")
    case .tooLong(let words):
      Phrase(
        en: "\(number(words).english) words are too many", fr: "\(number(words)) mots, c'est trop")
    case .empty: Phrase(en: "it is empty", fr: "elle est vide")
    }
  }

  static func queryHint(_ reason: QueryError.Reason) -> Phrase? {
    switch reason {
    case .unknownField(_, let nearest) where !nearest.isEmpty: didYouMean(nearest.map { $0 + ":" })
    case .unknownField(let name, _):
      Phrase(
        en:
          "fields are \(all(of: QueryParser.fields.map { "`\($0):`" }).english); `\"\(harmless(name)):…\"` in quotation marks is text",
        fr:
          "les champs sont \(all(of: QueryParser.fields.map { "`\($0):`" })) ; `\"\(harmless(name)):…\"` entre guillemets est du texte"
      )
    case .unknownValue(_, _, let valid): give(oneOf: valid)
    case .badDate: momentForm
    case .empty, .emptyValue, .danglingOr, .tooLong: seeHelp(" find")
    }
  }
}
