import Records

/// One act on its ground: who makes it, and what of it breaks a clause.
struct ActOfRights {
  let ground: Ground
  let committer: Committer
  let changes: [String: Change]
  /// The handles that the committer speaks for; empty for a stranger.
  private(set) var me: [String] = []
  /// The handles of the committer's address that the commit is no proof of.
  private(set) var claimed: [String] = []

  init(_ changes: [Change], by committer: Committer, on ground: Ground) throws {
    self.ground = ground
    self.committer = committer
    self.changes = Dictionary(changes.map { ($0.path, $0) }) { first, _ in first }
    var (me, claimed): ([String], [String]) = ([], [])
    for handle in try ground.people(at: committer.email) {
      let first = self.changes[ground.cardPath(handle)]?.after.document
      if try Self.speaks(committer, for: handle, entering: first, on: ground) {
        me.append(handle)
      } else {
        claimed.append(handle)
      }
    }
    (self.me, self.claimed) = (me, claimed)
    if claimed.isEmpty, let new = try newcomer(), !me.contains(new) { self.me.append(new) }
  }

  /// The handle of whom the act brings in: a stranger, or somebody who takes another handle.
  private func newcomer() throws -> String? {
    for (path, change) in changes.sorted(by: { $0.key < $1.key }) {
      guard let place = RecordPath(path), ground.cardPath(place.key) == path, !ground.isPrivate,
        try ground.record(path) == nil, change.after != .absent, try breachOfNewCard(change, place) == nil
      else { continue }
      return place.key
    }
    return nil
  }

  /// Whether a person of the act has accepted a revision of the charter, at the latest by this act.
  private func hasAccepted(_ handle: String) throws -> Bool {
    if case .integer(1...)? = changes[ground.cardPath(handle)]?.after.document?["charter"] { return true }
    return try ground.hasAccepted(handle)
  }

  /// R1 and R5: whether a commit is an act of who has the address.
  ///
  /// - Parameter card: the person's card after the act, by which they may enter their first key.
  private static func speaks(
    _ committer: Committer, for handle: String, entering card: Document?, on ground: Ground
  ) throws -> Bool {
    let keys = CardKey.all(on: try ground.card(handle))
    if !keys.isEmpty {
      return keys.contains {
        $0.sign == committer.key && $0.until.map { committer.day <= $0 } ?? true
          && ground.restrictions.allow($0.sign, of: handle, on: committer.day)
      }
    }
    if ground.restrictions.keyed.contains(handle) { return false }
    if let key = committer.key, CardKey.all(on: card).contains(where: { $0.sign == key }) { return true }
    return try
      !(ground.restrictions.asksSignatures || Restrictions.asksSignatures(ground.record("network.md")))
  }

  // MARK: One change

  func breach(of change: Change) throws -> Breach? {
    if change.isRestored { return nil }
    if let move = moveOfThread(change) { return try breach(of: move.gone) ?? breach(of: move.come) }
    if try isReunion(change) { return try isMember ? nil : refusalOfMember() }
    guard let place = RecordPath(change.path) else { return try breachOfFile(change) }
    let before = try ground.record(change.path)
    switch place.type {
    case .network, .charter: return try breachOfNetworkFile(change)
    case .person: return try breachOfCard(change, place, before)
    case .member: return try breachOfMember(change, place, before)
    case .community: return try breachOfCommunity(change, place, before)
    case .closed, .opened, .result: return try breachOfEnd(change, place)
    default: break
    }
    if Rights.owner(of: before ?? change.after.document, at: place) == Handle.anonymous {
      return try breachOfAnonymous(change, place, before)
    }
    return try breachOfOwned(change, place, before)
  }

  /// Returns the two changes of a post by which it moves with the file, unchanged, that is in its folder: who may move a post
  /// takes along what belongs to it, and nobody tears a thread apart.
  private func moveOfThread(_ change: Change) -> (gone: Change, come: Change)? {
    guard let twin = change.twin, let here = home(of: change.path), let there = home(of: twin),
      here != change.path, here != there
    else { return nil }
    let (folder, other) = (RecordPath.folder(of: here), RecordPath.folder(of: there))
    let (from, to) = change.after == .absent ? (here, there) : (there, here)
    guard change.path.dropFirst(folder.count) == twin.dropFirst(other.count),
      RecordPath(from)?.key == RecordPath(to)?.key, let gone = changes[from], gone.after == .absent,
      let come = changes[to], come.after != .absent
    else { return nil }
    return (gone, come)
  }

