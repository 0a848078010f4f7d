import ArgumentParser
import Records
import Store

/// What `event create` and `event edit` ask for alike.
struct EventOptions: ParsableArguments {
  @Option(help: .words(Words.eventStarts, value: "when")) var starts: String?
  @Option(help: .words(Words.eventEnds, value: "when")) var ends: String?
  @Option(parsing: .unconditional, help: .words(Words.eventPlace, value: "place")) var place: String?
  @Option(help: .words(Words.eventSeats, value: "number")) var seats: Int?
  @Option(
    name: .customLong("community"), help: .words(Words.eventCommunity, value: "community"),
    completion: .from(.community))
  var communities: [String] = []
  @Option(parsing: .unconditional, help: .words(Words.eventDrawFrom, value: "text")) var drawFrom: String?

  /// Sets what was given, but for the times.
  func set(_ fields: inout EventAct.Fields, _ slugs: [Slug]) throws {
    if let place { fields.place = place.isEmpty ? nil : place }
    if let seats {
      guard seats >= 0 else { throw Failure(.usage, Words.notSeats) }
      fields.seats = seats == 0 ? nil : seats
    }
    if !communities.isEmpty { fields.communities = slugs }
    if let drawFrom { fields.drawFrom = drawFrom.isEmpty ? nil : drawFrom }
  }
}

struct EventCreateCommand: Command {
  static var configuration: CommandConfiguration { .words("create", Words.eventCreate) }

  @Option(name: [.customShort("t"), .long], help: .words(Words.eventTitle, value: "title")) var title: String?
  @OptionGroup var options: EventOptions
  @Flag(help: .words(Words.eventCoffee)) var coffee = false
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    let slugs = try options.communities.map { try Session.slug(session.community(named: $0)) }
    let shelves = try slugs.map(session.shelf)
    let shelf = shelves.first ?? session.commons
    // Members of one private community alone read what is in it.
    if shelf.isPrivate, slugs.count > 1 || shelves.contains(where: { !$0.isPrivate }) {
      throw Failure(.usage, Words.eventOfOnePrivate)
    }
    try session.admit(member, to: shelf)
    let title = try title ?? context.ask(Words.askTitle, flag: "--title")
    let begins = try options.starts ?? context.ask(Words.askStarts, flag: "--starts")
    let starts = try session.moment(begins)
    let ends = try options.ends.map { try session.moment($0, on: starts.day) } ?? starts.adding(minutes: 60)
    guard ends.seconds > starts.seconds else { throw Failure(.usage, Words.endsBeforeItStarts) }
    var fields = EventAct.Fields(title: title, starts: starts, ends: ends)
    try options.set(&fields, shelf.isPrivate ? [] : slugs)
    fields.isCoffee = coffee
    fields.text = try session.text(source, dash: dash) ?? ""
    let (id, ready) = (session.newID(), fields)
    let done = try session.perform(by: member, in: shelf) {
      try EventAct.create(id, ready, in: $0.privateFolder, by: member, in: $0)
    }
    try session.report(done, new: id.rawValue, in: shelf)
    if !context.options.areForPrograms { context.say(Words.moment(from: starts, to: ends)) }
    try EventConflicts(session, member.handle).tell(starts, ends, besides: id.rawValue)
    if starts.seconds < context.now.seconds { context.warn(Words.eventInThePast) }
  }
}
