import Planning
import Records
import SearchIndex
import Store

/// Says what else somebody has at the time of an event: leave, holidays, other events that they said yes to.
struct EventConflicts {
  private let session: Session
  private let handle: Handle

  init(_ session: Session, _ handle: Handle) { (self.session, self.handle) = (session, handle) }

  func tell(_ starts: Timestamp, _ ends: Timestamp, besides id: String) throws {
    let context = session.context
    let source = try LeaveSource(session)
    let (first, last) = (Clock.local(starts).day, Clock.local(ends).day)
    let card = try source.index.people([handle.rawValue])[handle.rawValue]
    for holiday in try source.holidays(of: card).list(in: first...max(first, last)) {
      context.warn(Words.holidayLine(holiday))
    }
    let absences = try source.absences(in: first...max(first, last), of: card.map { [$0] } ?? [])
    if let absence = absences.first { context.warn(Words.eventInLeave(absence)) }
    for other in try source.index.events(in: starts.seconds - 86_400..<max(ends.seconds, starts.seconds + 1))
    where other.key != id && other["cancelled"] != .bool(true) {
      guard let from = other["starts"]?.time, let to = other["ends"]?.time, from.seconds < ends.seconds,
        to.seconds > starts.seconds
      else { continue }
      let answer = try source.index.parts(of: other.key, .rsvp).first { $0.author == handle.rawValue }?.says
      if other.author == handle.rawValue || answer == "yes" {
        context.warn(Words.eventMeetsAnother(other.title ?? other.key, from))
      }
    }
  }
}
