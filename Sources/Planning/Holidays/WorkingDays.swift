import Records

/// The days of the week that count as working days.
package enum WorkWeek: Sendable {
  /// Jours ouvrés: Monday to Friday.
  case mondayToFriday
  /// Jours ouvrables: Monday to Saturday, as French law counts paid leave.
  case mondayToSaturday

  package func contains(_ weekday: Weekday) -> Bool {
    self == .mondayToFriday ? weekday < .saturday : weekday < .sunday
  }
}

extension CalendarDay {
  /// Whether people work on that day.
  package func isWorkingDay(_ week: WorkWeek = .mondayToFriday, without holidays: Holidays) -> Bool {
    week.contains(weekday) && !holidays.contains(self)
  }

  /// Counts the working days from `self` through `last`, both included; 0 if `last` is earlier.
  package func workingDays(
    through last: CalendarDay, _ week: WorkWeek = .mondayToFriday, without holidays: Holidays
  ) -> Int {
    guard self <= last else { return 0 }
    return (self...last).reduce(0) { $0 + ($1.isWorkingDay(week, without: holidays) ? 1 : 0) }
  }
}
