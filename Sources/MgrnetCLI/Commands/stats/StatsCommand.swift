import ArgumentParser
import Attention
import Records
import SearchIndex

enum FigureForm: String, SpokenValue { case text, md }

struct StatsCommand: Command {
  static var configuration: CommandConfiguration { .words("stats", Words.stats) }

  @Argument(help: .words(Words.statsCommunity, value: "slug"), completion: .from(.community)) var slug:
    String?
  @Option(parsing: .unconditional, help: .words(Words.statsSince, value: "when")) var since: String?
  @Option(name: .customLong("as"), help: .words(Words.statsAs, value: "format")) var form = FigureForm.text
  @OptionGroup var global: GlobalOptions

  private static let mostRegions = 8

  func run(in context: Context) throws {
    let session = try Session(context)
    let community = try slug.map { try session.community(named: $0) }
    if let community, try session.shelf(of: Session.slug(community)).isPrivate {
      throw Failure(.usage, Words.statsOfPrivate(community))
    }
    let reader = try FigureReader(session, community: community, since: Self.moment(since, context))
    let isForPrograms = context.options.areForPrograms
    var lines = try Words.figures(
      reader.figures(), in: community, mostRegions: isForPrograms ? .max : Self.mostRegions)
    if let community, let large = try reader.tooLarge() {
      lines += Words.tooLarge(community, people: large.people, most: large.most, large.parts)
    }
    if isForPrograms {
      var printer = try RowPrinter(context)
      for line in lines { printer.print(line.row("figure", in: context.language, community: community)) }
      return printer.finish()
    }
    let title = try community ?? session.name()
    if form == .md {
      context.output.line("# \(title)")
      context.output.line("")
      for line in lines { context.output.line("- \(line.text[context.language]) · `mgrnet \(line.command)`") }
    } else {
      FigureLine.print(lines, in: context)
    }
    context.say(Words.statsRule)
  }

  static func moment(_ since: String?, _ context: Context) throws -> Int64 {
    guard let since else { return context.now.seconds - FigureReader.usualDays * 86_400 }
    guard let moment = QueryParser.moment(since, now: context.now) else {
      throw Failure(.usage, Words.notAMoment("--since", since), hint: Words.momentForm)
    }
    return moment
  }
}
