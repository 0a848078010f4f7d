import Attention
import Git
import Planning
import Records
import SearchIndex
import Store

/// Reads from the indexes, the calendar and this machine's notes what may concern the caller, for the rules of
/// `Attention`. What is disputed, and what an import brought, is left out.
final class Gathering {
  let session: Session
  let member: Member
  let questions: QuestionReader
  var leave: LeaveSource { questions.leave }
  private(set) var surroundings: Surroundings
  /// The records that stand behind the items, by path.
  private(set) var records: [String: IndexedRecord] = [:]
  let card: IndexedRecord
  private var disputed: Set<String> = []

  /// In days: older replies and posts wait for nobody.
  static let horizon: Int64 = 30
  private static let marksHorizon: Int64 = 14
  private static let daysAhead = 7
  private static let most = 200

  var now: Timestamp { session.context.now }
  var me: String { member.handle.rawValue }
  private var ago: (Int64) -> Int64 { { [now] in now.seconds - $0 * 86_400 } }

  /// - Parameter shelves: those that are read; all by default.
  /// - Throws: `StoreError.noCard` for who has no card.
  init(_ session: Session, only shelves: [Shelf]? = nil) throws {
    self.session = session
    member = try session.member()
    questions = try QuestionReader(session, now: session.context.now)
    let handle = member.handle.rawValue
    guard let card = try session.index().people([handle])[handle] else {
      throw StoreError.missingRecord(path: RecordPath.person(member.handle))
    }
    self.card = card
    surroundings = Surroundings(me: handle, today: session.context.now.day)
    surroundings.skills = card["skills"]?.texts ?? []
    for shelf in try shelves ?? session.shelves() { try gather(shelf) }
  }

  // MARK: The communities of the caller

  /// Returns the communities of a shelf to which the caller subscribed so that posts reach them, with how.
  func subscriptions(in shelf: Shelf) throws -> [(community: String, mode: String)] {
    let pairs: [(String, String)]
    if let slug = shelf.community {
      let own = try unlessRefused {
        try shelf.network().snapshot().document(at: RecordPath.member(member.handle, of: slug))
      }
      pairs = [(slug.rawValue, own?["subscription"]?.text ?? "digest")]
    } else {
      pairs = card["subscriptions"]?.pairs.map { ($0.key, $0.value.text ?? "") } ?? []
    }
    return pairs.filter { $0.1 == "each" || $0.1 == "digest" }
  }

  // MARK: Items

  func item(_ record: IndexedRecord, title: String? = nil) -> Item {
    records[record.path] = record
    return Item(record, title: title)
  }

  private func question(_ record: IndexedRecord, _ index: SearchIndex) throws -> Question {
    records[record.path] = record
    return try questions.question(record, index)
  }

  private func counts(_ record: IndexedRecord) -> Bool {
    !record.isImported && !record.isWithdrawn && !disputed.contains(record.path)
  }

  private func gather(_ shelf: Shelf) throws {
    let index = try shelf.index()
    disputed = try Set(shelf.disputes().keys)
    let subscriptions = try subscriptions(in: shelf)
    surroundings.read.formUnion(try shelf.seen().ids())
    surroundings.done.formUnion(try shelf.done().lines())
    try gatherQuestions(index, shelf, subscriptions.map(\.community))
    try gatherReplies(index)
    try gatherTries(index, shelf)
    for record in try index.mentions(of: me, since: ago(Self.horizon), limit: Self.most)
    where counts(record) {
      surroundings.mentions.append(item(record, title: try title(of: record, index)))
    }
    surroundings.madeOfMine += try index.texts(
      madeOfAnswersBy: me, since: ago(Self.horizon), limit: Self.most
    ).filter(counts).map { item($0) }
    let today = now.day
    for (day, plan) in try index.turns(of: me, in: today...today.advanced(by: Self.daysAhead))
    where counts(plan) {
      surroundings.turns.append((day, item(plan)))
    }
    try gatherDates(index, Set(subscriptions.map(\.community)))
    let due = try index.due(for: me, by: today)
    func reviews(_ records: [IndexedRecord]) throws -> [(item: Item, day: CalendarDay)] {
      try records.filter(counts).compactMap { record in
        try record.due.map { (item(record, title: try title(of: record, index)), $0) }
      }
    }
    surroundings.dueOwn += try reviews(due.own)
    surroundings.dueTried += try reviews(due.tried)
    for (community, mode) in subscriptions where mode == "each" {
      var filter = ListFilter([.post], community: community, limit: Self.most)
      filter.since = ago(Self.horizon)
      surroundings.subscribed += try index.list(filter).filter(counts).map { item($0) }
    }
  }

  /// The title of a reply is that of its post.
  private func title(of record: IndexedRecord, _ index: SearchIndex) throws -> String? {
    guard let thread = record.thread else { return record.title }
    return try index.lookup(thread, types: [.post], limit: 1).first { $0.key == thread }?.title
  }

  // MARK: Questions

