import Records

/// Chooses who may know the answer of a question, by what is public: what they answered with success, what they wrote,
/// and the skills on their cards.
package enum WhoMayKnow {
  /// A text that fits the question, and whose it is.
  package struct Evidence: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// An answer; whether its asker accepted it, or somebody tried it with success.
      case answer(hasWorked: Bool)
      /// A practice, an analogy, a reading; a question that somebody asked says nothing of what they know.
      case post
      /// A card whose skills name it.
      case skill
    }

    package let author: String
    package let kind: Kind
    /// How well it fits: BM25, greater is better.
    package let fit: Double
    package let years: Double

    package init(_ author: String, _ kind: Kind, fit: Double, years: Double = 0) {
      (self.author, self.kind, self.fit, self.years) = (author, kind, fit, years)
    }

    fileprivate var score: Double {
      let weight: Double =
        switch kind {
        case .answer(let hasWorked): hasWorked ? 3 : 1
        case .post: 1.5
        case .skill: 2.5
        }
      // What one can do stays; what one wrote grows old.
      return weight * fit * (kind == .skill ? 1 : 1 / (1 + years))
    }
  }

  package struct Person: Hashable, Sendable {
    package let handle: String
    package let region: String?
    /// Whether they have not left, and may be asked once more this month.
    package let canBeAsked: Bool

    package init(_ handle: String, region: String? = nil, canBeAsked: Bool = true) {
      (self.handle, self.region, self.canBeAsked) = (handle, region, canBeAsked)
    }
  }

  /// So many are written down; the first three of those who are there see the question.
  package static let most = 6
  /// So many texts of one person count: who writes all day does not therefore know more.
  private static let mostTexts = 5

  /// Returns the handles of at most six people, best first.
  ///
  /// - Parameters:
  ///   - asker: `nil` for somebody who chose not to be named.
  ///   - region: the asker's, whose people come a little sooner; `nil` if it is not to matter.
  package static func chosen(
    _ evidence: [Evidence], among people: [Person], besides asker: String?, region: String? = nil,
    without struck: Set<String> = []
  ) -> [String] {
    let byAuthor = Dictionary(grouping: evidence, by: \.author)
    let scored = people.compactMap { person -> (handle: String, score: Double)? in
      guard person.canBeAsked, person.handle != asker, !struck.contains(person.handle),
        let texts = byAuthor[person.handle]
      else { return nil }
      let score = texts.map(\.score).sorted(by: >).prefix(mostTexts).reduce(0, +)
      let isNear = region != nil && person.region.map(fold) == region.map(fold)
      return (person.handle, score * (isNear ? 1.2 : 1))
    }
    return scored.filter { $0.score > 0 }.sorted { ($1.score, $0.handle) < ($0.score, $1.handle) }.prefix(
      most
    )
    .map(\.handle)
  }
}
