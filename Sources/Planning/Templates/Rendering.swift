import Records

/// The value of a tag.
enum TagValue: Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  /// The section of a list of rows, each with values of its own.
  case rows([[String: TagValue]])

  /// Whether a section of the value is shown (clause 15).
  var isTrue: Bool {
    switch self {
    case .text(let text): !text.isEmpty
    case .number(let number): number != 0
    case .flag(let flag): flag
    case .rows(let rows): !rows.isEmpty
    }
  }

  var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .flag, .rows: ""
    }
  }
}

/// Values by name, the innermost last.
struct Scope {
  var layers: [[String: TagValue]]

  subscript(name: String) -> TagValue? { layers.reversed().lazy.compactMap { $0[name] }.first }

  func adding(_ layer: [String: TagValue]) -> Scope { Scope(layers: layers + [layer]) }
}

/// Collects text up to a limit.
struct BoundedText {
  /// The limit of text in bytes: 4 MiB.
  static let limit = 4 << 20

  /// The limit of filled-in pieces, since tags that give nothing take time as well.
  static let stepLimit = 10_000_000

  private(set) var text = ""
  private var room = BoundedText.limit
  private(set) var steps = 0

  mutating func step(_ count: Int = 1) throws(FillError) {
    steps += count
    guard steps <= Self.stepLimit else { throw FillError.tooLarge(limit: Self.limit) }
  }

  mutating func append(_ more: String) throws(FillError) {
    room -= more.utf8.count
    guard room >= 0 else { throw FillError.tooLarge(limit: Self.limit) }
    text += more
  }

  /// Counts text that was made elsewhere.
  mutating func spend(_ bytes: Int) throws(FillError) {
    room -= bytes
    guard room >= 0 else { throw FillError.tooLarge(limit: Self.limit) }
  }
}

extension TaggedText {
  func render(_ scope: Scope, into output: inout BoundedText) throws(FillError) {
    try Self.render(pieces, scope, into: &output)
  }

  private static func render(_ pieces: [Piece], _ scope: Scope, into output: inout BoundedText)
    throws(FillError)
  {
    for piece in pieces {
      try output.step()
      switch piece {
      case .text(let text): try output.append(text)
      case .value(let tag): try output.append(scope[tag.name]?.text ?? "")
      case .section(let tag, let isInverted, let inner):
        let value = scope[tag.name]
        guard value?.isTrue ?? false else {
          if isInverted { try render(inner, scope, into: &output) }
          continue
        }
        if isInverted { continue }
        guard case .rows(let rows)? = value else {
          try render(inner, scope, into: &output)
          continue
        }
        for row in rows { try render(inner, scope.adding(row), into: &output) }
      }
    }
  }

  /// A title or a cell: one line.
  func line(_ scope: Scope, spending output: inout BoundedText) throws(FillError) -> String {
    var line = BoundedText()
    try render(scope, into: &line)
    try output.spend(line.text.utf8.count)
    try output.step(line.steps)
    return line.text.onOneLine
  }
}

extension String {
  /// Line ends and other control characters become spaces, and spaces at both ends go.
  var onOneLine: String {
    let isPlain = !unicodeScalars.contains {
      $0.value < 0x20 || (0x7f...0x9f).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
    }
    if isPlain { return trimmed }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
      scalars.append(isControl || scalar.value == 0x2028 || scalar.value == 0x2029 ? " " : scalar)
    }
    return String(scalars).trimmed
  }

  /// A cell of a Markdown table: a `|` would end it (GitHub Flavored Markdown §4.10).
  var asTableCell: String {
    guard utf8.contains(UInt8(ascii: "|")) else { return self }
    var cell = ""
    var backslashes = 0
    // By code points: as a character, the sign and an accent behind it are one.
    for scalar in unicodeScalars {
      // A backslash before the one that we add would take its meaning away.
      if scalar == "|" { cell += backslashes.isMultiple(of: 2) ? "\\" : "\\\\" }
      backslashes = scalar == "\\" ? backslashes + 1 : 0
      cell.unicodeScalars.append(scalar)
    }
    return cell
  }
}