  private func gatherQuestions(_ index: SearchIndex, _ shelf: Shelf, _ mine: [String]) throws {
    for record in try index.openQuestions(askedOf: me) where counts(record) {
      let prose = try index.whole(record)?.prose ?? ""
      let text = ([record.title ?? ""] + record.tags + [prose]).joined(separator: "\n")
      surroundings.askedOfMe.append((try question(record, index), text))
    }
    var promised = try index.promisedQuestions().filter(counts)
    if !promised.isEmpty {
      for slug in Set(promised.compactMap(\.community)) {
        guard let name = Slug(rawValue: slug) else { continue }
        let stewards = try unlessRefused { try shelf.network().snapshot().stewards(of: name) } ?? []
        if stewards.contains(member.handle) { surroundings.stewardOf.insert(slug) }
      }
      promised = promised.filter { $0.author != me }
    }
    surroundings.promised += try promised.map { try question($0, index) }
    for slug in mine {
      guard let moment = try questions.overdue(in: slug) else { continue }
      let period = try questions.period(of: slug) ?? .usual
      surroundings.unanswered += try index.openQuestions(in: slug, before: moment, limit: Self.most)
        .filter { counts($0) && $0.author != me }.map { record in
          // Whose turn it is does not matter here.
          let asked = record.created.flatMap { Timestamp($0) } ?? now
          return try Question(
            item(record), end: period.end(ofQuestionAsked: asked.day, without: leave.holidays()))
        }
    }
    surroundings.openForLong += try index.ownOpenQuestions(of: me, before: ago(Self.horizon)).filter(counts)
      .map {
        item($0)
      }
  }

  // MARK: What others say of the caller's texts

  private func gatherReplies(_ index: SearchIndex) throws {
    for (reply, post) in try index.replies(besides: me, since: ago(Self.horizon), limit: Self.most)
    where counts(reply) && !post.isWithdrawn {
      let answered = try reply.to.flatMap { id in
        try index.lookup(id, types: [.reply], limit: 1).first { $0.key == id }
      }
      guard (answered ?? post).author == me || post.author == me else { continue }
      surroundings.replies.append((item(reply, title: post.title), item(post)))
    }
  }

  private func gatherTries(_ index: SearchIndex, _ shelf: Shelf) throws {
    let tries = try index.tries(ofWorkBy: me)
    guard !tries.isEmpty else { return }
    let recent = try shelf.marks(since: ago(Self.marksHorizon))
    for (record, mark, path) in tries
    where counts(record) && !disputed.contains(path) && recent?.contains(path) ?? true {
      let item = item(record, title: try title(of: record, index))
      surroundings.tries.append((item, mark.author, mark.tried ?? ""))
    }
  }

  // MARK: Events and contests

  private func gatherDates(_ index: SearchIndex, _ mine: Set<String>) throws {
    let end = now.seconds + Int64(Self.daysAhead) * 86_400
    for event in try index.events(in: now.seconds..<end)
    where counts(event) && event["cancelled"] != .bool(true) {
      let answer = try index.parts(of: event.key, .rsvp).first { $0.author == me }?.says
      let communities = event["communities"]?.texts ?? []
      guard answer != nil || communities.isEmpty || !mine.isDisjoint(with: communities) else { continue }
      guard let starts = event["starts"]?.time else { continue }
      surroundings.events.append((item(event), Clock.local(starts).day, answer))
    }
    for contest in try index.list(ListFilter([.contest], limit: Self.most)) where counts(contest) {
      guard let closes = contest["closes"], let moment = Self.moment(closes, now), moment.seconds < end
      else { continue }
      guard moment.seconds >= now.seconds else {
        if moment.seconds > ago(Self.horizon) { try gatherEnding(of: contest, moment.day) }
        continue
      }
      let taken = try index.parts(of: contest.key, .vote) + index.parts(of: contest.key, .entry)
      if contest.author == me || taken.contains(where: { $0.author == me }) { continue }
      surroundings.contests.append((item(contest), moment.day))
    }
  }

  /// Who has to do something now that a contest is over.
  private func gatherEnding(of contest: IndexedRecord, _ day: CalendarDay) throws {
    guard let place = RecordPath(contest.path) else { return }
    let whole = try WholeContest(at: place, in: session)
    let step: ContestStep? =
      switch whole.outcome.state {
      case .open: whole.contest.host == me ? .close : nil
      case .sealed: whole.contest.trustee?.handle == me ? .open : nil
      case .awaitsValue: whole.mayWitness(me) ? .witness : nil
      case .decided: nil
      }
    if let step { surroundings.endings.append((item(contest), step, day)) }
  }

  /// A contest closes at a time, or at the end of a day.
  private static func moment(_ closes: YAMLValue, _ now: Timestamp) -> Timestamp? {
    if let time = closes.time { return Clock.local(time) }
    return closes.day.map {
      Timestamp(
        secondsSince1970: Int64($0.daysSince1970 + 1) * 86_400 - 1 - Int64(now.offsetMinutes) * 60,
        offsetMinutes: now.offsetMinutes)
    }
  }
}
