import ArgumentParser
import Disk
import Pages
import Planning
import Records
import SearchIndex

/// How an invitation is written.
enum InvitationForm: String, ExpressibleByArgument, CaseIterable { case eml }

struct EventInviteCommand: Command {
  static var configuration: CommandConfiguration { .words("invite", Words.eventInvite) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @Argument(help: .words(Words.eventInvited, value: "handle"), completion: .from(.handle))
  var people: [String] = []
  @Option(name: .customLong("as"), help: .words(Words.eventInviteAs, value: "format")) var form =
    InvitationForm
    .eml
  @Option(
    name: [.customShort("o"), .long], help: .words(Words.eventInviteFolder, value: "folder"),
    completion: .directory)
  var output: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let me = try session.member()
    guard event.host == me.handle.rawValue else {
      throw Failure(.notAllowed, Words.onlyHostInvites(event.name(event.host)))
    }
    let cards = try session.list(ListFilter([.person])).filter { $0["left"] == nil }
    guard let host = cards.first(where: { $0.key == event.host }).flatMap(Invitation.Person.init) else {
      throw Failure(.badData, Words.hostHasNoAddress)
    }
    let invited = try people.isEmpty ? invited(to: event, cards) : named(session)
    let persons = invited.filter { $0.key != event.host }.sorted { $0.key < $1.key }
      .compactMap(Invitation.Person.init)
    guard !persons.isEmpty else { throw Failure(.nothingFound, Words.nobodyToInvite) }
    let zone = try LeaveSource(session).zone()
    try Files.makeFolder(output)
    for person in persons {
      let invitation = Invitation(of: event, from: host, to: person, in: zone, now: context.now)
      let file = "\(output)/\(event.place.key)-\(person.handle).eml"
      try OutputFile.write(invitation.mail(in: context.language).bytes, to: file, replacing: true)
      context.output.line("\(file)")
    }
    context.say(Words.invitationsWritten(persons.count, output))
  }

  private func named(_ session: Session) throws -> [IndexedRecord] {
    try people.map { try session.indexed($0, as: [.person]) }
  }

  /// The members of a private community; else who subscribed to one of the event's communities, or everybody.
  private func invited(to event: WholeEvent, _ cards: [IndexedRecord]) throws -> [IndexedRecord] {
    if event.shelf.isPrivate {
      let members = Set(try event.shelf.index().list(ListFilter([.member])).map(\.key))
      return cards.filter { members.contains($0.key) }
    }
    let slugs = event.fields.communities.map(\.rawValue)
    guard !slugs.isEmpty else { return cards }
    return cards.filter { card in
      let modes = Dictionary((card["subscriptions"]?.pairs ?? []).map { ($0.key, $0.value.text) }) { $1 }
      return slugs.contains { modes[$0].map { $0 != "none" } ?? false }
    }
  }
}

/// An invitation that mail programs answer with a button (RFC 5545, 5546, 6047).
struct Invitation {
  struct Person {
    let handle: String
    let name: String
    let address: String

    /// `nil` for a card without an address that mail can have.
    init?(_ card: IndexedRecord) {
      guard let address = card["email"]?.text, address.contains("@"),
        address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && !"<>,;:\"\\()".utf8.contains($0) })
      else { return nil }
      (handle, name, self.address) = (card.key, card.title ?? card.key, address)
    }

    var mailbox: CalendarEvent.Mailbox { .init(name: name, address: address) }
  }

  private let event: WholeEvent
  private let host: Person
  private let person: Person
  private let zone: ZoneRules?
  private let now: Timestamp

  init(of event: WholeEvent, from host: Person, to person: Person, in zone: ZoneRules?, now: Timestamp) {
    (self.event, self.host, self.person, self.zone, self.now) = (event, host, person, zone, now)
  }

  private var method: String { event.isCancelled ? "CANCEL" : "REQUEST" }

  private func calendar(in language: Language) -> String {
    var entry = CalendarEvent(event, in: zone)
    (entry.organizer, entry.attendee) = (host.mailbox, person.mailbox)
    var writer = CalendarWriter(name: event.fields.title, stamp: now, zone: zone)
    writer.method = method
    return writer.text([entry]).replacing("\r\n", with: "\n")
  }

  func mail(in language: Language) -> Mail {
    let (fields, when) = (
      event.fields, Words.moment(from: event.fields.starts, to: event.fields.ends)[language]
    )
    let subject = event.isCancelled ? Words.cancelledInvitation(fields.title) : Words.invitation(fields.title)
    let text =
      ([when, fields.place, fields.text.trimmed.isEmpty ? nil : "\n" + fields.text].compactMap(\.self)
      + ["", Words.answerByButton(event.place.key)[language], ""]).joined(separator: "\n")
    let sequence = event.record["sequence"]?.integer ?? 0
    let domain = host.address.split(separator: "@").last.map(String.init) ?? "localhost"
    let headers: [(name: String, value: Mail.HeaderValue)] = [
      ("From", .mailbox(name: harmless(host.name), address: host.address)),
      ("To", .mailbox(name: harmless(person.name), address: person.address)),
      ("Subject", .words(harmless(subject[language]))), ("Date", .plain(now.mailDate)),
      ("Message-ID", .plain("<\(event.place.key).\(sequence).\(person.handle)@\(domain)>")),
      ("Content-Language", .plain(language.rawValue)),
    ]
    return Mail(
      headers: headers,
      parts: [("text/plain", text), ("text/calendar; method=\(method)", calendar(in: language))])
  }
}
