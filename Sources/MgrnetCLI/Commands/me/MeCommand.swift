import ArgumentParser
import Planning
import Records
import Store

struct MeCommand: Command {
  static var configuration: CommandConfiguration { .words("me", Words.me) }

  @Option(help: .words(Words.meName, value: "name")) var name: String?
  @Option(help: .words(Words.meEmail, value: "email")) var email: String?
  @Option(help: .words(Words.meRegion, value: "region")) var region: String?
  @Option(help: .words(Words.meTeam, value: "team"), completion: .from(.team)) var team: String?
  @Option(help: .words(Words.mePhone, value: "phone")) var phone: String?
  @Option(name: .customLong("skill"), help: .words(Words.meSkill, value: "skill")) var skills: [String] = []
  @Option(help: .words(Words.meLanguage, value: "language")) var language: LanguageChoice?
  @Option(help: .words(Words.meHolidays, value: "region")) var holidays: String?
  @Option(help: .words(Words.meAsks, value: "count")) var asks: Int?
  @Option(help: .words(Words.meDigest, value: "period")) var digest: Period?
  @Option(help: .words(Words.meDigestDay, value: "weekday")) var digestDay: SpokenWeekday?
  @Option(help: .words(Words.meMinutes, value: "count")) var minutes: Int?
  @Option(help: .words(Words.meQuietHours, value: "hours")) var quietHours: String?
  @Option(name: .customLong("quiet-day"), help: .words(Words.meQuietDay, value: "weekday"))
  var quietDays: [SpokenWeekday] = []
  @Option(help: .words(Words.meHandle, value: "handle")) var handle: String?

  @OptionGroup var global: GlobalOptions

  enum Period: String, SpokenValue { case day, week, never }

  /// A day of the week, in English or French.
  struct SpokenWeekday: ExpressibleByArgument {
    let weekday: Weekday
    init?(argument: String) {
      let found = Weekday.allCases.first { day in
        [Language.english, .french].contains { fold(day.name(in: $0)) == fold(argument) }
      }
      guard let found else { return nil }
      weekday = found
    }
    /// As the card has it.
    var name: String { weekday.name(in: .english).lowercased() }
  }

  func run(in context: Context) throws {
    let session = try Session(context)
    let network = try session.network()
    let actor = try network.actor(now: context.now)
    var fields = PersonAct.Fields()
    (fields.name, fields.email, fields.region, fields.team, fields.phone) = (name, email, region, team, phone)
    fields.skills = skills.isEmpty ? nil : skills
    fields.holidays = holidays
    fields.language = language?.language
    fields.asks = try asks.map { try Self.count($0, "--asks", in: 0...100) }
    (fields.digestEvery, fields.digestDay) = (digest?.rawValue, digestDay?.name)
    fields.digestMinutes = try minutes.map { try Self.count($0, "--minutes", in: 1...600) }
    fields.quietHours = try quietHours.map(Self.hours)
    fields.quietDays = quietDays.isEmpty ? nil : quietDays.map(\.name)
    let known: Member?
    do { known = try session.member() } catch StoreError.noCard { known = nil }
    let own: Handle
    if let known {
      own = known.handle
      if let handle, handle != own.rawValue {
        throw Failure(.notAllowed, Words.handleStays(own.rawValue), hint: Words.handleStaysHint)
      }
      if !fields.isEmpty {
        let done = try session.perform(by: actor, in: session.commons) {
          try PersonAct(own).edit(fields, in: $0)
        }
        context.say(Words.done(done.subject))
      }
    } else {
      own =
        try handle.map(Session.handle)
        ?? PersonAct.freeHandle(for: name ?? actor.name, in: network.snapshot())
      let done = try session.perform(by: actor, in: session.commons) {
        try PersonAct(own).create(fields, for: actor, in: $0)
      }
      context.say(Words.done(done.subject))
      context.hint(Words.acceptNext)
    }
    try network.rememberHandle(own)
    if let email, email.lowercased() != actor.email.lowercased() {
      context.warn(Words.emailDiffers(email, actor.email))
    }
    let card = try network.snapshot().record(at: RecordPath.person(own), as: [.person])
    var printer = try RowPrinter(
      context,
      columns: [
        .key, .name, .field("email", fit: .below), .field("region", fit: .below), .field("team", fit: .below),
        .field("phone", fit: .below),
      ])
    printer.print(OutputRow(at: RecordPath.person(own), card))
    printer.finish()
  }

  private static func count(_ count: Int, _ option: String, in range: ClosedRange<Int>) throws -> Int {
    guard range.contains(count) else {
      throw Failure(
        .usage, Words.notInRange(option, range), hint: Words.give("\(option) \(range.lowerBound)"))
    }
    return count
  }

  /// Reads `19:00-08:00`.
  private static func hours(_ text: String) throws -> (from: String, to: String) {
    let parts = text.split(separator: "-").map(String.init)
    guard parts.count == 2, parts.allSatisfy({ Field.Kind.clock.admits(.string($0)) }) else {
      throw Failure(.usage, Words.notHours(text), hint: Words.give("--quiet-hours 19:00-08:00"))
    }
    return (parts[0], parts[1])
  }
}