  /// Whether a file moves, unchanged, from a folder without a post to where the post is: any member may bring together
  /// again what two who moved one thread tore apart.
  private func isReunion(_ change: Change) throws -> Bool {
    guard let twin = change.twin else { return false }
    let (old, new) = change.after == .absent ? (change.path, twin) : (twin, change.path)
    guard let here = RecordPath.thread(around: old), let there = RecordPath.thread(around: new),
      here.type == there.type, here.key == there.key
    else { return false }
    let place =
      RecordPath.folder(of: there.text) + old.dropFirst(RecordPath.folder(of: here.text).count)
    // Beside what is there already, the text is kept as that of a conflict.
    guard new == place || ConflictName.original(of: new) == place else { return false }
    return try changes[here.text] == nil && ground.record(here.text) == nil
      && changes[there.text] == nil && ground.record(there.text) != nil
  }

  /// R2: the owner's own, with what stewards may do to it (R3, R4), and what anybody may.
  private func breachOfOwned(_ change: Change, _ place: RecordPath, _ before: Document?) throws -> Breach? {
    let after = change.after.document
    let owner = before.flatMap { Rights.owner(of: $0, at: place) }
    let named = after.flatMap { Rights.owner(of: $0, at: place) }
    if before != nil {
      let isMine = owner.map(me.contains) ?? false
      if isMine, change.after == .absent || named.map(me.contains) ?? true {
        return breachOfName(after, place)
      }
      if try mayAnyway(change, place, before) { return nil }
      // Somebody's own record that is given to another would speak in the other's name.
      if isMine { return Breach(.owners, owner: named, isClaim: true) }
      return try refusal(.owners, owner: owner, allowed: allowed(owner, place))
    }
    if change.after == .absent { return nil }
    guard let named else {
      // A template that names nobody is the stewards' from then on.
      return try place.type == .template && isMember ? nil : refusal(.owners, owner: nil)
    }
    guard me.contains(named) else {
      if place.type == .rsvp, let host = try host(of: place), me.contains(host),
        after?["entered_by"]?.text == host
      {
        return nil
      }
      return try refusal(.owners, owner: named, isClaim: true)
    }
    guard try hasAccepted(named) else { return Breach(.owners, owner: named, needsCharter: true) }
    return breachOfName(after, place)
  }

  /// A record whose path names its owner names nobody else as its author.
  private func breachOfName(_ after: Document?, _ place: RecordPath) -> Breach? {
    guard let author = after?["author"]?.text, Rights.owner(of: nil, at: place) ?? author != author else {
      return nil
    }
    return Breach(.owners, owner: author, isClaim: true)
  }

  /// What others than the owner may change.
  private func mayAnyway(_ change: Change, _ place: RecordPath, _ before: Document?) throws -> Bool {
    guard let before else { return false }
    let after = change.after.document
    switch place.type {
    case .link:
      if try isMember, let after, after.differs(from: before, in: ["checked", "status"]) { return true }
      return try isSteward(of: place.community)
        && after.map { $0["added_by"] == before["added_by"] } ?? true
    case .template:
      return try isNetworkSteward
        && after.map { $0["added_by"] == before["added_by"] } ?? true
    case .post, .reply:
      guard let after, try isSteward(of: place.community) else { return false }
      return after.isWithdrawal(of: before) || after.differs(from: before, in: ["cool_until"])
    case .rsvp:
      guard let host = try host(of: place), me.contains(host) else { return false }
      return before["entered_by"]?.text == host && after?["entered_by"]?.text ?? host == host
    default: return false
    }
  }

  /// The host of the event, or contest, in whose folder a record is.
  private func host(of place: RecordPath) throws -> String? {
    let folder = RecordPath.folder(of: RecordPath.folder(of: place.text))
    return try ground.record(folder + "/event.md")?["host"]?.text
  }

  // MARK: Stewards

  /// Whether the act is of somebody who may add records of their own.
  var isMember: Bool { get throws { try me.contains(where: hasAccepted) } }
  var isNetworkSteward: Bool { get throws { try !Set(ground.stewards()).isDisjoint(with: me) } }

  func isSteward(of community: Slug?) throws -> Bool {
    guard community != nil || ground.isPrivate else { return try isNetworkSteward }
    return try !Set(ground.stewards(of: community)).isDisjoint(with: me)
  }

