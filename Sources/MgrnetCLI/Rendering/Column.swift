import Records

/// One column of a listing: its cells on a terminal, and in a pipe.
struct Column: Sendable {
  enum Alignment: Sendable { case left, right }

  let alignment: Alignment
  /// Whether it is cut first if the terminal is too narrow.
  let shrinks: Bool
  private let shownValue: @Sendable (OutputRow, Rendering) -> String
  private let plainValue: @Sendable (OutputRow) -> String
  /// Colours `shown`, which may be cut and padded.
  let paint: @Sendable (TerminalText, OutputRow, Style) -> TerminalText

  init(
    alignment: Alignment = .left, shrinks: Bool = false,
    shown: @escaping @Sendable (OutputRow, Rendering) -> String,
    plain: @escaping @Sendable (OutputRow) -> String,
    paint: @escaping @Sendable (TerminalText, OutputRow, Style) -> TerminalText = { text, _, _ in text }
  ) {
    (self.alignment, self.shrinks, shownValue, plainValue) = (alignment, shrinks, shown, plain)
    self.paint = paint
  }

  /// Returns the cell for people, not yet coloured: relative dates, `2 min`.
  func shown(_ row: OutputRow, _ rendering: Rendering) -> TerminalText {
    TerminalText(shownValue(row, rendering))
  }
  /// Returns the cell for programs.
  func plain(_ row: OutputRow) -> TerminalText { TerminalText(plainValue(row)) }

  /// The time and the language for cells on a terminal.
  struct Rendering: Sendable {
    let now: Timestamp
    let language: Language
  }

  /// The columns of most listings.
  static let items: [Column] = [.key, .minutes, .title, .author, .community, .created]

  static let key = Column(
    shown: { row, _ in row.name }, plain: { $0.name },
    paint: { text, row, style in
      guard row.uniquePrefix > 0 else { return style.yellow(text) }
      let prefix = text.text.prefix(row.uniquePrefix)
      return style.bold(style.yellow("\(prefix)")) + style.dim("\(text.text.dropFirst(prefix.count))")
    })
  static let minutes = Column(
    alignment: .right,
    shown: { row, rendering in row.minutes.map { Words.minutes($0)[rendering.language] } ?? "" },
    plain: { $0.minutes.map(String.init) ?? "" }, paint: { text, _, style in style.dim(text) })
  static let title = Column(
    shrinks: true, shown: { row, rendering in row.title ?? Words.noTitle(of: row)[rendering.language] },
    plain: { $0.title ?? "" }, paint: { text, _, style in style.bold(text) })
  /// The title alone, in no colour, where others stand beside it.
  static let plainTitle = Column(
    shrinks: true, shown: { row, _ in row.title ?? "" }, plain: { $0.title ?? "" })
  static let author = Column(shown: { row, _ in row.author ?? "" }, plain: { $0.author ?? "" })
  static let community = Column(
    shown: { row, _ in row.community ?? "" }, plain: { $0.community ?? "" },
    paint: { text, _, style in style.cyan(text) })
  static let created = Column(
    shown: { row, rendering in
      guard let text = row.created else { return "" }
      return Timestamp(text).map { Words.ago($0, now: rendering.now)[rendering.language] } ?? text
    }, plain: { $0.created ?? "" }, paint: { text, _, style in style.dim(text) })
  static let type = Column(shown: { row, _ in row.type }, plain: { $0.type })

  /// Marks private items; stands behind the other columns if a listing has one.
  static let privacy = Column(
    shown: { row, rendering in row.isPrivate ? Words.privateWord[rendering.language] : "" },
    plain: { $0.isPrivate ? Words.privateWord.english : "" },
    paint: { text, _, style in style.magenta(text) })

  /// Says of which a merge kept another text; behind the columns of every listing that has such a row.
  static let conflict = Column(
    shown: { row, rendering in row.hasConflict ? Words.conflictWord[rendering.language] : "" },
    plain: { $0.hasConflict ? Words.conflictWord.english : "" }, paint: { text, _, style in style.red(text) })

  /// Says which rows have no right; behind the columns of every listing that has such a row.
  static let disputed = Column(
    shown: { row, rendering in row.isDisputed ? Words.disputedWord[rendering.language] : "" },
    plain: { $0.isDisputed ? Words.disputedWord.english : "" },
    paint: { text, _, style in style.red(text) })

  /// The column without its cells on a terminal.
  var inPipesOnly: Column { Column(shown: { _, _ in "" }, plain: plainValue) }

  /// A column with one of a row's further fields.
  static func field(
    _ name: String, alignment: Alignment = .left, shrinks: Bool = false,
    shown: (@Sendable (OutputRow, Rendering) -> String)? = nil,
    paint: @escaping @Sendable (TerminalText, OutputRow, Style) -> TerminalText = { text, _, _ in text }
  ) -> Column {
    Column(
      alignment: alignment, shrinks: shrinks, shown: shown ?? { row, _ in row[name].oneLine },
      plain: { $0[name].oneLine }, paint: paint)
  }
}

extension OutputRow.Value {
  /// The value on one line; lists with commas.
  var oneLine: String {
    switch self {
    case .text(let value): value
    case .number(let value): String(value)
    case .real(let value): value.description
    case .flag(let value): value ? "true" : "false"
    case .none: ""
    case .list(let values): values.map(\.oneLine).joined(separator: ", ")
    case .fields(let fields): fields.map { "\($0.name)=\($0.value.oneLine)" }.joined(separator: " ")
    }
  }
}
