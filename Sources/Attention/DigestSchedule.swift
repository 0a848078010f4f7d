import Planning
import Records

/// When a digest may come by mail: as often as somebody's card says, and never in their quiet hours, on their quiet days,
/// on days off or while they are away.
package struct DigestSchedule: Hashable, Sendable {
  /// `nil` where they have not asked for mail.
  package let every: Period?
  package let day: Weekday
  package let quietDays: Set<Weekday>
  /// In minutes of the day: from one to the other, over midnight where the second is not later.
  package let quietHours: (from: Int, to: Int)?

  package enum Period: String, Sendable { case day, week }

  package static func == (one: Self, other: Self) -> Bool {
    one.every == other.every && one.day == other.day && one.quietDays == other.quietDays
      && one.quietHours?.from == other.quietHours?.from && one.quietHours?.to == other.quietHours?.to
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(every)
    hasher.combine(day)
  }

  /// Reads `digest` and `quiet` of a card.
  package init(digest: YAMLValue?, quiet: YAMLValue?) {
    every = digest?["every"]?.text.flatMap(Period.init)
    day = digest?["day"]?.text.flatMap(Self.weekday) ?? .monday
    quietDays = Set((quiet?["days"]?.texts ?? []).compactMap(Self.weekday))
    if let from = quiet?["from"]?.text.flatMap(Self.minutes),
      let to = quiet?["to"]?.text.flatMap(Self.minutes), from != to
    {
      quietHours = (from, to)
    } else {
      quietHours = nil
    }
  }

  private static func weekday(_ name: String) -> Weekday? {
    Weekday.allCases.first { $0.name(in: .english).lowercased() == name }
  }

  private static func minutes(_ clock: String) -> Int? {
    let parts = clock.split(separator: ":").compactMap { Int($0) }
    return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
  }

  /// Whether a digest is due on a day.
  ///
  /// - Parameter last: the day of the last one; `nil` before the first.
  func isDue(on today: CalendarDay, last: CalendarDay?) -> Bool {
    guard let every else { return false }
    guard let last else { return true }
    switch every {
    case .day: return last < today
    // The last such weekday, today included: who was away on it gets the digest when they are back.
    case .week:
      let scheduled = today.advanced(by: -((today.weekday.rawValue - day.rawValue + 7) % 7))
      return last < scheduled
    }
  }

  /// Returns the first moment from `now` on when the digest may come; `now` itself if it may come at once. `nil` if the
  /// person has not asked for it, or is away for months.
  ///
  /// - Parameter isOff: whether the person does not work on a day.
  package func next(after now: Timestamp, last: CalendarDay?, isOff: (CalendarDay) -> Bool) -> Timestamp? {
    guard every != nil else { return nil }
    let midnight = Int64(now.day.daysSince1970) * 86_400 - Int64(now.offsetMinutes) * 60
    let minuteNow = Int((now.seconds - midnight) / 60)
    for offset in 0..<120 {
      let day = now.day.advanced(by: offset)
      guard isDue(on: day, last: last), !quietDays.contains(day.weekday), !isOff(day) else { continue }
      let start = offset == 0 ? minuteNow : 0
      guard let minute = firstLoudMinute(from: start) else { continue }
      if offset == 0, minute == minuteNow { return now }
      return Timestamp(
        secondsSince1970: midnight + Int64(offset) * 86_400 + Int64(minute) * 60,
        offsetMinutes: now.offsetMinutes)
    }
    return nil
  }

  /// The first minute of a day, from one on, that is not quiet.
  private func firstLoudMinute(from start: Int) -> Int? {
    guard let (from, to) = quietHours else { return start }
    func isQuiet(_ minute: Int) -> Bool {
      from < to ? (from..<to).contains(minute) : minute >= from || minute < to
    }
    if !isQuiet(start) { return start }
    return to >= start && to < 1_440 && !isQuiet(to) ? to : nil
  }
}
