import Records

/// The acts that make, change and close a community.
package struct CommunityAct: Sendable {
  /// The subject of a community.
  package enum Subject: Sendable {
    case region(String)
    case theme(String)
  }

  package let slug: Slug
  package init(_ slug: Slug) { self.slug = slug }

  package func create(
    title: String, _ subject: Subject, language: Language?, answerWithin: DayCount?, about: String = "",
    by member: Member, in snapshot: Snapshot
  ) throws -> Act {
    let card = try card(
      title: title, subject, language: language, answerWithin: answerWithin, about: about, by: member,
      in: snapshot)
    return try Act(
      Act.subject("community", card["title"]?.text ?? "", in: slug), card, at: snapshot.card(of: slug))
  }

  /// Returns the card of a new community.
  func card(
    title: String, _ subject: Subject, language: Language?, answerWithin: DayCount?, about: String = "",
    by member: Member, in snapshot: Snapshot
  ) throws -> Document {
    let path = snapshot.card(of: slug)
    guard try snapshot.bytes(at: path) == nil else { throw StoreError.communityExists(slug) }
    let title = try TextRules.title(title)
    var region: YAMLValue?
    var theme: YAMLValue?
    switch subject {
    case .region(let name): region = .string(try TextRules.title(name, for: "region"))
    case .theme(let name): theme = .string(try TextRules.title(name, for: "theme"))
    }
    let format = try snapshot.formatOfNewCard
    return try Document(
      [
        "title": .string(title), "region": region, "theme": theme,
        "stewards": .strings([member.handle.rawValue]), "language": language.map { .string($0.rawValue) },
        "answer_within": answerWithin.map { .string($0.description) },
        // Nothing else in a private community's own repository says what it is called, and by which rules it goes.
        "slug": snapshot.privateCommunity.map { .string($0.rawValue) },
        "format": format,
      ], prose: about)
  }

  /// The changes of an edit; what is `nil` stays.
  package struct Changes: Sendable {
    package var title: String?
    package var subject: Subject?
    package var language: Language?
    package var answerWithin: DayCount?
    package var stewards: [Handle]?
    package var about: String?
    package init() {}
  }

  package func edit(_ changes: Changes, in snapshot: Snapshot) throws -> Act {
    let old = try snapshot.community(slug)
    var card = old
    if let title = changes.title { try card.set("title", to: .string(try TextRules.title(title))) }
    switch changes.subject {
    case .region(let name):
      try card.set("theme", to: nil)
      try card.set("region", to: .string(try TextRules.title(name, for: "region")))
    case .theme(let name):
      try card.set("region", to: nil)
      try card.set("theme", to: .string(try TextRules.title(name, for: "theme")))
    case nil: break
    }
    if let language = changes.language { try card.set("language", to: .string(language.rawValue)) }
    if let answerWithin = changes.answerWithin {
      try card.set("answer_within", to: .string(answerWithin.description))
    }
    if let stewards = changes.stewards {
      for steward in stewards { try snapshot.requireKnown(steward) }
      try card.set("stewards", to: .strings(stewards.map(\.rawValue)))
    }
    if let about = changes.about, about != card.prose { card.prose = about }
    guard card != old else { throw StoreError.nothingChanged }
    if try snapshot.bytes(at: snapshot.card(of: slug)) == nil {
      // It is written anew.
      if snapshot.privateCommunity != nil {
        try card.set("slug", to: .string(slug.rawValue))
        try card.set("format", to: snapshot.formatOfNewCard)
      }
      try snapshot.requireValid(card, as: .community, at: snapshot.card(of: slug))
    }
    let subject = Act.subject("edit community", card["title"]?.text ?? "", in: slug)
    return try Act(subject, card, at: snapshot.card(of: slug))
  }

  /// Closes the community to new posts, or opens it again. What was written stays readable.
  package func archive(_ isArchived: Bool = true, in snapshot: Snapshot) throws -> Act {
    let old = try snapshot.community(slug)
    var card = old
    try card.set("archived", to: isArchived ? .bool(true) : nil)
    let verb = isArchived ? "archive community" : "reopen community"
    return try Act(
      Act.subject(verb, card["title"]?.text ?? "", in: slug), card, over: old, at: snapshot.card(of: slug))
  }
}
