import Git
import Records

/// A network in a git repository: reading its tip, and acts that each end in one commit.
package struct Store {
  package let repository: Repository
  package let branch: String

  /// Opens the network whose repository is at `path`.
  ///
  /// - Throws: `StoreError.notANetwork` when its branch has no `network.md`, `.newerFormat`, `GitError`.
  package init(opening path: String) throws {
    try self.init(repository: Repository.open(path))
    let card = try snapshot().document(at: "network.md")
    guard let card else { throw StoreError.notANetwork }
    if case .integer(let format) = card["format"], format > Schema.formatVersion {
      throw StoreError.newerFormat(format)
    }
  }

  private init(repository: Repository) throws {
    self.repository = repository
    branch = try repository.head().branch ?? "main"
  }

  /// Makes the folder, the repository and the network in it, in one commit.
  ///
  /// - Throws: `StoreError.directoryNotEmpty` when something is at `path` already.
  package static func create(
    at path: String, bare: Bool, _ network: NetworkInit, by actor: Actor
  ) throws -> (store: Store, commit: ObjectID) {
    guard try Files.isMissingOrEmpty(path) else { throw StoreError.directoryNotEmpty(path) }
    let store = try Store(repository: Repository.create(at: path, bare: bare))
    let done = try store.perform(by: actor) { try network.act(for: actor, in: $0) }
    return (store, done.commit)
  }

  /// The folder for what belongs to this machine alone: index, drafts, journal.
  package var stateFolder: String { repository.commonDirectory + "/mgrnet" }
  package var drafts: Drafts { Drafts(folder: stateFolder + "/drafts") }
  var acts: ActLog { ActLog(file: stateFolder + "/acts") }
  private var journalFile: String { stateFolder + "/journal" }

  package func tip() throws -> ObjectID? {
    try RefFiles.target(of: "refs/heads/\(branch)", commonDirectory: repository.commonDirectory)
  }

  /// The network as the branch's tip has it.
  package func snapshot() throws -> Snapshot {
    Snapshot(repository: repository, commit: try tip(), acts: acts)
  }

  /// What `user.name` and `user.email` say.
  ///
  /// - Throws: `StoreError.noIdentity` when one is not set.
  package func actor(now: Timestamp) throws -> Actor {
    func setting(_ name: String) throws -> String {
      guard let value = try repository.configString(name), !value.isEmpty else {
        throw StoreError.noIdentity(missing: name)
      }
      return value
    }
    return Actor(name: try setting("user.name"), email: try setting("user.email"), now: now)
  }

  package func member(now: Timestamp) throws -> Member {
    let hint = try repository.configString("mgrnet.handle").flatMap(Handle.init(rawValue:))
    return try snapshot().member(for: actor(now: now), hint: hint)
  }

  /// What an act became.
  package struct Done: Sendable {
    package let commit: ObjectID
    package let subject: String
    package let paths: [String]
    /// What a command that was cut short before left, and this one mended.
    package let recovered: Recovery?
  }

  /// Makes an act from the tip and commits it; then the work tree and git's index follow.
  ///
  /// Nothing is half done: the branch moves once, by compare-and-swap, under the network's lock.
  /// - Throws: what `make` throws; `StoreError.uncommittedEdit` when the act would write over what a person changed in
  ///   the work tree; `GitError.locked` when another process holds the lock for too long.
  package func perform(by actor: Actor, _ make: (Snapshot) throws -> Act) throws -> Done {
    try withLock {
      let recovered = try recover()
      let snapshot = try snapshot()
      let act = try make(snapshot)
      try check(act, in: snapshot)
      let commit = try commit(act, on: snapshot.commit, by: actor)
      return Done(commit: commit, subject: act.subject, paths: act.changes.map(\.path), recovered: recovered)
    }
  }

  /// Finishes or drops what a killed command left; `nil` when there is nothing, as nearly always.
  package func recoverIfNeeded() throws -> Recovery? {
    guard try Files.read(journalFile) != nil else { return nil }
    return try withLock { try recover() }
  }

  private func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try Files.makeFolder(stateFolder)
    let lock = try RepositoryLock(stateFolder + "/lock")
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }

  private func commit(_ act: Act, on parent: ObjectID?, by actor: Actor) throws -> ObjectID {
    let paths = act.changes.count > 1000 ? [] : act.changes.map(\.path)
    try Journal(parent: parent?.description, subject: act.subject, paths: paths).write(journalFile)
    let signature = act.isNamed ? Signature(actor) : .anonymous(at: actor.now)
    let commit = try repository.commit(
      act.changes.map { change in
        switch change {
        case .put(let path, let bytes): .put(path, bytes)
        case .remove(let path): .remove(path)
        }
      }, parent: parent, author: signature, committer: signature, message: act.subject + "\n",
      updating: branch)
    try repository.bringWorkTree(to: commit, from: parent, paths: act.changes.map(\.path))
    try acts.append(commit.description, paths: act.changes.map(\.path))
    try Files.remove(journalFile)
    return commit
  }

  /// Before anything is written: sizes, and edits of a person that the act would write over.
  private func check(_ act: Act, in snapshot: Snapshot) throws {
    guard !act.changes.isEmpty else { throw StoreError.nothingChanged }
    let limit = try repository.configInt("mgrnet.maxRecordSize") ?? Draft.pictureLimit
    for change in act.changes {
      if case .put(let path, let bytes) = change, bytes.count > limit {
        throw StoreError.recordTooLarge(path: path, bytes: bytes.count, limit: limit)
      }
      if try repository.isEdited(change.path, since: snapshot.commit) {
        throw StoreError.uncommittedEdit(path: change.path)
      }
    }
  }

  private func recover() throws -> Recovery? {
    guard let journal = try Journal.read(journalFile) else { return nil }
    let tip = try tip()
    let parent = journal.parent.flatMap { ObjectID(hex: $0) }
    try repository.removeStaleIndexLock()
    defer { try? Files.remove(journalFile) }  // if it stays, the next command does this again: it may be repeated
    guard let tip, tip != parent else { return .dropped(subject: journal.subject) }
    let info = try repository.commit(tip)
    guard info.parents.first == parent, info.summary == journal.subject else {
      return .dropped(subject: journal.subject)
    }
    var paths = journal.paths
    if paths.isEmpty { try repository.changes(from: parent, to: tip) { paths.append($0.path) } }
    try repository.bringWorkTree(to: tip, from: parent, paths: paths)
    if try acts.last()?.commit != tip.description { try acts.append(tip.description, paths: paths) }
    return .finished(subject: journal.subject)
  }
}

extension Signature {
  init(_ actor: Actor) {
    self.init(
      name: actor.name, email: actor.email, seconds: actor.now.seconds, offsetMinutes: actor.now.offsetMinutes
    )
  }

  /// Names nobody, and no time zone.
  static func anonymous(at time: Timestamp) -> Signature {
    Signature(name: Handle.anonymous, email: "anonymous@invalid", seconds: time.seconds, offsetMinutes: 0)
  }
}
