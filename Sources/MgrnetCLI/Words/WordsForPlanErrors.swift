import Planning
import Records

/// What is wrong with values, and with templates.
extension Words {
  static func valueFault(_ error: ValueError) -> Phrase {
    let name = error.parameter.name
    let text = harmless(error.text)
    switch error.reason {
    case .notA(let kind):
      return Phrase(
        en: "`\(name)`: `\(text)` is not \(wanted(kind).english)",
        fr: "`\(name)` : `\(text)` n'est pas \(wanted(kind))")
    case .notOneOf:
      return Phrase(en: "`\(name)` cannot be `\(text)`", fr: "`\(name)` ne peut pas être `\(text)`")
    case .notSpoken(.notUnderstood):
      let kind = wanted(error.parameter.kind)
      return Phrase(
        en: "`\(name)`: `\(text)` is not \(kind.english)", fr: "`\(name)` : `\(text)` n'est pas \(kind)")
    case .notSpoken(let fault): return Phrase(verbatim: "`\(name)`") + colonBefore + spokenDayFault(fault)
    case .notOneLine:
      return Phrase(
        en: "`\(name)` must be one line, without control characters",
        fr: "`\(name)` doit tenir sur une ligne, sans caractère de commande")
    case .unknownPerson(let part, _):
      return Phrase(
        en: "`\(name)`: there is nobody called `\(harmless(part))`",
        fr: "`\(name)` : personne ne s'appelle `\(harmless(part))`")
    case .severalPeople(let part, let people):
      let names = people.map { "\($0.name) (\($0.handle))" }.joined(separator: ", ")
      return Phrase(
        en: "`\(name)`: `\(harmless(part))` could be \(names)",
        fr: "`\(name)` : `\(harmless(part))` peut être \(names)")
    case .noTeam:
      return Phrase(
        en: "`\(name)`: your card names no team", fr: "`\(name)` : votre fiche ne nomme pas d'équipe")
    case .nobody:
      return Phrase(en: "`\(name)`: `\(text)` is nobody", fr: "`\(name)` : `\(text)` ne désigne personne")
    case .outOfCalendar:
      return Phrase(
        en: "`\(name)`: `\(text)` is outside of the years 1 to 9999",
        fr: "`\(name)` : `\(text)` est hors des années 1 à 9999")
    }
  }

  static func valueHint(_ error: ValueError) -> Phrase? {
    let flag = "--set \(error.parameter.name)="
    switch error.reason {
    case .notOneOf(let choices): return give(oneOf: choices.map(harmless))
    case .notSpoken, .outOfCalendar:
      switch error.parameter.kind {
      case .month: return give(oneOf: [flag + "2027-02"])
      case .year: return give(oneOf: [flag + "2027"])
      default:
        return Phrase(
          en: "give `\(flag)2027-02-15`, or a day as `next monday`, `15/02`, `+3d`",
          fr: "donnez `\(flag)2027-02-15`, ou un jour comme `lundi prochain`, `15/02`, `+3j`")
      }
    case .notA(.days):
      return Phrase(
        en: "give weekdays, as `\(flag)tuesday,thursday`",
        fr: "donnez des jours, par exemple `\(flag)mardi,jeudi`")
    case .notA(.month): return give(oneOf: [flag + "2027-02"])
    case .notA(.year): return give(oneOf: [flag + "2027"])
    case .unknownPerson(_, let near) where !near.isEmpty: return didYouMean(near.map(\.handle.rawValue))
    case .unknownPerson, .nobody:
      return Phrase(
        en: "handles or names, separated by commas, `my team` or `everyone`",
        fr: "des pseudos ou des noms, séparés par des virgules, `mon équipe` ou `tous`")
    case .severalPeople(_, let people): return give(oneOf: people.map(\.handle.rawValue))
    case .noTeam:
      return Phrase(
        en: "`mgrnet me --team TEAM` names it; or give `\(flag)alice,bob`",
        fr: "`mgrnet me --team ÉQUIPE` la nomme ; ou donnez `\(flag)alice,bob`")
    case .notA, .notOneLine: return nil
    }
  }

