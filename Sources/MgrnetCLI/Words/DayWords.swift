import Planning
import Records

/// Phrases for days and numbers of days.
extension Words {
  /// `Monday 15 February 2027`, `lundi 15 février 2027`.
  static func day(_ day: CalendarDay, _ style: DayStyle = .full) -> Phrase {
    Phrase(en: "\(day.written(in: .english, style))", fr: "\(day.written(in: .french, style))")
  }

  /// Both included: `Monday 15 February 2027 to Friday 19 February 2027`.
  static func days(_ days: ClosedRange<CalendarDay>, _ style: DayStyle = .full) -> Phrase {
    let (first, last) = (day(days.lowerBound, style), day(days.upperBound, style))
    if days.lowerBound == days.upperBound { return first }
    return Phrase(en: "\(first) to \(last)", fr: "du \(first) au \(last)")
  }

  /// `4`, `4.5`, `4,5`: of half days.
  static func halves(_ count: Int) -> Phrase {
    let whole = count / 2
    return count.isMultiple(of: 2) ? Phrase(verbatim: "\(whole)") : Phrase(en: "\(whole).5", fr: "\(whole),5")
  }

  static func workingDays(halves count: Int) -> Phrase {
    let isOne = count <= 2
    return halves(count)
      + Phrase(
        en: isOne && count > 0 ? " working day" : " working days",
        fr: isOne || count == 3 ? " jour ouvré" : " jours ouvrés")
  }

  static let dayForms = Phrase(
    en: """
      Dates can be written freely, in French or in English: `2027-02-15`, `15/02` (day, then month), `15 février`, `monday`, \
      `lundi prochain`, `tomorrow`, `+3d`, `+2w`; whole weeks and months as `2027-W07`, `2027-02`, `février`.
      """,
    fr: """
      Les dates s'écrivent librement, en français ou en anglais : `2027-02-15`, `15/02` (jour, puis mois), `15 février`, `lundi`, \
      `lundi prochain`, `demain`, `+3j`, `+2s` ; les semaines et mois entiers, `2027-W07`, `2027-02`, `février`.
      """)
  static let dayFormsShort = Phrase(
    en: "such as 2027-02-15, 15/02 (day/month), 15 Feb, monday, tomorrow, +3d, +2w, 2027-W07",
    fr: "par exemple 2027-02-15, 15/02 (jour/mois), 15 février, lundi, demain, +3j, +2s, 2027-W07")
}

extension SpokenDayError: Explained {
  var failure: Failure {
    switch self {
    case .notUnderstood(let text):
      Failure(
        .usage, Phrase(en: "`\(text)` is no day", fr: "`\(text)` n'est pas un jour"),
        hint: Words.dayFormsShort)
    case .ambiguous(let text, let days):
      Failure(
        .usage,
        Phrase(
          en: "`\(text)` could be \(Words.either(days.map { Phrase(verbatim: "\($0)") }))",
          fr: "`\(text)` peut être \(Words.either(days.map { Phrase(verbatim: "\($0)") }))"),
        hint: Phrase(en: "give the whole date", fr: "donnez la date entière"))
    case .noSuchDay(let text):
      Failure(
        .usage, Phrase(en: "`\(text)` is not in the calendar", fr: "`\(text)` n'est pas dans le calendrier"),
        hint: Words.dayFormsShort)
    case .otherWeekday(let text, let day):
      Failure(
        .usage,
        Phrase(
          en: "`\(text)`: \(day) is a \(day.weekday.name(in: .english))",
          fr: "`\(text)` : le \(day) est un \(day.weekday.name(in: .french))"))
    }
  }
}
