import Records

/// What was taken from people in a branch: it binds every commit that is not an ancestor of the one that took it.
package struct Restrictions: Hashable, Sendable {
  /// A steward who was removed from a community, or (`nil`) from the network.
  package struct Removal: Hashable, Sendable {
    package let community: Slug?
    package let handle: String

    package init(_ community: Slug?, _ handle: String) { (self.community, self.handle) = (community, handle) }
  }

  /// A key of a card.
  package struct Key: Hashable, Sendable {
    package let handle: String
    package let key: String

    package init(_ handle: String, _ key: String) { (self.handle, self.key) = (handle, key) }
  }

  /// The people whose cards ever had a key: an address alone never speaks for them again.
  package var keyed: Set<String> = []
  /// The keys that were ended, with the last day for which they hold; `nil` for what holds no more, whatever day a commit
  /// bears.
  package var ended: [Key: CalendarDay?] = [:]
  package var removed: Set<Removal> = []
  /// The people who were removed from this private community.
  package var expelled: Set<String> = []
  /// Whether the network asks for signatures.
  package var asksSignatures = false

  package init() {}

  /// Notes what a rightful change takes from people, and what it gives back. What it leaves as it was is not noted: the
  /// act may not know of a restriction that somebody else's commit brought.
  ///
  /// - Parameters:
  ///   - before: the last rightful version.
  ///   - actors: the handles of who changed it.
  ///   - day: the day of the commit.
  package mutating func note(_ change: Change, before: Document?, by actors: [String], on day: CalendarDay) {
    guard let place = RecordPath(change.path) else { return }
    let after = change.after.document
    switch place.type {
    case .network:
      noteStewards(nil, before, after)
      let (asked, asks) = (Self.asksSignatures(before), Self.asksSignatures(after))
      if asked != asks { asksSignatures = asks }
    case .community: noteStewards(place.community, before, after)
    case .person, .member:
      if place.type == .member {
        if change.after == .absent, !actors.contains(place.key) { expelled.insert(place.key) }
        if change.after != .absent, before == nil { expelled.remove(place.key) }
      }
      if change.after != .absent { noteKeys(of: place.key, before, after, on: day) }
    default: break
    }
  }

  static func asksSignatures(_ card: Document?) -> Bool { card?["signatures"]?.text == "required" }

  private mutating func noteStewards(_ community: Slug?, _ before: Document?, _ after: Document?) {
    let (then, now) = (Set(before?["stewards"]?.texts ?? []), Set(after?["stewards"]?.texts ?? []))
    for gone in then.subtracting(now) { removed.insert(Removal(community, gone)) }
    for come in now.subtracting(then) { removed.remove(Removal(community, come)) }
  }

  private mutating func noteKeys(
    of handle: String, _ before: Document?, _ after: Document?, on day: CalendarDay
  ) {
    let (then, now) = (CardKey.all(on: before), CardKey.all(on: after))
    if !now.isEmpty { keyed.insert(handle) }
    for key in then where !now.contains(where: { $0.sign == key.sign }) {
      ended[Key(handle, key.sign)] = .some(nil)
    }
    for key in now where !then.contains(key) {
      // A key that ends on a later day was not lost: what it signs until then holds.
      ended[Key(handle, key.sign)] = key.until.map { $0 > day ? $0 : nil }
    }
  }
}
