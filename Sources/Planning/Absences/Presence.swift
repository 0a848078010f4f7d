import Records

/// Which people of a group are away on which days.
package struct Presence: Sendable {
  package struct Person: Sendable {
    package let handle: Handle
    /// Their days off.
    package let holidays: Holidays
    package let absences: [Absence]

    package init(_ handle: Handle, holidays: Holidays, absences: [Absence]) {
      (self.handle, self.holidays, self.absences) = (handle, holidays, absences)
    }

    /// Returns the halves of a day that some absence takes, planned ones included.
    package func away(on day: CalendarDay) -> HalfDays {
      absences.reduce(into: []) { $0.formUnion($1.away(on: day)) }
    }

    /// Returns the first working day after an absence, or half of one, on which the person is there: absences that meet
    /// it are followed. `nil` if there is none within three years.
    package func back(after absence: Absence) -> CalendarDay? {
      (absence.to...absence.to.advanced(by: 1096)).first { day in
        var halves = HalfDays.whole
        // Of its last day an absence leaves the afternoon at most.
        if day == absence.to { halves.formIntersection(absence.endsNoon ? .afternoon : []) }
        return works(on: day) && !halves.subtracting(away(on: day)).isEmpty
      }
    }

    /// Whether the person would work on that day.
    package func works(on day: CalendarDay) -> Bool { day.isWorkingDay(without: holidays) }
  }

  package let people: [Person]
  package init(_ people: [Person]) { self.people = people }

  /// A stretch of days with the same people missing; weekends and holidays within it do not count.
  package struct TooFew: Hashable, Sendable {
    package let days: ClosedRange<CalendarDay>
    /// The number of people present in its emptier half.
    package let present: Int
    package let away: [Handle]
  }

  /// Returns the working days on which fewer than `wanted` are present for some half of the day. Days on which
  /// nobody works do not count.
  package func tooFew(_ wanted: Int, in days: ClosedRange<CalendarDay>) -> [TooFew] {
    var found: [TooFew] = []
    var isOpen = false
    for day in days where !day.isWeekend {
      let working = people.filter { $0.works(on: day) }
      // A holiday of all of them ends no stretch.
      if working.isEmpty { continue }
      var counts = [0, 0]
      var away: [Handle] = []
      for person in working {
        let halves = person.away(on: day)
        if !halves.contains(.morning) { counts[0] += 1 }
        if !halves.contains(.afternoon) { counts[1] += 1 }
        if !halves.isEmpty { away.append(person.handle) }
      }
      let present = counts.min() ?? 0
      guard present < wanted else {
        isOpen = false
        continue
      }
      if isOpen, let last = found.last, last.present == present, last.away == away {
        found[found.count - 1] = TooFew(days: last.days.lowerBound...day, present: present, away: away)
      } else {
        found.append(TooFew(days: day...day, present: present, away: away))
      }
      isOpen = true
    }
    return found
  }

  /// An absence whose deputy is away as well.
  package struct DeputyAway: Hashable, Sendable {
    package let absence: Absence
    package let deputy: Handle
    package let other: Absence
    package let days: ClosedRange<CalendarDay>
  }

  /// Returns the absences whose deputy is away as well, on some day that would be worked.
  ///
  /// - Parameters:
  ///   - others: the absences of all who may be deputies.
  ///   - holidays: returns the days off of a person.
  package static func deputiesAway(
    _ absences: [Absence], among others: [Absence], _ holidays: (Handle) throws -> Holidays
  ) rethrows -> [DeputyAway] {
    let byPerson = Dictionary(grouping: others, by: \.person)
    return try absences.flatMap { absence -> [DeputyAway] in
      guard let deputy = absence.deputy, let theirs = byPerson[deputy] else { return [] }
      let off = try holidays(absence.person)
      return theirs.filter { $0.id != absence.id && $0.overlaps(absence) }.compactMap { other in
        let days = max(absence.from, other.from)...min(absence.to, other.to)
        let isMissed = days.contains {
          $0.isWorkingDay(without: off) && !absence.away(on: $0).isDisjoint(with: other.away(on: $0))
        }
        return isMissed ? DeputyAway(absence: absence, deputy: deputy, other: other, days: days) : nil
      }
    }
  }

  /// Two absences of one person that share a half day; holidays may well lie over a weekly day off.
  package static func overlaps(_ absences: [Absence]) -> [(first: Absence, second: Absence)] {
    var found: [(first: Absence, second: Absence)] = []
    for own in Dictionary(grouping: absences, by: \.person).sorted(by: { $0.key < $1.key }).map(\.value) {
      let sorted = own.sorted { ($0.from, $0.id) < ($1.from, $1.id) }
      for (index, absence) in sorted.enumerated() {
        // By first day: whoever begins after this one's end, and all behind, cannot touch it.
        for other in sorted[(index + 1)...].prefix(while: { $0.from <= absence.to }).prefix(20)
        where absence.overlaps(other) && (absence.repeats == nil) == (other.repeats == nil) {
          found.append((absence, other))
        }
      }
    }
    return found
  }
}
