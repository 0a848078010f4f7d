import ArgumentParser
import Planning
import Records
import SearchIndex
import Store

enum StartOfLeave: String, SpokenValue { case noon, morning }

enum EndOfLeave: String, SpokenValue { case noon, evening }

/// The options for the first and the last day.
enum LeaveDays {
  /// A week alone is Monday to Friday.
  static func asked(from: String, to: String?, in context: Context) throws -> (CalendarDay, CalendarDay) {
    let start = try context.period(from, .ahead)
    guard let to else { return (start.first, start.unit == .week ? start.first.advanced(by: 4) : start.last) }
    return (start.first, try last(to, from: start.first, in: context))
  }

  static func last(_ text: String, from first: CalendarDay?, in context: Context) throws -> CalendarDay {
    let end = try context.period(text, from: first, .ahead)
    let last = end.unit == .week ? end.first.advanced(by: 4) : end.last
    if let first, last < first { throw Failure(.usage, Words.endsBeforeItBegins(first, last)) }
    return last
  }
}

extension Absence {
  /// - Throws: ``Failure`` (65) for days that leave nothing.
  init(_ id: RecordID, _ fields: LeaveAct.Fields, of person: Handle) throws {
    let made = Absence(
      id: id, person: person, from: fields.from, to: fields.to, startsNoon: fields.startsNoon,
      endsNoon: fields.endsNoon, deputy: fields.deputy, status: fields.isPlanned ? .planned : .confirmed,
      repeats: fields.rule.flatMap { Recurrence($0, from: fields.from, except: Set(fields.except)) })
    if fields.rule != nil, made?.repeats == nil {
      throw Recurrence.isSupported
        ? Failure(.badData, Words.repeatsNever) : Failure(.unavailable, Words.noRecurrences)
    }
    guard let made else { throw Failure(.badData, Words.leaveIsNothing) }
    self = made
  }

  /// Checks that the absence overlaps no other one of the same person; a holiday may lie over a weekly day off.
  ///
  /// - Throws: ``Failure`` (65), which names the other one.
  func refuseOverlap(in snapshot: Snapshot) throws {
    let own = occurrences(in: span)
    // A series may have begun long ago.
    let years =
      (from.year - (repeats == nil ? 1 : 10))...min(max(span.upperBound.year, from.year), from.year + 20)
    for (_, record) in try snapshot.absences(of: person, years: years) {
      guard let other = Absence({ record[$0] }), other.id != id, (other.repeats == nil) == (repeats == nil)
      else {
        continue
      }
      let theirs = other.occurrences(in: span)
      guard own.contains(where: { one in theirs.contains { $0.overlaps(one) } }) else { continue }
      throw Failure(.badData, Words.leaveOverlaps(other), hint: Words.leaveOverlapsHint(other.id))
    }
  }
}

extension LeaveSource {
  func deputy(_ text: String, of member: Member) throws -> Handle {
    let handle = try session.person(text)
    if handle == member.handle { throw Failure(.usage, Words.ownDeputy) }
    return handle
  }

  /// Says what was noted, with warnings.
  func say(_ absence: Absence) throws {
    let context = session.context
    let card = try index.people([absence.person.rawValue])[absence.person.rawValue]
    let holidays = try holidays(of: card)
    let halves = absence.allHalfDays(without: holidays)
    if let repeats = absence.repeats {
      context.say(Words.repeats(repeats) + Words.comma + Words.workingDays(halves: halves, of: absence))
    } else {
      let saturdays = absence.halfOuvrables(in: absence.span, without: holidays)
      context.say(Words.leaveNoted(absence, halves, saturdays))
      for holiday in holidays.list(in: absence.span) where !holiday.day.isWeekend {
        context.say(Words.holidayLine(holiday))
      }
    }
    if halves == 0 { context.warn(Words.noWorkingDay) }
    guard absence.deputy != nil else { return }
    let own = absence.occurrences(in: absence.span)
    let others = try absences(in: absence.span)
    for clash in Presence.deputiesAway(own, among: others, { _ in holidays }).prefix(3) {
      context.warn(Words.deputyAway(clash))
    }
  }
}
