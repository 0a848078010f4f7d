import Attention
import Planning
import Records
import SearchIndex

/// Chooses who may know the answer of a question that is about to be posted in the commons, by public records alone.
struct WhoIsAsked {
  let gathering: Gathering

  /// Returns at most six, best first.
  ///
  /// - Parameters:
  ///   - isAnonymous: then nothing of the asker matters, not even where they are.
  ///   - struck: whom the asker does not want to ask.
  func chosen(for question: String, isAnonymous: Bool, without struck: [String]) throws -> [Handle] {
    let session = gathering.session
    let now = session.context.now
    let index = try session.index()
    let disputed = try session.commons.disputes()
    let fitting = try index.fitting(question).filter {
      disputed[$0.path] == nil && !($0.type == .post && $0.isQuestion)
    }
    let evidence = fitting.map { record in
      let kind: WhoMayKnow.Evidence.Kind =
        switch record.type {
        case .reply: .answer(hasWorked: record.isAccepted || record.worked > 0)
        case .person: .skill
        default: .post
        }
      let years = record.time.map { max(0, Double(now.seconds - $0) / 31_557_600) } ?? 0
      return WhoMayKnow.Evidence(record.author, kind, fit: record.fit, years: years)
    }
    let window = now.seconds - Question.Asked.window..<now.seconds
    let people = try index.people(Set(evidence.map(\.author))).values.map { card in
      let limit = card["asks"]?.integer ?? Question.Asked.usualLimit
      let hasLeft = card["left"]?.day.map { $0 <= now.day } ?? false
      return WhoMayKnow.Person(
        card.key, region: card["region"]?.text,
        canBeAsked: try !hasLeft && index.timesAsked(card.key, in: window) < limit)
    }
    // A list without who asks would tell who asked.
    return WhoMayKnow.chosen(
      evidence, among: people, besides: isAnonymous ? nil : gathering.me,
      region: isAnonymous ? nil : gathering.card["region"]?.text, without: Set(struck)
    ).compactMap(Handle.init(rawValue:))
  }

  /// Says who will be asked, and from when on; and how long a first answer takes here.
  func tell(_ asked: [Handle], in community: Slug) throws {
    let context = gathering.session.context
    if !asked.isEmpty {
      let period = try gathering.questions.period(of: community.rawValue) ?? .usual
      let end = period.end(ofQuestionAsked: context.now.day, without: try gathering.leave.holidays())
      let rows = WaitingRows(gathering: gathering)
      context.say(Words.willBeAsked(try asked.map { try rows.name($0.rawValue) }, after: end))
    }
    // Older ones tell little of what to expect.
    let answers = try gathering.session.index().firstAnswers(
      SearchIndex.CountScope(
        community: community.rawValue, since: context.now.seconds - 365 * 86_400))
    let survival = Survival(
      answers.map {
        Survival.Wait(($0.answered ?? context.now.seconds) - $0.asked, isOver: $0.answered != nil)
      })
    // This question is one of them, and says nothing yet.
    if survival.count > Survival.fewest { context.say(Words.firstAnswerTakes(survival)) }
  }
}
