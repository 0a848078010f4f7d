import Records

/// Why something waits for a person, in the order of whose turn it is.
package enum Reason: Hashable, Sendable {
  /// They promised an answer by that day.
  case promised(by: CalendarDay)
  /// The question is sent their way, and past its promised day; a skill on their card that it names.
  case asked(skill: String?)
  /// Somebody promised an answer, and the day is over: for the stewards, once.
  case lapsed(by: String, on: CalendarDay)
  /// They have the turn in a planning.
  case turn(CalendarDay)
  /// A reply to what they wrote.
  case replied(to: Item)
  /// Somebody tried what they wrote.
  case tried(by: String, outcome: String)
  /// A text that names them.
  case mentioned
  /// A text was made of an answer of theirs: may it name them?
  case credit
  case event(on: CalendarDay, answer: String?)
  case contest(closes: CalendarDay)
  /// A contest that waits for them to close it, to open its votes, or to write down what is drawn from.
  case ending(ContestStep, since: CalendarDay)
  /// Their own question, open for a month: how did it end?
  case openForLong
  /// It is to be looked at again; `true` if they tried it, and its author has not done so.
  case review(since: CalendarDay, tried: Bool)
  /// A question of a community of theirs, past its promised day.
  case unanswered(since: CalendarDay)
  /// They want to see each post of that community.
  case subscribed(String)

  /// The word for scripts.
  package var name: String {
    switch self {
    case .promised: "promised"
    case .asked: "routed"
    case .lapsed: "lapsed"
    case .turn: "turn"
    case .replied: "reply"
    case .tried: "tried"
    case .mentioned: "mention"
    case .credit: "credit"
    case .event: "event"
    case .contest, .ending: "contest"
    case .openForLong: "open"
    case .review: "due"
    case .unanswered: "unanswered"
    case .subscribed: "subscribed"
    }
  }

  /// Lower comes first.
  var rank: Int {
    switch self {
    case .promised: 0
    case .asked: 1
    case .lapsed: 2
    case .turn, .ending: 3
    case .replied: 4
    case .event: 5
    case .contest: 6
    case .tried: 7
    case .mentioned: 8
    case .credit: 9
    case .openForLong: 10
    case .unanswered: 11
    case .review: 12
    case .subscribed: 13
    }
  }

  /// The day that decides between two of one rank: the sooner one first.
  package var day: CalendarDay? {
    switch self {
    case .promised(let day), .turn(let day), .event(let day, _), .contest(let day): day
    case .lapsed(_, let day), .review(let day, _), .unanswered(let day), .ending(_, let day): day
    case .asked, .replied, .tried, .mentioned, .credit, .openForLong, .subscribed: nil
    }
  }
}

/// What somebody has to do after a contest's closing time.
package enum ContestStep: String, Sendable { case close, open, witness }

