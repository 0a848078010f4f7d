import ArgumentParser
import Contests
import Records
import Store

struct ContestVerifyCommand: Command {
  static var configuration: CommandConfiguration { .words("verify", Words.contestVerify) }

  @Argument(help: .words(Words.contestID, value: "id"), completion: .from(.contest)) var id: String
  @Flag(help: .words(Words.contestScript)) var script = false
  @Flag(help: .words(Words.contestSave)) var save = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if script, save { throw Failure.contradiction("`--script`", "`--save`") }
    let session = try Session(context)
    let whole = try WholeContest(id, in: session)
    if script {
      for row in ScepticScript(whole).lines { context.output.line("\(row)") }
      return
    }
    guard let tip = try whole.shelf.tip() else { throw Failure(.notFound, Words.notDecided) }
    let evidence = try ContestEvidence(whole, at: tip).evidence()
    let (irregularities, outcome) = (evidence.irregularities, evidence.outcome)
    if save { return try write(outcome, whole, session) }
    if context.options.areForPrograms {
      var printer = try RowPrinter(context)
      var row = OutputRow(try session.indexed(whole.place.text, as: [.contest]))
      row.more +=
        ContestRows.fields(whole, me: try session.ownHandle(), at: context.now)
        + [.init("findings", .list(irregularities.map(Self.value)))]
      printer.print(row)
      printer.finish()
    } else {
      for finding in irregularities {
        context.output.line(
          "\(finding.isBreach ? "!" : "-") \(Words.finding(finding, whole.name)[context.language])")
      }
      if irregularities.isEmpty, evidence.closing != nil {
        context.output.line("\(Words.nothingIsWrong(outcome.votes.count)[context.language])")
      }
      context.output.line("\(Words.verified(outcome, whole.name)[context.language])")
      if outcome.state == .decided, evidence.result == nil { context.hint(Words.thenSave(id)) }
    }
    if irregularities.contains(where: \.isBreach) { throw Failure(.badData, Words.breachesFound) }
  }

  /// Writes the result down for all.
  private func write(_ outcome: Outcome, _ whole: WholeContest, _ session: Session) throws {
    guard let record = try outcome.document() else { throw Failure(.badData, Words.notDecided) }
    try whole.end(record, as: .result, by: session.author(in: whole.shelf), in: session)
  }

  private static func value(_ finding: Irregularity) -> OutputRow.Value {
    .fields([
      .init("finding", .text(finding.name)), .init("person", .optional(finding.person)),
      .init("breach", .flag(finding.isBreach)),
    ])
  }
}
