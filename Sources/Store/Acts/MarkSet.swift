import Records

/// The act by which a reader marks a post or a reply. There is one file for each reader and thread.
package struct MarkSet: Sendable {
  /// The path of the post or of the reply.
  package let target: String
  package var isUseful = false
  /// `worked`, `mixed` or `failed`.
  package var tried: String?
  package var isThanked = false
  package var isOutdated = false
  /// Still true, to be looked at again on that day.
  package var validUntil: CalendarDay?
  /// Whether the text, made of an answer of the reader's, may name them.
  package var mayName: Bool?
  /// The story of trying it, appended to what the reader wrote before.
  package var story: String?

  package init(target: String) { self.target = target }

  /// - Throws: `StoreError.ownAnswer` for what the reader wrote; `.nothingChanged` if the mark says all of it already.
  package func act(by member: Member, in snapshot: Snapshot) throws -> Act {
    let record = try snapshot.record(at: target, as: [.post, .reply])
    if record["withdrawn"] != nil { throw StoreError.alreadyWithdrawn(path: target) }
    guard let place = RecordPath(target) else { throw StoreError.missingRecord(path: target) }
    if isUseful || tried != nil, try isOwn(record, of: member, in: snapshot) {
      throw StoreError.ownAnswer(path: target)
    }
    let post = place.type == .post ? target : RecordPath.post(ofThreadAt: target)
    let path = RecordPath.mark(by: member.handle, on: post)
    let old = try snapshot.document(at: path)
    var mark = try old ?? Document(["author": .string(member.handle.rawValue)])
    if isUseful { try add(place.key, to: "useful", of: &mark) }
    if isThanked { try add(place.key, to: "thanks", of: &mark) }
    if isOutdated { try add(place.key, to: "outdated", of: &mark) }
    if let day = validUntil { try set(place.key, .string(day.description), in: "valid", of: &mark) }
    if let mayName { try set(place.key, .string(mayName ? "yes" : "no"), in: "credit", of: &mark) }
    if let tried {
      let others = (mark["tried"]?.pairs ?? []).filter { $0.key != place.key }
      try mark.set("tried", to: .map(others + [.init(place.key, .string(tried))]))
    }
    if let story, !story.trimmed.isEmpty {
      let told = mark.prose
      mark.prose = told.isEmpty ? try TextRules.prose(story) : told + "\n\n" + (try TextRules.prose(story))
    }
    let subject = Act.subject("mark", try snapshot.threadTitle(of: target), in: place.community)
    return try Act(subject, mark, over: old, at: path)
  }

  /// Whether the reader wrote the record. Of what an import brought, they are only named as who brought it.
  private func isOwn(_ record: Document, of member: Member, in snapshot: Snapshot) throws -> Bool {
    let author = record["author"]?.text
    if author == Handle.anonymous { return try snapshot.wasWrittenHere(target) }
    return author == member.handle.rawValue && record["by"] == nil
  }

  private func set(_ id: String, _ value: YAMLValue, in key: String, of mark: inout Document) throws {
    let others = (mark[key]?.pairs ?? []).filter { $0.key != id }
    try mark.set(key, to: .map(others + [.init(id, value)]))
  }

  private func add(_ id: String, to key: String, of mark: inout Document) throws {
    let ids = mark[key]?.texts ?? []
    if !ids.contains(id) { try mark.set(key, to: .strings(ids + [id])) }
  }
}
