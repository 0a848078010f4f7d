/// What a machine knows of a community when it reads a segment: the accepted keys, and which segments others vouch
/// for.
package struct SegmentRules: Sendable {
  /// Members by handle, with the keys of all their devices.
  package struct Roster: Equatable, Sendable {
    package var members: [String: Set<PublicKeys>]
    package init(_ members: [String: Set<PublicKeys>]) { self.members = members }

    /// The keys to seal a segment for, in an order that does not tell whose each is.
    package var recipients: [X25519Recipient] {
      Set(members.values.joined().map(\.age)).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    package func has(_ header: SegmentHeader) -> Bool {
      members[header.sender]?.contains { $0.sign == header.signer } ?? false
    }
  }

  /// A key that a member had earlier.
  package struct PastKey: Hashable, Sendable {
    package let member: String
    package let sign: VerifyingKey
    /// The last epoch in which the member had it.
    package let until: Int

    package init(member: String, sign: VerifyingKey, until: Int) {
      (self.member, self.sign, self.until) = (member, sign, until)
    }
  }

  package var community: String
  /// The epoch that the machine is in.
  package var epoch: Int
  /// The members of now, as a person accepted them.
  package var roster: Roster
  package var past: Set<PastKey>
  /// Keys of the member list that nobody accepted on this machine yet.
  package var pending: Roster
  /// Segments that a member of now builds on, each with the latest epoch of the segments that come after it.
  /// Whoever sealed those vouches for it.
  package var vouched: [SegmentID: Int]
  /// The limit of a pack, in bytes.
  package var largestPack = 1 << 30

  package init(
    community: String, epoch: Int, roster: Roster, past: Set<PastKey> = [], pending: Roster = Roster([:]),
    vouched: [SegmentID: Int] = [:]
  ) {
    (self.community, self.epoch, self.roster) = (community, epoch, roster)
    (self.past, self.pending, self.vouched) = (past, pending, vouched)
  }

  /// Checks that a segment may be opened, by its header, whose signature is good.
  ///
  /// - Throws: `SealingError.segment`.
  package func check(_ header: SegmentHeader) throws(SealingError) {
    guard header.community == community else { throw .segment(.otherCommunity(header.community)) }
    try checkSigner(header)
    guard header.pack.count <= largestPack else {
      throw .segment(.tooLarge(bytes: header.pack.count, most: largestPack))
    }
  }

  private func checkSigner(_ header: SegmentHeader) throws(SealingError) {
    // Who is a member now may be late, or ahead: to begin an epoch is any member's right.
    if roster.has(header) { return }
    if pending.has(header) {
      guard vouched[header.id] != nil else {
        throw .segment(.notAccepted(sender: header.sender, header.signer))
      }
      return
    }
    let wasMember = past.contains {
      $0.member == header.sender && $0.sign == header.signer && $0.until >= header.epoch
    }
    guard wasMember else { throw .segment(.notAMember(sender: header.sender, header.signer)) }
    guard header.epoch < epoch else {
      // Somebody who had not heard that the key was lost may have built on what it signed.
      guard vouched[header.id] != nil else {
        throw .segment(.formerKey(sender: header.sender, header.signer))
      }
      return
    }
    // Who was expelled keeps the key to sign with, and can write the old epoch's number for ever: what counts is that
    // somebody who stayed had the segment when the next epoch was there.
    guard let epoch = vouched[header.id], epoch > header.epoch else {
      throw .segment(.lateForEpoch(header.epoch))
    }
  }
}

/// The segments that a machine has read, and what is missing of those that they name.
package struct SegmentHistory: Sendable {
  package private(set) var headers: [SegmentID: SegmentHeader]

  package init(_ headers: [SegmentHeader]) {
    self.headers = Dictionary(headers.map { ($0.id, $0) }) { first, _ in first }
  }

  private var covered: Set<SegmentID> { Set(headers.values.flatMap(\.covers)) }

  /// Segments that others come after, that are not there and that no other covers: the host dropped them, or never
  /// had them.
  package var missing: Set<SegmentID> {
    let covered = covered
    return Set(headers.values.flatMap(\.after)).filter { headers[$0] == nil && !covered.contains($0) }
  }

  /// Segments that were there before, are gone, and that no other covers: the host was rolled back.
  package func rolledBack(since seen: Set<SegmentID>) -> Set<SegmentID> {
    let covered = covered
    return seen.filter { headers[$0] == nil && !covered.contains($0) }
  }

  /// The segments that a new one comes after: those that no other comes after or covers.
  package var tips: [SegmentID] {
    let behind = Set(headers.values.flatMap { $0.after + $0.covers })
    return headers.keys.filter { !behind.contains($0) }.sorted()
  }

  /// Returns the segments that others come after or cover, each with the latest epoch of those others.
  ///
  /// - Parameter isBelieved: whether a segment is from a member of now, so that it may vouch for others.
  package func vouched(by isBelieved: (SegmentHeader) -> Bool) -> [SegmentID: Int] {
    var found: [SegmentID: Int] = [:]
    // From the latest epoch on: each segment is reached once.
    for header in headers.values.filter(isBelieved).sorted(by: { $0.epoch > $1.epoch }) {
      var open = header.after + header.covers
      while let id = open.popLast() {
        guard found[id] == nil else { continue }
        found[id] = header.epoch
        if let next = headers[id] { open += next.after + next.covers }
      }
    }
    return found
  }

  /// Returns the segments in an order in which each follows those that it comes after, as far as they are here.
  /// Those of the latest epoch, with all that they need, come first.
  package var ordered: [SegmentHeader] {
    var done: Set<SegmentID> = []
    var result: [SegmentHeader] = []
    // What has been covered is found in the one that covers it.
    var places = headers
    for header in headers.values { for id in header.covers where places[id] == nil { places[id] = header } }
    for start in headers.values.sorted(by: { ($1.epoch, $0.id) < ($0.epoch, $1.id) }) {
      guard done.insert(start.id).inserted else { continue }
      var open = [(header: start, rest: start.after[...])]
      while let last = open.indices.last {
        guard let id = open[last].rest.popFirst() else {
          result.append(open.removeLast().header)
          continue
        }
        if let next = places[id], done.insert(next.id).inserted { open.append((next, next.after[...])) }
      }
    }
    return result
  }
}
