import ArgumentParser
import Importing
import Planning
import Records
import SearchIndex
import Store

struct EventTakeCommand: Command {
  static var configuration: CommandConfiguration { .words("take", Words.eventTake) }

  @Argument(help: .words(Words.eventTakeFile, value: "file"), completion: .file(extensions: ["eml", "ics"]))
  var file: String
  @OptionGroup var global: GlobalOptions

  /// A mail may have pictures and the whole thread beside the answer.
  private static let mostBytes = 16 << 20
  /// Other clocks may be ahead by so many seconds.
  private static let ahead: Int64 = 15 * 60

  func run(in context: Context) throws {
    let session = try Session(context)
    let bytes =
      try file == "-"
      ? context.input.readAll(limit: Self.mostBytes) : session.contents(of: file, limit: Self.mostBytes)
    let (reply, sender) = try read(bytes)
    if let sender, sender != reply.address {
      throw Failure(.notAllowed, Words.answerOfAnother(sender, reply.address))
    }
    let event = try event(reply, session)
    let member = try session.author(in: event.shelf)
    if event.isCancelled { throw StoreError.eventCancelled(path: event.place.text) }
    let sequence = event.record["sequence"]?.integer ?? 0
    guard reply.sequence == sequence else {
      throw Failure(
        .badData, Words.answersOlderInvitation, hint: Words.inviteAnew(event.place.key, Self.folder))
    }
    guard reply.stamp <= context.now.seconds + Self.ahead else {
      throw Failure(.badData, Words.answerFromTheFuture)
    }
    let card = try person(with: reply.address, at: event, session)
    let person = try Session.handle(card.key)
    let path = RecordPath.rsvp(of: person, to: event.place.text)
    let standing = try event.answers[card.key] ?? session.dispute(at: path)?.rightful
    let moment = Clock.local(Timestamp(secondsSince1970: reply.stamp, offsetMinutes: 0))
    let done = try session.perform(by: member, in: event.shelf) {
      try RsvpAct.enter(
        reply.answer.rawValue, of: person, at: moment, over: standing, to: event.place.text, by: member,
        in: $0)
    }
    try session.report(done, in: event.shelf)
    guard !context.options.areForPrograms else { return }
    context.say(Words.theyAnswered(card.title ?? card.key, reply.answer.rawValue))
    let now = try WholeEvent(at: event.place, in: session)
    if now.attendance.waiting.contains(where: { $0.handle == card.key }) {
      context.hint(Words.givesSeat(event.place.key, card.key))
    }
  }

  private static let folder = "mails"

  /// Reads a calendar, or a mail with one; of several that say the same, as some programs send, the first.
  private func read(_ bytes: [UInt8]) throws -> (reply: CalendarReply, sender: String?) {
    if IncomingMail.isCalendar(bytes) { return (try CalendarReply(bytes), nil) }
    let mail = IncomingMail(bytes)
    guard !mail.calendars.isEmpty else {
      throw Failure(.badData, Words.noAnswerInIt, hint: Words.saveTheMail)
    }
    guard let sender = mail.sender else { throw Failure(.badData, Words.noSenderInIt) }
    let replies = Set(try mail.calendars.map(CalendarReply.init))
    guard let reply = replies.first, replies.count == 1 else {
      throw Failure(.badData, Words.severalAnswersInIt)
    }
    return (reply, sender)
  }

  private func event(_ reply: CalendarReply, _ session: Session) throws -> WholeEvent {
    let parts = reply.uid.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "mgrnet", let id = RecordID(rawValue: String(parts[0])) else {
      throw Failure(.notFound, Words.notOurInvitation)
    }
    return try WholeEvent(id.rawValue, in: session)
  }

  /// Returns the one rightful card with an address: of a private community, of its members.
  private func person(with address: String, at event: WholeEvent, _ session: Session) throws -> IndexedRecord
  {
    let disputes = try session.commons.disputes()
    let cards = try session.index().list(ListFilter([.person])).filter {
      $0["email"]?.text?.lowercased() == address && disputes[$0.path] == nil
    }
    guard cards.count == 1, let card = cards.first else {
      throw Failure(.notFound, Words.nobodyWithAddress(address))
    }
    return card
  }
}

extension CalendarReply.Refusal: Explained {
  var failure: Failure {
    switch self {
    case .notACalendar: Failure(.badData, Words.noAnswerInIt, hint: Words.saveTheMail)
    case .notAReply(let method):
      Failure(
        .badData, Words.notAReply(method), hint: method == "REQUEST" ? Words.saveTheMail : nil)
    case .notOne(let name): Failure(.badData, Words.notOneInReply(name))
    case .undecided(let status): Failure(.badData, Words.undecidedReply(status))
    case .occurrence: Failure(.badData, Words.notOurInvitation)
    case .badValue(let name): Failure(.badData, Words.badValueInReply(name))
    }
  }
}
