import ArgumentParser
import Contests
import Records
import SearchIndex

struct ContestListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.contestList) }

  @Flag(help: .words(Words.contestPast)) var past = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let me = try session.ownHandle()
    var contests = try session.list(ListFilter([.contest])).compactMap { record in
      try RecordPath(record.path).map { (record: record, whole: try WholeContest(at: $0, in: session)) }
    }
    // What has closed and is not decided yet still waits for somebody.
    contests = contests.filter { ($0.whole.outcome.state == .decided) == past }
    contests.sort { one, other in
      let (left, right) = (one.whole.contest.closes.seconds, other.whole.contest.closes.seconds)
      return past
        ? (right, one.record.key) < (left, other.record.key)
        : (left, one.record.key) < (right, other.record.key)
    }
    guard !contests.isEmpty else {
      throw Failure(.nothingFound, past ? Words.noPastContests : Words.noContests)
    }
    var printer = try RowPrinter(context, ids: ids, columns: ContestRows.columns)
    let lengths = printer.isForPeople ? try session.uniquePrefixes(of: contests.map(\.record.key)) : [:]
    for (record, whole) in contests {
      var row = OutputRow(record, uniquePrefix: lengths[record.key] ?? 0)
      row.more += ContestRows.fields(whole, me: me, at: context.now)
      printer.print(row)
    }
    printer.finish()
  }
}

/// Contests as rows.
enum ContestRows {
  static let columns: [Column] = [
    .key,
    .field("closes") { row, rendering in
      Timestamp(row["closes"].oneLine).map { Words.shortMoment(Clock.local($0))[rendering.language] } ?? ""
    },
    .title,
    .field("state") { row, rendering in Words.contestState(row["state"].oneLine)[rendering.language] },
    Column.field("prize").inPipesOnly,
  ]

  static func fields(_ whole: WholeContest, me: String?, at now: Timestamp) -> [OutputRow.Field] {
    let outcome = whole.outcome
    return [
      .init("state", .text(state(whole, at: now))), .init("host", .text(whole.contest.host)),
      .init("entries", .texts(whole.entries.keys.sorted())), .init("votes", .number(whole.votes.count)),
      .init("voted", .flag(me.map { whole.votes[$0] != nil } ?? false)),
      .init("counts", .fields(outcome.counts.map { .init($0.choice, .number($0.count)) })),
      .init("drawn", .texts(outcome.drawn)), .init("value", .optional(outcome.value)),
      .init("winners", .texts(outcome.winners)),
    ]
  }

  /// What a contest waits for: `open`, `closing` (for its host), `sealed` (for its trustee), `value` (for two witnesses), or
  /// `decided`.
  static func state(_ whole: WholeContest, at now: Timestamp) -> String {
    switch whole.outcome.state {
    case .open: whole.isOver(at: now) ? "closing" : "open"
    case .sealed: "sealed"
    case .awaitsValue: "value"
    case .decided: "decided"
    }
  }
}
