import Records

/// Reads one spoken day: words of either language, folded.
struct SpokenReader {
  private let text: String
  private let today: CalendarDay
  /// The day that distances, weekdays and days without a year count from.
  private let start: CalendarDay
  private let leaning: SpokenLeaning
  private var words: [String]

  init(_ text: String, today: CalendarDay, start: CalendarDay, leaning: SpokenLeaning) {
    (self.text, self.today, self.start, self.leaning) = (text, today, start, leaning)
    let folded = fold(text).map { $0 == "," || $0 == "'" || $0.isWhitespace ? " " : $0 }
    words = String(folded).split(separator: " ").map(String.init)
  }

  mutating func period() throws(SpokenDayError) -> SpokenPeriod {
    while let first = words.first, ["le", "la", "l", "on", "the", "du", "au", "de"].contains(first) {
      words.removeFirst()
    }
    let phrase = words.joined(separator: " ")
    if let period = fixed(phrase) { return period }
    if words.count == 1, let period = try alone(phrase) { return period }
    if let period = try distance() { return period }
    if let period = try week() { return period }
    if let period = try weekdayNearby() { return period }
    if let period = try named() { return period }
    throw .notUnderstood(text)
  }

  // MARK: Whole phrases

  private func fixed(_ phrase: String) -> SpokenPeriod? {
    let month = CalendarMonth(containing: today)
    switch phrase {
    case "today", "aujourd hui", "auj", "now": return SpokenPeriod(today)
    case "tomorrow", "demain": return SpokenPeriod(today.advanced(by: 1))
    case "yesterday", "hier": return SpokenPeriod(today.advanced(by: -1))
    case "day after tomorrow", "apres-demain", "apres demain": return SpokenPeriod(today.advanced(by: 2))
    case "day before yesterday", "avant-hier", "avant hier": return SpokenPeriod(today.advanced(by: -2))
    case "this week", "cette semaine": return SpokenPeriod(today.isoWeek.days, .week)
    case "next week", "semaine prochaine": return SpokenPeriod(today.advanced(by: 7).isoWeek.days, .week)
    case "last week", "semaine derniere": return SpokenPeriod(today.advanced(by: -7).isoWeek.days, .week)
    case "this month", "ce mois", "ce mois-ci", "mois-ci": return SpokenPeriod(month.days, .month)
    case "next month", "mois prochain": return SpokenPeriod(month.advanced(by: 1).days, .month)
    case "last month", "mois dernier": return SpokenPeriod(month.advanced(by: -1).days, .month)
    case "this year", "cette annee": return year(today.year)
    case "next year", "annee prochaine", "an prochain": return year(today.year + 1)
    case "last year", "annee derniere", "an dernier": return year(today.year - 1)
    default: return nil
    }
  }

  private func year(_ number: Int) -> SpokenPeriod? { days(ofYear: number).map { SpokenPeriod($0, .year) } }

  // MARK: One word: digits and signs

  private func alone(_ word: String) throws(SpokenDayError) -> SpokenPeriod? {
    if let day = CalendarDay(word) { return SpokenPeriod(day) }
    if let month = CalendarMonth(word) { return SpokenPeriod(month.days, .month) }
    if word.utf8.count == 4, let number = decimal(ArraySlice(word.utf8)), number >= 1000 {
      return year(number)
    }
    if let week = try isoWeek(word) { return week }
    if let date = try numbers(word) { return date }
    return nil
  }

  /// `2027-2-5`, `15/02`, `15/02/2027`, `15.02.27`, `15-02-2027`.
  private func numbers(_ word: String) throws(SpokenDayError) -> SpokenPeriod? {
    for separator: Character in ["/", ".", "-"] {
      let parts = word.split(separator: separator, omittingEmptySubsequences: separator != ".")
      guard (2...3).contains(parts.count) else { continue }
      let values = parts.compactMap { $0.utf8.count <= 4 ? decimal(ArraySlice($0.utf8)) : nil }
      guard values.count == parts.count else { return nil }
      if parts[0].utf8.count == 4 {
        guard values.count == 3 else { return nil }
        return try date(values[2], values[1], values[0])
      }
      guard parts[0].utf8.count <= 2, parts[1].utf8.count <= 2 else { return nil }
      if values.count == 2 { return separator == "-" ? nil : try date(values[0], values[1], nil) }
      return try date(values[0], values[1], wholeYear(values[2], parts[2].utf8.count))
    }
    return nil
  }

  private func wholeYear(_ number: Int, _ digits: Int) -> Int { digits <= 2 ? 2000 + number : number }

