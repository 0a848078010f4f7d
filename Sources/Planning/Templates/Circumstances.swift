import Records

/// A person who can be in a planning.
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

/// Everything that a template is filled in with apart from the values that people give.
package struct Circumstances: Sendable {
  /// The day of `today` and `next monday`.
  package let today: CalendarDay
  /// The language of days and months, if the template names none.
  package let language: Language
  /// The people who may be named, by handle.
  package var people: [Person] { didSet { people.sort { $0.handle < $1.handle } } }
  /// The person whose team `my team` is; `nil` for nobody in the network.
  package let caller: Handle?
  package let holidays: Holidays
  /// The absences, at least those of the days of ``Template/days(with:in:)``.
  package var absences: [Absence]

  package init(
    today: CalendarDay, language: Language, people: [Person], caller: Handle?, holidays: Holidays,
    absences: [Absence]
  ) {
    self.today = today
    self.language = language
    self.people = people.sorted { $0.handle < $1.handle }
    (self.caller, self.holidays, self.absences) = (caller, holidays, absences)
  }
}