  private static func wanted(_ kind: Template.Parameter.Kind) -> Phrase {
    switch kind {
    case .date: Phrase(en: "a day", fr: "un jour")
    case .month: Phrase(en: "a month", fr: "un mois")
    case .year: Phrase(en: "a year", fr: "une année")
    case .days: Phrase(en: "a list of weekdays", fr: "une liste de jours de la semaine")
    case .people: Phrase(en: "people", fr: "des personnes")
    case .number: Phrase(en: "a whole number", fr: "un nombre entier")
    case .text: Phrase(en: "a text", fr: "un texte")
    case .choice: Phrase(en: "a choice", fr: "un choix")
    }
  }

  static func fillFault(_ error: FillError) -> Phrase {
    switch error {
    case .missing(let parameters):
      return missingArgument(parameters.map(\.name))
    case .endsBeforeItBegins(let from, let to):
      return Phrase(
        en: "it would end on \(to.description), before it begins on \(from.description)",
        fr: "la fin, le \(to.description), viendrait avant le début, le \(from.description)")
    case .outOfCalendar:
      return Phrase(en: "a day is outside of the years 1 to 9999", fr: "un jour est hors des années 1 à 9999")
    case .everyZero(let parameter):
      return Phrase(
        en: "`\(parameter.name)` must be 1 or more", fr: "`\(parameter.name)` doit valoir 1 ou plus")
    case .tooManyRows(let limit):
      return Phrase(
        en: "there would be more than \(number(limit).english) rows",
        fr: "il y aurait plus de \(number(limit)) lignes")
    case .tooManyColumns(let limit):
      return Phrase(
        en: "there would be more than \(number(limit).english) columns",
        fr: "il y aurait plus de \(number(limit)) colonnes")
    case .tooManyTurns(let limit):
      return Phrase(
        en: "days times people are more than \(number(limit).english)",
        fr: "les jours fois les personnes dépassent \(number(limit))")
    case .tooLarge(let limit):
      return Phrase(
        en: "the result would have more than \(number(limit).english) bytes",
        fr: "le résultat dépasserait \(number(limit)) octets")
    }
  }

  // MARK: Templates

  static func templateFault(_ slug: Slug, _ error: TemplateError) -> Phrase {
    Phrase(
      en:
        "templates/\(slug.rawValue).md: line \(error.line), column \(error.column): \(fault(error.reason).english)",
      fr:
        "templates/\(slug.rawValue).md : ligne \(error.line), colonne \(error.column) : \(fault(error.reason))"
    )
  }

  /// What `doctor` says of a template; the line stands before it.
  static func templateProblem(_ error: TemplateError) -> Phrase {
    Phrase(
      en: "column \(error.column): \(fault(error.reason).english)",
      fr: "colonne \(error.column) : \(fault(error.reason))")
  }

  static let templateProblems = Phrase(
    en: "templates that cannot be filled in", fr: "modèles impossibles à remplir")

  static func templateFaultHint(_ error: TemplateError) -> Phrase? {
    switch error.reason {
    case .unknownTag(_, let near) where !near.isEmpty: didYouMean(near.map { "{{\($0)}}" })
    case .notA(.day):
      Phrase(
        en:
          "`2027-02-15`, `today`, `next monday`, or a parameter's name; then perhaps `+ 30d`, `- 2w`, `+ 3m`",
        fr:
          "`2027-02-15`, `today`, `next monday` ou le nom d'un paramètre ; puis peut-être `+ 30d`, `- 2w`, `+ 3m`"
      )
    default: nil
    }
  }

