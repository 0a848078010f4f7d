import Planning
import Records

extension ValueError: Explained {
  var failure: Failure {
    let (name, text) = (parameter.name, text)
    let flag = "--set \(name)="
    func because(_ phrase: Phrase, _ hint: Phrase? = nil) -> Failure {
      Failure(.usage, Phrase(verbatim: "`\(name)`\(Words.colon)\(phrase)"), hint: hint)
    }
    func isNo(_ kind: Template.Parameter.Kind) -> Phrase {
      Phrase(en: "`\(text)` is not \(Words.wanted(kind))", fr: "`\(text)` n'est pas \(Words.wanted(kind))")
    }
    let dayForms =
      switch parameter.kind {
      case .month: Words.give(flag + "2027-02")
      case .year: Words.give(flag + "2027")
      default:
        Phrase(
          en: "give `\(flag)2027-02-15`, or a day as `next monday`, `15/02`, `+3d`",
          fr: "donnez `\(flag)2027-02-15`, ou un jour comme `lundi prochain`, `15/02`, `+3j`")
      }
    let peopleForms = Phrase(
      en: "handles or names, separated by commas, `my team` or `everyone`",
      fr: "des pseudos ou des noms, séparés par des virgules, `mon équipe` ou `tous`")
    switch reason {
    case .notA(.days):
      return because(
        isNo(.days),
        Phrase(
          en: "give weekdays, as `\(flag)tuesday,thursday`",
          fr: "donnez des jours, par exemple `\(flag)mardi,jeudi`"))
    case .notA(.month): return because(isNo(.month), Words.give(flag + "2027-02"))
    case .notA(.year): return because(isNo(.year), Words.give(flag + "2027"))
    case .notA(let kind): return because(isNo(kind))
    case .notOneOf(let choices):
      return Failure(
        .usage, Phrase(en: "`\(name)` cannot be `\(text)`", fr: "`\(name)` ne peut pas être `\(text)`"),
        hint: Words.give(oneOf: choices))
    case .notSpoken(.notUnderstood): return because(isNo(parameter.kind), dayForms)
    case .notSpoken(let fault): return because(fault.failure.phrase, dayForms)
    case .notOneLine:
      return Failure(
        .usage,
        Phrase(
          en: "`\(name)` must be one line, without control characters",
          fr: "`\(name)` doit tenir sur une ligne, sans caractère de commande"))
    case .unknownPerson(let part, let near):
      return because(
        Phrase(en: "there is nobody called `\(part)`", fr: "personne ne s'appelle `\(part)`"),
        Words.didYouMean(near.map(\.handle.rawValue)) ?? peopleForms)
    case .severalPeople(let part, let people):
      let names = people.map { "\($0.name) (\($0.handle))" }.joined(separator: ", ")
      return because(
        Phrase(en: "`\(part)` could be \(names)", fr: "`\(part)` peut être \(names)"),
        Words.give(oneOf: people.map(\.handle.rawValue)))
    case .noTeam:
      return because(
        Words.noTeam,
        Phrase(
          en: "`mgrnet me --team TEAM` names it; or give `\(flag)alice,bob`",
          fr: "`mgrnet me --team ÉQUIPE` la nomme ; ou donnez `\(flag)alice,bob`"))
    case .nobody:
      return because(Phrase(en: "`\(text)` is nobody", fr: "`\(text)` ne désigne personne"), peopleForms)
    case .outOfCalendar:
      return because(
        Phrase(
          en: "`\(text)` is outside of the years 1 to 9999", fr: "`\(text)` est hors des années 1 à 9999"),
        dayForms)
    }
  }
}

extension FillError: Explained {
  var failure: Failure {
    let phrase =
      switch self {
      case .missing(let parameters): Words.missingArgument(parameters.map(\.name))
      case .endsBeforeItBegins(let from, let to):
        Phrase(
          en: "it would end on \(to), before it begins on \(from)",
          fr: "la fin, le \(to), viendrait avant le début, le \(from)")
      case .outOfCalendar:
        Phrase(en: "a day is outside of the years 1 to 9999", fr: "un jour est hors des années 1 à 9999")
      case .everyZero(let parameter):
        Phrase(en: "`\(parameter.name)` must be 1 or more", fr: "`\(parameter.name)` doit valoir 1 ou plus")
      case .tooManyRows(let limit):
        Phrase(
          en: "there would be more than \(Words.number(limit)) rows",
          fr: "il y aurait plus de \(Words.number(limit)) lignes")
      case .tooManyColumns(let limit):
        Phrase(
          en: "there would be more than \(Words.number(limit)) columns",
          fr: "il y aurait plus de \(Words.number(limit)) colonnes")
      case .tooManyTurns(let limit):
        Phrase(
          en: "days times people are more than \(Words.number(limit))",
          fr: "les jours fois les personnes dépassent \(Words.number(limit))")
      case .tooLarge(let limit):
        Phrase(
          en: "the result would have more than \(Words.number(limit)) bytes",
          fr: "le résultat dépasserait \(Words.number(limit)) octets")
      }
    return Failure(.usage, phrase)
  }
}

