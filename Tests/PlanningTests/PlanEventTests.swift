import Planning
import Records
import Testing

/// A template, as its file would be.
private func template(_ frontMatter: String, _ body: String = "# {{title}}\n\n{{table}}\n") throws -> Template
{
  let head = "---\ntitle: 'Gardes, \"été\"; suite'\nkind: planning\nlanguage: fr\n"
  return try Template(Document(parsing: head + frontMatter + "---\n\n" + body))
}

private func circumstances() throws -> Circumstances {
  let people = try ["alice", "bob"].map {
    Person(handle: try #require(Handle(rawValue: $0)), name: $0 + " d’Or")
  }
  return Circumstances(
    today: try day("2026-12-21"), language: .english, people: people, caller: nil,
    holidays: Holidays(.metropole), absences: [])
}

private let rota = """
  parameters: [{name: people, type: people, default: everyone}]
  rows: {each: working days, from: 2026-12-23, to: 2026-12-29}
  columns: [{title: Jour, value: "{{day}}"}, {title: Qui, value: "{{person}}"}]
  assign: in turn

  """

@Suite struct PlanEventTests {
  @Test(.enabled(if: CalendarPeer.isThere)) func anotherProgramReadsAPlanning() throws {
    let circumstances = try circumstances()
    let plan = try template(rota).filled(with: ["people": .people(circumstances.people)], in: circumstances)
    let events = try CalendarPeer.events(of: plan.calendar).map { $0.drop { $0 != "|" }.dropFirst() }
    let title = "Gardes, \"été\"; suite\u{A0}: "
    #expect(
      events == [
        "\(title)alice d’Or|2026-12-23|2026-12-24|CONFIRMED|0",
        "\(title)bob d’Or|2026-12-24|2026-12-25|CONFIRMED|0",
        "\(title)alice d’Or|2026-12-28|2026-12-29|CONFIRMED|0",
        "\(title)bob d’Or|2026-12-29|2026-12-30|CONFIRMED|0",
      ])
  }

  @Test func ourOwnReaderFindsTheSameEvents() throws {
    let circumstances = try circumstances()
    let plan = try template(rota).filled(with: ["people": .people(circumstances.people)], in: circumstances)
    let read = CalendarReader(Array(plan.calendar.utf8), zone: nil)
    #expect(read.problems.isEmpty)
    #expect(read.events.map(\.uid) == plan.events.map(\.uid))
    #expect(read.events.map(\.days) == plan.events.map(\.days))
    #expect(read.events.map(\.details) == plan.events.map(\.details))
  }

  @Test func monthsAndWeeksHaveTheirDays() throws {
    let circumstances = try circumstances()
    let months = try template(
      "rows: {each: months, from: 2026-12-15, to: 2027-03-01}\nskip: [weekends, holidays]\n"
        + "columns: [{title: M, value: \"{{iso}} {{week}}\"}]\n"
    ).filled(with: [:], in: circumstances)
    // 1 January is a holiday, before a weekend.
    #expect(
      months.rows.map(\.cells) == [["2026-12-15 51"], ["2027-01-04 1"], ["2027-02-01 5"], ["2027-03-01 9"]])
    let weeks = try template(
      "rows: {each: weeks, from: 2026-12-30, to: 2027-01-31, every: 2, weekdays: [monday, thursday]}\n"
        + "columns: [{title: W, value: \"{{iso}}{{#first}} first{{/first}}{{#last}} last{{/last}}\"}]\n"
    ).filled(with: [:], in: circumstances)
    #expect(
      weeks.rows.map(\.cells) == [
        ["2026-12-31 first"], ["2027-01-11"], ["2027-01-14"], ["2027-01-25"], ["2027-01-28 last"],
      ])
  }

  @Test func aMonthIsWrittenAsTheLanguageDoes() throws {
    let circumstances = try circumstances()
    let template = try template(
      "parameters: [{name: m, type: month, default: next month}, {name: d, type: days, default: [friday, monday]}]\n"
        + "rows: {each: days, from: m, to: m}\n",
      "{{m}} {{d}} {{#rows}}{{#first}}{{day}}{{/first}}{{#d}}.{{/d}}{{/rows}}")
    var values: [String: ParameterValue] = [:]
    for parameter in template.parameters {
      values[parameter.name] = try template.standardValue(of: parameter, values: values, in: circumstances)
    }
    // January 2027 has five Fridays and four Mondays.
    #expect(
      try template.filled(with: values, in: circumstances).markdown
        == "janvier 2027 lundi, vendredi 1er janvier 2027.........\n")
  }
}
