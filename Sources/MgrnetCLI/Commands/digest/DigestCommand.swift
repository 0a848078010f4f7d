import ArgumentParser
import Attention
import Disk
@preconcurrency import Glibc
import Pages
import Records
import SearchIndex
import Store

struct DigestCommand: Command {
  static var configuration: CommandConfiguration { .words("digest", Words.digest) }

  enum Form: String, SpokenValue { case text, md, html, eml, json }

  @Option(help: .words(Words.digestMinutes, value: "count")) var minutes: Int?
  @Option(parsing: .unconditional, help: .words(Words.digestSince, value: "when")) var since: String?
  @Option(name: .customLong("as"), help: .words(Words.digestAs, value: "format")) var form: Form?
  @Option(
    name: .customLong("for"), help: .words(Words.digestFor, value: "handle"), completion: .from(.handle))
  var handle: String?
  @Flag(help: .words(Words.digestEveryone)) var everyone = false
  @Option(
    name: [.customShort("o"), .long], help: .words(Words.digestOutput, value: "path"), completion: .file())
  var output: String?
  @Option(help: .words(Words.digestUnsubscribe, value: "url")) var unsubscribe: String?
  @Flag(help: .words(Words.digestPeek)) var peek = false
  @Flag(help: .words(Words.digestShowMore)) var more = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if everyone, handle != nil { throw Failure.contradiction("`--everyone`", "`--for`") }
    if let unsubscribe,
      !unsubscribe.hasPrefix("https://") || unsubscribe.contains(where: { $0.isWhitespace || $0 == ">" })
    {
      throw Failure(.usage, Words.notHTTPS(unsubscribe), hint: Words.give("--unsubscribe https://…"))
    }
    let session = try Session(context)
    let maker = try DigestMaker(session)
    if everyone { return try sendToAll(maker, session) }
    let own = try handle.map { try session.person($0).rawValue } ?? session.member().handle.rawValue
    guard let card = try session.index().people([own])[own] else {
      _ = try session.indexed(own, as: [.person])
      return
    }
    if more { return try showMore(card, maker, session) }
    let isMail = form == .eml
    if isMail, handle != nil { try requireLoud(card, maker, session) }
    let old =
      try since.map { text -> Int64 in
        guard let moment = QueryParser.moment(text, now: context.now) else {
          throw Failure(.usage, Words.notAMoment("--since", text), hint: Words.momentForm)
        }
        return moment
      }.map { try session.commons.commit(at: $0) } ?? maker.start(for: card)
    if old == maker.new, since == nil, form != .eml {
      // Else a text that is older than a week, and comes late, would be taken for one that was there before.
      if !peek { try maker.rememberNothing(for: own) }
      return context.say(Words.digestNothing)
    }
    let material = try maker.material(from: old)
    let digest = try maker.digest(for: card, from: material, minutes: minutes)
    try print(digest, material, card, maker, session)
    // What somebody asks for anew was told before, and a look is no digest.
    if !peek, since == nil { try maker.remember(digest) }
  }

  // MARK: One person

  private func print(
    _ digest: Digest, _ material: DigestMaterial, _ card: IndexedRecord, _ maker: DigestMaker,
    _ session: Session
  ) throws {
    let context = session.context
    let form = form ?? (context.options.areForPrograms ? .json : .text)
    if form == .json { return try printRows(digest, material, context) }
    let isOwn = handle == nil
    let page = try self.page(
      digest, material, session, in: form == .eml && !isOwn ? language(of: card, session) : context.language,
      privateItems: isOwn ? newInPrivate(since: material.start, session) : 0)
    if digest.isEmpty, form == .text { return context.say(Words.digestNothing) }
    let width = context.terminal.output ? min(context.terminal.width, 80) : 72
    let bytes: [UInt8] =
      switch form {
      case .text, .json: Array(page.text(width: width).utf8)
      case .md: Array(page.markdown.utf8)
      case .html: Array(page.html.utf8)
      case .eml: try DigestMail(page, of: material, to: Self.person(card), from: sender(session)).mail.bytes
      }
    if let output { return try OutputFile.write(bytes, to: output, replacing: true) }
    if form == .text { context.page() }
    context.output.write(bytes)
  }

  private func page(
    _ digest: Digest, _ material: DigestMaterial, _ session: Session, in language: Language,
    privateItems: Int = 0,
    hasMore: Bool = true
  ) throws -> DigestPage {
    let index = try session.index()
    return try DigestPage(
      digest, from: material, network: session.name(), in: language, privateItems: privateItems,
      hasMore: hasMore
    ) { handle in
      guard let handle, handle != Handle.anonymous else { return Words.somebody }
      return Phrase(verbatim: "\(try index.people([handle])[handle]?.title ?? handle)")
    }
  }

  private func printRows(_ digest: Digest, _ material: DigestMaterial, _ context: Context) throws {
    var context = context
    context.options.json = true
    var printer = try RowPrinter(context)
    for (entries, fits) in [(digest.entries, true), (digest.left, false)] {
      for entry in entries {
        var row =
          (material.texts[entry.post.path]?.record).map { OutputRow($0) }
          ?? OutputRow(.id, entry.post.id, type: entry.post.type.rawValue)
        row.title = entry.post.title
        row.minutes = entry.minutes
        row.more += [
          .init("section", .text(entry.section.name)), .init("new", .texts(entry.arrivals.map(\.item.id))),
          .init("fits", .flag(fits)),
        ]
        printer.print(row)
      }
    }
    printer.finish()
  }

  /// Lists what the last digest had no room for.
  private func showMore(_ card: IndexedRecord, _ maker: DigestMaker, _ session: Session) throws {
    let ids = try maker.told(card.key)?.left ?? []
    guard !ids.isEmpty else { throw Failure(.nothingFound, Words.digestNoMore) }
    var printer = try RowPrinter(session.context)
    let records = try ids.flatMap { id in
      try session.index().lookup(id, types: [.post, .reply], limit: 1).filter { $0.key == id }
    }
    let rows = try ItemRows(session, withPrefixes: printer.isForPeople ? records.map(\.key) : [])
    for record in records { printer.print(try rows.row(record)) }
    printer.finish()
  }

  /// How many texts the caller's private communities have since then: no more is said of them.
  private func newInPrivate(since moment: Timestamp, _ session: Session) throws -> Int {
    try session.privateShelves().reduce(0) { count, shelf in
      var filter = ListFilter([.post, .reply])
      filter.since = moment.seconds
      let own = try session.member().handle.rawValue
      return try count + shelf.index().list(filter).count { $0.author != own }
    }
  }

  // MARK: Mail

  private static func person(_ card: IndexedRecord) -> MailRecipient {
    MailRecipient(
      handle: card.key, name: card.title ?? card.key,
      address: (card["email"]?.text ?? "").filter { $0.isASCII && !$0.isWhitespace && $0 != "<" && $0 != ">" }
    )
  }

  private func sender(_ session: Session) throws -> DigestMail.Sender {
    DigestMail.Sender(
      network: try session.name(), address: try session.network().actor(now: session.context.now).email,
      unsubscribe: unsubscribe)
  }

  /// Returns the language of the mails that somebody gets: that of their card, else the network's.
  private func language(of card: IndexedRecord, _ session: Session) throws -> Language {
    if let own = card["language"]?.text.flatMap({ Language(tag: $0) }) { return own }
    return try session.network().snapshot().networkLanguage() ?? session.context.language
  }

  /// Returns the first moment at which a mail may come to somebody; `nil` if never.
  private func next(_ card: IndexedRecord, _ maker: DigestMaker, _ leave: LeaveSource) throws -> Timestamp? {
    let now = leave.session.context.now
    let holidays = try leave.holidays(of: card)
    let away = try leave.absences(in: now.day...now.day.advanced(by: 120), of: [card])
    return DigestSchedule(digest: card["digest"], quiet: card["quiet"]).next(
      after: now, last: try maker.told(card.key)?.time.day
    ) { day in
      holidays.contains(day) || away.contains { $0.away(on: day) == .whole }
    }
  }

  /// - Throws: ``Failure`` (75) with the next moment.
  private func requireLoud(_ card: IndexedRecord, _ maker: DigestMaker, _ session: Session) throws {
    guard let next = try next(card, maker, LeaveSource(session)) else {
      throw Failure(.notAllowed, Words.digestNotWanted(card.title ?? card.key), hint: Words.digestHowToAsk)
    }
    if next.seconds > session.context.now.seconds {
      throw Failure(.busy, Words.digestNotNow(card.title ?? card.key, Clock.local(next)))
    }
  }

  /// Writes one mail into a Maildir for everybody who asked for it, and for whom it is time.
  private func sendToAll(_ maker: DigestMaker, _ session: Session) throws {
    guard let output else { throw Failure(.usage, Words.digestWhere, hint: Words.give("-o DIR")) }
    let context = session.context
    let leave = try LeaveSource(session)
    let disputed = try session.commons.disputes()
    let sender = try sender(session)
    var written = 0
    for folder in ["", "/tmp", "/new", "/cur"] {
      try writing(output) { () throws(DiskError) in try Files.makeFolder(output + folder) }
    }
    for card in try session.index().list(ListFilter([.person])).sorted(by: { $0.key < $1.key }) {
      // Whose card somebody else changed did not ask for it.
      if disputed[card.path] != nil { continue }
      if let left = card["left"]?.day, left <= context.now.day { continue }
      guard card["digest"] != nil, !Self.person(card).address.isEmpty,
        let next = try next(card, maker, leave),
        next == context.now
      else { continue }
      let material = try maker.material(from: maker.start(for: card))
      let digest = try maker.digest(for: card, from: material, minutes: minutes)
      if !digest.isEmpty {
        let page = try page(digest, material, session, in: language(of: card, session), hasMore: false)
        let mail = DigestMail(page, of: material, to: Self.person(card), from: sender)
        // A mail server takes what is in `new`, so it comes there whole.
        let draft = "\(output)/tmp/\(mail.fileName)"
        try OutputFile.write(mail.mail.bytes, to: draft, replacing: true)
        guard rename(draft, "\(output)/new/\(mail.fileName)") == 0 else {
          throw Failure(.cannotWrite, Words.cannotWriteFile(output, systemMessage(errno)))
        }
        written += 1
      }
      if !peek { try maker.remember(digest) }
    }
    context.say(Words.digestMailsWritten(written))
  }
}

extension Digest.Section {
  /// The word for scripts.
  var name: String {
    switch self {
    case .forYou: "for-you"
    case .worked: "worked"
    case .new: "new"
    case .open: "open"
    }
  }
}
