import Planning
import Records

/// `leave`: what it says.
extension Words {
  static let absences = Noun(en: ("absence", "absences"), fr: ("absence", "absences"))
  static let daysTaken = Noun(en: ("day taken", "days taken"), fr: ("jour posé", "jours posés"))
  static let restDays = Phrase(en: "days of rest", fr: "jours de repos")
  /// The working days of an absence, for a narrow column: `4.5 d`, `4,5 j`.
  static func shortDays(halves count: Int) -> Phrase {
    Phrase(en: "\(halves(count)) d", fr: "\(halves(count))\u{A0}j")
  }
  static let noon = Phrase(en: "noon", fr: "midi")
  static let leaveCancelled = Phrase(en: "cancelled", fr: "annulée")
  static let leavePlanned = Phrase(en: "planned", fr: "prévue")
  static let leaveTitle = Phrase(en: "Leave", fr: "Congés")
  static let holidaysTitle = Phrase(en: "Holidays", fr: "Jours fériés")
  /// The heads of the first columns of a spreadsheet.
  static let leaveSheet = [
    Phrase(en: "person", fr: "pseudo"), Phrase(en: "name", fr: "nom"), Phrase(en: "days", fr: "jours"),
  ]
  static let personColumn = Phrase(en: "Person", fr: "Personne")
  static let presentRow = Phrase(en: "there", fr: "présents")
  static let nobodyAway = Phrase(en: "nobody is away then", fr: "personne n'est absent alors")
  static let leaveLegend = Phrase(
    en: "A away, m morning, a afternoon, ? planned, * holiday",
    fr: "A absent, m matin, a après-midi, ? prévu, * férié")
  static let leaveYearLegend = Phrase(
    en: "1 to 5: working days away in a week; ? planned only",
    fr: "1 à 5 : jours ouvrés d'absence dans la semaine ; ? seulement prévus")

  /// How much an absence takes; its days are said before.
  static func leaveNoted(_ absence: Absence, _ halves: Int, _ saturdays: Int) -> Phrase {
    let noons: Phrase =
      switch (absence.startsNoon, absence.endsNoon) {
      case (true, true): Phrase(en: "from noon to noon: ", fr: "de midi à midi : ")
      case (true, false): Phrase(en: "from noon on: ", fr: "à partir de midi : ")
      case (false, true): Phrase(en: "until noon: ", fr: "jusqu'à midi : ")
      case (false, false): Phrase(verbatim: "")
      }
    let both = self.halves(saturdays)
    return noons + workingDays(halves: halves)
      + Phrase(en: " (\(both) with Saturdays)", fr: " (\(both) en jours ouvrables)")
  }
  static let leaveWhen = Phrase(en: "on which day?", fr: "quel jour ?")
  static let untilOfWhat = Phrase(
    en: "`--until` ends what comes each week", fr: "`--until` met fin à ce qui revient chaque semaine")
  static func notWeekdays(_ text: String) -> Phrase {
    Phrase(
      en: "`\(text)` names no weekdays: `friday`, `\"wednesday afternoon\"`",
      fr: "`\(text)` ne nomme pas de jours de la semaine : `vendredi`, `\"mercredi après-midi\"`")
  }
  static let repeatsNever = Phrase(en: "there is no such day", fr: "il n'y a aucun jour de ce genre")
  static let noRecurrences = Phrase(
    en: "libical is missing (`libical3`): what comes again is not counted",
    fr: "il manque libical (`libical3`) : ce qui revient n'est pas compté")