  private func allowed(_ owner: String?, _ place: RecordPath) throws -> [String] {
    if let owner { return [owner] }
    return place.type == .template || place.type == .link ? try ground.stewards() : []
  }

  /// Returns the breach of a change that these people alone may make. What a commit merely claims breaks R1.
  func refusal(_ clause: Clause, owner: String?, isClaim: Bool = false, allowed: [String] = []) throws
    -> Breach
  {
    if me.isEmpty, let claimed = claimed.first {
      let speaker = owner.map { self.claimed.contains($0) } ?? false ? owner : claimed
      if try !ground.restrictions.keyed.contains(claimed) && CardKey.all(on: ground.card(claimed)).isEmpty {
        // `signatures: required`, and no key yet.
        return Breach(.keys, owner: speaker, isClaim: true)
      }
      return Breach(.whoActs, owner: speaker, isClaim: true)
    }
    if me.isEmpty, owner == nil { return Breach(.whoActs, allowed: allowed) }
    return Breach(clause, owner: owner, isClaim: isClaim, allowed: allowed)
  }

  /// Returns the breach of a change that any member may make.
  func refusalOfMember() throws -> Breach {
    guard let owner = me.first else { return try refusal(.owners, owner: nil) }
    return Breach(.owners, owner: owner, needsCharter: true)
  }

  private func breachOfNetworkFile(_ change: Change) throws -> Breach? {
    let stewards = try ground.stewards()
    guard try isNetworkSteward else {
      if try inherits(change) { return nil }
      return try refusal(.networkStewards, owner: nil, allowed: stewards)
    }
    guard change.path == "network.md", let before = try ground.record(change.path) else { return nil }
    guard let after = change.after.document else {
      return Breach(.networkStewards, allowed: stewards)
    }
    // The last steward cannot go, and a format that all have agreed on stays.
    let named = after["stewards"]?.texts ?? []
    let isEmptied = named.isEmpty && !(before["stewards"]?.texts ?? []).isEmpty
    let isStranger = try !named.isEmpty && !named.contains { try ground.card($0) != nil }
    let isOlder = (after["format"]?.number ?? 0) < (before["format"]?.number ?? 0)
    return isEmptied || isStranger || isOlder ? Breach(.networkStewards, allowed: stewards) : nil
  }

  /// Whether a member becomes steward of a network whose stewards have all gone, and does nothing else.
  private func inherits(_ change: Change) throws -> Bool {
    guard change.path == "network.md", !ground.isPrivate, try isMember, let after = change.after.document,
      try ground.stewards().allSatisfy(hasLeft),
      let before = try ground.record(change.path), after.differs(from: before, in: ["stewards"])
    else { return false }
    let named = after["stewards"]?.texts ?? []
    return !named.isEmpty && named.allSatisfy { me.contains($0) && ground.isHeir($0) }
  }

  private func hasLeft(_ handle: String) throws -> Bool {
    if try ground.isGone(handle) { return true }
    return try ground.card(handle)?["left"]?.text.flatMap(CalendarDay.init).map { $0 <= committer.day }
      ?? false
  }

  private func breachOfCommunity(_ change: Change, _ place: RecordPath, _ before: Document?) throws -> Breach?
  {
    guard before == nil else {
      if try isSteward(of: place.community) { return nil }
      return try refusal(.communityStewards, owner: nil, allowed: ground.stewards(of: place.community))
    }
    if change.after == .absent { return nil }
    // A new one names itself to its stewards: first who makes it.
    let named = change.after.document?["stewards"]?.texts ?? []
    guard try isMember || ground.isPrivate && isFirst, named.isEmpty || !Set(named).isDisjoint(with: me)
    else {
      return try refusal(.communityStewards, owner: named.first, isClaim: true)
    }
    return nil
  }

  /// Whether this is the first commit of a private community.
  var isFirst: Bool { get throws { try ground.isPrivate && ground.record("community.md") == nil } }

  // MARK: Files that are no records

  private func breachOfFile(_ change: Change) throws -> Breach? {
    if let original = ConflictName.original(of: change.path) { return try breachOfConflict(change, original) }
    if isOfStewards(change.path) { return try breachOfNetworkFile(change) }
    if let home = home(of: change.path) { return try breachOfCompanion(change, home) }
    return try isMember ? nil : refusalOfMember()
  }

