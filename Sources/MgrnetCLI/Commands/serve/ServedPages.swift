import FlyingFox
import Foundation
import Pages
import Planning
import Records
import SearchIndex
import Store

/// Makes the page that an address asks for, each from the clone as it is then.
struct ServedPages: Sendable {
  let environment: Environment
  let folder: String?
  let language: Language
  let clock: Clock

  struct Body {
    let type: String
    let bytes: [UInt8]

    static func page(_ text: String) -> Body {
      Body(type: "text/html; charset=utf-8", bytes: Array(text.utf8))
    }
    static func text(_ text: String) -> Body {
      Body(type: "text/plain; charset=utf-8", bytes: Array((text + "\n").utf8))
    }
  }

  /// - Parameters:
  ///   - path: as it was asked for; only what is an id, a slug or a handle as a whole is looked for.
  ///   - query: as in the address.
  func answer(_ path: String, _ query: String, token: String, _ failed: FailedAct? = nil) -> (
    HTTPStatusCode, Body
  ) {
    var context = Context(
      environment: environment, arguments: [], language: language, clock: clock, terminal: Terminal(),
      input: Input(text: ""), output: Writer(.memory), errors: Writer(.memory))
    context.options.folder = folder
    do {
      let maker = try ServedPage(context, token: token, failed)
      do {
        guard let body = try maker.body(at: path, Self.fields(query)) else {
          return (.notFound, .page(maker.site.message(Words.noSuchPage[language], lines: [])))
        }
        return (.ok, body)
      } catch {
        let failure = failure(for: error)
        let isThere = failure.status != .notFound && failure.status != .nothingFound
        return (
          isThere ? .internalServerError : .notFound,
          .page(
            maker.site.message(failure.phrase[language], lines: [failure.hint?[language]].compactMap { $0 }))
        )
      }
    } catch { return (.internalServerError, .text(failure(for: error).phrase[language])) }
  }

