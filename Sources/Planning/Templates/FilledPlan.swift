import Records

/// A template that was filled in.
package struct FilledPlan: Sendable {
  /// What the template is called.
  package let title: String
  package let language: Language
  /// The day that was `today`.
  package let today: CalendarDay
  /// The titles of the columns; empty without a table.
  package let header: [String]
  /// In the order of the table.
  package let rows: [Row]
  package let markdown: String
  /// What could not be done as asked.
  package let remarks: [Remark]

  package struct Row: Sendable {
    package let day: CalendarDay?
    package let person: Person?
    /// The text of a list's item.
    package let text: String?
    /// One for each column, as people read it, on one line.
    package let cells: [String]
    /// The same for the same template, values and row; what a calendar knows the row by.
    package let key: String
  }

  package enum Remark: Hashable, Sendable {
    /// Everyone is away.
    case nobody(CalendarDay?)
    /// There is no working day left on which the person is there.
    case noDay(Person)
    case noRows
  }

  /// The first heading of the text, without its sign; `nil` where there is none.
  package var heading: String? {
    for line in markdown.split(separator: "\n") where line.hasPrefix("# ") {
      return String(line.dropFirst(2)).trimmed
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
  /// Every 0 weeks.
  case everyZero(Template.Parameter)
  case tooManyRows(limit: Int)
  case tooManyColumns(limit: Int)
  /// Rows and people to choose from.
  case tooManyTurns(limit: Int)
  case tooLarge(limit: Int)
}
