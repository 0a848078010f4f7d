import Disk
import Git
import Glibc
import Judging
import Records
import SearchIndex
import Store

/// One repository of the network, opened as far as a command needs and no further: the commons, or a private community,
/// whose index, drafts and notes lie in its own git directory.
///
/// Commands that only read the index never open the repository through libgit2, which takes longer than all else.
final class Shelf {
  let context: Context
  /// The private community; `nil` for the commons.
  let community: Slug?
  private let found: Discovered
  /// The shelf around a private community.
  let commons: Shelf?
  /// The caller's keys, for all shelves.
  let keyring: Keyring
  private var opened: Network?
  private var indexed: SearchIndex?
  /// What is disputed here, once it was looked for.
  var foundDisputes: (tip: ObjectID?, disputes: [String: Disputed])?

  init(_ context: Context, _ found: Discovered) {
    (self.context, self.found) = (context, found)
    (community, commons) = (nil, nil)
    keyring = Keyring(context)
  }

  /// Opens a private community; `nil` if there is none in the folder, or one that is only half made.
  init?(_ community: Slug, at folder: String, in commons: Shelf) throws {
    // Its own `.git`: that alone cannot have come in with the network's files.
    guard let found = try Discovered.at(folder), found.gitDirectory != folder else { return nil }
    (context, self.found) = (commons.context, found)
    keyring = commons.keyring
    (self.community, self.commons) = (community, commons)
    if try tip() == nil { return nil }
  }

  var isPrivate: Bool { community != nil }

  /// The prefix of the repository's paths in the network.
  var prefix: PrivatePrefix { PrivatePrefix(community) }

  /// The folder for what belongs to this machine alone.
  var stateFolder: String { found.commonDirectory + "/mgrnet" }

  /// Returns the commit that the branch is at, read without libgit2; `nil` before the first one.
  func tip() throws -> ObjectID? {
    try community.map { try found.tip(of: Network.branch(of: $0)) } ?? found.head().tip
  }

  func network() throws -> Network {
    if let opened { return opened }
    var network: Network
    if let community, let commons {
      network = try Network(privateCommunity: community, of: commons.network())
    } else {
      network = try Network(opening: found.gitDirectory, workTree: found.workTree)
      network.signer = keyring.signer(in: network)
      network.chance = { [context] range in
        var random = context.randomness()
        return .random(in: range, using: &random)
      }
    }
    network.admission = { [unowned self] in try admit($0, by: $1, on: $2) }
    opened = network
    return network
  }

  /// Returns the private communities of the network, by their slugs. Where there are none, it costs one look at a folder.
  func privateShelves() throws -> [Shelf] {
    guard let root = found.mainWorkTree else { return [] }
    return try Files.names(in: root + "/private").sorted().compactMap { name in
      try Slug(rawValue: name).flatMap { try Shelf($0, at: "\(root)/private/\(name)", in: self) }
    }
  }

  /// Returns the names of the folders in which private communities are, or should be: those with a repository or a card.
  /// Other folders are a person's own.
  func privateFolders() throws -> [String] {
    guard let root = found.mainWorkTree else { return [] }
    return try Files.names(in: root + "/private").sorted().filter { name in
      let folder = "\(root)/private/\(name)"
      return try !FolderInMaking.isName(name)
        && (Files.kind(folder + "/.git") != nil || Files.kind(folder + "/community.md") != nil)
    }
  }

  /// Removes what killed commands were making in `private/`.
  func removeHalfMade() throws {
    guard let root = found.mainWorkTree else { return }
    try FolderInMaking.removeAbandoned(in: root + "/private")
  }

  /// The acts that wait on this machine.
  var waiting: WaitingActs { WaitingActs(stateFolder: stateFolder) }

  func seen() -> SeenItems { SeenItems(file: stateFolder + "/seen") }

  /// What the caller is done with, as `Waiting.token` names it.
  func done() -> NoteFile { NoteFile(file: stateFolder + "/inbox-done") }

  // MARK: What was cut short

  /// Finishes what a command that was cut short has left, and says so.
  func attend() throws {
    if try hasUnfinishedAct() {
      for recovery in try network().recover() { context.warn(Words.recovered(recovery)) }
    }
    if try hasAbandonedDraft() {
      for draft in try network().recoverDrafts() { context.warn(Words.draftRecovered(draft)) }
    }
  }

  /// Returns whether an act was cut short, or is being done right now: its note or a lock of it is there.
  private func hasUnfinishedAct() throws -> Bool {
    try Files.names(in: stateFolder).contains { $0 == "act" || $0.hasPrefix("lock=") }
  }

  /// Returns whether a command with a text was cut short.
  private func hasAbandonedDraft() throws -> Bool {
    try !Drafts(folder: stateFolder + "/drafts").abandoned().isEmpty
  }

  // MARK: The index

  /// Returns the index, brought up to the branch's tip. Shows a bar if that takes long.
  func index() throws -> SearchIndex {
    if let indexed { return indexed }
    let index = try bringUpToDate(openIndex())
    // Damage that a query meets later is repaired in the same way.
    index.refill = { [unowned self, unowned index] in _ = try bringUpToDate(index) }
    indexed = index
    return index
  }

