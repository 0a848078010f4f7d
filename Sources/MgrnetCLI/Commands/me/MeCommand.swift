import ArgumentParser
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
  @Option(help: .words(Words.meHolidays, value: "region")) var holidays: String?
  @Option(help: .words(Words.meHandle, value: "handle")) var handle: String?

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let network = try session.network()
    let actor = try network.actor(now: context.now)
    var fields = PersonAct.Fields()
    (fields.name, fields.email, fields.region, fields.team, fields.phone) = (name, email, region, team, phone)
    fields.skills = skills.isEmpty ? nil : skills
    fields.holidays = holidays
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
      context, columns: [.key, .title, .field("email"), .field("region"), .field("team"), .field("phone")])
    printer.print(OutputRow(at: RecordPath.person(own), card))
    printer.finish()
  }
}
