import Records

/// A grid of people by days that shows who is away when.
package struct LeaveGrid: Sendable {
  /// One day of one person.
  package enum Cell: Hashable, Sendable {
    case there, weekend, holiday
    case away(HalfDays, isTentative: Bool)
  }

  package struct Line: Sendable {
    package let person: String
    package let name: String
    /// The cells, one for each day.
    package fileprivate(set) var cells: [Cell]
    /// The number of half working days away.
    package fileprivate(set) var halves = 0
  }

  package let days: ClosedRange<CalendarDay>
  package private(set) var lines: [Line] = []

  package init(days: ClosedRange<CalendarDay>) { self.days = days }

  /// Returns the cells of somebody who is not away. Make them once for people with the same holidays.
  package static func background(_ days: ClosedRange<CalendarDay>, _ holidays: Holidays) -> [Cell] {
    days.map { $0.isWeekend ? .weekend : holidays.contains($0) ? .holiday : .there }
  }

  /// Adds a person; on weekends and holidays nobody is away.
  package mutating func add(
    _ person: String, name: String, _ background: [Cell], absences: some Sequence<Absence>
  ) {
    var line = Line(person: person, name: name, cells: background)
    for absence in absences where absence.from <= days.upperBound && absence.to >= days.lowerBound {
      // By numbers: a year of 500 people has 180,000 cells.
      let origin = days.lowerBound.daysSince1970
      let (first, last) = (absence.from.daysSince1970 - origin, absence.to.daysSince1970 - origin)
      for place in max(first, 0)...min(last, line.cells.count - 1) {
        var halves = HalfDays.whole
        if place == first, absence.startsNoon { halves.remove(.morning) }
        if place == last, absence.endsNoon { halves.remove(.afternoon) }
        switch line.cells[place] {
        case .there:
          line.cells[place] = .away(halves, isTentative: absence.isTentative)
          line.halves += halves.count
        case .away(let before, let isTentative):
          let both = before.union(halves)
          // Where one of two is certain, somebody is away for certain.
          line.cells[place] = .away(both, isTentative: isTentative && absence.isTentative)
          line.halves += both.count - before.count
        case .weekend, .holiday: break
        }
      }
    }
    lines.append(line)
  }

  /// The number of people present on each day, in its emptier half; `nil` if nobody works.
  package var present: [Int?] {
    days.indices.enumerated().map { place, _ in
      var (isWorked, mornings, afternoons) = (false, 0, 0)
      for line in lines {
        switch line.cells[place] {
        case .there:
          isWorked = true
          mornings += 1
          afternoons += 1
        case .away(let halves, _):
          isWorked = true
          if !halves.contains(.morning) { mornings += 1 }
          if !halves.contains(.afternoon) { afternoons += 1 }
        case .weekend, .holiday: break
        }
      }
      return isWorked ? min(mornings, afternoons) : nil
    }
  }
}

extension LeaveGrid.Cell {
  /// The cell as text: `A` away, `m` morning, `a` afternoon, each with `?` if only planned; `*` holiday, `-`
  /// weekend, empty if present.
  package var letters: String {
    switch self {
    case .there: ""
    case .weekend: "-"
    case .holiday: "*"
    case .away(let halves, let isTentative):
      (halves == .whole ? "A" : halves == .morning ? "m" : "a") + (isTentative ? "?" : "")
    }
  }
}
