import ArgumentParser
import Records
import Store

struct DoctorCommand: Command {
  static var configuration: CommandConfiguration { .words("doctor", Words.doctor) }

  @Flag(name: .customLong("fix"), help: .words(Words.doctorFix))
  var fix = false
  @Flag(name: .customLong("all"), help: .words(Words.doctorAll))
  var all = false
  @OptionGroup var global: GlobalOptions

  /// Of one kind, on a terminal.
  private static let most = 20

  func run(in context: Context) throws {
    let session = try Session(context)
    let findings = try session.findings()
    try show(findings, context)
    try session.sayHealth(fixing: fix)
    for finding in findings {
      guard case .leftFromConflict(let original) = finding.problem else { continue }
      context.hint(Words.settle(finding.path, beside: original))
      break
    }
    let errors = findings.count { $0.severity == .error }
    let summary = Words.diagnosis(errors: errors, notices: findings.count - errors)
    if errors > 0 { throw Failure(.badData, summary, hint: Words.correctByHand) }
    context.say(summary)
  }

  private func show(_ findings: [Finding], _ context: Context) throws {
    var printer = try RowPrinter(context, columns: [.findingPlace, .field("severity"), .title])
    guard printer.isForPeople else {
      for finding in findings { printer.print(Row(finding, context.language)) }
      return printer.finish()
    }
    var counts: [String: Int] = [:]
    for finding in findings {
      let count = counts[finding.name, default: 0]
      counts[finding.name] = count + 1
      guard all || count < Self.most else { continue }
      let isError = finding.severity == .error
      let label = (isError ? Words.errorLabel : Words.noticeLabel)[context.language]
      let style = context.style
      context.output.line(
        (isError ? style.red(label) : style.yellow(label)) + " " + style.dim(finding.place) + " "
          + Words.problem(finding.problem)[context.language])
    }
    for name in counts.keys.sorted() {
      let rest = (counts[name] ?? 0) - Self.most
      guard !all, rest > 0, let first = findings.first(where: { $0.name == name }) else { continue }
      context.output.line("… " + Words.moreOfKind(rest, Words.problemKind(first.problem))[context.language])
    }
  }
}

extension Finding {
  /// `path:line:`, as compilers write it.
  var place: String { "\(harmless(path)):\(line):" }

  /// The kind of problem, for programs.
  var name: String {
    switch problem {
    case .unreadable: "unreadable"
    case .field: "field"
    case .idDiffers: "id_differs"
    case .idTwice: "id_twice"
    case .unknownPerson: "unknown_person"
    case .unknownCommunity: "unknown_community"
    case .dangling: "dangling"
    case .missingPicture: "missing_picture"
    case .withoutThread: "without_thread"
    case .leftFromConflict: "conflict"
    case .differsByCase: "differs_by_case"
    case .privateInCommons: "private_in_commons"
    case .tooLarge: "too_large"
    case .notARecord: "not_a_record"
    }
  }
}

extension Row {
  /// A finding, in the language of who reads.
  init(_ finding: Finding, _ language: Language) {
    self.init(.id, "\(finding.path):\(finding.line)", type: "finding")
    title = Words.problem(finding.problem)[language]
    path = finding.path
    community = RecordPath(finding.path)?.community?.rawValue
    more = [
      .init("line", .number(finding.line)),
      .init("severity", .text(finding.severity == .error ? "error" : "notice")),
      .init("problem", .text(finding.name)),
    ]
  }
}

extension Column {
  fileprivate static let findingPlace = Column(
    shown: { row, _ in harmless(row.name) }, plain: { harmless($0.name) })
}
