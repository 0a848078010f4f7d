import Planning
import Records

/// A command whose days may be typed in several words without quotation marks: `leave add next monday`,
/// `--on 15 février`. Its arguments that are days complete from ``CandidateKind/day``.
protocol SpokenDayCommand: Command {}

extension SpokenDayCommand {
  static func arranged(_ arguments: [String]) -> [String] {
    SpokenArguments.joined(arguments, declared: CommandHelp.arguments(of: Self.self))
  }
}

/// Joins the words of one day into one argument.
enum SpokenArguments {
  private static let glue: Set = [
    "next", "prochain", "prochaine", "this", "ce", "cette", "last", "dernier", "derniere", "in", "dans", "of",
  ]

  /// Returns the words for the parser, with each day as one word.
  ///
  /// - Parameter declared: the command's arguments, which tell what is a day, and which options take a value.
  static func joined(_ arguments: [String], declared: [CommandHelp.Argument]) -> [String] {
    let areDaysPositional = declared.contains { $0.kind == .positional && $0.isDay }
    var joined: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" { return joined + [word] + rest }
      joined.append(word)
      if let option = declared.first(where: { $0.kind == .option && $0.spellings.contains(word) }) {
        if let value = rest.popFirst() { joined.append(option.isDay ? day(value, &rest) : value) }
      } else if areDaysPositional, !word.hasPrefix("-") {
        joined[joined.count - 1] = day(word, &rest)
      }
    }
    return joined
  }

  /// Returns the longest day of up to four words at the beginning.
  private static func day(_ first: String, _ rest: inout ArraySlice<String>) -> String {
    for count in [3, 2, 1] where rest.count >= count {
      let words = [first] + rest.prefix(count)
      guard !words.contains(where: { $0.hasPrefix("-") || $0.contains(" ") || $0 == "." }), isOneDay(words)
      else { continue }
      rest.removeFirst(count)
      return words.joined(separator: " ")
    }
    return first
  }

  /// `monday 15/02` may be two days, and `15 february 20 february` is: only words that need each other are one, and a
  /// year has four digits. `monday 2027-02-15` is one where that is a Monday.
  private static func isOneDay(_ words: [String]) -> Bool {
    let isHeld = words.contains { glue.contains(fold($0)) || isMonth($0) }
    let hasShortNumberLast =
      words.count > 2 && words[words.count - 1].count < 4 && Int(words[words.count - 1]) != nil
    let isWeekdayOfDate = words.count == 2 && words[1].utf8.count { (48...57).contains($0) } >= 6
    guard isHeld || isWeekdayOfDate, !hasShortNumberLast else { return false }
    do throws(SpokenDayError) {
      _ = try SpokenPeriod(words.joined(separator: " "), today: someDay)
      return true
    } catch {
      if isWeekdayOfDate { return false }
      if case .notUnderstood = error { return false }
      return true
    }
  }

  private static func isMonth(_ word: String) -> Bool {
    // `mar` is one of two: a month all the same.
    guard word.contains(where: \.isLetter), fold(word) != "mar" else { return fold(word) == "mar" }
    return (try? SpokenPeriod(word, today: someDay))?.unit == .month  // what is no day is no month
  }

  private static let someDay = CalendarDay(daysSince1970: 20_000)
}

extension CommandHelp.Argument {
  fileprivate var isDay: Bool { if case .candidates(.day) = completionKind { true } else { false } }
}
