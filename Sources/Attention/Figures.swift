import Records

/// How a community, or the network, lives: counted from what people wrote and marked, never from what they read.
///
/// No figure is about one person, and none about a group of fewer than five. Nor does it say how many of a larger group did
/// something if these are fewer than five, or if those are who did not: whoever knows that 17 of 20 did it knows that three
/// did not, and often who. Then it is "fewer than five", or all but these. Of regions, as many are told as leave none or
/// five people at least. The same rule holds for promises, each of which is somebody's; texts and links have no such
/// secret.
package struct Figures: Sendable {
  /// A part of a whole.
  package struct Share: Hashable, Sendable {
    package let count: Int
    package let of: Int
    package init(_ count: Int, of all: Int) { (self.count, of) = (count, all) }

    /// Rounded; `nil` of fewer than five.
    package var percent: Int? { of < Figures.fewest ? nil : (200 * count + of) / (2 * of) }
    /// What is told of a share of people.
    package var told: Told {
      switch (count, of - count) {
      case (0, _), (_, 0): .exactly(count)
      case (..<Figures.fewest, _): .few
      case (_, ..<Figures.fewest): .allButFew
      default: .exactly(count)
      }
    }

    /// The same where the rest is no group of its own.
    package var toldAlone: Told { (1..<Figures.fewest).contains(count) ? .few : .exactly(count) }

    package var fraction: Double { of == 0 ? 0 : Double(count) / Double(of) }
  }

  /// The size of a group as far as it is told.
  package enum Told: Hashable, Sendable {
    case exactly(Int)
    /// At least one, and fewer than five.
    case few
    /// All but at least one and fewer than five.
    case allButFew

    package var number: Int? { if case .exactly(let count) = self { count } else { nil } }
  }

  package struct Region: Hashable, Sendable {
    package let name: String
    package let answers: Share
    package let people: Share
    package init(_ name: String, answers: Share, people: Share) {
      (self.name, self.answers, self.people) = (name, answers, people)
    }
  }

  package static let fewest = Survival.fewest

  /// People who wrote or marked something, of those who subscribed.
  package let active: Share
  package let firstAnswer: Survival
  /// Questions past the promised days, of all that were asked.
  package let overdue: Share
  /// So many people give half of the answers, of those who answered.
  package let half: Share
  package let regions: [Region]
  /// Takeaways that somebody else than their author tried.
  package let tried: Share
  /// Links that are broken, of those that were looked at.
  package let deadLinks: Share
  /// Promises of an answer that were kept, of those whose day is over.
  package let promises: Share
  /// What is due for review.
  package let due: Int

  /// - Parameters:
  ///   - answers: how many answers each person gave.
  ///   - regionOf: the region on each subscriber's card, by handle.
  package init(
    active: Share, waits: [Survival.Wait], overdue: Int, answers: [String: Int], regionOf: [String: String?],
    tried: Share, deadLinks: Share, promises: Share, due: Int
  ) {
    (self.active, self.tried, self.deadLinks, self.promises, self.due) = (
      active, tried, deadLinks, promises, due
    )
    firstAnswer = Survival(waits)
    self.overdue = Share(overdue, of: waits.count)
    let all = answers.values.reduce(0, +)
    var (sum, people) = (0, 0)
    for count in answers.values.sorted(by: >) where 2 * sum < all {
      sum += count
      people += 1
    }
    half = Share(people, of: answers.count)
    let subscribers = regionOf.filter { $0.value != nil }
    let answered = answers.filter { regionOf[$0.key] ?? nil != nil }
    let given = answered.values.reduce(0, +)
    let byRegion = Dictionary(grouping: subscribers, by: { $0.value ?? "" })
    regions = Self.tellable(byRegion.mapValues(\.count)).compactMap { name in
      let people = byRegion[name] ?? []
      let own = answered.filter { regionOf[$0.key] == name }.values.reduce(0, +)
      return Region(
        name, answers: Share(own, of: given), people: Share(people.count, of: subscribers.count))
    }.sorted { $0.name < $1.name }
  }

  /// Returns the regions with five people at least, but the smallest of them where all others together have fewer.
  private static func tellable(_ people: [String: Int]) -> [String] {
    let sorted = people.filter { $0.value >= fewest }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let rest = people.values.filter { $0 < fewest }.reduce(0, +)
    return (1..<fewest).contains(rest) ? sorted.dropLast().map(\.key) : sorted.map(\.key)
  }
}