  private static func fault(_ reason: TemplateError.Reason) -> Phrase {
    switch reason {
    case .missing(let key): return Phrase(en: "`\(key)` is missing", fr: "`\(key)` manque")
    case .unknownKey(let key):
      return Phrase(
        en: "there is no key `\(harmless(key))` here", fr: "il n'y a pas de clé `\(harmless(key))` ici")
    case .notA(let wanted):
      return Phrase(en: "this should be \(name(wanted).english)", fr: "ce devrait être \(name(wanted))")
    case .badName(let name):
      return Phrase(
        en: "`\(harmless(name))` is no name: a letter, then a-z, 0-9 and _",
        fr: "`\(harmless(name))` n'est pas un nom : une lettre, puis a-z, 0-9 et _")
    case .reservedName(let name):
      return Phrase(en: "rows have a `\(name)` of their own", fr: "les lignes ont déjà leur `\(name)`")
    case .repeatedName(let name):
      return Phrase(en: "another parameter is called `\(name)`", fr: "un autre paramètre s'appelle `\(name)`")
    case .unknownParameter(let name):
      return Phrase(
        en: "no parameter before this is called `\(harmless(name))`",
        fr: "aucun paramètre, avant ceci, ne s'appelle `\(harmless(name))`")
    case .wrongKind(let name, let kinds):
      let names = kinds.map { "`\($0.rawValue)`" }
      return Phrase(
        en: "the parameter `\(name)` should be of type \(either(names).english)",
        fr: "le paramètre `\(name)` devrait être de type \(either(names))")
    case .noPeople:
      return Phrase(
        en: "this needs a parameter `people` of type `people`",
        fr: "ceci demande un paramètre `people` de type `people`")
    case .tag(let fault): return tagFault(fault)
    case .unknownTag(let name, _):
      return Phrase(en: "`{{\(name)}}` names nothing", fr: "`{{\(name)}}` ne nomme rien")
    case .misusedTag("table"):
      return Phrase(
        en: "`{{table}}` stands in the body, and not as a section",
        fr: "`{{table}}` se met dans le texte, et pas comme section")
    case .misusedTag:
      return Phrase(
        en: "`{{#rows}}` is a section of the body, and in no other one of its kind",
        fr: "`{{#rows}}` est une section du texte, jamais dans une autre de même nom")
    case .tooMany(let limit):
      return Phrase(en: "\(number(limit).english) are the most", fr: "\(number(limit)) au plus")
    }
  }

  private static func name(_ wanted: TemplateError.Wanted) -> Phrase {
    switch wanted {
    case .text: Phrase(en: "a text", fr: "un texte")
    case .list: Phrase(en: "a list", fr: "une liste")
    case .map: Phrase(en: "a map", fr: "une suite de clés et de valeurs")
    case .day: Phrase(en: "a day", fr: "un jour")
    case .number: Phrase(en: "a whole number", fr: "un nombre entier")
    case .weekday:
      Phrase(en: "a weekday, `monday` to `sunday`", fr: "un jour de la semaine, de `monday` à `sunday`")
    case .month:
      Phrase(en: "`2027-02`, `this month` or `next month`", fr: "`2027-02`, `this month` ou `next month`")
    case .year: Phrase(en: "`2027`, `this year` or `next year`", fr: "`2027`, `this year` ou `next year`")
    case .oneOf(let words):
      Phrase(
        en: "\(either(words.map { "`\(harmless($0))`" }).english)",
        fr: "\(either(words.map { "`\(harmless($0))`" }))")
    }
  }

  private static func tagFault(_ fault: TagError.Fault) -> Phrase {
    switch fault {
    case .unfinished:
      return Phrase(en: "`{{` has no `}}` on its line", fr: "`{{` n'a pas de `}}` sur sa ligne")
    case .badName(""): return Phrase(en: "a tag names nothing", fr: "une balise est vide")
    case .badName(let name):
      return Phrase(en: "`{{\(harmless(name))}}` is no name", fr: "`{{\(harmless(name))}}` n'est pas un nom")
    case .unsupported(let sign):
      return Phrase(
        en: "templates have no tags with `\(sign)`: only variables, sections and inverted sections",
        fr:
          "les modèles n'ont pas de balises à `\(sign)` : seulement variables, sections et sections inversées"
      )
    case .notOpen(let name):
      return Phrase(en: "`{{/\(name)}}` closes nothing", fr: "`{{/\(name)}}` ne ferme rien")
    case .crossed(let open, let closed):
      return Phrase(
        en: "`{{/\(closed)}}` stands where `{{/\(open)}}` should",
        fr: "`{{/\(closed)}}` est à la place de `{{/\(open)}}`")
    case .neverClosed(let name):
      return Phrase(en: "the section `\(name)` is not closed", fr: "la section `\(name)` n'est pas fermée")
    case .tooDeep: return Phrase(en: "sections go too deep", fr: "les sections sont trop imbriquées")
    case .tooMany: return Phrase(en: "there are too many tags", fr: "il y a trop de balises")
    }
  }
}