  /// Call it after the index's files were removed.
  func forgetIndex() { indexed = nil }

  /// Returns the index for completion; `nil` if there is none yet. If a command was cut short, the index stays as it is:
  /// a key press finishes nothing.
  func indexForKeyPress() throws -> SearchIndex? {
    let file = stateFolder + "/index.sqlite"
    guard try Files.names(in: stateFolder).contains("index.sqlite") else { return nil }
    let found = try SearchIndex(at: file, isPrivate: isPrivate)
    guard let tip = try found.tip() else { return nil }
    if try tip != content()?.label, try !hasUnfinishedAct(), try !hasAbandonedDraft() {
      return try index()
    }
    indexed = found
    return found
  }

  /// Returns what the index is to hold; `nil` before the first commit.
  func content() throws -> IndexContent? {
    try tip().map { try IndexContent(commit: $0, waiting: waiting.files()) }
  }

  private func openIndex() throws -> SearchIndex {
    let file = stateFolder + "/index.sqlite"
    // Throws before anything is written if the repository holds no network.
    if access(file, F_OK) != 0 { _ = try network() }
    let canWrite = (try? Files.makeFolder(stateFolder)) != nil  // else it is searched in memory
    return try SearchIndex(at: canWrite ? file : nil, isPrivate: isPrivate)
  }

  private func bringUpToDate(_ index: SearchIndex) throws -> SearchIndex {
    for _ in 0..<10 {
      guard let content = try content() else { return index }
      let old = try index.tip()
      if old == content.label { return index }
      let repository = try network().repository
      // After a rewritten history, the old commit may be gone: then everything is read.
      let base = try old.flatMap(IndexContent.commit(of:)).flatMap { try repository.has($0) ? $0 : nil }
      if try update(index, to: content, from: base, claimed: base == nil ? nil : old, repository) {
        return index
      }
    }
    throw Failure(.busy, Words.indexBusy)
  }

  /// Lets what is disputed count for nothing in the index, after it was judged anew.
  func settleIndex() throws {
    let index = try index()
    if let content = try content() { try index.settle(disputes(in: content), at: content.label) }
  }

  private func disputes(in content: IndexContent) throws -> SearchIndex.Disputes {
    let disputes = try disputes()
    return .init(disputes.mapValues { $0.verdict.rightful?.description ?? "" }) { [self] path in
      let blob =
        try disputes[path].map(\.verdict.rightful)
        ?? network().repository.entry(prefix.own(path) ?? path, in: content.commit)?.id
      return try blob.flatMap { try contents(path, $0) }
    }
  }

  /// Returns a record's bytes; for one that is too large, invalid bytes, so that the index lists it as unreadable.
  private func contents(_ path: String, _ blob: ObjectID) throws -> [UInt8]? {
    do { return try network().recordBytes(path, blob) } catch StoreError.recordTooLarge { return [0] }
  }

  private func update(
    _ index: SearchIndex, to content: IndexContent, from base: ObjectID?, claimed: String?,
    _ repository: Repository
  ) throws -> Bool {
    var progress = Progress(base == nil ? Words.indexing : Words.indexingChanges, total: nil, in: context)
    defer { progress.finish() }
    return try index.update(to: content.label, from: claimed, without: disputes(in: content)) { add in
      var count = 0
      try repository.changes(from: base, to: content.commit) { change in
        count += 1
        progress.advance(to: count)
        let isKept = ConflictName.original(of: change.path) != nil
        guard change.path.hasSuffix(".md") || isKept else { return }
        let path = prefix.shown(change.path)
        if content.waiting[path] != nil { return }
        try add(path, try change.new.flatMap { isKept ? [] : try contents(path, $0.id) })
      }
      for (path, bytes) in content.waiting { try add(path, bytes) }
      for path in claimed.map(IndexContent.paths(of:)) ?? [] where content.waiting[path] == nil {
        let own = prefix.own(path) ?? path
        try add(path, repository.entry(own, in: content.commit).flatMap { try contents(path, $0.id) })
      }
    }
  }
}

/// What an index holds: the records of a commit, as the acts that wait on this machine leave them.
struct IndexContent {
  let commit: ObjectID
  /// The records that acts which wait write or remove, by their paths.
  let waiting: [String: [UInt8]?]

  init(commit: ObjectID, waiting: [String: [UInt8]?]) {
    self.commit = commit
    self.waiting = waiting.filter { $0.key.hasSuffix(".md") }
  }

  /// The name by which an index remembers it: the commit, then a line for each record that waits, with its blob and path.
  var label: String {
    let lines = waiting.sorted { $0.key < $1.key }.map { path, bytes in
      "\n\(bytes.map { ObjectID(ofBlob: $0) } ?? .zero) \(path)"
    }
    return commit.description + lines.joined()
  }

  static func commit(of label: String) -> ObjectID? { ObjectID(hex: String(label.prefix { $0 != "\n" })) }

  static func paths(of label: String) -> [String] {
    label.split(separator: "\n").dropFirst().map { String($0.drop { $0 != " " }.dropFirst()) }
  }
}
