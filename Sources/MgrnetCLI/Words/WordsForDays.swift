import Planning
import Records

/// Days that people typed.
extension Words {
  static func spokenDayFault(_ error: SpokenDayError) -> Phrase {
    switch error {
    case .notUnderstood(let text):
      return Phrase(en: "`\(harmless(text))` is no day", fr: "`\(harmless(text))` n'est pas un jour")
    case .ambiguous(let text, let days):
      let list = days.map(\.description)
      return Phrase(
        en: "`\(harmless(text))` could be \(either(list).english)",
        fr: "`\(harmless(text))` peut être \(either(list))")
    case .noSuchDay(let text):
      return Phrase(
        en: "`\(harmless(text))` is not in the calendar",
        fr: "`\(harmless(text))` n'est pas dans le calendrier")
    case .otherWeekday(let text, let day):
      return Phrase(
        en: "`\(harmless(text))`: \(day.description) is a \(day.weekday.name(in: .english))",
        fr: "`\(harmless(text))` : le \(day.description) est un \(day.weekday.name(in: .french))")
    }
  }
}