/// Phrases for faults of templates.
extension Words {
  fileprivate static func wanted(_ kind: Template.Parameter.Kind) -> Phrase {
    switch kind {
    case .date: aDay
    case .month: Phrase(en: "a month", fr: "un mois")
    case .year: Phrase(en: "a year", fr: "une année")
    case .days: Phrase(en: "a list of weekdays", fr: "une liste de jours de la semaine")
    case .people: Phrase(en: "people", fr: "des personnes")
    case .number: wholeNumber
    case .text: aText
    case .choice: Phrase(en: "a choice", fr: "un choix")
    }
  }

  /// Where in the network's file it is, as a failure.
  static func templateFault(_ slug: Slug, _ error: TemplateError) -> Failure {
    Failure(
      .badData,
      Phrase(
        en: "templates/\(slug).md: line \(error.line), \(templateProblem(error))",
        fr: "templates/\(slug).md : ligne \(error.line), \(templateProblem(error))"),
      hint: explanation(of: error.reason).hint)
  }

  /// What `doctor` says of a template; the line stands before it.
  static func templateProblem(_ error: TemplateError) -> Phrase {
    let fault = explanation(of: error.reason).fault
    return Phrase(en: "column \(error.column): \(fault)", fr: "colonne \(error.column) : \(fault)")
  }

  static let templateProblems = Phrase(
    en: "templates that cannot be filled in", fr: "modèles impossibles à remplir")

  private static func explanation(of reason: TemplateError.Reason) -> (fault: Phrase, hint: Phrase?) {
    let dayForms = Phrase(
      en: "`2027-02-15`, `today`, `next monday`, or a parameter's name; then perhaps `+ 30d`, `- 2w`, `+ 3m`",
      fr:
        "`2027-02-15`, `today`, `next monday` ou le nom d'un paramètre ; puis peut-être `+ 30d`, `- 2w`, `+ 3m`"
    )
    switch reason {
    case .missing(let key): return (missing(key: key), nil)
    case .unknownKey(let key):
      return (Phrase(en: "there is no key `\(key)` here", fr: "il n'y a pas de clé `\(key)` ici"), nil)
    case .notA(let wanted):
      return (
        Phrase(en: "this should be \(name(wanted))", fr: "ce devrait être \(name(wanted))"),
        wanted == .day ? dayForms : nil
      )
    case .badName(let name):
      return (
        Phrase(
          en: "`\(name)` is no name: a letter, then a-z, 0-9 and _",
          fr: "`\(name)` n'est pas un nom : une lettre, puis a-z, 0-9 et _"), nil
      )
    case .reservedName(let name):
      return (Phrase(en: "rows have a `\(name)` of their own", fr: "les lignes ont déjà leur `\(name)`"), nil)
    case .repeatedName(let name):
      return (
        Phrase(en: "another parameter is called `\(name)`", fr: "un autre paramètre s'appelle `\(name)`"), nil
      )
    case .unknownParameter(let name):
      return (
        Phrase(
          en: "no parameter before this is called `\(name)`",
          fr: "aucun paramètre, avant ceci, ne s'appelle `\(name)`"), nil
      )
    case .wrongKind(let name, let kinds):
      let names = code(kinds.map(\.rawValue))
      return (
        Phrase(
          en: "the parameter `\(name)` should be of type \(either(names))",
          fr: "le paramètre `\(name)` devrait être de type \(either(names))"), nil
      )
    case .noPeople:
      return (
        Phrase(
          en: "this needs a parameter `people` of type `people`",
          fr: "ceci demande un paramètre `people` de type `people`"), nil
      )
    case .tag(let fault): return (tagFault(fault), nil)
    case .unknownTag(let name, let near):
      return (
        Phrase(en: "`{{\(name)}}` names nothing", fr: "`{{\(name)}}` ne nomme rien"),
        didYouMean(near.map { "{{\($0)}}" })
      )
    case .misusedTag("table"):
      return (
        Phrase(
          en: "`{{table}}` stands in the body, and not as a section",
          fr: "`{{table}}` se met dans le texte, et pas comme section"), nil
      )
    case .misusedTag:
      return (
        Phrase(
          en: "`{{#rows}}` is a section of the body, and in no other one of its kind",
          fr: "`{{#rows}}` est une section du texte, jamais dans une autre de même nom"), nil
      )
    case .tooMany(let limit):
      return (Phrase(en: "\(number(limit)) are the most", fr: "\(number(limit)) au plus"), nil)
    }
  }

  private static func name(_ wanted: TemplateError.Wanted) -> Phrase {
    switch wanted {
    case .text: aText
    case .list: Phrase(en: "a list", fr: "une liste")
    case .map: aMap
    case .day: aDay
    case .number: wholeNumber
    case .weekday:
      Phrase(en: "a weekday, `monday` to `sunday`", fr: "un jour de la semaine, de `monday` à `sunday`")
    case .month:
      Phrase(en: "`2027-02`, `this month` or `next month`", fr: "`2027-02`, `this month` ou `next month`")
    case .year: Phrase(en: "`2027`, `this year` or `next year`", fr: "`2027`, `this year` ou `next year`")
    case .oneOf(let words): either(code(words))
    }
  }

  private static func tagFault(_ fault: TagError.Fault) -> Phrase {
    switch fault {
    case .unfinished:
      return Phrase(en: "`{{` has no `}}` on its line", fr: "`{{` n'a pas de `}}` sur sa ligne")
    case .badName(""): return Phrase(en: "a tag names nothing", fr: "une balise est vide")
    case .badName(let name):
      return Phrase(en: "`{{\(name)}}` is no name", fr: "`{{\(name)}}` n'est pas un nom")
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
