import Git
import Records
import Store

/// What a clone changes in what it has not sent yet, before it sends: who comes later gives way, so that one id stays one
/// record, and one name one person, community or template. From version 2 of the format on.
package struct GivingWay {
  /// What gave way to what another had brought in.
  package enum Given: Hashable, Sendable {
    /// The caller's two files of one record became one, at this path.
    case joined(path: String)
    /// The caller's copy of what another took from the same address or source went; theirs is at this path.
    case dropped(path: String)
    /// Another record had its id.
    case record(path: String, id: RecordID)
    case community(Slug, Slug)
    case template(Slug, Slug)
    case person(Handle, Handle)
  }

  /// The commit to go on from.
  package let commit: ObjectID
  package let given: [Given]

  /// Compares what only `start` has with what only `tip` has.
  ///
  /// - Returns: `nil` if nothing has to give way.
  package init?(of network: Network, by actor: Actor, at start: ObjectID, before tip: ObjectID) throws {
    var search = try Search(network, actor, start, tip)
    guard let search = try search?.run(), !search.given.isEmpty else { return nil }
    let names = search.given.count == 1 ? "1 name" : "\(search.given.count) names"
    commit = try network.write("give way: \(names)", search.changes(), on: start, by: actor)
    given = search.given
  }
}

/// Looks for what has to give way.
private struct Search {
  private let network: Network
  private let repository: Repository
  private let start: ObjectID
  private let tip: ObjectID
  private let format: Int
  private let email: String
  private var me: Handle?
  /// What the caller's side changed or added, by path.
  private var mine: [String: PathChange] = [:]
  /// What the other side added, by path.
  private var theirs: [String: Blob] = [:]
  /// The ids of what was there before, wherever one of them moved it.
  private var known: Set<String> = []
  private var renaming = Renaming()
  /// Paths, and folders without a slash at their end, that become the other side's.
  private var moves: [String: String] = [:]
  private var drops: Set<String> = []
  private(set) var given: [GivingWay.Given] = []

  init?(_ network: Network, _ actor: Actor, _ start: ObjectID, _ tip: ObjectID) throws {
    (self.network, repository, self.start, self.tip) = (network, network.repository, start, tip)
    format = try repository.formatVersion(of: start)
    email = actor.email.lowercased()
    guard format > 1, try repository.formatVersion(of: tip) > 1 else { return nil }
    let bases = try repository.mergeBases(start, tip)
    guard !bases.isEmpty, bases != [start], bases != [tip] else { return nil }
    let base = try repository.virtualBase(bases)
    try repository.changes(from: base, to: start) { change in
      if change.new != nil { mine[change.path] = change }
      if change.old != nil, let key = RecordKey(change.path) { known.insert(key.id) }
    }
    try repository.changes(from: base, to: tip) { change in
      if change.old == nil { theirs[change.path] = change.new }
      if change.old != nil, let key = RecordKey(change.path) { known.insert(key.id) }
    }
    me = try network.snapshot().handle(ofAddress: email)
  }

  mutating func run() throws -> Self {
    var ids: [String: String] = [:]
    for path in theirs.keys.sorted().reversed() { if let key = RecordKey(path) { ids[key.id] = path } }
    for (path, change) in mine.sorted(by: { $0.key < $1.key }) where change.old == nil {
      guard let place = RecordPath(path), let blob = change.new else { continue }
      if RecordKey(path) != nil, let other = ids[place.key], other != path, !known.contains(place.key) {
        try settle(place, blob, beside: other)
      } else if [.community, .template, .person].contains(place.type) {
        try settle(place, blob)
      }
    }
    return self
  }

  /// Settles what becomes of a record of which the other side has the id at another path.
  private mutating func settle(_ place: RecordPath, _ blob: Blob, beside other: String) throws {
    guard let own = try document(blob), let theirs = try theirs[other].flatMap(document), isMine(own),
      let id = RecordID(rawValue: place.key)
    else { return }
    let isSame = ["url", "source"].contains { own[$0] != nil && own[$0] == theirs[$0] }
    let isThread = RecordKey(place.text)?.isThread ?? false
    let (here, there) = (RecordPath.folder(of: place.text), RecordPath.folder(of: other))
    if isMine(theirs) || isSame {
      if isThread { moves[here] = there } else { moves[place.text] = other }
      guard !isMine(theirs) else { return given.append(.joined(path: network.prefix.shown(other))) }
      drops.insert(place.text)
      // Its pictures, which the other's copy has as well.
      for path in mine.keys where isThread && RecordPath.folder(of: path) == here { drops.insert(path) }
      given.append(.dropped(path: network.prefix.shown(other)))
    } else {
      let new = RecordID(hashing: "\(id)\n\(place.text)\n\(email)")
      renaming.ids[id] = new
      given.append(.record(path: network.prefix.shown(place.text), id: new))
    }
  }

