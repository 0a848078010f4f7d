import Planning
import Records

/// `plan`.
extension Words {
  static let plan = CommandWords(
    en: "Fill in a template: a rota, a calendar of meetings, an agenda",
    fr: "Remplit un modèle : tour de permanence, calendrier de réunions, ordre du jour",
    discussion: Phrase(
      en: """
        Without a template, lists them. At a terminal, asks for each value that was not given, with its default in \
        brackets; in a pipe, takes the defaults, and names all values that have none. Days are written as in a template \
        (`next monday`, `start + 30d`) or as people say them (`15/02`, `monday`, `+3d`); people by handle or name, \
        `my team`, `everyone`, and `-alice` to leave somebody out. `today=DAY` fills in as on another day.
        """,
      fr: """
        Sans modèle, les liste. Sur un terminal, demande chaque valeur qui manque, sa valeur par défaut entre crochets ; \
        dans un tube, prend les valeurs par défaut et nomme toutes celles qui manquent. Les jours s'écrivent comme dans \
        un modèle (`next monday`, `start + 30d`) ou comme on les dit (`15/02`, `lundi`, `+3j`) ; les personnes par \
        pseudo ou par nom, `mon équipe`, `tous`, et `-alice` pour laisser quelqu'un de côté. `today=JOUR` remplit comme \
        un autre jour.
        """),
    examples: [
      .init(
        Phrase(
          en: "mgrnet plan duty-rota --set start=2027-01-04 --set people=\"my team\"",
          fr: "mgrnet plan tour-de-permanence --set start=2027-01-04 --set people=\"mon équipe\""),
        en: "turns that skip who is on leave, and even out",
        fr: "des tours qui sautent qui est en congé, et s'équilibrent"),
      .init(
        Phrase(
          en: "mgrnet plan meeting-cycle --set every=2 -o meetings.csv",
          fr: "mgrnet plan cycle-de-reunions --set every=2 -o reunions.csv"), en: "a table for a spreadsheet",
        fr: "un tableau pour un tableur"),
      .init(
        Phrase(
          en: "mgrnet plan leave-planning --set month=2027-02 --save idf",
          fr: "mgrnet plan planning-conges --set month=2027-02 --save idf"),
        en: "a grid of leave, as news for a community", fr: "une grille, publiée en nouvelle"),
    ])
  static let planTemplate = Phrase(
    en: "The template; see `mgrnet plan`", fr: "Le modèle ; voyez `mgrnet plan`")
  static let planSet = Phrase(
    en: "Give a value, such as start=2027-01-04 (repeat it)",
    fr: "Donne une valeur, par exemple start=2027-01-04 (se répète)")
  static let planAs = Phrase(
    en:
      "Markdown, the table for a spreadsheet (csv), or the days as iCalendar (default: md, or as the file's name ends)",
    fr:
      "Markdown, le tableau pour un tableur (csv : à points-virgules dans un fichier, à virgules dans un tube), ou les jours en iCalendar (par défaut : md, ou selon le nom du fichier)"
  )
  static let planOutput = Phrase(
    en: "Write to this file, which must be new", fr: "Écrit dans ce fichier, qui doit être nouveau")
  static let planForce = Phrase(en: "Let the file be replaced", fr: "Permet de remplacer le fichier")
  static let planSave = Phrase(
    en: "Post it as news in this community (without a name: the only one, or asks); prints its id",
    fr:
      "Le publie en nouvelle dans cette communauté (sans nom : la seule, ou demande) et affiche son identifiant"
  )
  static let planningTag = Phrase(en: "planning", fr: "planning")
  static let templateValue = Phrase(en: "TEMPLATE", fr: "MODÈLE")
  static let askCommunity = Phrase(en: "In which community?", fr: "Dans quelle communauté ?")

  static func written(_ path: String) -> Phrase { Phrase(en: "written: \(path)", fr: "écrit : \(path)") }
  static func fileIsThere(_ path: String) -> Phrase {
    Phrase(en: "\(path) is there already", fr: "\(path) existe déjà")
  }
  static let noTable = Phrase(en: "this template has no table", fr: "ce modèle n'a pas de tableau")
  static let noDays = Phrase(en: "no row of it has a day", fr: "aucune de ses lignes n'a de jour")
  static let onlyMarkdown = Phrase(en: "`--as md` shows it", fr: "`--as md` le montre")

  static func remark(_ remark: FilledPlan.Remark) -> Phrase {
    switch remark {
    case .nobody(let day):
      let day = day?.description ?? ""
      return Phrase(
        en: "everyone is away\(day.isEmpty ? "" : " on \(day)"): nobody has that turn",
        fr: "tout le monde est absent\(day.isEmpty ? "" : " le \(day)") : personne n'a ce tour")
    case .noDay(let person):
      return Phrase(
        en: "\(person.name) is away all the time: no day was found",
        fr: "\(person.name) n'est jamais là : aucun jour trouvé")
    case .noRows:
      return Phrase(
        en: "the table is empty: every day of it is a weekend or a holiday",
        fr: "le tableau est vide : tous ses jours sont fériés ou de fin de semaine")
    }
  }

