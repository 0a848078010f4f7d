import Records

/// A bridge: days of leave that join holidays and weekends into a long rest.
package struct Bridge: Hashable, Sendable {
  /// The working days to take, in order.
  package let taken: [CalendarDay]
  /// All days of rest, from the first to the last.
  package let rest: ClosedRange<CalendarDay>
  /// The holidays in it that do not fall on a weekend.
  package let holidays: [Holiday]

  /// Days of rest for each day that is taken.
  package var ratio: Double { Double(rest.count) / Double(taken.count) }

  /// The ratio of an ordinary week with both weekends: 9 days for 5.
  private static let ordinary = 9.0 / 5.0

  /// Returns the bridges whose first day to take is in a year, best first: by ratio, then the longer, then the
  /// earlier.
  ///
  /// Only those that hold a holiday and are better than an ordinary week.
  /// - Parameter most: the most days that are taken at once.
  package static func best(in year: Int, taking most: Int = 9, with holidays: Holidays) -> [Bridge] {
    guard let whole = days(ofYear: year) else { return [] }
    let (first, last) = (whole.lowerBound.advanced(by: -20), whole.upperBound.advanced(by: 40))
    var runs: [(isOff: Bool, days: ClosedRange<CalendarDay>)] = []
    for day in first...last {
      let isOff = !day.isWorkingDay(without: holidays)
      if let run = runs.last, run.isOff == isOff {
        runs[runs.count - 1].days = run.days.lowerBound...day
      } else {
        runs.append((isOff, day...day))
      }
    }
    var bridges: [Bridge] = []
    // What is cut at the ends is no run.
    for start in runs.indices.dropFirst() where runs[start].isOff && start + 1 < runs.count {
      var taken: [CalendarDay] = []
      for end in stride(from: start + 2, to: runs.count - 1, by: 2) {
        taken += Array(runs[end - 1].days)
        guard taken.count <= most, let opening = taken.first else { break }
        let rest = runs[start].days.lowerBound...runs[end].days.upperBound
        let bridge = Bridge(
          taken: taken, rest: rest, holidays: holidays.list(in: rest).filter { !$0.day.isWeekend })
        if opening.year == year, !bridge.holidays.isEmpty, bridge.ratio > ordinary { bridges.append(bridge) }
      }
    }
    return bridges.sorted {
      ($1.ratio, $1.rest.count, $0.rest.lowerBound) < ($0.ratio, $0.rest.count, $1.rest.lowerBound)
    }
  }
}
