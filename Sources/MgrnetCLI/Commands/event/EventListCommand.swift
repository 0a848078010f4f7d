import ArgumentParser
import Meeting
import Records
import SearchIndex

struct EventListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.eventList) }

  @Option(help: .words(Words.eventCommunityOnly, value: "community"), completion: .from(.community))
  var community: String?
  @Flag(help: .words(Words.eventPast)) var past = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let me = try session.ownHandle()
    let slug = try community.map { try session.community(named: $0) }
    let now = context.now.seconds
    var events = try session.list(ListFilter([.event])).filter { event in
      guard let ends = event["ends"]?.time, event["starts"]?.time != nil else { return false }
      let isFor =
        slug.map { event.community == $0 || (event["communities"]?.texts ?? []).contains($0) } ?? true
      return isFor && (ends.seconds < now) == past && (past || event["cancelled"] != .bool(true))
    }
    events.sort { one, other in
      let (left, right) = (one["starts"]?.time?.seconds ?? 0, other["starts"]?.time?.seconds ?? 0)
      return past ? (right, one.key) < (left, other.key) : (left, one.key) < (right, other.key)
    }
    guard !events.isEmpty else { throw Failure(.nothingFound, past ? Words.noPastEvents : Words.noEvents) }
    var printer = try RowPrinter(context, ids: ids, columns: EventRows.columns)
    let lengths = printer.isForPeople ? try session.uniquePrefixes(of: events.map(\.key)) : [:]
    for event in events {
      guard let place = RecordPath(event.path) else { continue }
      let whole = try WholeEvent(at: place, in: session)
      var row = OutputRow(event, uniquePrefix: lengths[event.key] ?? 0)
      row.more += EventRows.fields(whole, me: me)
      printer.print(row)
    }
    printer.finish()
  }
}

/// Events as rows.
enum EventRows {
  static let columns: [Column] = [
    .key,
    .field("starts", fit: .below) { row, rendering in
      Timestamp(row["starts"].oneLine).map { Words.shortMoment(Clock.local($0))[rendering.language] } ?? ""
    },
    .title, Column.field("place").inPipesOnly,
    .field("coming", alignment: .right, fit: .below) { row, rendering in
      guard case .number(let count) = row["coming"] else { return "" }
      let seats: Int? = if case .number(let seats) = row["seats"] { seats } else { nil }
      return Words.comingOf(count, seats)[rendering.language]
    },
    .field("answer", fit: .below) { row, rendering in
      Words.ownAnswer(row["answer"].oneLine)[rendering.language]
    },
  ]

  /// What the answers add to an event: how many come, who may be named, and what the caller said.
  static func fields(_ event: WholeEvent, me: String?) -> [OutputRow.Field] {
    let all = event.attendance
    func named(_ answers: [Attendance.Answer]) -> OutputRow.Value {
      .texts(answers.filter { event.shows($0, to: me) }.map(\.handle))
    }
    return [
      .init("coming", .number(all.coming.count)), .init("seats", .optional(all.seats)),
      .init("answer", .optional(me.flatMap { event.answers[$0]?["answer"]?.text })),
      .init("who", named(all.coming)), .init("waiting", named(all.waiting)), .init("maybe", named(all.maybe)),
    ]
  }
}
