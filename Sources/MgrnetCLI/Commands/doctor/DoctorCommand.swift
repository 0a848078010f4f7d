import ArgumentParser
import Records

struct DoctorCommand: Command {
  static var configuration: CommandConfiguration { .words("doctor", Words.doctor) }

  @Flag(help: .words(Words.doctorFix)) var fix = false
  @Flag(help: .words(Words.doctorAll)) var all = false
  @Flag(help: .words(Words.doctorHistory)) var history = false
  @OptionGroup var global: GlobalOptions

  /// The limit of lines of one kind on a terminal.
  private static let most = 20

  func run(in context: Context) throws {
    let session = try Session(context)
    if history { for shelf in try session.shelves() { try shelf.judgeAll() } }
    let diagnoses = try session.diagnoses()
    try show(diagnoses, context)
    try session.sayHealth(fixing: fix)
    if let (path, original) = diagnoses.lazy.compactMap(\.leftFromConflict).first {
      context.hint(Words.settle(path, beside: original))
    }
    let errors = diagnoses.count(where: \.isError)
    let summary = Words.diagnosis(errors: errors, notices: diagnoses.count - errors)
    if errors > 0 { throw Failure(.badData, summary, hint: Words.correctByHand) }
    context.say(summary)
  }

  private func show(_ diagnoses: [Diagnosis], _ context: Context) throws {
    var printer = try RowPrinter(context, columns: [.findingPlace, .field("severity"), .title])
    guard printer.isForPeople else {
      for diagnosis in diagnoses { printer.print(OutputRow(diagnosis, context.language)) }
      return printer.finish()
    }
    var counts: [String: Int] = [:]
    for diagnosis in diagnoses {
      let count = counts[diagnosis.name, default: 0]
      counts[diagnosis.name] = count + 1
      guard all || count < Self.most else { continue }
      let label: TerminalText =
        "\((diagnosis.isError ? Words.errorLabel : Words.noticeLabel)[context.language])"
      let style = context.style
      context.output.line(
        (diagnosis.isError ? style.red(label) : style.yellow(label)) + " "
          + style.dim("\(diagnosis.path):\(diagnosis.line):")
          + " \(diagnosis.words[context.language])")
    }
    for name in counts.keys.sorted() {
      let rest = (counts[name] ?? 0) - Self.most
      guard !all, rest > 0, let first = diagnoses.first(where: { $0.name == name }) else { continue }
      context.output.line("… \(Words.moreOfKind(rest, first.kind)[context.language])")
    }
  }
}

extension Column {
  fileprivate static let findingPlace = Column(shown: { row, _ in row.name }, plain: { $0.name })
}
