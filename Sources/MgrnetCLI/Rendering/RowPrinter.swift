import Records

/// Prints rows in the form that the options ask for, as they come; only columns wait for the last row.
struct RowPrinter {
  private enum Form {
    case ids, json
    case template(FormatTemplate)
    case tabs, columns
  }

  private let context: Context
  private let columns: [Column]
  private let form: Form
  private var waiting: [(row: OutputRow, below: [TerminalText])] = []
  private(set) var count = 0

  /// - Parameter ids: whether `--ids` was given.
  /// - Throws: ``Failure`` (64) where two forms are asked for, or the template of `--format` is wrong.
  init(_ context: Context, ids: Bool = false, columns: [Column] = Column.items) throws {
    self.context = context
    self.columns = columns
    let asked = [
      (ids, "--ids"), (context.options.json, "--json"), (context.options.format != nil, "--format"),
    ]
    .filter(\.0).map(\.1)
    if asked.count > 1 { throw Failure.contradiction("`\(asked[0])`", "`\(asked[1])`") }
    if ids {
      form = .ids
    } else if context.options.json {
      form = .json
    } else if let format = context.options.format {
      form = .template(try FormatTemplate(format))
    } else {
      form = context.terminal.output ? .columns : .tabs
    }
    if context.terminal.output { context.page() }
  }

  /// Checks the output options before anything is done.
  static func check(_ options: GlobalOptions) throws {
    guard let format = options.format else { return }
    if options.json { throw Failure.contradiction("`--json`", "`--format`") }
    _ = try FormatTemplate(format)
  }

  /// Whether the rows become columns on a terminal, with headings and snippets between them.
  var isForPeople: Bool { if case .columns = form { true } else { false } }

  /// - Parameter below: lines that stand under the row where people read.
  mutating func print(_ row: OutputRow, below: [TerminalText] = []) {
    count += 1
    switch form {
    case .ids: context.output.line("\(row.name)")
    case .json: context.output.line(data: row.json)
    case .template(let template): context.output.line(data: template.text(for: row))
    case .tabs:
      // Added columns are the last ones, so that the others keep their places.
      let columns =
        columns + (row.isPrivate ? [.privacy] : []) + (row.hasConflict ? [.conflict] : [])
        + (row.isDisputed ? [.disputed] : [])
      context.output.line(columns.compactMap { $0.plain(row) }.joined(separator: "\t"))
    case .columns: waiting.append((row, below))
    }
  }

  /// Prints the rows that waited for their columns.
  mutating func finish() {
    guard isForPeople, !waiting.isEmpty else { return }
    let table = Table(
      waiting.map(\.row), columns: columns + [.privacy, .conflict, .disputed], width: context.terminal.width,
      style: context.style,
      rendering: Column.Rendering(now: context.now, language: context.language))
    for (line, below) in zip(table.lines, waiting.map(\.below)) {
      for line in line { context.output.line(line) }
      for line in below { context.output.line(line) }
    }
    waiting = []
  }
}

extension Context {
  /// Prints one row alone.
  func print(_ row: OutputRow) throws {
    var printer = try RowPrinter(self)
    printer.print(row)
    printer.finish()
  }
}
