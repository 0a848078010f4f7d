import Records

/// The act that adds a reply to a post or to one of its replies.
package struct ReplyAdd: Sendable {
  /// The path of the post.
  package var post: String
  package var text: String
  /// The reply that this one answers.
  package var to: RecordID?
  package var isAnonymous = false

  package init(post: String, text: String = "") { (self.post, self.text) = (post, text) }

  /// Checks all but the text, before anybody writes it; returns the post.
  ///
  /// - Throws: `StoreError`, among them `.replyElsewhere` when `to` is no reply of this post.
  @discardableResult
  package func check(in snapshot: Snapshot) throws -> Document {
    if isAnonymous, let community = snapshot.privateCommunity {
      throw StoreError.anonymousInPrivate(community)
    }
    let thread = try snapshot.record(at: post, as: [.post])
    if let to, try snapshot.bytes(at: RecordPath.reply(to, to: post)) == nil {
      throw StoreError.replyElsewhere(to)
    }
    if let community = RecordPath(post)?.community { _ = try snapshot.openCommunity(community) }
    return thread
  }

  package func act(_ id: RecordID, by member: Member, in snapshot: Snapshot) throws -> Act {
    let thread = try check(in: snapshot)
    let reply = try Document(
      [
        "id": .string(id.rawValue),
        "author": .string(isAnonymous ? Handle.anonymous : member.handle.rawValue),
        "created": .string((isAnonymous ? member.now.withoutHour : member.now).description),
        "to": to.map { .string($0.rawValue) },
      ], prose: try TextRules.prose(text))
    var act = try Act(
      Act.subject("reply", thread["title"]?.text ?? post, in: RecordPath(post)?.community), reply,
      at: RecordPath.reply(id, to: post), isNamed: !isAnonymous)
    act.isText = true
    act.restsUntil = Cooling.end(of: thread, after: member.now)
    return act
  }
}
