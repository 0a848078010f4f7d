import ArgumentParser
import Contests
import Records
import Store

struct ContestWitnessCommand: Command {
  static var configuration: CommandConfiguration { .words("witness", Words.contestWitness) }

  @Argument(help: .words(Words.contestID, value: "id"), completion: .from(.contest)) var id: String
  @Argument(help: .words(Words.contestValue, value: "text")) var value: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let whole = try WholeContest(id, in: session)
    let member = try session.author(in: whole.shelf)
    guard whole.contest.drawFrom != nil else { throw Failure(.badData, Words.nothingIsDrawn) }
    guard whole.closing != nil else {
      throw Failure(.badData, Words.notClosedYet(whole.name(whole.contest.host)))
    }
    guard member.handle.rawValue != whole.contest.host else {
      throw Failure(.notAllowed, Words.hostIsNoWitness)
    }
    let value = value.trimmed
    guard !value.isEmpty else { throw Failure(.usage, Words.valueIsEmpty) }
    let record = try Document([
      "author": .string(member.handle.rawValue), "created": .string(context.now.description),
      "value": .string(value),
    ])
    try whole.end(record, as: .witness, by: member, isWitness: true, in: session)
    if !context.options.areForPrograms { try ContestNews(session, whole.place).tell() }
  }
}
