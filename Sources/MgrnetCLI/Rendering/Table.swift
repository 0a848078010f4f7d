/// Rows in aligned columns that fit the terminal.
struct Table {
  let lines: [TerminalText]

  init(_ rows: [OutputRow], columns: [Column], width: Int, style: Style, rendering: Column.Rendering) {
    let cells = rows.map { row in columns.map { $0.shown(row, rendering) } }
    var widths = columns.indices.map { column in cells.lazy.map { $0[column].width }.max() ?? 0 }
    // A column with nothing in it takes no room.
    let visible = columns.indices.filter { widths[$0] > 0 }
    let gap = 2
    var excess = visible.reduce(0) { $0 + widths[$1] } + gap * max(0, visible.count - 1) - width
    for column in visible where columns[column].shrinks && excess > 0 {
      let shrunk = max(min(widths[column], 10), widths[column] - excess)
      excess -= widths[column] - shrunk
      widths[column] = shrunk
    }
    lines = zip(rows, cells).map { row, cells in
      var line: TerminalText = ""
      for (place, column) in visible.enumerated() {
        let text = cells[column].truncated(to: widths[column])
        let isLast = place == visible.count - 1
        let fill = TerminalText.spaces(widths[column] - text.width)
        let painted = columns[column].paint(text, row, style)
        switch columns[column].alignment {
        case .left: line += painted + (isLast ? "" : fill)
        case .right: line += fill + painted
        }
        if !isLast { line += .spaces(gap) }
      }
      return line
    }
  }
}
