import Records

/// One column of a listing: its cells on a terminal, and in a pipe.
struct Column: Sendable {
  enum Alignment: Sendable { case left, right }

  /// What becomes of a column that a terminal has no room for.
  enum Fit: Sendable, Equatable {
    /// Stays whole, before the others.
    case kept
    /// Is cut, and stands before the others: the title.
    case cut
    /// Goes to a line below, whole.
    case below
    /// Is left out, the one with the greatest rank first, then the last; from 2 on before a title is cut.
    case dropped(rank: Int = 0)
  }

  let alignment: Alignment
  let fit: Fit
  private let shownValue: @Sendable (OutputRow, Rendering) -> String
  /// `nil` for a column that only a terminal shows.
  private let plainValue: (@Sendable (OutputRow) -> String)?
  /// Colours `shown`, which may be cut and padded.
  let paint: @Sendable (TerminalText, OutputRow, Style) -> TerminalText

  init(
    alignment: Alignment = .left, fit: Fit = .dropped(),
    shown: @escaping @Sendable (OutputRow, Rendering) -> String,
    plain: (@Sendable (OutputRow) -> String)?,
    paint: @escaping @Sendable (TerminalText, OutputRow, Style) -> TerminalText = { text, _, _ in text }
  ) {
    (self.alignment, self.fit, shownValue, plainValue) = (alignment, fit, shown, plain)
    self.paint = paint
  }

  /// Returns the cell for people, not yet coloured: relative dates, `2 min`.
  func shown(_ row: OutputRow, _ rendering: Rendering) -> TerminalText {
    TerminalText(shownValue(row, rendering))
  }
  /// Returns the cell for programs; `nil` if the column is for people alone.
  func plain(_ row: OutputRow) -> TerminalText? { plainValue.map { TerminalText($0(row)) } }

  /// The time and the language for cells on a terminal.
  struct Rendering: Sendable {
    let now: Timestamp
    let language: Language
  }

  /// The columns of most listings.
  static let items: [Column] = [.key, .minutes, .title, .author, .community, .created]

  /// On a terminal, of an id what has to be typed.
  static let key = Column(
    fit: .kept,
    shown: { row, _ in
      row.key == .id && row.uniquePrefix > 0 ? String(row.name.prefix(row.uniquePrefix)) : row.name
    }, plain: { $0.name },
    paint: { text, row, style in
      guard row.uniquePrefix > 0 else { return style.yellow(text) }
      let prefix = text.text.prefix(row.uniquePrefix)
      return style.bold(style.yellow("\(prefix)")) + style.dim("\(text.text.dropFirst(prefix.count))")
    })
  /// The reading time; on a terminal of texts alone.
  static let minutes = Column(
    alignment: .right, fit: .dropped(rank: 2),
    shown: { row, rendering in
      guard row.isText, let minutes = row.minutes else { return "" }
      return Words.minutes(minutes)[rendering.language]
    },
    plain: { $0.minutes.map(String.init) ?? "" }, paint: { text, _, style in style.dim(text) })
  static let title = Column(
    fit: .cut, shown: { row, rendering in row.title ?? Words.noTitle(of: row)[rendering.language] },
    plain: { $0.title ?? "" }, paint: { text, _, style in style.bold(text) })
  /// The title alone, in no colour, where others stand beside it.
  static let plainTitle = Column(
    fit: .below, shown: { row, _ in row.title ?? "" }, plain: { $0.title ?? "" })
  /// The name of a person, which is never cut.
  static let name = Column(
    fit: .kept, shown: { row, _ in row.title ?? "" }, plain: { $0.title ?? "" },
    paint: { text, _, style in style.bold(text) })
  static let author = Column(
    fit: .dropped(rank: 1),
    shown: { row, rendering in row.author.map { Words.author($0)[rendering.language] } ?? "" },
    plain: { $0.author ?? "" })
  static let community = Column(
    shown: { row, _ in row.community ?? "" }, plain: { $0.community ?? "" },
    paint: { text, _, style in style.cyan(text) })
  static let created = Column(
    alignment: .right,
    shown: { row, rendering in
      guard let text = row.created else { return "" }
      return Timestamp(text).map { Words.age(of: $0, now: rendering.now)[rendering.language] } ?? text
    }, plain: { $0.created ?? "" }, paint: { text, _, style in style.dim(text) })
  /// `✓` for what was accepted or worked for somebody, `?` for a question that waits.
  static let state = Column(
    shown: { row, _ in
      if row["accepted"] != .none { return "✓" }
      if case .number(1...) = row["worked"] { return "✓" }
      return row["kind"] == .text("question") && row["replies"] == .number(0) ? "?" : ""
    }, plain: nil,
    paint: { text, _, style in text == "?" ? style.yellow(text) : style.green(text) })
  /// How many replies a post has.
  static let replies = Column(
    alignment: .right, fit: .dropped(rank: 3),
    shown: { row, rendering in
      guard case .number(let count) = row["replies"] else { return "" }
      return count == 0 ? "—" : Words.shortReplies(count)[rendering.language]
    }, plain: nil, paint: { text, _, style in style.dim(text) })
  static let type = Column(
    shown: { row, rendering in Words.typeName(of: row)[rendering.language] }, plain: { $0.type })

  /// Marks private items; stands behind the other columns if a listing has one.
  static let privacy = Column(
    fit: .below,
    shown: { row, rendering in row.isPrivate ? Words.privateWord[rendering.language] : "" },
    plain: { $0.isPrivate ? Words.privateWord.english : "" },
    paint: { text, _, style in style.magenta(text) })

  /// Says of which a merge kept another text; behind the columns of every listing that has such a row.
  static let conflict = Column(
    fit: .below,
    shown: { row, rendering in row.hasConflict ? Words.conflictWord[rendering.language] : "" },
    plain: { $0.hasConflict ? Words.conflictWord.english : "" }, paint: { text, _, style in style.red(text) })

  /// Says which rows have no right; behind the columns of every listing that has such a row.
  static let disputed = Column(
    fit: .below,
    shown: { row, rendering in row.isDisputed ? Words.disputedWord[rendering.language] : "" },
    plain: { $0.isDisputed ? Words.disputedWord.english : "" },
    paint: { text, _, style in style.red(text) })

  /// The column without its cells on a terminal.
  var inPipesOnly: Column { Column(shown: { _, _ in "" }, plain: plainValue) }

  /// A column with one of a row's further fields.
  static func field(
    _ name: String, alignment: Alignment = .left, fit: Fit = .dropped(),
    shown: (@Sendable (OutputRow, Rendering) -> String)? = nil,
    paint: @escaping @Sendable (TerminalText, OutputRow, Style) -> TerminalText = { text, _, _ in text }
  ) -> Column {
    Column(
      alignment: alignment, fit: fit, shown: shown ?? { row, _ in row[name].oneLine },
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
