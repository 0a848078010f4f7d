import Records

/// Someone who can be in a planning.
package struct Person: Hashable, Sendable {
  package let handle: Handle
  package let name: String
  package var email = ""
  package var phone = ""
  package var region = ""
  package var team = ""

  package init(handle: Handle, name: String) {
    self.handle = handle
    self.name = name
  }
}

/// All that a template is filled in with besides the values that people give.
package struct Circumstances: Sendable {
  /// The day of `today` and `next monday`.
  package let today: CalendarDay
  /// The language of names of days and months, where the template has none of its own.
  package let language: Language
  /// Everyone who may be named, by handle.
  package var people: [Person] {
    didSet { people.sort { $0.handle < $1.handle } }
  }
  /// Whose `my team` is; `nil` for nobody in the network.
  package let caller: Handle?
  package let holidays: Holidays
  /// Of the days that ``Template/days(with:in:)`` tells, at least.
  package var absences: [Absence]

  package init(
    today: CalendarDay, language: Language, people: [Person], caller: Handle?, holidays: Holidays,
    absences: [Absence]
  ) {
    self.today = today
    self.language = language
    self.people = people.sorted { $0.handle < $1.handle }
    self.caller = caller
    self.holidays = holidays
    self.absences = absences
  }
}
