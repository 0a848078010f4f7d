import Mustache
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

extension TagValue: MustacheCustomRenderable, MustacheParent {
  var renderText: String { text }
  var isNull: Bool { !isTrue }
  /// Values have no parts: the names in a value's section are those around it.
  func child(named: String) -> Any? { nil }
}

/// Values by name, the innermost last.
struct Scope: MustacheParent {
  var layers: [[String: TagValue]]

  subscript(name: String) -> TagValue? { layers.reversed().lazy.compactMap { $0[name] }.first }

  func child(named name: String) -> Any? {
    if case .rows(let rows)? = self[name] { return rows }
    return self[name]
  }

  func adding(_ layer: [String: TagValue]) -> Scope { Scope(layers: layers + [layer]) }
}

/// What one planning may still take.
struct Budget {
  /// The limit of the result in bytes: 4 MiB.
  static let limit = 4 << 20
  /// The limit of filled-in tags, since tags that give nothing take time as well.
  static let stepLimit = 10_000_000

  private var bytes = Budget.limit
  private var steps = Budget.stepLimit

  mutating func spend(bytes: Int = 0, steps: Int = 0) throws(FillError) {
    self.bytes -= bytes
    self.steps -= steps
    guard self.bytes >= 0, self.steps >= 0 else { throw FillError.tooLarge(limit: Self.limit) }
  }
}

extension TaggedText {
  /// Fills the text in, with a line end behind it.
  func render(_ scope: Scope, spending budget: inout Budget) throws(FillError) -> String {
    var rows: [[String: TagValue]] = []
    if case .rows(let all)? = scope["rows"] { rows = all }
    let repeated = tags.filter(\.isInsideRows)
    try budget.spend(steps: 1 + tags.count + rows.count * repeated.count)
    // What all sections together would give, before anything is made of it.
    var most = template.description.utf8.count * (repeated.isEmpty ? 1 : max(1, rows.count))
    for tag in tags where !tag.isInsideRows { most += scope[tag.name]?.text.utf8.count ?? 0 }
    for row in rows {
      for tag in repeated { most += (row[tag.name] ?? scope[tag.name])?.text.utf8.count ?? 0 }
    }
    guard most <= 16 * Budget.limit else { throw FillError.tooLarge(limit: Budget.limit) }
    let text = template.render(scope)
    try budget.spend(bytes: text.utf8.count)
    return text
  }

  /// A title or a cell: one line.
  func line(_ scope: Scope, spending budget: inout Budget) throws(FillError) -> String {
    try render(scope, spending: &budget).onOneLine
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