  // MARK: Values

  static func notAnAssignment(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` gives no value", fr: "`\(text)` ne donne pas de valeur")
  }
  static let assignmentForm = Phrase(
    en: "`--set start=2027-01-04`: a name, `=`, a value",
    fr: "`--set start=2027-01-04` : un nom, `=`, une valeur")
  static func unknownParameter(_ name: String, _ slug: Slug) -> Phrase {
    Phrase(en: "`\(slug)` has no parameter `\(name)`", fr: "`\(slug)` n'a pas de paramètre `\(name)`")
  }
  static func parametersAre(_ names: [String]) -> Phrase {
    if names.isEmpty { return Phrase(en: "it has none", fr: "il n'en a aucun") }
    return Phrase(en: "it has \(all(of: code(names)))", fr: "il a \(all(of: code(names)))")
  }
  static func givenTwice(_ name: String) -> Phrase {
    Phrase(en: "`\(name)` is given twice", fr: "`\(name)` est donné deux fois")
  }

  /// Every value that may be given, one a line: those that must come first.
  static func valuesMissing(_ slug: Slug, _ count: Int, _ rows: [(Template.Parameter, shown: Phrase?)])
    -> Phrase
  {
    let counted = Noun(en: ("value", "values"), fr: ("valeur", "valeurs")).counted(count)
    let flags = rows.map { Phrase(verbatim: "  --set \($0.0.name)=\(kindName($0.0.kind))") }
    let widths = (flags.map(\.english.count).max() ?? 0, flags.map(\.french.count).max() ?? 0)
    let lines = zip(flags, rows).map { flag, row in
      let aligned = Phrase(
        en: "\(padded(flag.english, to: widths.0))", fr: "\(padded(flag.french, to: widths.1))")
      let shown = row.shown.map { Phrase(verbatim: " [\($0)]") } ?? Phrase(verbatim: "")
      return Phrase(verbatim: "\n\(aligned)  \(question(row.0))\(shown)")
    }
    return Phrase(en: "`\(slug)` lacks \(counted)", fr: "il manque \(counted) à `\(slug)`")
      + lines.joined(separator: Phrase(verbatim: ""))
  }

  /// What a template asks, with what one may choose from.
  static func question(_ parameter: Template.Parameter) -> Phrase {
    let choices = parameter.choices.isEmpty ? "" : " (\(parameter.choices.joined(separator: ", ")))"
    return Phrase(
      en: "\(parameter.question(in: .english))\(choices)", fr: "\(parameter.question(in: .french))\(choices)")
  }

  /// A default as it is shown in brackets: a day is worked out, a team keeps its name.
  static func standard(_ text: String, _ value: ParameterValue?) -> Phrase {
    switch (value, text) {
    case (.people, "my team"), (nil, "my team"): Phrase(en: "my team", fr: "mon équipe")
    case (.people, "everyone"), (nil, "everyone"): Phrase(en: "everyone", fr: "tous")
    case (.day(let day), _): Words.day(day)
    case (.month(let month), _):
      Phrase(en: "\(month.written(in: .english))", fr: "\(month.written(in: .french))")
    case (.year(let year), _): Phrase(verbatim: "\(year)")
    case (.days(let days), _):
      Phrase(
        en: "\(days.map { $0.name(in: .english) }.joined(separator: ", "))",
        fr: "\(days.map { $0.name(in: .french) }.joined(separator: ", "))")
    default: Phrase(verbatim: "\(text)")
    }
  }

  static func giveAll(_ flags: [String]) -> Phrase {
    let quoted = code(flags).joined(separator: Phrase(verbatim: " "))
    return Phrase(en: "give \(quoted)", fr: "donnez \(quoted)")
  }

  static func kindName(_ kind: Template.Parameter.Kind) -> Phrase {
    switch kind {
    case .date: Phrase(en: "DAY", fr: "JOUR")
    case .month: Phrase(en: "MONTH", fr: "MOIS")
    case .year: Phrase(en: "YEAR", fr: "ANNÉE")
    case .days: Phrase(en: "WEEKDAYS", fr: "JOURS-DE-LA-SEMAINE")
    case .people: Phrase(en: "PEOPLE", fr: "PERSONNES")
    case .number: Phrase(en: "NUMBER", fr: "NOMBRE")
    case .text: Phrase(en: "TEXT", fr: "TEXTE")
    case .choice: Phrase(en: "CHOICE", fr: "CHOIX")
    }
  }
}
