import Records

/// A day and a time of it, as people say them: `friday 12:30`, `15/02 12h`, `demain à midi`.
package struct SpokenMoment: Hashable, Sendable {
  /// `nil` where the text says a time alone.
  package let day: CalendarDay?
  /// Counted from midnight.
  package let minutes: Int

  /// Reads a time at the end of a text, in both languages whatever the reader's: `12:30`, `12h30`, `12 h`, `9am`, `noon`, `midi`;
  /// what stands before it is a day, as in ``SpokenPeriod``.
  package init(_ text: String, today: CalendarDay, leaning: SpokenLeaning = .ahead) throws(SpokenDayError) {
    guard text.utf8.count <= 80 else { throw .notUnderstood(text) }
    var words = Self.words(text)
    guard let (count, minutes) = Self.time(endOf: words) else { throw .notUnderstood(text) }
    words.removeLast(count)
    if ["at", "à", "a"].contains(words.last) { words.removeLast() }
    self.minutes = minutes
    day =
      words.isEmpty
      ? nil : try CalendarDay(spoken: words.joined(separator: " "), today: today, leaning: leaning)
  }

  /// Splits at blanks, commas, and the `T` of `2027-02-15T12:00`.
  private static func words(_ text: String) -> [String] {
    let lower = text.lowercased()
    let parts = lower.split { $0.isWhitespace || $0 == "," }.map(String.init)
    return parts.flatMap { part -> [String] in
      let sides = part.split(separator: "t", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, CalendarDay(String(sides[0])) != nil else { return [part] }
      return sides.map(String.init)
    }
  }

  /// Returns the time that the last words say, and how many they are; the longest that is one.
  private static func time(endOf words: [String]) -> (count: Int, minutes: Int)? {
    for count in [3, 2, 1] where words.count >= count {
      if let minutes = time(words.suffix(count).joined()) { return (count, minutes) }
    }
    return nil
  }

  private static func time(_ text: String) -> Int? {
    if ["noon", "midi"].contains(text) { return 720 }
    var rest = text[...]
    func digits() -> Int? {
      let number = rest.prefix { $0.isASCII && $0.isNumber }
      guard (1...2).contains(number.count) else { return nil }
      rest = rest.dropFirst(number.count)
      return Int(number)
    }
    guard var hour = digits() else { return nil }
    var minute = 0
    let isMarked = rest.first == ":" || rest.first == "h"
    if isMarked {
      rest = rest.dropFirst()
      if let read = digits() { minute = read } else if text.contains(":") { return nil }
    }
    switch rest {
    case "" where isMarked: break
    case "am" where (1...12).contains(hour): hour %= 12
    case "pm" where (1...12).contains(hour): hour = hour % 12 + 12
    default: return nil
    }
    return hour < 24 && minute < 60 ? hour * 60 + minute : nil
  }
}
