import Records

/// The act that makes a region's own community of another one: its card, and a first post that invites the region's people
/// and leads to what worked.
package struct CommunityFork: Sendable {
  package let origin: Slug
  package let slug: Slug
  package let region: String
  package var title: String?
  /// The first post, without its community.
  package var welcome: PostAdd

  package init(of origin: Slug, as slug: Slug, region: String, welcome: PostAdd) {
    (self.origin, self.slug, self.region, self.welcome) = (origin, slug, region, welcome)
  }

  /// - Throws: `StoreError` as for a new community and a new post; `.unknownCommunity` for the origin.
  package func act(_ id: RecordID, by member: Member, in snapshot: Snapshot) throws -> Act {
    let from = try snapshot.community(origin)
    let title = title ?? "\(from["title"]?.text ?? origin.rawValue) · \(region)"
    var card = try CommunityAct(slug).card(
      title: title, .region(region), language: from["language"]?.text.flatMap { Language(tag: $0) },
      answerWithin: from["answer_within"]?.text.flatMap { DayCount($0) }, by: member, in: snapshot)
    if try snapshot.formatVersion > 1 { try card.set("fork_of", to: .string(origin.rawValue)) }
    var act = try Act(
      Act.subject("community", title, in: slug), card, at: snapshot.card(of: slug))
    var welcome = welcome
    (welcome.community, welcome.newCard) = (slug, card)
    act.changes += try welcome.act(id, by: member, in: snapshot).changes
    return act
  }
}
