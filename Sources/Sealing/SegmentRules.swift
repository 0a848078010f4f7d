/// What a machine knows of a community when it reads a segment: who was a member when, and which segments there were.
package struct SegmentRules: Sendable {
  /// The members of one epoch, by handle, with the keys of all their devices.
  package struct Roster: Equatable, Sendable {
    package var members: [String: Set<PublicKeys>]
    package init(_ members: [String: Set<PublicKeys>]) { self.members = members }

    /// For whom a segment of this epoch is sealed, in an order that says nothing of who is who.
    package var recipients: [X25519Recipient] {
      Set(members.values.joined().map(\.age)).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
  }

  package var community: String
  /// By epoch. The last one is that of now.
  package var rosters: [Int: Roster]
  /// For each epoch that has ended the segments that there were: no other one counts any more. Who was expelled keeps
  /// the key to sign with, and can still write the old epoch's number.
  package var ended: [Int: Set<SegmentID>]
  /// Bytes of a pack that are accepted.
  package var largestPack = 1 << 30

  package init(community: String, rosters: [Int: Roster], ended: [Int: Set<SegmentID>] = [:]) {
    (self.community, self.rosters, self.ended) = (community, rosters, ended)
  }

  /// - Throws: `SealingError.segment`. Until it has returned, nothing of the header is anybody's word.
  func check(_ header: SegmentHeader, _ signature: [UInt8], named id: SegmentID) throws(SealingError) {
    guard header.id == id else { throw .segment(.otherName(header.id)) }
    guard header.community == community else { throw .segment(.otherCommunity(header.community)) }
    guard let roster = rosters[header.epoch] else { throw .segment(.unknownEpoch(header.epoch)) }
    let devices = roster.members[header.sender] ?? []
    guard devices.contains(where: { $0.sign == header.signer }) else {
      throw .segment(.notAMember(sender: header.sender, header.signer))
    }
    guard header.signer.verifies(signature, of: header.statement, for: .segment) else {
      throw .segment(.badSignature)
    }
    if let known = ended[header.epoch], !known.contains(id) { throw .segment(.lateForEpoch(header.epoch)) }
    guard header.pack.count <= largestPack else {
      throw .segment(.tooLarge(bytes: header.pack.count, most: largestPack))
    }
  }
}

/// The segments that a machine has read, and which of those that they speak of are not there.
package struct SegmentHistory: Sendable {
  package private(set) var headers: [SegmentID: SegmentHeader]

  package init(_ headers: [SegmentHeader]) {
    self.headers = Dictionary(headers.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Segments that others build on and that are not there: the host dropped them, or never had them. Those that a later
  /// one covers are not missed.
  package var missing: Set<SegmentID> {
    let covered = Set(headers.values.flatMap(\.covers))
    return Set(headers.values.flatMap(\.after)).filter { headers[$0] == nil && !covered.contains($0) }
  }

  /// Segments that were there and are not any more, though nothing covers them: a host that goes back in time.
  package func rolledBack(since seen: Set<SegmentID>) -> Set<SegmentID> {
    let covered = Set(headers.values.flatMap(\.covers))
    return seen.filter { headers[$0] == nil && !covered.contains($0) }
  }

  /// What a new segment says that it comes after: the segments that no other comes after or covers.
  package var tips: [SegmentID] {
    let behind = Set(headers.values.flatMap { $0.after + $0.covers })
    return headers.keys.filter { !behind.contains($0) }.sorted()
  }
}