/// Strengths, weaknesses, opportunities and threats: what the figures say, each with the figure that says so.
package enum Swot {
  package enum Side: String, CaseIterable, Sendable { case strengths, weaknesses, opportunities, threats }

  package enum Finding: Hashable, Sendable {
    case quickAnswers(Survival)
    case slowAnswers(Survival)
    case takeawaysTried(Figures.Share)
    case takeawaysUntried(Figures.Share)
    case promisesKept(Figures.Share)
    case promisesBroken(Figures.Share)
    case manyAnswer(Figures.Share)
    case fewAnswer(Figures.Share)
    case silentRegion(Figures.Region)
    case regionWithoutCommunity(String, people: Int)
    case quietSubscribers(Figures.Share)
    case overdueQuestions(Int, oldestDays: Int)
    case dueReviews(Int)
    case deadLinks(Figures.Share)

    package var side: Side {
      switch self {
      case .quickAnswers, .takeawaysTried, .promisesKept, .manyAnswer: .strengths
      case .slowAnswers, .promisesBroken, .fewAnswer, .silentRegion: .weaknesses
      case .takeawaysUntried, .regionWithoutCommunity, .quietSubscribers: .opportunities
      case .overdueQuestions, .dueReviews, .deadLinks: .threats
      }
    }
  }

  private static let quick: Int64 = 3 * 86_400
  private static let slow: Int64 = 7 * 86_400

  /// - Parameters:
  ///   - oldestDays: for how many days the oldest open question has waited.
  ///   - homeless: regions without a community of their own, with how many people they have.
  package static func findings(
    _ figures: Figures, oldestDays: Int, homeless: [(region: String, people: Int)]
  ) -> [Finding] {
    var found: [Finding] = []
    let answer = figures.firstAnswer
    if answer.count >= Figures.fewest {
      if let median = answer.median, median <= quick { found.append(.quickAnswers(answer)) }
      if answer.median.map({ $0 > slow }) ?? true { found.append(.slowAnswers(answer)) }
    }
    func judge(_ share: Figures.Share, good: Double, bad: Double, _ yes: Finding, _ no: Finding) {
      guard share.of >= Figures.fewest else { return }
      if share.fraction >= good { found.append(yes) } else if share.fraction < bad { found.append(no) }
    }
    judge(
      figures.tried, good: 0.5, bad: 0.25, .takeawaysTried(figures.tried), .takeawaysUntried(figures.tried))
    judge(
      figures.promises, good: 0.8, bad: 0.6, .promisesKept(figures.promises),
      .promisesBroken(figures.promises))
    judge(figures.half, good: 0.25, bad: 0.1, .manyAnswer(figures.half), .fewAnswer(figures.half))
    if figures.active.of >= Figures.fewest, figures.active.fraction < 0.5 {
      found.append(.quietSubscribers(figures.active))
    }
    for region in figures.regions
    where region.answers.of >= Figures.fewest && 2 * region.answers.fraction < region.people.fraction {
      found.append(.silentRegion(region))
    }
    for (region, people) in homeless where people >= Figures.fewest {
      found.append(.regionWithoutCommunity(region, people: people))
    }
    if figures.overdue.count > 0 {
      found.append(.overdueQuestions(figures.overdue.count, oldestDays: oldestDays))
    }
    if figures.due > 0 { found.append(.dueReviews(figures.due)) }
    if figures.deadLinks.count > 0 { found.append(.deadLinks(figures.deadLinks)) }
    let order = Dictionary(uniqueKeysWithValues: zip(Side.allCases, 0...))
    return found.enumerated().sorted { (order[$0.1.side] ?? 0, $0.0) < (order[$1.1.side] ?? 0, $1.0) }.map(
      \.1)
  }
}
