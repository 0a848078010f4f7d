import Records

/// A community that somebody may want to subscribe to, and why.
package struct CommunitySuggestion: Hashable, Sendable {
  /// Why, the strongest reason first.
  package enum Reason: Hashable, Sendable {
    /// It is for the region on their card.
    case region(String)
    /// It is about a skill on their card.
    case skill(String)
    /// They wrote there.
    case wrote
    /// What they found useful, or tried with success, stands there.
    case found

    /// The word for scripts.
    package var name: String {
      switch self {
      case .region: "region"
      case .skill: "skill"
      case .wrote: "wrote"
      case .found: "useful"
      }
    }

    var rank: Int {
      switch self {
      case .region: 0
      case .skill: 1
      case .wrote: 2
      case .found: 3
      }
    }
  }

  package struct Community: Hashable, Sendable {
    package let slug: String
    package let region: String?
    /// What it is about: its title, its theme, the tags of its posts.
    package let subjects: [String]

    package init(_ slug: String, region: String? = nil, subjects: [String] = []) {
      (self.slug, self.region, self.subjects) = (slug, region, subjects)
    }
  }

  package struct Person: Hashable, Sendable {
    package let region: String?
    package let skills: [String]
    /// The communities that they chose something for, if only nothing of it.
    package let chosen: Set<String>
    package let wroteIn: Set<String>
    package let foundIn: Set<String>

    package init(
      region: String? = nil, skills: [String] = [], chosen: Set<String> = [], wroteIn: Set<String> = [],
      foundIn: Set<String> = []
    ) {
      (self.region, self.skills, self.chosen) = (region, skills, chosen)
      (self.wroteIn, self.foundIn) = (wroteIn, foundIn)
    }
  }

  package let community: String
  package let reason: Reason

  package init(_ community: String, _ reason: Reason) { (self.community, self.reason) = (community, reason) }

  /// Returns the communities that somebody has not chosen anything for, and for which something speaks.
  package static func all(for person: Person, among communities: [Community]) -> [CommunitySuggestion] {
    communities.compactMap { community in
      guard !person.chosen.contains(community.slug) else { return nil }
      return reason(person, community).map { CommunitySuggestion(community.slug, $0) }
    }.sorted { ($0.reason.rank, $0.community) < ($1.reason.rank, $1.community) }
  }

  private static func reason(_ person: Person, _ community: Community) -> Reason? {
    if let region = community.region, fold(region) == person.region.map(fold) { return .region(region) }
    let subjects = community.subjects.joined(separator: "\n")
    if let skill = Surroundings.skill(of: person.skills, in: subjects) { return .skill(skill) }
    if person.wroteIn.contains(community.slug) { return .wrote }
    return person.foundIn.contains(community.slug) ? .found : nil
  }
}
