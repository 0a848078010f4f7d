import Records

/// The result of filling in a template.
package struct FilledPlan: Sendable {
  /// The title of the template.
  package let title: String
  package let language: Language
  /// The day that was `today`.
  package let today: CalendarDay
  /// The titles of the columns; empty without a table.
  package let header: [String]
  /// The rows, in the order of the table.
  package let rows: [Row]
  package let markdown: String
  /// Remarks on what could not be done as asked.
  package let remarks: [Remark]

  package struct Row: Sendable {
    package let day: CalendarDay?
    package let person: Person?
    /// The text of a list's item.
    package let text: String?
    /// The cells, one for each column, each on one line.
    package let cells: [String]
    /// The identity of the row for calendars: the same for the same template, values and row.
    package let key: String
  }

  package enum Remark: Hashable, Sendable {
    /// Nobody has the row: everyone is away.
    case nobody(CalendarDay?)
    /// The person has no day: no working day is left on which they are there.
    case noDay(Person)
    case noRows
  }

  /// The first heading of the text, without its sign; `nil` if there is none.
  package var heading: String? {
    for line in markdown.split(separator: "\n") where line.hasPrefix("# ") {
      return line.dropFirst(2).trimmed
    }
    return nil
  }
}

/// Why a template cannot be filled in with the values that it was given.
package enum FillError: Error, Hashable, Sendable {
  /// Parameters without a value.
  case missing([Template.Parameter])
  case endsBeforeItBegins(from: CalendarDay, to: CalendarDay)
  /// A day outside of the years 1 to 9999.
  case outOfCalendar
  /// A step of 0 weeks.
  case everyZero(Template.Parameter)
  case tooManyRows(limit: Int)
  case tooManyColumns(limit: Int)
  /// More rows and people than the limit.
  case tooManyTurns(limit: Int)
  case tooLarge(limit: Int)
}
