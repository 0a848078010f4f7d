import Planning
import Records
import SeededRandom
import Shipped
import Testing

/// A team of five in Alsace, some of whom are away.
private enum Team {
  static let people: [Person] = ["alice", "bob", "claire", "david", "emma"].compactMap { handle in
    guard let name = Handle(rawValue: handle) else { return nil }
    var person = Person(handle: name, name: handle.prefix(1).uppercased() + handle.dropFirst())
    person.team = "Nord"
    person.phone = "06 11 22 33 44"
    return person
  }

  static func circumstances(seed: UInt64, today: CalendarDay) -> Circumstances {
    var random = Seeded(state: seed)
    var absences: [Absence] = []
    for person in people {
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let from = today.advanced(by: Int.random(in: -10...120, using: &random))
        let to = from.advanced(by: Int.random(in: 0...20, using: &random))
        let absence = Absence(
          id: RecordID(random: &random), person: person.handle, from: from, to: to,
          startsNoon: Bool.random(using: &random), deputy: people.randomElement(using: &random)?.handle)
        if let absence { absences.append(absence) }
      }
    }
    return Circumstances(
      today: today, language: .english, people: people, caller: people.first?.handle,
      holidays: Holidays(.alsaceMoselle), absences: absences)
  }

  /// Defaults, and something for each parameter that has none.
  static func values(for template: Template, in circumstances: Circumstances) throws -> [String:
    ParameterValue]
  {
    var values: [String: ParameterValue] = [:]
    for parameter in template.parameters {
      let given: String? =
        switch parameter.kind {
        case .people: parameter.standard == nil ? "claire" : nil
        case .text: parameter.standard == nil ? "Text | with a pipe" : nil
        case .date: parameter.standard == nil ? "today + 30d" : nil
        default: nil
        }
      values[parameter.name] =
        try given.map { try template.value(of: parameter, from: $0, values: values, in: circumstances) }
        ?? template.standardValue(of: parameter, values: values, in: circumstances)
    }
    return values
  }
}

private func template(_ file: ShippedFile) throws -> Template { try Template(Document(parsing: file.bytes)) }