  /// Settles what becomes of a name that both sides took, or of a second card of one address.
  private mutating func settle(_ place: RecordPath, _ blob: Blob) throws {
    guard let own = try document(blob) else { return }
    let other = theirs[place.text]
    if place.type == .person {
      guard own["email"]?.text?.lowercased() == email, let handle = Handle(rawValue: place.key) else {
        return
      }
      if let other, try document(other)?["email"]?.text?.lowercased() != email {
        guard let new = try free(handle, ".", RecordPath.person) else { return }
        renaming.handles[handle] = new
        return given.append(.person(handle, new))
      }
      for (path, blob) in theirs.sorted(by: { $0.key < $1.key }) where path != place.text {
        guard let card = RecordPath(path), card.type == .person, let taken = Handle(rawValue: card.key),
          try document(blob)?["email"]?.text?.lowercased() == email
        else { continue }
        renaming.handles[handle] = taken
        return given.append(.person(handle, taken))
      }
    } else if let other, other != blob, let slug = Slug(rawValue: place.key) {
      let isOwn = place.type == .template ? own["added_by"] == nil || isMine(own) : isMine(own)
      let path = place.type == .template ? RecordPath.template : RecordPath.community
      guard isOwn, let new = try free(slug, "-", path) else { return }
      renaming.slugs[slug] = new
      given.append(place.type == .template ? .template(slug, new) : .community(slug, new))
    }
  }

  /// Whether a record names the caller as who made it. What names nobody is left alone: its new name would tell.
  private func isMine(_ record: Document) -> Bool {
    guard let me else { return false }
    let makers = ["author", "added_by", "person", "host"].compactMap { record[$0]?.text }
    return makers.contains(me.rawValue)
      || makers.isEmpty && (record["stewards"]?.texts.contains(me.rawValue) ?? false)
  }

  /// Returns the first of `name-2`, `name-3`, … that neither side has.
  private func free<Name: PathName>(_ name: Name, _ joint: String, _ path: (Name) -> String) throws -> Name? {
    for count in 2...1000 {
      guard let candidate = Name(rawValue: "\(name)\(joint)\(count)") else { continue }
      let isTaken = try [start, tip].contains { try repository.entry(path(candidate), in: $0) != nil }
      if !isTaken { return candidate }
    }
    return nil
  }

  private func document(_ blob: Blob) throws -> Document? {
    try repository.blob(blob.id).flatMap { try? Document(parsing: $0) }  // what cannot be read has no author
  }

  // MARK: What that changes

  func changes() throws -> [TreeChange] {
    var removed: Set<String> = []
    var put: [String: Blob] = [:]
    for (path, change) in mine {
      guard let blob = change.new else { continue }
      let target = moved(renaming.applied(to: path))
      let made = try renamed(path, blob)
      if drops.contains(path) {
        removed.insert(path)
      } else if target != path || made != blob {
        if target != path { removed.insert(path) }
        put[target] = made
      }
    }
    let puts: [TreeChange] = put.map { .put($0.key, $0.value.id, mode: $0.value.mode) }
    let removals: [TreeChange] = removed.subtracting(put.keys).map { .remove($0) }
    return (puts + removals).sorted { $0.path < $1.path }
  }

  private func moved(_ path: String) -> String {
    if let target = moves[path] { return target }
    for (folder, target) in moves where path.hasPrefix(folder + "/") {
      return target + path.dropFirst(folder.count)
    }
    return path
  }

  private func renamed(_ path: String, _ blob: Blob) throws -> Blob {
    guard !renaming.isEmpty, let type = RecordPath(path)?.type, let old = try document(blob) else {
      return blob
    }
    let new = try renaming.applied(to: old, as: type, format: format)
    return new == old ? blob : Blob(try repository.writeBlob(Array(new.text.utf8)), mode: blob.mode)
  }
}
