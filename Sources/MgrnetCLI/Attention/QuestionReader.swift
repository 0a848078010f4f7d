import Attention
import Planning
import Records
import SearchIndex
import Store

/// Reads questions with what decides whose turn they are: the cards of who may know, their absences, and what their
/// community promises.
final class QuestionReader {
  let session: Session
  let leave: LeaveSource
  let now: Timestamp
  private var away: [String: [Absence]]?
  private var cards: [String: IndexedRecord?] = [:]
  private var communities: [String: IndexedRecord?] = [:]

  init(_ session: Session, now: Timestamp) throws {
    (self.session, self.now) = (session, now)
    leave = try LeaveSource(session)
  }

  private func community(_ slug: String) throws -> IndexedRecord? {
    if let known = communities[slug] { return known }
    let found = try session.lookup(slug, types: [.community], limit: 1).first { $0.key == slug }
    communities[slug] = .some(found)
    return found
  }

  /// Returns within how many working days a community promises an answer; `nil` for one that promises nothing.
  func period(of slug: String?) throws -> AnswerPeriod? {
    guard let slug else { return nil }
    return try community(slug)?["answer_within"]?.text.flatMap { DayCount($0) }.map(AnswerPeriod.init)
  }

  func question(_ record: IndexedRecord, _ index: SearchIndex) throws -> Question {
    let created = record.created.flatMap { Timestamp($0) } ?? now
    let window = created.seconds - Question.Asked.window..<created.seconds
    let asked = try record.asked.map { handle in
      let card = try person(handle)
      let hasLeft = card?["left"]?.day.map { $0 <= now.day } ?? (card == nil)
      return Question.Asked(
        handle, isAway: try hasLeft || isAway(handle),
        limit: card?["asks"]?.integer ?? Question.Asked.usualLimit,
        timesAsked: try index.timesAsked(handle, in: window))
    }
    let promises = try index.parts(of: record.key, .promise).map {
      AnswerPromise($0.author, by: CalendarDay($0.says))
    }
    let period = try period(of: record.community) ?? .usual
    return Question(
      Item(record), asked: asked, promises: promises,
      end: period.end(ofQuestionAsked: created.day, without: try leave.holidays()))
  }

  /// Returns somebody's card; `nil` if there is none.
  func person(_ handle: String) throws -> IndexedRecord? {
    if let known = cards[handle] { return known }
    let found = try session.index().people([handle])[handle]
    cards[handle] = .some(found)
    return found
  }

  /// Whether somebody is away today, morning and afternoon.
  private func isAway(_ handle: String) throws -> Bool {
    try absencesToday()[handle]?.reduce(into: HalfDays()) { $0.formUnion($1.away(on: now.day)) } == .whole
  }

  func absencesToday() throws -> [String: [Absence]] {
    if let away { return away }
    let found = Dictionary(
      grouping: try leave.absences(in: now.day...now.day).filter { $0.isAway(on: now.day) },
      by: \.person.rawValue)
    away = found
    return found
  }

  /// Returns the moment before which a community's questions are past its promise; `nil` where it promises nothing.
  func overdue(in community: String) throws -> Int64? {
    guard let period = try period(of: community) else { return nil }
    let last = period.lastOverdue(on: now.day, without: try leave.holidays())
    return Int64(last.advanced(by: 1).daysSince1970) * 86_400 - Int64(now.offsetMinutes) * 60
  }
}

extension Item {
  /// - Parameter title: of a reply that of its post.
  init(_ record: IndexedRecord, title: String? = nil) {
    self.init(
      id: record.key, path: record.path, type: record.type, title: title ?? record.title ?? "",
      community: record.community, author: record.isImported ? nil : record.author,
      created: record.created.flatMap { Timestamp($0) }, minutes: record.minutes, worth: record.useful)
  }
}