  /// `every Friday until 30 June 2027`; a rule that is not of weekdays as it is.
  static func repeats(_ repeats: Recurrence) -> Phrase {
    let end = repeats.until.map { day in
      Phrase(
        en: " until \(day.written(in: .english, .medium))",
        fr: " jusqu'au \(day.written(in: .french, .medium))")
    }
    let days: Phrase
    if let weekdays = repeats.weekdays {
      let english = weekdays.map { $0.name(in: .english) }.joined(separator: " and ")
      let french = weekdays.map { $0.name(in: .french) }.joined(separator: " et ")
      days = Phrase(en: "every \(english)", fr: "chaque \(french)")
    } else {
      let rule = repeats.rule.split(separator: ";").filter { !$0.hasPrefix("UNTIL") }.joined(separator: ";")
      days = Phrase(en: "\(rule)", fr: "\(rule)")
    }
    return days + (end ?? Phrase(verbatim: ""))
  }
  /// `13 working days`; of what has no end, those of its first year.
  static func workingDays(halves: Int, of absence: Absence) -> Phrase {
    let days = workingDays(halves: halves)
    if absence.repeats?.until != nil { return days }
    let last = absence.span.upperBound
    return days
      + Phrase(
        en: " until \(last.written(in: .english, .medium))",
        fr: " jusqu'au \(last.written(in: .french, .medium))")
  }
  static func holidayLine(_ holiday: Holiday) -> Phrase {
    day(holiday.day, .short) + colon + Phrase(en: "\(holiday.name.english)", fr: "\(holiday.name.french)")
  }
  static let noWorkingDay = Phrase(
    en: "there is no working day in it", fr: "il n'y a aucun jour ouvré dedans")
  static func deputyAway(_ clash: Presence.DeputyAway) -> Phrase {
    let days = days(clash.days, .short)
    return Phrase(
      en: "\(clash.deputy) is away too: \(days)", fr: "\(clash.deputy) ne sera pas là non plus : \(days)")
  }
  static let leaveIsNothing = Phrase(
    en: "an absence that ends before it begins, or lasts from noon to noon of one day, is none",
    fr: "une absence qui finit avant de commencer, ou va de midi à midi d'un même jour, n'en est pas une")
  static func endsBeforeItBegins(_ first: CalendarDay, _ last: CalendarDay) -> Phrase {
    Phrase(
      en: "\(last.written(in: .english)) is before \(first.written(in: .english))",
      fr: "le \(last.written(in: .french)) est avant le \(first.written(in: .french))")
  }
  static func leaveOverlaps(_ other: Absence) -> Phrase {
    let days = days(other.days)
    return Phrase(
      en: "you have an absence on these dates already: \(days) (\(other.id))",
      fr: "vous avez déjà une absence à ces dates : \(days) (\(other.id))")
  }
  static func leaveOverlapsHint(_ id: RecordID) -> Phrase {
    Phrase(
      en: "`mgrnet leave edit \(id)` changes that one, `mgrnet leave cancel \(id)` takes it back",
      fr: "`mgrnet leave edit \(id)` la modifie, `mgrnet leave cancel \(id)` l'annule")
  }
  static let ownDeputy = Phrase(en: "nobody covers for themselves", fr: "nul ne se remplace soi-même")
  static let noTeam = Phrase(en: "your card names no team", fr: "votre fiche ne nomme pas d'équipe")
  static let noTeamHint = Phrase(
    en: "`mgrnet me --team NAME` sets it", fr: "`mgrnet me --team NOM` l'indique")
  static func unknownTeam(_ team: String) -> Phrase {
    Phrase(en: "nobody's card names the team `\(team)`", fr: "aucune fiche ne nomme l'équipe `\(team)`")
  }
  static let teamForm = Phrase(
    en: "the team as people's cards have it: `mgrnet list --type person --json`",
    fr: "l'équipe telle que les fiches l'écrivent : `mgrnet list --type person --json`")
  static func unknownHolidays(_ name: String) -> Phrase {
    Phrase(
      en: "`holidays: \(name)` names neither a country (`BE`, `FR-57`, `CA-QC`) nor a file of `holidays/`",
      fr: "`holidays: \(name)` ne nomme ni un pays (`BE`, `FR-57`, `CA-QC`) ni un fichier de `holidays/`")
  }
  static func unknownZone(_ name: String) -> Phrase {
    Phrase(en: "`\(name)` is none of the zones A, B, C", fr: "`\(name)` n'est pas une des zones A, B, C")
  }
  static func notAYear(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` is no year", fr: "`\(text)` n'est pas une année")
  }
  static func nobodyAway(on day: CalendarDay) -> Phrase {
    Phrase(
      en: "nobody is away on \(day.written(in: .english))",
      fr: "personne n'est absent le \(day.written(in: .french))")
  }
  static func halfDays(_ name: String) -> Phrase {
    switch name {
    case "day": Phrase(en: "all day", fr: "la journée")
    case "morning": Phrase(en: "morning", fr: "le matin")
    default: Phrase(en: "afternoon", fr: "l'après-midi")
    }
  }
  static func backOn(_ day: CalendarDay) -> Phrase {
    Phrase(
      en: "back \(day.written(in: .english, .short))", fr: "de retour \(day.written(in: .french, .short))")
  }
  static func awayEvent(_ person: String) -> Phrase {
    Phrase(en: "\(person): away", fr: "\(person) : absence")
  }
  static func schoolHoliday(_ holiday: SchoolHoliday, _ zones: [SchoolZone]) -> Phrase {
    let names = zones.map(\.rawValue).joined(separator: ", ")
    let days = days(holiday.days, .short)
    return Phrase(
      en: "\(days): \(holiday.name.english) (zone \(names))",
      fr: "\(days) : \(holiday.name.french) (zone \(names))")
  }
  static func schoolKnownThrough(_ day: CalendarDay) -> Phrase {
    Phrase(
      en: "school holidays are known through \(day.written(in: .english, .long))",
      fr: "les vacances scolaires sont connues jusqu'au \(day.written(in: .french, .long))")
  }

  // MARK: check, bridges

  static let badPresent = Phrase(en: "`--present` is 1 or more", fr: "`--present` vaut 1 ou plus")
  static let presentOfWhom = Phrase(
    en: "`--present` counts the people of a team", fr: "`--present` compte les gens d'une équipe")
  static let tooManyDays = Phrase(en: "that is more than ten years", fr: "cela fait plus de dix ans")
  static func nothingWrong(_ days: ClosedRange<CalendarDay>) -> Phrase {
    let text = self.days(days, .medium)
    return Phrase(en: "nothing is wrong, \(text)", fr: "tout va bien, \(text)")
  }
  static func tooFew(_ found: Presence.TooFew, _ wanted: Int) -> Phrase {
    let away = found.away.map(\.rawValue)
    let names = away.count > 4 ? away.prefix(3) + ["… (\(away.count))"] : away[...]
    let list = names.joined(separator: ", ")
    let (english, french) = (found.present == 1 ? "is" : "are", found.present < 2 ? "présent" : "présents")
    return Phrase(
      en: "\(found.present) \(english) there, \(wanted) wanted; away: \(list)",
      fr: "\(found.present) \(french) pour \(wanted) ; absents : \(list)")
  }
  static func deputyAwayLine(_ found: Presence.DeputyAway) -> Phrase {
    Phrase(
      en: "\(found.absence.person) is away, and so is the deputy \(found.deputy)",
      fr: "\(found.absence.person) n'est pas là, et \(found.deputy), qui remplace, non plus")
  }
  static func overlapLine(_ first: Absence, _ second: Absence) -> Phrase {
    Phrase(
      en: "\(first.person) is away twice: \(first.id), \(second.id)",
      fr: "\(first.person) a deux absences à la fois : \(first.id), \(second.id)")
  }
  static let badMost = Phrase(en: "`--most` is a number from 1 to 60", fr: "`--most` est un nombre de 1 à 60")
  static func noBridges(_ year: Int) -> Phrase {
    Phrase(en: "no day of \(year) makes a long rest", fr: "aucun jour de \(year) ne fait de long repos")
  }
  static let noBridgesHint = Phrase(
    en: "holidays come from the cards (`holidays: FR`); `--holidays FR` names them here",
    fr: "les jours fériés viennent des fiches (`holidays: FR`) ; `--holidays FR` les nomme ici")

  // MARK: import

  static let forAllWhat = Phrase(
    en: "`--for-all` is for holidays", fr: "`--for-all` vaut pour les jours chômés")
  static func noCalendar(_ name: String) -> Phrase {
    Phrase(en: "\(name) is no calendar file", fr: "\(name) n'est pas un fichier d'agenda")
  }
  static let noHolidaysInFile = Phrase(
    en: "there are no days off in it", fr: "il n'y a aucun jour chômé dedans")
  static func regionIsComputed(_ name: String) -> Phrase {
    Phrase(
      en: "the days of `\(name)` are known: name it on a card, import nothing",
      fr: "les jours de `\(name)` sont connus : nommez-le sur une fiche, n'importez rien")
  }
  static func holidaysTaken(_ count: Int, _ dryRun: Bool) -> Phrase {
    let text = Noun(en: ("holiday", "holidays"), fr: ("jour chômé", "jours chômés")).counted(count)
    return dryRun ? text + Phrase(en: " (nothing was changed)", fr: " (rien n'a été changé)") : text
  }
  static func holidaysNamed(_ name: Slug) -> Phrase {
    Phrase(
      en:
        "they count for whose card names them: `holidays: FR, \(name)`; `--for-all` names them for everybody",
      fr:
        "ils valent pour qui les nomme sur sa fiche : `holidays: FR, \(name)` ; `--for-all` les nomme pour tous"
    )
  }
  static func cancelledByImport(_ count: Int, _ dryRun: Bool) -> Phrase {
    absences.counted(count)
      + (dryRun
        ? Phrase(en: " would be cancelled", fr: " à annuler")
        : Phrase(en: " cancelled", fr: count < 2 ? " annulée" : " annulées"))
  }
  static let takeFree = Phrase(
    en: "`--free` takes what is marked free or not sure yet",
    fr: "`--free` reprend ce qui est marqué libre ou provisoire")

  static func calendarProblem(_ problem: CalendarProblem) -> Phrase {
    let why: Phrase
    switch problem.reason {
    case .notALine: why = Phrase(en: "the line makes no sense", fr: "la ligne n'a pas de sens")
    case .unfinished: why = Phrase(en: "the file ends too early", fr: "le fichier finit trop tôt")
    case .notAnEvent(let name): why = Phrase(en: "\(name) is no event", fr: "\(name) n'est pas un évènement")
    case .noStart: why = Phrase(en: "it has no start", fr: "il n'a pas de début")
    case .badValue(let property, let value):
      why = Phrase(en: "`\(property):\(value)` cannot be read", fr: "`\(property):\(value)` est illisible")
    case .endsBeforeItStarts: why = Phrase(en: "it ends before it starts", fr: "il finit avant de commencer")
    case .repeats(let rule):
      why = Phrase(
        en: "it repeats in a way that is not understood (\(rule))",
        fr: "il se répète d'une façon qui n'est pas comprise (\(rule))")
    case .cancelled: why = Phrase(en: "it is cancelled", fr: "il est annulé")
    case .free: why = Phrase(en: "it leaves the time free", fr: "il laisse le temps libre")
    case .tentative: why = Phrase(en: "it is not sure yet", fr: "il n'est que provisoire")
    case .tooShort:
      why = Phrase(
        en: "it takes less than half a working day", fr: "il prend moins d'une demi-journée de travail")
    case .tooLong: why = Phrase(en: "it lasts more than ten years", fr: "il dure plus de dix ans")
    case .ofSomebodyElse(let who): why = Phrase(en: "it is \(who)'s", fr: "il est à \(who)")
    case .tooMany: why = Phrase(en: "there is too much in the file", fr: "il y en a trop dans le fichier")
    }
    guard let summary = problem.summary, !summary.isEmpty else { return why }
    return why + quoted(summary)
  }
}
