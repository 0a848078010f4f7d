/// What fits on today's screen.
package enum Today {
  /// The groups of lines, in the order of the screen.
  package enum Group: Int, CaseIterable, Sendable {
    case away, forYou, sentTo, you, turn, waiting, soon, worked
    /// New posts, at the end of `sync`.
    case new
  }

  /// How many lines the screen has besides its head and its end.
  package static let most = 8
  private static let mostOfGroup = 3
  /// Which group loses its lines last.
  private static let urgency: [Group] = [.you, .forYou, .sentTo, .turn, .waiting, .soon, .away, .worked]

  /// Returns the group of a reason; `nil` for what only the inbox shows.
  package static func group(of reason: Reason) -> Group? {
    switch reason {
    case .promised, .openForLong: .you
    case .asked: .sentTo
    case .replied, .tried, .mentioned, .credit: .forYou
    case .turn, .ending: .turn
    case .unanswered, .lapsed: .waiting
    case .event, .contest: .soon
    case .review, .subscribed: nil
    }
  }

  /// Chooses the lines of the screen: first one of each group, then a second, as long as there is room.
  ///
  /// - Parameter lines: in the order of the inbox.
  /// - Returns: the chosen lines, group by group.
  package static func chosen<Line>(_ lines: [(group: Group, line: Line)], most: Int = most) -> [(
    group: Group, line: Line
  )] {
    var taken: Set<Int> = []
    for round in 0..<mostOfGroup {
      for group in urgency where taken.count < most {
        let own = lines.indices.filter { lines[$0].group == group }
        if own.indices.contains(round) { taken.insert(own[round]) }
      }
    }
    return taken.sorted { (lines[$0].group.rawValue, $0) < (lines[$1].group.rawValue, $1) }.map { lines[$0] }
  }
}