  /// R4: what every clone obeys or counts on.
  private func isOfStewards(_ path: String) -> Bool {
    path.hasPrefix("holidays/") || path.hasPrefix(".")
      || path.hasPrefix("charter.") && path.hasSuffix(".md") && !path.contains("/")
  }

  /// R6: settled by who wrote either text, or a steward.
  private func breachOfConflict(_ change: Change, _ original: String) throws -> Breach? {
    guard let place = RecordPath(original) else {
      return try isMember ? nil : refusal(.conflicts, owner: nil)
    }
    let before = try ground.record(original)
    let kept = try ground.record(change.path) ?? change.after.document
    let owners = [before, kept].compactMap { Rights.owner(of: $0, at: place) }
    if owners.contains(where: me.contains) { return nil }
    if try isNetworkSteward || isSteward(of: place.community) { return nil }
    return try refusal(.conflicts, owner: owners.first, allowed: owners)
  }

  /// Returns the records that a file may be the picture of: in whose folder it is.
  private func home(of path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for count in (1..<parts.count).reversed() {
      let folder = parts[..<count].joined(separator: "/")
      for type in [RecordType.entry, .post, .event, .contest] {
        if let place = RecordPath("\(folder)/\(type).md"), place.type == type { return place.text }
      }
    }
    return nil
  }

  /// R2: a picture is of the record that shows it.
  private func breachOfCompanion(_ change: Change, _ home: String) throws -> Breach? {
    guard let place = RecordPath(home) else { return nil }
    let before = try ground.record(home)
    let beside = changes[home]
    guard let owner = Rights.owner(of: before ?? beside?.after.document, at: place) else {
      return try isMember ? nil : refusal(.owners, owner: nil)
    }
    if me.contains(owner) { return nil }
    // Of an anonymous post, and of one that a steward withdraws, pictures come and go with the text.
    if let beside, try breach(of: beside) == nil {
      if owner == Handle.anonymous { return nil }
      if change.after == .absent, let before, beside.after.document?.isWithdrawal(of: before) ?? false {
        return nil
      }
    }
    return try refusal(.owners, owner: owner)
  }

  // MARK: Anonymous records

  /// R8: who holds the record's one-time key speaks for it.
  private func breachOfAnonymous(_ change: Change, _ place: RecordPath, _ before: Document?) throws -> Breach?
  {
    if ground.isPrivate { return Breach(.anonymous, owner: Handle.anonymous) }
    guard let before else {
      let isSigned = change.after.document?["owner"] == nil || change.isProved
      return isSigned ? nil : Breach(.anonymous, owner: Handle.anonymous, isClaim: true)
    }
    let after = change.after.document
    if before["owner"] != nil, let after, after["owner"] == before["owner"],
      after["author"] == before["author"], change.isProved
    {
      return nil
    }
    if let after, try isSteward(of: place.community),
      after.isWithdrawal(of: before) || after.differs(from: before, in: ["cool_until"])
    {
      return nil
    }
    return Breach(.anonymous, owner: Handle.anonymous)
  }
}

extension YAMLValue {
  var number: Int? { if case .integer(let number) = self { number } else { nil } }
}

extension Document {
  /// Whether two versions differ in some of these keys and in nothing else.
  func differs(from other: Document, in keys: Set<String>) -> Bool {
    let changed = Set(self.keys + other.keys).filter { self[$0] != other[$0] }
    return body == other.body && !changed.isEmpty && keys.isSuperset(of: changed)
  }

  /// Whether this version says that the other is withdrawn, and adds not a word: texts go, and `withdrawn` comes.
  func isWithdrawal(of other: Document) -> Bool {
    guard let withdrawn = self["withdrawn"], withdrawn != .null, other["withdrawn"] == nil,
      prose.isEmpty || body == other.body
    else { return false }
    let fixed: Set = ["id", "author", "created", "owner"]
    return Set(keys + other.keys).allSatisfy { key in
      key == "withdrawn" || self[key] == other[key] || self[key] == nil && !fixed.contains(key)
    }
  }

  private var keys: [String] { frontMatter.keys }
}

extension Restrictions {
  /// Whether a key of a person may sign commits of a day.
  func allow(_ key: String, of handle: String, on day: CalendarDay) -> Bool {
    guard let end = ended[Key(handle, key)] else { return true }
    return end.map { day <= $0 } ?? false
  }
}
