import Records

/// Weekdays in a person's words: `friday`, `lundis et mercredis`, `wednesday afternoon`.
package struct SpokenWeekdays: Hashable, Sendable {
  package private(set) var days: [Weekday] = []
  /// Whether only their afternoons are meant.
  package private(set) var startsNoon = false
  /// Whether only their mornings are meant.
  package private(set) var endsNoon = false

  /// Returns `nil` if there is a word that is no weekday, or no weekday at all.
  package init?(_ text: String) {
    for word in fold(text).split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      let word = word.hasSuffix("s") ? word.dropLast() : word
      switch word {
      case "and", "et", "le", "les", "every", "chaque", "on", "tou": continue
      case "afternoon", "apres-midi": startsNoon = true
      case "morning", "matin": endsNoon = true
      default:
        let day = Weekday.allCases.first { day in
          Language.allCases.contains {
            let name = fold(day.name(in: $0))
            return word == name || word == name.prefix(3) || word == "\(name.prefix(3))."
          }
        }
        guard let day else { return nil }
        if !days.contains(day) { days.append(day) }
      }
    }
    guard !days.isEmpty, !(startsNoon && endsNoon) else { return nil }
    days.sort()
  }
}