  /// `2027-W07`, `2027-W07-1`, `2027W07`, `W07`, `S7`.
  private func isoWeek(_ word: String) throws(SpokenDayError) -> SpokenPeriod? {
    var parts = word.split(separator: "-").map(String.init)
    var year: Int?
    if let first = parts.first, first.utf8.count == 4, let number = decimal(ArraySlice(first.utf8)) {
      year = number
      parts.removeFirst()
    } else if word.utf8.count > 5, let number = decimal(ArraySlice(word.utf8.prefix(4))) {
      year = number
      parts[0] = String(parts[0].dropFirst(4))
    }
    guard let name = parts.first, name.hasPrefix("w") || name.hasPrefix("s"),
      name.utf8.count <= 3, let number = decimal(ArraySlice(name.utf8.dropFirst()))
    else { return nil }
    let week = try self.week(number, of: year)
    if parts.count == 1 { return SpokenPeriod(week.days, .week) }
    guard parts.count == 2, let day = decimal(ArraySlice(parts[1].utf8)), (1...7).contains(day) else {
      return nil
    }
    return SpokenPeriod(week.monday.advanced(by: day - 1))
  }

  /// `week 7`, `semaine 7 2027`.
  private func week() throws(SpokenDayError) -> SpokenPeriod? {
    guard (2...3).contains(words.count), ["week", "semaine", "sem", "sem."].contains(words[0]),
      let number = decimal(ArraySlice(words[1].utf8))
    else { return nil }
    let year = words.count == 3 ? decimal(ArraySlice(words[2].utf8)) : nil
    if words.count == 3, year == nil { return nil }
    return SpokenPeriod(try week(number, of: year).days, .week)
  }

  private func week(_ number: Int, of year: Int?) throws(SpokenDayError) -> ISOWeek {
    if let year {
      guard let week = ISOWeek(year: year, number: number) else { throw .noSuchDay(text) }
      return week
    }
    // Unlike a date's, a week's year is said by nobody: the nearest that has it.
    let thisYear = start.isoWeek.year
    let near = (thisYear - 1...thisYear + 1).compactMap { ISOWeek(year: $0, number: number) }
    guard let nearest = near.min(by: { span(to: $0.monday) < span(to: $1.monday) }) else {
      throw .noSuchDay(text)
    }
    return leaning == .around
      ? nearest : near.first { $0.days.upperBound >= start } ?? nearest
  }

  private func span(to day: CalendarDay) -> Int { abs(start.distance(to: day)) }

  // MARK: Distances

  /// `+3d`, `-2w`, `+3j`, `+1m`, `+2 semaines`, `in 3 days`, `dans 2 mois`; `2j` alone where only what comes is meant.
  private func distance() throws(SpokenDayError) -> SpokenPeriod? {
    var rest = words.joined()
    var sign = 1
    if words.count > 1, ["in", "dans"].contains(words[0]) {
      rest = words.dropFirst().joined()
    } else if rest.hasPrefix("+") || rest.hasPrefix("-") {
      sign = rest.hasPrefix("-") ? -1 : 1
      rest.removeFirst()
    } else if leaning != .ahead {
      return nil
    }
    let digits = rest.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.count <= 5, let number = decimal(ArraySlice(digits)) else { return nil }
    let count = number * sign
    let day: CalendarDay
    switch String(rest.dropFirst(digits.count)) {
    case "" where rest != words.joined(): day = start.advanced(by: count)
    case "d", "j", "day", "days", "jour", "jours": day = start.advanced(by: count)
    case "w", "s", "sem", "week", "weeks", "semaine", "semaines": day = start.advanced(by: count * 7)
    case "m", "month", "months", "mois": day = try start(after: count)
    case "y", "a", "year", "years", "an", "ans", "annee", "annees": day = try start(after: count * 12)
    default: return nil
    }
    guard (1...9999).contains(day.year) else { throw .noSuchDay(text) }
    return SpokenPeriod(day)
  }

  private func start(after months: Int) throws(SpokenDayError) -> CalendarDay {
    let day = start.adding(months: months)
    // What is beyond the calendar's end was moved to it.
    guard CalendarMonth(containing: start).distance(to: CalendarMonth(containing: day)) == months else {
      throw .noSuchDay(text)
    }
    return day
  }

  // MARK: Weekdays

  private func weekdayNearby() throws(SpokenDayError) -> SpokenPeriod? {
    let near: Set = ["next", "prochain", "this", "ce", "last", "dernier", "passe", "coming"]
    let said = words.filter { !near.contains($0) }
    guard said.count == 1, words.count <= 2, let weekday = Self.weekdays[said[0]] else { return nil }
    switch words.first(where: near.contains) {
    case "next", "prochain", "coming": return SpokenPeriod(start.next(weekday))
    case "last", "dernier", "passe": return SpokenPeriod(start.previous(weekday))
    case .some: return SpokenPeriod(start.advanced(by: -1).next(weekday))
    case nil:
      if said[0] == "mar" { throw .ambiguous(text, try meaningsOfMar().sorted()) }
      return SpokenPeriod(start.next(weekday))
    }
  }

