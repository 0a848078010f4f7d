import Records

/// The act by which the asker accepts a reply.
package struct AnswerAccept: Sendable {
  /// The path of the reply.
  package let reply: String
  package init(reply: String) { self.reply = reply }

  /// - Throws: `StoreError.notTheAsker`, `.alreadyWithdrawn`, `.nothingChanged` when it was accepted before.
  package func act(by member: Member, in snapshot: Snapshot) throws -> Act {
    let answer = try snapshot.record(at: reply, as: [.reply])
    if answer["withdrawn"] != nil { throw StoreError.alreadyWithdrawn(path: reply) }
    let path = RecordPath.post(ofThreadAt: reply)
    var post = try snapshot.record(at: path, as: [.post])
    let author = post["author"]?.text ?? ""
    let isAnonymous = author == Handle.anonymous
    if isAnonymous {
      try snapshot.requireOwn(anonymous: path)
    } else if author != member.handle.rawValue {
      throw StoreError.notTheAsker(path: path, author: author)
    }
    let old = post
    try post.set("accepted", to: .string(RecordPath(reply)?.key ?? ""))
    return try Act(
      Act.subject("accept", post["title"]?.text ?? path, in: RecordPath(path)?.community), post, over: old,
      at: path, isNamed: !isAnonymous)
  }
}
