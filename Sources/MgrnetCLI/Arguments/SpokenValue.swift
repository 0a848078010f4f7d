import ArgumentParser
import Records

/// An argument whose value is one of some English words, the same in scripts and files; who speaks French may type theirs.
///
/// ``Words/french`` holds them. Help, hints and completion show a value in the reader's language.
protocol SpokenValue: ExpressibleByArgument, RawRepresentable, CaseIterable where RawValue == String {}

extension SpokenValue {
  init?(argument: String) {
    let values = Self.allCases.map(\.rawValue)
    guard let value = Words.value(named: argument, among: values) else { return nil }
    self.init(rawValue: value)
  }

  static var allValueStrings: [String] {
    allCases.map { Words.valueWord($0.rawValue).inAmbientLanguage }
  }

  var defaultValueDescription: String { Words.valueWord(rawValue).inAmbientLanguage }
}

extension DayCount: ExpressibleByArgument {
  /// Reads `2d`, `1w`, and what people say: `2j`, `3 jours`, `1 semaine`, `2 weeks`.
  public init?(argument: String) {
    let folded = fold(argument).filter { !$0.isWhitespace }
    let number = folded.prefix { $0.isNumber }
    switch folded.dropFirst(number.count) {
    case "d", "j", "day", "days", "jour", "jours": self.init("\(number)d")
    case "w", "s", "sem", "week", "weeks", "semaine", "semaines": self.init("\(number)w")
    default: return nil
    }
  }
}