@Suite struct FillingTests {
  @Test(arguments: ShippedFile.templates)
  func everyTemplateIsFilledInWithNothingLeft(file: ShippedFile) throws {
    let template = try template(file)
    let monday = try #require(CalendarDay("2026-11-23"))
    let circumstances = Team.circumstances(seed: 1, today: monday)
    let values = try Team.values(for: template, in: circumstances)
    let plan = try template.filled(with: values, in: circumstances)
    #expect(!plan.markdown.contains("{{") && !plan.markdown.contains("}}"))
    #expect(plan.heading?.isEmpty == false)
    #expect(plan.markdown.hasSuffix("\n") && !plan.markdown.hasPrefix("\n"))
    #expect(plan.rows.allSatisfy { $0.cells.count == plan.header.count })
    #expect(plan.markdown == (try template.filled(with: values, in: circumstances)).markdown)
    // Every line of a table has as many cells as its head.
    var cells: Int?
    for line in plan.markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        cells = nil
        continue
      }
      let count = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(cells == nil || cells == count, "\(line)")
      cells = count
    }
  }

  /// Whatever the absences: nobody has a turn or an interview on a day on which they are away, nothing falls on a day on
  /// which nobody works, and each person has one interview.
  @Test(arguments: ["duty-rota.md", "meeting-cycle.md", "telework-days.md", "annual-interviews.md"], 0..<40)
  func nothingIsGivenToWhoeverIsAway(name: String, seed: Int) throws {
    let file = try #require(ShippedFile.templates.first { $0.path == "templates/" + name })
    let template = try template(file)
    let day = try #require(CalendarDay("2026-11-23")).advanced(by: seed * 17)
    let circumstances = Team.circumstances(seed: UInt64(seed), today: day)
    let values = try Team.values(for: template, in: circumstances)
    let plan = try template.filled(with: values, in: circumstances)
    #expect(!plan.rows.isEmpty)
    for row in plan.rows {
      guard let day = row.day else { continue }
      #expect(day.isWorkingDay(without: circumstances.holidays), "\(day)")
      let away = Set(circumstances.absences.filter { $0.isAway(on: day) }.map(\.person))
      if let person = row.person {
        #expect(!away.contains(person.handle), "\(person.handle) on \(day)")
      } else {
        #expect(Team.people.allSatisfy { away.contains($0.handle) })
      }
    }
    if name == "annual-interviews.md" {
      #expect(Set(plan.rows.compactMap { $0.person?.handle }) == Set(Team.people.map(\.handle)))
      let days = plan.rows.compactMap(\.day)
      #expect(Set(days).count == days.count)
      #expect(days == days.sorted())
      for row in plan.rows where row.day == nil {
        #expect(
          plan.remarks.contains { if case .noDay(let person) = $0 { person == row.person } else { false } })
      }
    }
  }

  @Test func aDayOfTheGridIsMarkedWhereSomebodyIsAway() throws {
    let file = try #require(ShippedFile.templates.first { $0.path == "templates/leave-planning.md" })
    let template = try template(file)
    let circumstances = Team.circumstances(seed: 9, today: try #require(CalendarDay("2026-11-23")))
    let plan = try template.filled(with: Team.values(for: template, in: circumstances), in: circumstances)
    var marked = 0
    for row in plan.rows {
      for (title, cell) in zip(plan.header, row.cells) {
        guard let number = Int(title), let day = CalendarDay(year: 2026, month: 12, day: number) else {
          continue
        }
        let isAway = circumstances.absences.contains { $0.person == row.person?.handle && $0.isAway(on: day) }
        #expect(cell == (isAway ? "■" : ""))
        if isAway { marked += 1 }
      }
    }
    // 21 working days: 25 December is a holiday, and 26 December falls on a Saturday.
    #expect(plan.header.count == 1 + 22 + 2)
    #expect(marked > 0)
  }

  @Test func whoeverIsAssignedDoesNotChangeAnEventsName() throws {
    let file = try #require(ShippedFile.templates.first { $0.path == "templates/duty-rota.md" })
    let template = try template(file)
    let monday = try #require(CalendarDay("2026-11-23"))
    func uids(_ seed: UInt64) throws -> [String] {
      let circumstances = Team.circumstances(seed: seed, today: monday)
      let plan = try template.filled(with: Team.values(for: template, in: circumstances), in: circumstances)
      return plan.events.map(\.uid)
    }
    let first = try uids(1)
    #expect(try first == uids(2))
    #expect(Set(first).count == first.count)
  }

  /// Whatever a template's file becomes, it is filled in or refused: nothing traps and nothing takes long.
  @Test(arguments: ShippedFile.templates)
  func aSpoiltTemplateIsFilledInOrRefused(file: ShippedFile) throws {
    var random = Seeded(state: UInt64(file.bytes.count))
    let monday = try #require(CalendarDay("2026-11-23"))
    let circumstances = Team.circumstances(seed: 3, today: monday)
    let words = [
      "{{", "}}", "{{#rows}}", "{{/rows}}", "day", "99999d", "9999-12-31", "- ", ": ", "[", "people", "0",
    ]
    var filled = 0
    for _ in 0..<60 {
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        // Mostly in the front matter, where there is most to spoil.
        let place = Int.random(in: 0..<min(bytes.count, 1_500), using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...12, using: &random)))
        case 1: bytes[place] = UInt8.random(in: 0x20...0x7e, using: &random)
        default: bytes.insert(contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: place)
        }
      }
      guard let document = try? Document(parsing: bytes), let template = try? Template(document),
        let values = try? Team.values(for: template, in: circumstances),
        (try? template.filled(with: values, in: circumstances)) != nil
      else { continue }
      filled += 1
    }
    #expect(filled < 60)
  }
}
