/// Rows in aligned columns that fit the terminal: what is told apart first, then the rest as long as there is room.
struct Table {
  /// Those of each row: one, and below it what had no room.
  let lines: [[TerminalText]]

  private static let gap = 2
  /// The room that a title is given before others, in cells, if it needs as much.
  private static let titleRoom = 30

  init(_ rows: [OutputRow], columns: [Column], width: Int, style: Style, rendering: Column.Rendering) {
    let cells = rows.map { row in columns.map { $0.shown(row, rendering) } }
    var widths = columns.indices.map { column in cells.lazy.map { $0[column].width }.max() ?? 0 }
    // A column with nothing in it takes no room.
    let visible = columns.indices.filter { widths[$0] > 0 }
    var line = visible.filter { columns[$0].isLeading } + visible.filter { !columns[$0].isLeading }
    var below: [Int] = []
    func excess(cutting: Bool) -> Int {
      let cells = line.reduce(0) { sum, column in
        let least = cutting && columns[column].fit == .cut ? max(Self.titleRoom, width / 2) : .max
        return sum + min(widths[column], least)
      }
      return cells + Self.gap * max(0, line.count - 1) - width
    }
    // No title is cut for what is only of some use.
    func drop(from rank: Int, cutting: Bool) {
      while excess(cutting: cutting) > 0,
        let column = line.max(by: { (columns[$0].rank ?? -1, $0) < (columns[$1].rank ?? -1, $1) }),
        columns[column].rank ?? -1 >= rank
      { line.removeAll { $0 == column } }
    }
    drop(from: 2, cutting: false)
    drop(from: 0, cutting: true)
    while excess(cutting: true) > 0, let column = line.last(where: { columns[$0].fit == .below }) {
      line.removeAll { $0 == column }
      below.insert(column, at: 0)
    }
    for column in line where columns[column].fit == .cut {
      widths[column] = max(min(widths[column], 10), widths[column] - max(0, excess(cutting: false)))
    }
    let indent = line.first.map { columns[$0].fit == .kept ? widths[$0] + Self.gap : Self.gap } ?? 0
    lines = zip(rows, cells).map { row, cells in
      let painted = line.map { column in
        let text = cells[column].truncated(to: widths[column])
        return (columns[column].paint(text, row, style), text.width, column)
      }
      return [Self.aligned(painted, columns, widths)]
        + Self.wrapped(
          below.filter { !cells[$0].isEmpty }.map { column in
            (cells[column], { columns[column].paint($0, row, style) })
          }, indent: min(indent, width / 4), to: width, style)
    }
  }

  /// Sets the cells side by side; nothing stands behind the last that is not empty.
  private static func aligned(
    _ cells: [(text: TerminalText, width: Int, column: Int)], _ columns: [Column], _ widths: [Int]
  ) -> TerminalText {
    var line: TerminalText = ""
    var missing = 0
    for (place, (text, width, column)) in cells.enumerated() {
      let fill = widths[column] - width
      let isRight = columns[column].alignment == .right
      if width > 0 {
        line += .spaces(missing + (isRight ? fill : 0)) + text
        missing = isRight ? 0 : fill
      } else {
        missing += fill
      }
      if place < cells.count - 1 { missing += gap }
    }
    return line
  }

  /// A cell, and how each of its lines is coloured.
  typealias Part = (text: TerminalText, paint: (TerminalText) -> TerminalText)

  /// Sets what had no room one after the other, broken between words.
  static func wrapped(
    _ cells: [Part], indent: Int, to width: Int,
    _ style: Style
  ) -> [TerminalText] {
    var lines: [TerminalText] = []
    var used = 0
    for (text, paint) in cells {
      if !lines.isEmpty, used + 3 + text.width <= width {
        lines[lines.count - 1] += style.dim(" · ") + paint(text)
        used += 3 + text.width
        continue
      }
      for part in text.words(to: width - indent) {
        lines.append(.spaces(indent) + paint(part))
        used = indent + part.width
      }
    }
    return lines
  }
}

extension Column {
  fileprivate var isLeading: Bool { fit == .kept || fit == .cut }

  fileprivate var rank: Int? { if case .dropped(let rank) = fit { rank } else { nil } }
}
