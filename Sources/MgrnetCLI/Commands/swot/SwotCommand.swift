import ArgumentParser
import Attention
import Records

struct SwotCommand: Command {
  static var configuration: CommandConfiguration { .words("swot", Words.swot) }

  @Option(parsing: .unconditional, help: .words(Words.statsSince, value: "when")) var since: String?
  @Option(name: .customLong("as"), help: .words(Words.statsAs, value: "format")) var form = FigureForm.text
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let reader = try FigureReader(session, community: nil, since: StatsCommand.moment(since, context))
    let findings = try Swot.findings(
      reader.figures(), oldestDays: reader.overdue().oldestDays, homeless: reader.regionsWithoutCommunity())
    if context.options.areForPrograms {
      var printer = try RowPrinter(context)
      for finding in findings {
        var row = Words.finding(finding).row("finding", in: context.language, community: nil)
        row.more.append(.init("side", .text(finding.side.rawValue)))
        printer.print(row)
      }
      return printer.finish()
    }
    guard !findings.isEmpty else { return context.say(Words.swotTooYoung) }
    if form == .md { context.output.line("# \(try session.name())") }
    for side in Swot.Side.allCases {
      let lines = findings.filter { $0.side == side }.map(Words.finding)
      guard !lines.isEmpty else { continue }
      let title = Words.swotSide(side)[context.language]
      if form == .md {
        context.output.line("")
        context.output.line("## \(title)")
        context.output.line("")
        for line in lines {
          context.output.line("- \(line.text[context.language]) · `mgrnet \(line.command)`")
        }
      } else {
        context.output.line(context.style.bold("\(title)"))
        FigureLine.print(lines, in: context, indent: "  ")
      }
    }
    context.say(Words.statsRule)
  }
}
