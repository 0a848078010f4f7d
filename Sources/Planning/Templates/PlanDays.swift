import Records

extension Template {
  /// Returns the days whose absences matter; `nil` if none do.
  ///
  /// - Throws: ``FillError``, as filling in would.
  package func days(with values: [String: ParameterValue], in circumstances: Circumstances) throws(FillError)
    -> ClosedRange<CalendarDay>?
  {
    guard parameters.contains(where: { $0.name == "people" && $0.kind == .people }) else { return nil }
    let filling = Filling(self, values, circumstances)
    var days: [CalendarDay] = []
    if let rows {
      if let from = rows.from, let to = rows.to {
        let (first, last) = try filling.span(from, to)
        days += [first, last]
      }
      for item in rows.items { if let day = item.day { days.append(try filling.resolved(day)) } }
    }
    let ofRows = days
    for column in columns {
      if let span = column.days {
        let (first, last) = try filling.span(span.from, span.to)
        days += [first, last]
      } else if let day = column.day {
        // A row whose day is at the calendar's end may leave it; filling in says so.
        days += day.base == .row ? ofRows.compactMap(day.moved) : [try filling.resolved(day)]
      }
    }
    guard let first = days.min(), let last = days.max() else { return nil }
    // A row's day may be moved to the next working day, and a column's day that is counted from it once more.
    return first...last.advanced(by: 2 * Availability.longestMove)
  }
}
