import ArgumentParser
import Attention
import Records

struct InboxCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "inbox", Words.inbox, subcommands: [InboxListCommand.self, InboxDoneCommand.self],
      defaultSubcommand: InboxListCommand.self)
  }
}

struct InboxListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.inboxList) }

  @Flag(help: .words(Words.inboxRouted)) var routed = false
  @Flag(help: .words(Words.inboxDue)) var due = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let rows = try WaitingRows(gathering: Gathering(session))
    let waiting = rows.gathering.surroundings.inbox().filter { waiting in
      switch waiting.reason {
      case .asked: routed || !due
      case .review: due || !routed
      default: !routed && !due
      }
    }
    var printer = try RowPrinter(context, ids: ids, columns: WaitingRows.columns)
    let keys = waiting.map(\.item.id)
    let prefixes = printer.isForPeople ? try session.uniquePrefixes(of: keys) : [:]
    for waiting in waiting { printer.print(try rows.row(waiting, prefixes: prefixes)) }
    printer.finish()
    context.say(waiting.isEmpty ? Words.nothingWaits : Words.waitForYou(waiting))
  }
}

struct InboxDoneCommand: Command {
  static var configuration: CommandConfiguration { .words("done", Words.inboxDone) }

  @Argument(help: .words(Words.inboxDoneIDs, value: "id"), completion: .from(.item)) var ids: [String]
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let records = try session.ids(ids).map { try session.indexed($0, as: []) }
    let waiting = try Gathering(session).surroundings.inbox()
    var count = 0
    for record in records {
      let own = waiting.filter { $0.item.path == record.path }
      count += own.count
      try session.shelf(at: record.path).done().add(own.map(\.token))
    }
    guard count > 0 else { throw Failure(.nothingFound, Words.nothingOfThatWaits) }
    context.say(Words.doneWith(count))
  }
}