  /// Returns the days that `mar` may mean: mardi in French, March in English.
  private func meaningsOfMar() throws(SpokenDayError) -> [CalendarDay] {
    [start.advanced(by: -1).next(.tuesday), try month(3, nil).first]
  }

  // MARK: Names of months

  /// `15 février 2027`, `15 feb`, `feb 15 2027`, `1er mars`, `lundi 15 février`, `février`, `Feb 2027`, `lundi 15/02`.
  private mutating func named() throws(SpokenDayError) -> SpokenPeriod? {
    var weekday: Weekday?
    if words.count > 1, let said = Self.weekdays[words[0]],
      words[0] != "mar" || Self.months[words[1]] == nil && decimal(ArraySlice(words[1].utf8)) == nil
        || words.count > 2 && Self.months[words[2]] != nil
    {
      weekday = said
      words.removeFirst()
    }
    guard let period = try date() else { return nil }
    if let weekday {
      guard period.unit == .day else { return nil }
      guard period.first.weekday == weekday else { throw .otherWeekday(text, period.first) }
    }
    return period
  }

  private func date() throws(SpokenDayError) -> SpokenPeriod? {
    if words.count == 1, let period = try alone(words[0]) { return period.unit == .day ? period : nil }
    let parts = words.filter { $0 != "of" }
    guard (1...3).contains(parts.count), let place = parts.firstIndex(where: { Self.months[$0] != nil }),
      place <= 1, let number = Self.months[parts[place]]
    else { return nil }
    var numbers: [(value: Int, digits: Int)] = []
    for part in parts.enumerated() where part.offset != place {
      guard let value = Self.ordinal(part.element) else { return nil }
      numbers.append((value, part.element.utf8.count))
    }
    switch numbers.count {
    case 0: return try month(number, nil)
    case 1 where place == 0 && numbers[0].digits == 4: return try month(number, numbers[0].value)
    case 1: return try date(numbers[0].value, number, nil)
    default:
      return try date(numbers[0].value, number, wholeYear(numbers[1].value, numbers[1].digits))
    }
  }

  /// Returns the period of a month. One without a year is the next, this month included.
  private func month(_ number: Int, _ year: Int?) throws(SpokenDayError) -> SpokenPeriod {
    let ahead = number >= start.month ? start.year : start.year + 1
    let around =
      [start.year - 1, start.year, start.year + 1].min {
        abs(($0 - start.year) * 12 + number - start.month)
          < abs(($1 - start.year) * 12 + number - start.month)
      } ?? ahead
    let year = year ?? (leaning == .ahead ? ahead : around)
    guard let month = CalendarMonth(year: year, month: number) else { throw .noSuchDay(text) }
    return SpokenPeriod(month.days, .month)
  }

  private func date(_ day: Int, _ month: Int, _ year: Int?) throws(SpokenDayError) -> SpokenPeriod {
    if let year {
      guard let day = CalendarDay(year: year, month: month, day: day) else { throw .noSuchDay(text) }
      return SpokenPeriod(day)
    }
    // 29 February: the next leap year may be eight years away.
    let near = (start.year - 8...start.year + 8).compactMap { CalendarDay(year: $0, month: month, day: day) }
    guard let ahead = near.first(where: { $0 >= start }) else { throw .noSuchDay(text) }
    guard let past = near.last(where: { $0 < start }) else { return SpokenPeriod(ahead) }
    switch leaning {
    case .ahead:
      if past.distance(to: start) < 90 { throw .ambiguous(text, [past, ahead]) }
      return SpokenPeriod(ahead)
    case .around: return SpokenPeriod(span(to: past) < span(to: ahead) ? past : ahead)
    }
  }

  private static func ordinal(_ word: String) -> Int? {
    let digits = word.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.count <= 4, ["", "er", "st", "nd", "rd", "th", "."].contains(word.dropFirst(digits.count))
    else { return nil }
    return decimal(ArraySlice(digits))
  }

  // MARK: Names

  /// The names of months, folded: whole and short, with and without a point.
  private static let weekdays: [String: Weekday] = {
    var names: [String: Weekday] = ["tues": .tuesday, "thur": .thursday, "thurs": .thursday]
    for weekday in Weekday.allCases {
      for language in Language.allCases {
        let name = fold(weekday.name(in: language))
        for word in [name, String(name.prefix(3)), name.prefix(3) + "."] { names[word] = weekday }
      }
    }
    return names
  }()

  private static let months: [String: Int] = {
    var names: [String: Int] = ["sept": 9, "sep": 9, "sep.": 9, "aout": 8]
    for language in Language.allCases {
      for (index, name) in CalendarMonth.names(in: language).enumerated() { names[fold(name)] = index + 1 }
      for (index, name) in CalendarMonth.shortNames(in: language).enumerated() {
        let short = fold(name)
        names[short] = index + 1
        names[short.hasSuffix(".") ? String(short.dropLast()) : short + "."] = index + 1
      }
    }
    return names
  }()
}
