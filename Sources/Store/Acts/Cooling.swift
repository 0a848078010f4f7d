import Records

/// The act that gives a hot thread a rest: replies written meanwhile wait on the machines of who writes them.
package struct Cooling: Sendable {
  /// The path of the post.
  package let post: String
  package let length: DayCount

  package init(post: String, length: DayCount) { (self.post, self.length) = (post, length) }

  /// - Throws: `StoreError.notTheAuthor` where the member neither wrote the post nor is a steward; `.anonymousElsewhere`.
  package func act(by member: Member, in snapshot: Snapshot) throws -> Act {
    var record = try snapshot.record(at: post, as: [.post])
    if record["withdrawn"] != nil { throw StoreError.alreadyWithdrawn(path: post) }
    let author = record["author"]?.text
    let stewards = try RecordPath(post)?.community.map { try snapshot.stewards(of: $0) } ?? []
    let isSteward = stewards.contains(member.handle)
    // Who chose not to be named is not named as who gives it a rest either; a steward acts by name.
    let isNamed = author != Handle.anonymous || isSteward
    if !isNamed {
      try snapshot.requireOwn(anonymous: post)
    } else if author != member.handle.rawValue, !isSteward {
      throw StoreError.notTheAuthor(path: post, author: author ?? "")
    }
    let now = isNamed ? member.now : member.now.withoutHour
    let end = Timestamp(
      secondsSince1970: now.seconds + Int64(length.days) * 86_400, offsetMinutes: now.offsetMinutes)
    try record.set("cool_until", to: .string(end.description))
    return try Act(
      Act.subject("cool", record["title"]?.text ?? post, in: RecordPath(post)?.community), record, at: post,
      isNamed: isNamed)
  }

  /// Returns when the rest of a thread ends; `nil` if it takes none.
  package static func end(of thread: Document, after now: Timestamp) -> Timestamp? {
    let end = thread["cool_until"]?.time
    return end.flatMap { $0.seconds > now.seconds ? $0 : nil }
  }

  /// Reads a length of time: digits and one of `m`, `h`, `d`, `w`.
  static func seconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400, "j": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      (0...10_000).contains(count)
    else { return nil }
    return count * unit
  }
}

extension Snapshot {
  /// Returns the stewards of a community: its own, else the network's; of a private one those who are members.
  package func stewards(of slug: Slug) throws -> [Handle] {
    if slug == privateCommunity { return try membershipStewards() }
    let named = try community(slug)["stewards"]?.texts.compactMap(Handle.init(rawValue:)) ?? []
    return try named.isEmpty ? networkStewards() : named
  }
}
