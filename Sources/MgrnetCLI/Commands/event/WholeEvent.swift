import Meeting
import Planning
import Records
import SearchIndex
import Store

/// An event with all answers to it, as the branch has them. What has no right counts for nothing.
struct WholeEvent {
  let shelf: Shelf
  let place: RecordPath
  let record: Document
  let fields: EventAct.Fields
  let host: String
  /// By handle.
  let answers: [String: Document]
  let attendance: Attendance
  /// Who meets whom.
  let groups: [[String]]
  private let names: [String: String]

  init(_ text: String, in session: Session) throws {
    try self.init(at: session.record(session.id(text), as: [.event]), in: session)
  }

  init(at place: RecordPath, in session: Session) throws {
    self.place = place
    shelf = try session.shelf(at: place.text)
    let snapshot = try shelf.network().snapshot()
    let event = try snapshot.record(at: place.text, as: [.event])
    guard let fields = EventAct.Fields(event) else {
      throw StoreError.invalid(path: place.text, try snapshot.problems(in: event, as: .event))
    }
    (record, self.fields) = (event, fields)
    host = event["host"]?.text ?? ""
    let lists: [YAMLValue] = if case .list(let lists)? = event["groups"] { lists } else { [] }
    groups = lists.map { $0.texts.filter { Handle(rawValue: $0) != nil } }
    let disputes = try shelf.disputes()
    answers = try snapshot.answers(to: place.text).reduce(into: [:]) { answers, answer in
      guard disputes[answer.path] == nil, let key = RecordPath(answer.path)?.key else { return }
      answers[key] = answer.record
    }
    attendance = Attendance(
      answers.map { handle, record in
        Attendance.Answer(
          handle, record["answer"]?.text ?? "", created: record["created"]?.time,
          isListed: record["listed"] != .bool(false))
      }, host: host, confirmed: event["confirmed"]?.texts ?? [], seats: fields.seats)
    let handles = answers.keys + [host] + groups.flatMap { $0 }
    names = try session.index().people(Set(handles).sorted()).compactMapValues(\.title)
  }

  /// The name on somebody's card, else the handle.
  func name(_ handle: String) -> String { names[handle] ?? handle }

  var isCancelled: Bool { record["cancelled"] == .bool(true) }

  /// Whether the caller may read a name: lists leave out who wants that, but not for the host.
  func shows(_ answer: Attendance.Answer, to me: String?) -> Bool {
    answer.isListed || answer.handle == me || host == me
  }
}

extension Session {
  /// Returns the caller's handle; `nil` for somebody without a card.
  func ownHandle() throws -> String? {
    do { return try member().handle.rawValue } catch StoreError.noCard { return nil }
  }

  /// Reads when something begins or ends: a time with a day, or with its offset as in files.
  ///
  /// - Parameter day: the day of a time that stands alone.
  func moment(_ text: String, on day: CalendarDay? = nil) throws -> Timestamp {
    if let time = Timestamp(text) { return Clock.local(time) }
    let spoken: SpokenMoment
    do throws(SpokenDayError) {
      spoken = try SpokenMoment(text, today: context.now.day)
    } catch .notUnderstood {
      throw Failure(.usage, Words.notAMoment(text), hint: Words.eventMomentForm)
    } catch {
      throw error
    }
    guard let day = spoken.day ?? day else {
      throw Failure(.usage, Words.notAMoment(text), hint: Words.eventMomentForm)
    }
    return Clock.moment(on: day, minutes: spoken.minutes)
  }
}
