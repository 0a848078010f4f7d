import Planning
import Records

/// An open question: nobody but the asker has replied.
package struct Question: Hashable, Sendable {
  package let item: Item
  /// Who may know, best first, as the asker's clone chose.
  package let asked: [Asked]
  package let promises: [AnswerPromise]
  /// The last day on which an answer keeps the community's promise.
  package let end: CalendarDay

  package init(_ item: Item, asked: [Asked] = [], promises: [AnswerPromise] = [], end: CalendarDay) {
    (self.item, self.asked, self.promises, self.end) = (item, asked, promises, end)
  }

  /// One of those who may know.
  package struct Asked: Hashable, Sendable {
    package let handle: String
    /// Whether they are away on that day, or have left.
    package let isAway: Bool
    /// How many questions a month may be sent their way.
    package let limit: Int
    /// How many were, in the 30 days before this one.
    package let timesAsked: Int

    package init(_ handle: String, isAway: Bool = false, limit: Int = Asked.usualLimit, timesAsked: Int = 0) {
      (self.handle, self.isAway, self.limit, self.timesAsked) = (handle, isAway, limit, timesAsked)
    }

    /// Of who says nothing on their card.
    package static let usualLimit = 2
    /// The seconds in which `timesAsked` counts.
    package static let window: Int64 = 30 * 86_400
  }

  /// How many see a question as theirs at once.
  package static let mostAtOnce = 3

  /// Returns who sees the question as theirs on a day: nobody before the promised days are over, or while somebody
  /// promises an answer; then the first three who are there, have not declined, and are not asked too often.
  package func turn(on today: CalendarDay) -> [String] {
    guard today > end, !promises.contains(where: { $0.holds(on: today) }) else { return [] }
    let declined = Set(promises.filter { $0.by == nil }.map(\.author))
    return asked.filter { !$0.isAway && !declined.contains($0.handle) && $0.timesAsked < $0.limit }
      .prefix(Self.mostAtOnce).map(\.handle)
  }
}

/// What somebody says who was asked: an answer by a day, or none.
package struct AnswerPromise: Hashable, Sendable {
  package let author: String
  /// `nil` if they decline.
  package let by: CalendarDay?

  package init(_ author: String, by day: CalendarDay?) { (self.author, by) = (author, day) }

  package func holds(on today: CalendarDay) -> Bool { by.map { $0 >= today } ?? false }
}
