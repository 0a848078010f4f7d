/// The names that tags may use, and where: clauses 9 to 12 and 16 of Templates.md.
enum TemplateNames {
  static let ofRow: Set = ["number", "first", "last"]
  static let ofDay: Set = ["day", "iso", "weekday", "day_of_month", "week"]
  static let ofPerson: Set = ["person", "handle", "phone", "email", "region", "deputy", "backup"]
  static let ofBody: Set = ["title", "table", "rows"]

  /// Names that no parameter may have.
  static let reserved = ofRow.union(ofDay).union(ofPerson).union(ofBody).union([
    "absent", "away", "days_away", "text", "today",
  ])
}

extension Template.Rows {
  /// Whether rows have days.
  var isDated: Bool {
    switch each {
    case .days, .workingDays, .weeks, .months: true
    case .people: from != nil
    case .list: items.contains { $0.day != nil }
    }
  }

  /// Returns the names of a row, for a template that assigns people or not.
  func names(assigned: Bool) -> Set<String> {
    var names = TemplateNames.ofRow
    if isDated { names.formUnion(TemplateNames.ofDay.union(["absent"])) }
    if each == .people || assigned { names.formUnion(TemplateNames.ofPerson) }
    if each == .people { names.insert("days_away") }
    for item in items { names.formUnion(item.texts.keys) }
    return names
  }
}
