import ArgumentParser
import Meeting
import Records
import SearchIndex

struct EventWhoCommand: Command {
  static var configuration: CommandConfiguration { .words("who", Words.eventWho) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let me = try session.member().handle.rawValue
    let all = (event.attendance.coming + event.attendance.waiting).filter { $0.handle != me }
    let shown = all.filter { event.shows($0, to: me) }
    guard !shown.isEmpty else { throw Failure(.nothingFound, Words.nobodyComesYet) }
    let acquaintances = try Acquaintances(of: me, in: event, session)
    let found = try shown.map { ($0.handle, try acquaintances.openers(with: $0.handle)) }
    var printer = try RowPrinter(context, ids: ids, columns: Self.columns)
    guard printer.isForPeople else {
      for (handle, openers) in found {
        var row = OutputRow(.handle, handle, type: RecordType.person.rawValue)
        row.title = event.name(handle)
        row.more = [
          .init("met", .flag(acquaintances.haveMet(handle))),
          .init("why", .texts(openers.map { Words.opener($0)[context.language] })),
          .init("threads", .texts(Set(openers.compactMap(\.thread)).sorted())),
        ]
        printer.print(row)
      }
      return printer.finish()
    }
    let (fields, style) = (event.fields, context.style)
    let lines =
      [
        event.fields.title,
        Words.moment(from: Clock.local(fields.starts), to: Clock.local(fields.ends))[context.language],
      ]
      + [fields.place].compactMap(\.self)
    for (place, line) in lines.enumerated() {
      for part in TerminalText(line).words(to: context.terminal.width) {
        context.output.line(place == 0 ? style.bold(part) : style.dim(part))
      }
    }
    let known = found.filter { $0.1.contains(where: \.isAcquaintance) }
    let groups: [(Phrase, [(String, [Opener])])] = [
      (Words.youKnowByWriting, known.filter { !acquaintances.haveMet($0.0) }),
      (Words.youHaveMet, found.filter { acquaintances.haveMet($0.0) }),
      (
        Words.youDoNotKnow,
        found.filter { !acquaintances.haveMet($0.0) && !$0.1.contains(where: \.isAcquaintance) }
      ),
    ]
    let lengths = try session.uniquePrefixes(of: found.compactMap { $0.1.first?.thread })
    for (title, people) in groups where !people.isEmpty {
      context.output.line("")
      context.output.line(style.bold("\(title[context.language])"))
      for (handle, openers) in people {
        let thread =
          openers.first?.thread.map { style.dim(" · show \($0.prefix(lengths[$0] ?? $0.count))") } ?? ""
        context.output.line("  \(event.name(handle))" + thread)
        for opener in openers.prefix(2) {
          let why = wrapped(
            Words.opener(opener)[context.language], to: context.terminal.width, indent: "    ")
          for line in why.split(separator: "\n") { context.output.line("\(line)") }
        }
      }
    }
    if all.count > shown.count {
      context.output.line(style.dim("\(Words.notListed(all.count - shown.count)[context.language])"))
    }
  }

  private static let columns: [Column] = [
    .key, .name, .field("why", fit: .below), .field("threads"), .field("met"),
  ]
}

extension Opener {
  /// The thread to open; `nil` for what no single thread says.
  var thread: String? {
    switch self {
    case .answeredYou(let text), .youTried(let text, _), .youAnswered(let text), .bothIn(let text, _):
      text.thread
    case .bothOn: nil
    }
  }
}

/// What the public acts of a network tell about who knows whom. Computed on this machine, for its person alone.
final class Acquaintances {
  private let session: Session
  private let index: SearchIndex
  private let me: String
  private let meetings: Meetings
  private var writings: [String: [Writing]] = [:]

  init(of me: String, in event: WholeEvent, _ session: Session) throws {
    (self.session, self.me) = (session, me)
    index = try session.index()
    meetings = try Meetings(in: session, besides: event.place.key)
  }

  func haveMet(_ handle: String) -> Bool { meetings.times(me, handle) > 0 }

  func openers(with handle: String) throws -> [Opener] {
    let tries = try index.tries(ofWorkBy: handle).filter { $0.mark.author == me }
    return Opener.all(
      try writings(of: me), try writings(of: handle),
      tries: try tries.map { (try writing($0.record), $0.mark.tried ?? "") })
  }

  /// Returns somebody's posts and replies in public, by name.
  func writings(of handle: String) throws -> [Writing] {
    if let known = writings[handle] { return known }
    let disputes = try session.commons.disputes()
    let found = try index.list(ListFilter([.post, .reply], author: handle))
      .filter { $0.author == handle && !$0.isWithdrawn && disputes[$0.path] == nil && $0["by"] == nil }
      .map(writing)
    writings[handle] = found
    return found
  }

  private func writing(_ record: IndexedRecord) throws -> Writing {
    let post = try record.thread.flatMap { try index.lookup($0, types: [.post], limit: 1).first }
    return Writing(
      id: record.key, thread: record.thread ?? record.key, title: (post ?? record).title ?? "",
      tags: (post ?? record).tags, created: record.created.flatMap { Timestamp($0) }?.seconds ?? 0)
  }
}

/// Who met whom: by what either noted, in the groups of events, and as those who came to one.
struct Meetings {
  private var met: [String: [String: Int]] = [:]

  /// - Parameter id: the event that does not count: it is to come.
  init(in session: Session, besides id: String) throws {
    for record in try session.list(ListFilter([.event])) where record.key != id {
      guard let place = RecordPath(record.path), record["starts"]?.time != nil, record["ends"]?.time != nil
      else { continue }
      let event = try WholeEvent(at: place, in: session)
      var together: [[String]] = event.groups
      if together.isEmpty, !event.isCancelled, event.fields.ends.seconds < session.context.now.seconds {
        together = [event.attendance.coming.map(\.handle)]
      }
      together += event.answers.flatMap { handle, answer in
        (answer["met"]?.texts ?? []).map { [handle, $0] }
      }
      // Once for each event, however often it is said.
      var pairs: Set<[String]> = []
      for group in together {
        for (place, one) in group.enumerated() {
          for other in group[(place + 1)...] where one != other { pairs.insert([one, other].sorted()) }
        }
      }
      for pair in pairs {
        met[pair[0], default: [:]][pair[1], default: 0] += 1
        met[pair[1], default: [:]][pair[0], default: 0] += 1
      }
    }
  }

  func times(_ one: String, _ other: String) -> Int { met[one]?[other] ?? 0 }
  func all(of handle: String) -> [String: Int] { met[handle] ?? [:] }
}
