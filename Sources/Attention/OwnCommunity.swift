import Records

/// A part of a community that has grown too large, which would make a community of its own: enough people, who mostly
/// answer each other.
package struct OwnCommunity: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case region(String)
    case tag(String)

    package var name: String {
      switch self {
      case .region(let name), .tag(let name): name
      }
    }
  }

  /// An answer to a question of the community.
  package struct Answer: Hashable, Sendable {
    package let author: String
    package let asker: String
    /// Of the question.
    package let tags: Set<String>

    package init(by author: String, to asker: String, tags: Set<String> = []) {
      (self.author, self.asker, self.tags) = (author, asker, tags)
    }
  }

  package let subject: Subject
  package let people: Int
  /// Of the answers that they gave or were given, those that stayed among them.
  package let answers: Figures.Share

  /// Above so many people a community is too large, where the network's card has no `community_size`.
  package static let usualSize = 150
  package static let fewestPeople = 12

  /// Returns the parts of a community, the largest first.
  ///
  /// - Parameters:
  ///   - regionOf: the region on each subscriber's card, by handle.
  ///   - answers: what they and others answered there.
  package static func parts(of regionOf: [String: String?], answers: [Answer]) -> [OwnCommunity] {
    let answers = answers.filter { $0.author != $0.asker }
    var groups: [(Subject, Set<String>)] = []
    let regions = Dictionary(grouping: regionOf.compactMap { person, region in region.map { (person, $0) } })
    {
      fold($0.1)
    }
    for people in regions.values {
      groups.append((.region(people.map(\.1).min() ?? ""), Set(people.map(\.0))))
    }
    groups += tagged(answers, among: Set(regionOf.keys))
    return groups.compactMap { subject, people in
      guard people.count >= fewestPeople, people.count < regionOf.count else { return nil }
      let own = answers.filter { people.contains($0.author) || people.contains($0.asker) }
      let inside = own.count { people.contains($0.author) && people.contains($0.asker) }
      guard own.count >= Figures.fewest, 2 * inside > own.count else { return nil }
      return OwnCommunity(subject: subject, people: people.count, answers: .init(inside, of: own.count))
    }.sorted { ($1.people, $0.subject.name) < ($0.people, $1.subject.name) }
  }

  /// Returns for each tag the people of whose questions and answers at least half stand under it.
  private static func tagged(_ answers: [Answer], among people: Set<String>) -> [(Subject, Set<String>)] {
    var all: [String: Int] = [:]
    var under: [String: [String: Int]] = [:]
    var spelled: [String: String] = [:]
    for answer in answers {
      for person in [answer.author, answer.asker] where people.contains(person) {
        all[person, default: 0] += 1
        for tag in answer.tags {
          let key = fold(tag)
          under[key, default: [:]][person, default: 0] += 1
          spelled[key] = min(spelled[key] ?? tag, tag)
        }
      }
    }
    return under.map { key, counts in
      (.tag(spelled[key] ?? key), Set(counts.filter { 2 * $0.value >= all[$0.key] ?? 0 }.keys))
    }
  }
}