/// What waits for a person, and why.
package struct Waiting: Hashable, Sendable {
  package let item: Item
  package let reason: Reason

  package init(_ item: Item, _ reason: Reason) { (self.item, self.reason) = (item, reason) }

  /// What `inbox done` remembers: another promise, another try or another day waits anew.
  package var token: String {
    if case .tried(let author, let outcome) = reason { return Self.token(ofTrying: item.id, author, outcome) }
    let detail: String =
      switch reason {
      case .lapsed(let author, let day): "\(author) \(day)"
      case .ending(let step, _): step.rawValue
      case .tried, .replied, .mentioned, .credit, .subscribed, .openForLong: ""
      default: reason.day?.description ?? ""
      }
    return [reason.name, item.id, detail].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The same of what somebody said who tried a text: who has read it is done with it.
  package static func token(ofTrying id: String, _ author: String, _ outcome: String) -> String {
    "tried \(id) \(author) \(outcome)"
  }

  /// Whether reading the text is all that it asks for.
  var isDoneByReading: Bool {
    switch reason {
    case .replied, .mentioned, .subscribed: true
    default: false
    }
  }

  static func precedes(_ one: Waiting, _ other: Waiting) -> Bool {
    let far = CalendarDay(daysSince1970: .max)
    let (left, right) = (one.reason, other.reason)
    if left.rank != right.rank { return left.rank < right.rank }
    if left.day != right.day { return left.day ?? far < right.day ?? far }
    if one.item.worth != other.item.worth { return one.item.worth > other.item.worth }
    let (first, second) = (one.item.created?.seconds ?? 0, other.item.created?.seconds ?? 0)
    return first == second ? one.token < other.token : first > second
  }
}

/// What one clone knows that may concern its person.
package struct Surroundings: Sendable {
  package var me: String
  package var today: CalendarDay
  package var skills: [String] = []
  /// The open questions whose `asked` names them, each with its text, in which a skill may stand.
  package var askedOfMe: [(question: Question, text: String)] = []
  /// The open questions of which somebody promised an answer: they, and, where they are a steward, others.
  package var promised: [Question] = []
  /// The communities, by their slugs, of which they are a steward.
  package var stewardOf: Set<String> = []
  /// The open questions of their communities past the promise.
  package var unanswered: [Question] = []
  /// Their own questions that are open for a month.
  package var openForLong: [Item] = []
  package var replies: [(reply: Item, to: Item)] = []
  package var tries: [(item: Item, author: String, outcome: String)] = []
  package var mentions: [Item] = []
  /// The texts that are made of their answers, and may not name them yet.
  package var madeOfMine: [Item] = []
  package var turns: [(day: CalendarDay, plan: Item)] = []
  package var events: [(event: Item, day: CalendarDay, answer: String?)] = []
  package var contests: [(contest: Item, closes: CalendarDay)] = []
  package var endings: [(contest: Item, step: ContestStep, day: CalendarDay)] = []
  package var dueOwn: [(item: Item, day: CalendarDay)] = []
  package var dueTried: [(item: Item, day: CalendarDay)] = []
  /// The posts of the communities of which they want each.
  package var subscribed: [Item] = []
  /// What they have read, by ids, and what they are done with, by tokens.
  package var read: Set<String> = []
  package var done: Set<String> = []

  package init(me: String, today: CalendarDay) { (self.me, self.today) = (me, today) }

  /// How long the author has for a review, before those are asked who tried it.
  static let reviewDays = 14

  /// Returns what waits for the person, in the order of whose turn it is, then by worth. Each record once, for the first
  /// of its reasons, but for what different people say of it.
  package func inbox() -> [Waiting] {
    var all: [Waiting] = []
    func add(_ item: Item, _ reason: Reason) { all.append(Waiting(item, reason)) }
    for question in promised {
      for promise in question.promises {
        guard let day = promise.by else { continue }
        if promise.author == me {
          add(question.item, .promised(by: day))
        } else if day < today, let community = question.item.community, stewardOf.contains(community) {
          add(question.item, .lapsed(by: promise.author, on: day))
        }
      }
    }
    for (question, text) in askedOfMe where question.turn(on: today).contains(me) {
      add(question.item, .asked(skill: Self.skill(of: skills, in: text)))
    }
    for (day, plan) in turns where day >= today { add(plan, .turn(day)) }
    for (reply, post) in replies { add(reply, .replied(to: post)) }
    for (event, day, answer) in events where answer != "no" { add(event, .event(on: day, answer: answer)) }
    for (contest, day) in contests { add(contest, .contest(closes: day)) }
    for (contest, step, day) in endings { add(contest, .ending(step, since: day)) }
    for (item, author, outcome) in tries { add(item, .tried(by: author, outcome: outcome)) }
    for item in mentions { add(item, .mentioned) }
    for item in madeOfMine { add(item, .credit) }
    for item in openForLong { add(item, .openForLong) }
    for question in unanswered where question.end < today {
      add(question.item, .unanswered(since: question.end))
    }
    for (item, day) in dueOwn where day < today { add(item, .review(since: day, tried: false)) }
    for (item, day) in dueTried where day.advanced(by: Self.reviewDays) < today {
      add(item, .review(since: day, tried: true))
    }
    for item in subscribed where item.author != me { add(item, .subscribed(item.community ?? "")) }
    let open = all.filter { !done.contains($0.token) && !($0.isDoneByReading && read.contains($0.item.id)) }
    var seen: Set<String> = []
    return open.sorted(by: Waiting.precedes).filter { waiting in
      if case .tried = waiting.reason { return true }
      return seen.insert(waiting.item.id).inserted
    }
  }

  /// Returns the first skill whose words stand in a text, as people write them: without regard to case and accents.
  static func skill(of skills: [String], in text: String) -> String? {
    let text = " " + words(text) + " "
    return skills.first { !words($0).isEmpty && text.contains(" " + words($0) + " ") }
  }

  private static func words(_ text: String) -> String {
    fold(text).split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }
}
