import Records

/// A component, from `BEGIN:NAME` to `END:NAME` (RFC 5545 §3.6).
package struct CalendarComponent: Sendable {
  /// The name, in capitals.
  package let name: String
  package let line: Int
  package fileprivate(set) var properties: [ContentLine] = []
  package fileprivate(set) var components: [CalendarComponent] = []

  package subscript(name: String) -> ContentLine? { properties.first { $0.name == name } }
  /// The value of a property that is one of some words, in capitals.
  func word(_ name: String) -> String? { self[name]?.value.trimmed.uppercased() }
  package func all(_ name: String) -> [ContentLine] { properties.filter { $0.name == name } }
}

/// The outermost components of a file, usually one VCALENDAR.
struct CalendarFile {
  private(set) var components: [CalendarComponent] = []
  private(set) var problems: [CalendarProblem] = []

  /// The limit of nesting; deeper components are left out.
  private static let deepest = 8

  /// Reads any bytes. Lines that make no sense are noted as problems.
  init(_ bytes: [UInt8]) {
    var open: [CalendarComponent] = []
    var tooDeep = 0
    var components: [CalendarComponent] = []
    var problems: [CalendarProblem] = []
    func close() {
      guard let done = open.popLast() else { return }
      if open.isEmpty { components.append(done) } else { open[open.count - 1].components.append(done) }
    }
    ContentLine.lines(of: bytes) { raw, number in
      guard let line = ContentLine(raw, line: number) else {
        if problems.count < 100 { problems.append(CalendarProblem(.notALine, line: number)) }
        return
      }
      switch line.name {
      case "BEGIN":
        if open.count == Self.deepest {
          tooDeep += 1
        } else {
          open.append(CalendarComponent(name: line.value.trimmed.uppercased(), line: number))
        }
      case "END":
        if tooDeep > 0 {
          tooDeep -= 1
          return
        }
        let name = line.value.trimmed.uppercased()
        // An END that was forgotten ends with the one around it; one too many ends nothing.
        if let place = open.lastIndex(where: { $0.name == name }) {
          while open.count > place { close() }
        } else if problems.count < 100 {
          problems.append(CalendarProblem(.notALine, line: number))
        }
      default:
        if tooDeep == 0, !open.isEmpty { open[open.count - 1].properties.append(line) }
      }
    }
    if !open.isEmpty { problems.append(CalendarProblem(.unfinished, line: open[0].line)) }
    while !open.isEmpty { close() }
    self.components = components
    self.problems = problems
  }
}

/// A part of a calendar file that was left out, and its line.
package struct CalendarProblem: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// The line is no `NAME:value`, or an END without its BEGIN.
    case notALine
    /// The file ends inside a component.
    case unfinished
    /// A VTODO, VJOURNAL…: no event.
    case notAnEvent(String)
    case noStart
    /// A property whose value is no date, or no duration.
    case badValue(property: String, value: String)
    case endsBeforeItStarts
    /// A repetition that is not supported.
    case repeats(String)
    case cancelled
    /// The time stays free for others, as on a birthday or when somebody works elsewhere.
    case free
    case tentative
    /// Less than half a working day.
    case tooShort
    /// More than ten years.
    case tooLong
    /// Somebody else's absence.
    case ofSomebodyElse(String)
    /// There are more events than the limit.
    case tooMany
  }
  package let reason: Reason
  /// The title of the event, if it is known.
  package let summary: String?
  package let line: Int

  package init(_ reason: Reason, summary: String? = nil, line: Int) {
    (self.reason, self.summary, self.line) = (reason, summary, line)
  }
}