  /// Returns the fields of a form; of two of one name the first.
  static func fields(_ query: String) -> [String: String] {
    let pairs = query.split(separator: "&").map { pair -> (String, String) in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? parts[1].replacing("+", with: " ") : ""
      return (String(parts[0]), value.removingPercentEncoding ?? "")
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}

/// One page, from a session of its own.
private struct ServedPage {
  let session: Session
  let site: ServedSite
  private let names: PublicNames
  private let token: String
  private let failed: FailedAct?
  /// The caller's handle; `nil` for who has no card, and writes nothing.
  private let me: String?
  private var language: Language { session.context.language }

  /// So many items stand on a page.
  private static let most = 50
  /// So many of them below today's lines.
  private static let newest = 15

  init(_ context: Context, token: String, _ failed: FailedAct?) throws {
    (self.token, self.failed) = (token, failed)
    let session = try Session(context)
    self.session = session
    me = try unlessRefused { try session.member().handle.rawValue }
    site = try ServedSite(name: try session.name(), Words.served(in: context.language), token: token)
    names = PublicNames(try session.index(), in: context.language, forMembers: true)
  }

  /// Returns `nil` where there is no such page.
  func body(at path: String, _ fields: [String: String]) throws -> ServedPages.Body? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    switch parts {
    case [""], ["index.html"]: return .page(try today())
    case ["site.css"]:
      return ServedPages.Body(type: "text/css; charset=utf-8", bytes: Array(ServedSite.style.utf8))
    case ["communities.html"]: return .page(try communities())
    case ["people.html"]: return .page(try people())
    case ["links.html"]: return .page(try links())
    case ["leave.html"]: return .page(try month(fields["month"]))
    case ["search.html"]: return .page(try found(fields["q"] ?? ""))
    case let parts where parts.count == 2 && parts[1].hasSuffix(".html"):
      let name = String(parts[1].dropLast(5))
      switch parts[0] {
      case "post": return try RecordID(rawValue: name).flatMap { try thread($0) }.map { .page($0) }
      case "person": return try Handle(rawValue: name).flatMap { try person($0) }.map { .page($0) }
      default: return nil
      }
    case let parts where parts.count == 3 && parts[0] == "community" && parts[2] == "index.html":
      let page = min(max(fields["page"].flatMap { Int($0) } ?? 1, 1), 10_000)
      return try Slug(rawValue: parts[1]).flatMap { try community($0, page) }.map { .page($0) }
    case let parts where parts.count == 3 && parts[0] == "post":
      guard let id = RecordID(rawValue: parts[1]), let name = parts[2].removingPercentEncoding else {
        return nil
      }
      return try picture(name, of: id)
    default: return nil
    }
  }

  // MARK: Today

  private func today() throws -> String {
    let newest = try session.list(ListFilter(limit: Self.newest)).compactMap(entry)
    do {
      let screen = try TodayScreen(Gathering(session))
      let lines = try screen.lines()
      let head = Words.todayHead(session.context.now.day, try session.name())[language]
      return site.today(
        head,
        try lines.map { line in
          ServedSite.Line(
            label: Words.label(line.group)[language], text: line.text[language], address: try address(line),
            command: line.command, minutes: line.minutes.map { Words.minutes($0)[language] })
        }, end: lines.isEmpty ? Words.nothingWaits[language] : nil, newest: newest)
    } catch StoreError.noCard {
      return site.today(try session.name(), [], end: Words.makeYourCard[language], newest: newest)
    }
  }

  private func address(_ line: AttentionLine) throws -> String? {
    if let command = line.command, command.hasPrefix("find ") {
      return Site.search(String(command.dropFirst(5)))
    }
    guard let type = RecordType(rawValue: line.row.type) else { return nil }
    if type == .absence { return "leave.html" }
    guard type == .post || type == .reply else { return nil }
    return try session.lookup(line.row.name, types: [type], limit: 1).first.flatMap(address)
  }

  /// Returns where a record is shown, from the root; `nil` for one that has no page.
  private func address(_ record: IndexedRecord) -> String? {
    switch record.type {
    case .post: "post/\(record.key).html"
    case .reply: record.thread.map { "post/\($0).html#\(record.key)" }
    case .person: "person/\(record.key).html"
    case .community: "community/\(record.key)/index.html"
    case .link: "links.html"
    case .absence: "leave.html"
    default: nil
    }
  }

  // MARK: Lists

  private func communities() throws -> String {
    var activity: [String: (posts: Int, newest: Int64)] = [:]
    for shelf in try session.shelves() { activity.merge(try shelf.index().activity()) { $1 } }
    let cards = try session.list(ListFilter([.community])).sorted { $0.key < $1.key }
    return site.communities(
      cards.map { ($0.key, $0.title ?? $0.key, activity[$0.key]?.posts ?? 0, $0.isPrivate) })
  }

  private func community(_ slug: Slug, _ page: Int) throws -> String? {
    let shelf = try session.shelf(of: slug)
    let index = try shelf.index()
    let card = try index.lookup(slug.rawValue, types: [.community], limit: 1).first {
      $0.key == slug.rawValue
    }
    guard let card else { return nil }
    let filter = ListFilter(community: slug.rawValue, limit: page * Self.most + 1)
    let posts = try session.list(filter).dropFirst((page - 1) * Self.most)
    var lines: [String] = card.isPrivate ? [Words.privateWord[language]] : []
    lines += ["region", "theme"].compactMap { card[$0]?.text }
    return site.list(
      card.title ?? card.key, lines: lines, about: try index.whole(card)?.prose ?? "",
      try posts.prefix(Self.most).compactMap(entry),
      older: posts.count > Self.most ? "?page=\(page + 1)" : nil)
  }

  private func entry(_ post: IndexedRecord) throws -> SiteEntry? {
    guard let id = RecordID(rawValue: post.key), !post.isWithdrawn else { return nil }
    var entry = SiteEntry(
      id, title: post.title ?? "", author: try author(of: post).name, created: moment(of: post),
      replies: post.replies)
    entry.isSettled = post.accepted != nil
    entry.isOpen = post.kind == "question" && post.accepted == nil && post.answers == 0
    entry.isPrivate = post.isPrivate
    return entry
  }

  private func author(of record: IndexedRecord) throws -> (name: String, handle: Handle?) {
    if let by = record["by"]?.text { return (try names.name(by), nil) }
    let handle = record.author ?? ""
    let isKnown = handle != Handle.anonymous && !handle.isEmpty
    return (try names.name(handle), isKnown ? Handle(rawValue: handle) : nil)
  }

  private func moment(of record: IndexedRecord) -> Timestamp {
    record.created.flatMap { text in
      Timestamp(text) ?? CalendarDay(text).map { Clock.local(beginningOf: $0) }
    } ?? session.context.now
  }

  private func people() throws -> String {
    let cards = try session.index().list(ListFilter([.person])).map { (fold($0.title ?? $0.key), $0) }
    return site.people(
      cards.sorted { ($0.0, $0.1.key) < ($1.0, $1.1.key) }.map { _, card in
        (card.key, card.title ?? card.key, about(card).joined(separator: " · "))
      })
  }

  private func about(_ card: IndexedRecord) -> [String] {
    ["team", "region"].compactMap { card[$0]?.text } + (card["skills"]?.texts ?? [])
  }

  private func person(_ handle: Handle) throws -> String? {
    guard let card = try session.index().people([handle.rawValue])[handle.rawValue] else { return nil }
    let posts = try session.list(ListFilter(author: handle.rawValue, limit: Self.most))
    let about = about(card).joined(separator: " · ")
    return site.list(
      card.title ?? card.key, lines: about.isEmpty ? [] : [about], phone: card["phone"]?.text,
      about: try session.index().whole(card)?.prose ?? "", try posts.compactMap(entry), older: nil)
  }

  private func links() throws -> String {
    var site = site
    return site.links(
      try session.list(ListFilter([.link])).filter { !$0.isWithdrawn }.map { link in
        let note = try session.shelf(at: link.path).index().whole(link)?.prose ?? ""
        return Site.Link(
          title: link.title ?? link.url ?? "", url: link.url ?? "", category: link.linkCategory ?? "",
          note: note)
      })
  }

  // MARK: Threads

  private func post(_ id: RecordID) throws -> IndexedRecord? {
    try session.lookup(id.rawValue, types: [.post], limit: 1).first { $0.key == id.rawValue }
  }

  private func thread(_ id: RecordID) throws -> String? {
    guard let found = try post(id) else { return nil }
    let item = try WholeItem(found, in: session)
    let record = item.record
    guard let slug = record.community.flatMap({ Slug(rawValue: $0) }),
      var post = try text(record, item.prose, of: item)
    else { return nil }
    post.notices = ItemPage(session.context, pictures: [], withForeignKeys: false).notices(item).map {
      $0[language]
    }
    let title = item.disputes[record.path]?.rightful?["title"]?.text ?? record.ownTitle ?? ""
    var thread = SiteThread(post, title: title, in: slug)
    thread.kind = record.kind ?? "news"
    (thread.tags, thread.takeaway, thread.isPrivate) = (record.tags, record.takeaway, record.isPrivate)
    thread.source = record.kind == "reading" ? record["source"]?.text : nil
    thread.accepted = record.accepted.flatMap { RecordID(rawValue: $0) }
    if me != nil {
      thread.form = SiteThread.Form(token: token, said: failed?.said, draft: failed?.text ?? "")
    }
    thread.replies = try item.thread.places.compactMap { try text($0.record, $0.prose, of: item) }
    thread.place = { address, isPicture in
      if isPicture { return Self.pictureName(address).map { "\(id)/\($0)" } }
      return isWebAddress(address) ? address : nil
    }
    let shelf = try session.shelf(at: record.path)
    shelf.seen().add(item.ids)
    let card = try shelf.index().lookup(slug.rawValue, types: [.community], limit: 1).first
    var site = site
    return site.thread(thread, in: card.flatMap { $0.key == slug.rawValue ? $0.title : nil } ?? slug.rawValue)
  }

  private func text(_ record: IndexedRecord, _ prose: String, of item: WholeItem) throws -> SiteText? {
    guard let id = RecordID(rawValue: record.key) else { return nil }
    let dispute = item.disputes[record.path]
    var text = SiteText(
      id, author: try author(of: record), created: moment(of: record),
      text: dispute.map { $0.rightful?.prose ?? "" } ?? prose)
    text.isWithdrawn = record.isWithdrawn
    text.edited = record["edited"]?.time
    text.language = record.language
    text.to = record.to.flatMap { RecordID(rawValue: $0) }
    if record.type == .reply, let dispute { text.notices = [Words.disputed(dispute.verdict)[language]] }
    let author = record.isImported ? nil : record.author
    for mark in item.marks where mark.target == record.key && mark.author != author {
      if mark.isUseful { text.useful += 1 }
      if let outcome = mark.tried {
        text.tries.append((outcome, try names.name(mark.author), mark.story))
      }
    }
    if let me, !text.isWithdrawn, record.author != me {
      text.acts = [("useful", Words.usefulToMe[language]), ("worked", Words.workedForMe[language])]
    }
    let isAsked = item.record.kind == "question" && item.record.author == me && me != nil
    if record.type == .reply, isAsked, !text.isWithdrawn, item.record.accepted != record.key {
      text.acts.append(("accept", Words.settlesIt[language]))
    }
    return text
  }

  /// Returns the name of a file beside a post, as a text of the thread says it; `nil` for what lies elsewhere.
  private static func pictureName(_ address: String) -> String? {
    let name = address.hasPrefix("../") ? String(address.dropFirst(3)) : address
    return name.isEmpty || name.hasPrefix(".") || name.contains(where: { "/\\:?#%\0".contains($0) })
      ? nil : name
  }

  /// Only pictures that hold no program, each by the type that its bytes have.
  private func picture(_ name: String, of id: RecordID) throws -> ServedPages.Body? {
    guard Self.pictureName(name) == name, let post = try post(id) else { return nil }
    let snapshot = try session.shelf(at: post.path).network().snapshot()
    guard let bytes = try snapshot.bytes(at: RecordPath.folder(of: post.path) + "/" + name) else {
      return nil
    }
    let picture = Picture(name: name, bytes: bytes)
    guard picture.isStill, let type = picture.mediaType else { return nil }
    return ServedPages.Body(type: type, bytes: bytes)
  }

  // MARK: Absences

  private func month(_ text: String?) throws -> String {
    let month = text.flatMap { CalendarMonth($0) } ?? CalendarMonth(containing: session.context.now.day)
    let source = try LeaveSource(session)
    var used: Set<HolidayNames> = []
    let grid = try LeaveGrid(source, days: month.days, nil, source.absences(in: month.days), &used)
    let holidays = try source.holidays()
    var page = ServedSite.Month(
      "\(Words.leaveTitle[language])\(Words.colon[language])\(month.written(in: language))",
      days: month.days.map {
        ($0.weekday.letter(in: language), $0.day, $0.isWeekend || holidays.contains($0))
      },
      people: grid.lines.map { line in
        (
          line.person, line.name,
          line.cells.map { ($0 == .weekend ? "" : $0.letters, $0 == .weekend || $0 == .holiday) }
        )
      })
    page.before = month.advanced(by: -1).description
    page.after = month.advanced(by: 1).description
    page.legend = Words.leaveLegend[language]
    page.notes = holidays.list(in: month.days).map { Words.holidayLine($0)[language] }
    return site.month(page)
  }

  // MARK: Search

  private func found(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else { return site.found([], query: "", said: "") }
    do {
      let query = try session.namingAuthors(
        in: QueryParser.parse(text, now: session.context.now, value: Words.value(named:among:)))
      let result = try session.find(query) {
        try session.options(for: query, in: $0, atMost: Self.most, .best)
      }
      let said = result.hits.isEmpty ? Words.nothingFound : Words.found(result, shown: result.hits.count)
      return site.found(try result.hits.map(found), query: text, said: said[language])
    } catch {
      // A query that is wrong can be put right where it stands.
      let failure = failure(for: error)
      let said = [failure.phrase, failure.hint].compactMap { $0?[language] }.joined(separator: "; ")
      return site.found([], query: text, said: said)
    }
  }

  private func found(_ hit: Hit) throws -> ServedSite.Found {
    let record = hit.record
    var title = record.ownTitle ?? record.key
    if record.type == .reply {
      let post = try record.thread.flatMap { try session.lookup($0, types: [.post], limit: 1).first }
      title = Words.replyTo(post?.ownTitle ?? record.thread ?? "")[language]
    }
    let about = [
      Words.kindName(record.kind, of: record.type)[language],
      record.author == nil ? nil : try author(of: record).name, record.community,
      record.created == nil ? nil : Words.day(moment(of: record).day, .long)[language],
    ]
    return ServedSite.Found(
      title: title, address: address(record), about: about.compactMap { $0 }.joined(separator: " · "),
      isPrivate: record.isPrivate, snippet: hit.snippet.map { ($0.text, $0.isMatch) })
  }
}
