import Attention
import Records

/// Makes rows and lines of what waits for the caller.
struct WaitingRows {
  let gathering: Gathering

  /// The name on somebody's card, as people say it.
  func name(_ handle: String?) throws -> Phrase {
    guard let handle else { return Words.somebody }
    if handle == Handle.anonymous { return Words.somebody }
    return Phrase(verbatim: "\(try gathering.questions.person(handle)?.title ?? handle)")
  }

  /// What a person reads on today's screen.
  func line(_ waiting: Waiting) throws -> Phrase {
    let (item, today) = (waiting.item, gathering.now.day)
    let title = Words.inQuotes(item.title)
    switch waiting.reason {
    case .promised(let day): return Words.youPromised(title, by: day, today: today)
    case .asked(let skill):
      return Words.sentYourWay(title, since: item.created?.day ?? today, skill: skill, today: today)
    case .lapsed(let author, let day): return Words.lapsed(title, try name(author), by: day)
    case .turn(let day): return Words.yourTurn(item.title, on: day, today: today)
    case .replied(let post):
      let name = try name(item.author)
      return post.author == gathering.me ? Words.replied(name, to: title) : Words.repliedIn(title, name)
    case .tried(let author, let outcome): return try tried(item, [(author, outcome)])
    case .mentioned: return Words.mentionedIn(title, by: try name(item.author))
    case .credit: return Words.mayItNameYou(title)
    case .event(let day, let answer): return Words.eventSoon(item.title, on: day, answer, today: today)
    case .contest(let day): return Words.contestSoon(item.title, on: day, today: today)
    case .ending(let step, _): return Words.contestWaits(item.title, step)
    case .openForLong: return Words.howDidItEnd(title)
    case .review(let day, let tried): return Words.reviewWaits(title, since: day, tried: tried)
    case .unanswered(let day): return Words.pastPromise(title, in: item.community ?? "", since: day)
    case .subscribed(let community): return Words.newIn(community, title)
    }
  }

  /// Who tried one of the caller's texts, in one line.
  func tried(_ item: Item, _ tries: [(author: String, outcome: String)]) throws -> Phrase {
    var outcomes: [String] = []
    for (_, outcome) in tries where !outcomes.contains(outcome) { outcomes.append(outcome) }
    return Words.triedYours(
      Words.inQuotes(item.title), by: Words.all(of: try tries.map { try name($0.author) }), outcomes)
  }

  /// Why it waits, in a few words.
  func why(_ waiting: Waiting) throws -> Phrase {
    let today = gathering.now.day
    return switch waiting.reason {
    case .promised(let day): Words.whyPromised(day, today: today)
    case .asked(let skill): Words.whyAsked(skill)
    case .lapsed(let author, let day): Words.whyLapsed(try name(author), day)
    case .turn(let day): Words.whyTurn(day, today: today)
    case .replied(let post):
      post.author == gathering.me
        ? Words.whyReplied(try name(waiting.item.author))
        : Words.whyAnsweredYou(try name(waiting.item.author))
    case .tried(let author, let outcome): Words.whyTried(try name(author), outcome)
    case .mentioned: Words.whyMentioned(try name(waiting.item.author))
    case .credit: Words.whyCredit
    case .event(let day, let answer): Words.whyEvent(day, answer, today: today)
    case .contest(let day): Words.whyContest(day, today: today)
    case .ending(let step, _): Words.whyEnding(step)
    case .openForLong: Words.whyOpenForLong
    case .review(let day, let tried): Words.whyReview(day, tried: tried)
    case .unanswered(let day): Words.whyUnanswered(waiting.item.community ?? "", day)
    case .subscribed(let community): Words.whySubscribed(community)
    }
  }

  /// What to type, without `mgrnet`.
  func command(_ waiting: Waiting, _ id: String) -> String {
    switch waiting.reason {
    case .promised: "reply \(id)"
    case .asked: "promise \(id)"
    case .credit: "mark \(id) --credit yes"
    case .review: "mark \(id) --still-valid"
    case .contest: "contest show \(id)"
    case .ending(.witness, _): "contest show \(id)"
    case .ending(let step, _): "contest \(step.rawValue) \(id)"
    default: "show \(id)"
    }
  }

  /// The row for listings and programs.
  func row(_ waiting: Waiting, prefixes: [String: Int]) throws -> OutputRow {
    var row =
      gathering.records[waiting.item.path].map { OutputRow($0, uniquePrefix: prefixes[$0.key] ?? 0) }
      ?? OutputRow(.id, waiting.item.id, type: waiting.item.type.rawValue)
    row.title = waiting.item.title
    row.more.append(.init("reason", .text(waiting.reason.name)))
    row.more.append(.init("why", .text(try why(waiting)[gathering.session.context.language])))
    row.more.append(.init("day", .optional(waiting.reason.day?.description)))
    return row
  }

  static let columns: [Column] = [
    .key, .minutes, .title, Column.field("reason").inPipesOnly,
    .field("why", fit: .below) { row, _ in
      row["why"].oneLine
    } paint: { text, _, style in
      style.cyan(text)
    },
  ]
}
