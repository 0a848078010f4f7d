import Disk
import Git
import Glibc
import Records

/// A network in a git repository: reads its tip, and performs acts that each end in one commit.
///
/// A private community is a network as well: a repository of its own, whose paths here begin with
/// `private/<slug>/`.
package struct Network {
  package let repository: Repository
  package let branch: String
  /// The commit of HEAD if no branch is checked out. It is read, and nothing is written.
  private let detached: ObjectID?
  /// The private community of this repository; `nil` for the commons.
  package let privateCommunity: Slug?
  /// The commons around a private community, which has the charter, the people and the caller's identity.
  private let commons: (repository: Repository, branch: String, detached: ObjectID?)?
  /// Signs the commits of acts, but of those whose author chose not to be named; `nil` leaves them unsigned.
  package var signer: CommitSigner?
  /// Draws a number, by which an act that names nobody leaves at a moment that nobody foresees.
  package var chance: (ClosedRange<Int64>) -> Int64 = { .random(in: $0) }
  /// Checks an act before it is committed on a tip, and throws if the actor may not do it; `nil` takes all acts.
  package var admission: ((_ act: Act, _ actor: Actor, _ tip: ObjectID?) throws -> Void)?

  /// Opens the network whose repository is at `path`.
  ///
  /// - Parameter workTree: another one than its settings say (`GIT_WORK_TREE`).
  /// - Throws: `StoreError.notANetwork` when its branch has no `network.md`, `.newerFormat`, `GitError`.
  package init(opening path: String, workTree: String? = nil) throws {
    try self.init(repository: Repository.open(path, workTree: workTree))
    guard let card = try snapshot().bytes(at: "network.md") else { throw StoreError.notANetwork }
    if let format = Schema.format(ofCard: card), format > Schema.formatVersion {
      throw StoreError.newerFormat(format)
    }
  }

  private init(repository: Repository) throws {
    self.repository = repository
    let head = try repository.head()
    branch = head.branch ?? "main"
    detached = head.branch == nil ? head.tip : nil
    (privateCommunity, commons) = (nil, nil)
  }

  init(repository: Repository, of privateCommunity: Slug, in commons: Network) {
    self.repository = repository
    branch = Self.branch(of: privateCommunity)
    detached = nil
    self.privateCommunity = privateCommunity
    self.commons = (commons.repository, commons.branch, commons.detached)
    signer = commons.signer
    chance = commons.chance
  }

  /// Makes the folder, the repository and the network in it, in one commit.
  ///
  /// A git repository without a commit and without files is used as it is: `git init` made it, or an `init` that
  /// was killed.
  /// - Throws: `StoreError.directoryNotEmpty` if something is at `path` already.
  package static func create(
    at path: String, bare: Bool, _ plan: NetworkInit, by actor: Actor, signer: CommitSigner? = nil
  ) throws -> (network: Network, commit: ObjectID) {
    let isNew = try Files.isMissingOrEmpty(path)
    guard try isNew || names(in: path) == [".git"] else { throw StoreError.directoryNotEmpty(path) }
    var network = try Network(
      repository: isNew ? Repository.create(at: path, bare: bare) : Repository.open(path + "/.git"))
    guard try network.tip() == nil else { throw StoreError.directoryNotEmpty(path) }
    network.signer = signer
    let done = try network.perform(by: actor) { try plan.act(for: actor, in: $0) }
    guard let commit = done.commit else { throw StoreError.notANetwork }  // the first act waits for nothing
    return (network, commit)
  }

  private static func names(in path: String) throws -> [String] {
    do {
      return try Files.names(in: path)
    } catch DiskError.system(ENOTDIR, _, _) {
      throw GitError.exists(path: path)
    }
  }

  /// The folder of what belongs to this machine alone: index, drafts, notes of acts.
  package var stateFolder: String { repository.commonDirectory + "/mgrnet" }
  package var drafts: Drafts { Drafts(folder: stateFolder + "/drafts") }
  var acts: ActLog { ActLog(file: stateFolder + "/acts") }

  package func tip() throws -> ObjectID? { try repository.tip(of: branch) }

  /// The version of the format by whose rules the network goes.
  package var formatVersion: Int { get throws { try snapshot().formatVersion } }

  /// Whether HEAD is at the network's branch. Means nothing in a bare repository.
  package var isCheckedOut: Bool { get throws { try repository.head().branch == branch } }

  /// The prefix of the repository's paths in the network.
  package var prefix: PrivatePrefix { PrivatePrefix(privateCommunity) }

  /// Returns the network at the branch's tip, or at HEAD if no branch is checked out.
  package func snapshot() throws -> Snapshot {
    let around = try commons.map { commons in
      let tip = try commons.detached ?? commons.repository.tip(of: commons.branch)
      return (repository: commons.repository, commit: tip)
    }
    return Snapshot(
      repository: repository, commit: try detached ?? tip(), acts: acts, owners: owners,
      waiting: try waiting.files(), privateCommunity: privateCommunity, commons: around)
  }

  /// Checks that a branch is checked out to take an act.
  ///
  /// Otherwise nobody would see what they wrote, and the end of a rebase would fail.
  /// - Throws: `StoreError.detached`.
  package func requireBranch() throws {
    if detached != nil {
      throw StoreError.detached(branch: branch, unfinishedByGit: repository.unfinishedByGit)
    }
  }

  // MARK: Who acts

  /// The repository whose settings identify the caller.
  var own: Repository { commons?.repository ?? repository }

  /// Returns the caller by `user.name` and `user.email`.
  ///
  /// - Throws: `StoreError.noIdentity` if one is not set.
  package func actor(now: Timestamp) throws -> Actor { try Actor(now: now) { try own.configString($0) } }

  package func member(now: Timestamp) throws -> Member {
    let hint = try own.configString(Self.handleSetting).flatMap(Handle.init(rawValue:))
    let member = try snapshot().member(for: actor(now: now), hint: hint)
    if member.handle != hint { try? rememberHandle(member.handle) }  // else all cards are read again
    return member
  }

  /// Remembers the caller's handle, so that the next command need not read all cards.
  package func rememberHandle(_ handle: Handle) throws {
    guard try own.configString(Self.handleSetting) != handle.rawValue else { return }
    do {
      try own.setConfig(Self.handleSetting, handle.rawValue)
    } catch GitError.disk(.readOnly), GitError.disk(.notPermitted) {
      // It only saves time; whoever reads a network that they cannot write goes without.
    }
  }

  private static let handleSetting = "mgrnet.handle"

  // MARK: Acting

  /// The result of an act.
  package struct Done: Sendable {
    /// `nil` for an act that waits, or that took back one that waited.
    package let commit: ObjectID?
    package var waiting: WaitingAct?
    package let subject: String
    package let paths: [String]
    /// What this act finished or dropped of a killed command.
    package let recovered: [Recovery]
    /// Paths at which the work tree keeps uncommitted edits.
    package let left: [String]
    /// The error that kept the work tree or git's index from following the branch; the next command tries again.
    package let unfinished: GitError?
  }

  /// Makes an act from the tip and commits it; then the work tree and git's index follow.
  ///
  /// Nothing is half done: the branch moves once, by compare-and-swap, under the network's lock. An act that names nobody
  /// is not committed here: it waits.
  ///
  /// - Parameter advancing: called with how many files of how many are done; only for an act of more than a hundred.
  /// - Throws: what `make` and the signer throw; `StoreError.detached`; `StoreError.uncommittedEdit` when the act would write over what a
  ///   person changed in the work tree; `GitError.locked` when another process holds the lock for too long.
  package func perform(
    by actor: Actor, advancing: ((_ done: Int, _ all: Int) -> Void)? = nil, _ make: (Snapshot) throws -> Act
  ) throws -> Done {
    try requireBranch()
    let lock = try repository.lock()
    let recovered = try recover(under: lock)
    let snapshot = try snapshot()
    let act = try make(snapshot)
    try check(act, in: snapshot)
    try admission?(act, actor, snapshot.commit)
    if let held = try hold(act, on: snapshot.commit, by: actor) {
      return held.done(act, recovered)
    }
    let performed = try commit(act, on: snapshot.commit, by: actor, lock, advancing)
    return Done(
      commit: performed.commit, subject: act.subject, paths: act.changes.map(\.path), recovered: recovered,
      left: performed.left.map(prefix.shown), unfinished: performed.unfinished)
  }

  /// The number of files beyond which they go into one pack.
  private static let bulk = 100

  func commit(
    _ act: Act, on tip: ObjectID?, by actor: Actor, _ lock: RepositoryLock,
    _ advancing: ((_ done: Int, _ all: Int) -> Void)?
  ) throws -> Performed {
    let count = act.changes.count
    let pack = count > Self.bulk ? try BulkAct(repository) : nil
    let advance = pack == nil ? nil : advancing
    // Each file is kept, and then written where there is a work tree.
    let phases = try advance != nil && repository.workTree != nil && isCheckedOut ? 2 : 1
    var kept = 0
    let changes = try act.changes.map { change in
      advance?(kept / phases, count)
      kept += 1
      let path = try owned(change.path)
      guard let bytes = try change.bytes else { return TreeChange.remove(path) }
      // What is copied goes to the disk at once, so that memory does not hold all of it.
      let isKept = if case .copy = change { true } else { false }
      return TreeChange.put(path, try pack?.writeBlob(bytes, isKept: isKept) ?? repository.writeBlob(bytes))
    }
    let signature = Signature(actor)
    let change = BranchChange(
      branch: branch, parents: tip.map { [$0] } ?? [], changes: changes, author: signature,
      committer: signature, message: act.subject + "\n")
    let paths = changes.map(\.path)
    let log = acts
    func note(_ commit: ObjectID) throws(GitError) { try onDisk(log.append(commit, paths: paths)) }
    return try pack?.perform(
      change, under: lock, signer: signer, advancing: { advance?((count + $0) / phases, count) },
      noting: note) ?? repository.perform(change, under: lock, signer: signer, noting: note)
  }

  /// Writes a signed commit of the actor's that no branch has yet.
  package func write(_ subject: String, _ changes: [TreeChange], on parent: ObjectID, by actor: Actor) throws
    -> ObjectID
  {
    let signature = Signature(actor)
    let change = BranchChange(
      branch: branch, parents: [parent], changes: changes, author: signature, committer: signature,
      message: subject + "\n")
    return try repository.write(change, signer: signer).commit
  }

  /// Finishes or drops what a killed command left. Does nothing if another command is at work, or if nothing can be
  /// written.
  package func recover(waitingMilliseconds: Int = 0) throws -> [Recovery] {
    do {
      return try recover(under: repository.lock(waitingMilliseconds: waitingMilliseconds))
    } catch GitError.locked, GitError.disk(.readOnly), GitError.disk(.notPermitted) {
      return []
    }
  }

  /// The limit of a file, in bytes.
  package var sizeLimit: Int { get throws { try Self.sizeLimit(in: repository) } }

  /// The limit of a file in a repository that holds no network yet, such as a server's before the first push.
  package static func sizeLimit(in repository: Repository) throws -> Int {
    try repository.configInt("mgrnet.maxRecordSize") ?? TextRules.pictureLimit
  }

  /// The limit, if `bytes` exceeds it; else `nil`. Reads git's settings only for large files.
  static func limit(surpassedBy bytes: Int, in repository: Repository) throws -> Int? {
    guard bytes > TextRules.pictureLimit else { return nil }
    let limit = try sizeLimit(in: repository)
    return bytes > limit ? limit : nil
  }

  /// Returns a record's bytes at the branch's tip.
  ///
  /// - Throws: `StoreError.recordTooLarge`, since plain git commits files of any size.
  package func recordBytes(_ path: String, _ blob: ObjectID) throws -> [UInt8]? {
    let bytes: [UInt8]?
    do { bytes = try repository.blob(blob) } catch GitError.tooLarge(_, let bytes, _) {
      throw StoreError.recordTooLarge(path: path, bytes: bytes, limit: try sizeLimit)
    }
    guard let bytes, let limit = try Self.limit(surpassedBy: bytes.count, in: repository) else {
      return bytes
    }
    throw StoreError.recordTooLarge(path: path, bytes: bytes.count, limit: limit)
  }

  /// Checks an act before anything is written: sizes, and uncommitted edits that it would overwrite.
  private func check(_ act: Act, in snapshot: Snapshot) throws {
    // A commit that changes nothing tells others that something was done.
    let isDone = try act.changes.allSatisfy { change in
      let old = try snapshot.commit.flatMap { try repository.entry(try owned(change.path), in: $0)?.id }
      return try change.bytes.map { old == ObjectID(ofBlob: $0) } ?? (old == nil)
    }
    guard !isDone else { throw StoreError.nothingChanged }
    let limit = try sizeLimit
    for change in act.changes {
      let bytes = try change.bytes
      if let bytes, bytes.count > limit {
        throw StoreError.recordTooLarge(path: change.path, bytes: bytes.count, limit: limit)
      }
      let path = try owned(change.path)
      let old = try snapshot.commit.flatMap { try repository.entry(path, in: $0)?.id }
      if bytes != nil, old == nil, !isPortablePath(path) {
        throw StoreError.unportable(path: change.path)
      }
      if let size = try repository.sizeOfEdit(path, of: old, over: limit) {
        throw StoreError.recordTooLarge(path: change.path, bytes: size, limit: limit)
      }
      guard try repository.workTreeState(path, expecting: old) == .edited else { continue }
      // An edit that the act commits as it is.
      if let bytes,
        try repository.workTreeState(path, expecting: ObjectID(ofBlob: bytes)) == .same
      {
        continue
      }
      throw StoreError.uncommittedEdit(path: change.path)
    }
  }

  /// Returns the path from the repository's root.
  ///
  /// - Throws: `StoreError.otherRepository` for a path of another repository: nothing private is ever written into
  /// the commons, nor the other way round.
  func owned(_ path: String) throws -> String {
    guard let own = prefix.own(path) else { throw StoreError.otherRepository(path: path) }
    return own
  }
}

extension Actor {
  /// Returns the caller by git's settings, if there is no repository yet.
  package static func configured(now: Timestamp) throws -> Actor {
    try Actor(now: now) { try Repository.defaultConfigString($0) }
  }

  init(now: Timestamp, setting: (String) throws -> String?) throws {
    let (name, email) = (try setting("user.name") ?? "", try setting("user.email") ?? "")
    let missing = [("user.name", name), ("user.email", email)].filter { $0.1.isEmpty }.map(\.0)
    if !missing.isEmpty { throw StoreError.noIdentity(missing: missing) }
    self.init(name: name, email: email, now: now)
  }
}

extension Signature {
  package init(_ actor: Actor) {
    self.init(
      name: actor.name, email: actor.email, seconds: actor.now.seconds, offsetMinutes: actor.now.offsetMinutes
    )
  }

  private static let anonymousEmail = "anonymous@invalid"

  /// Makes a signature without a name and a time zone.
  package static func anonymous(at time: Timestamp) -> Signature {
    Signature(name: Handle.anonymous, email: anonymousEmail, seconds: time.seconds, offsetMinutes: 0)
  }

  var isAnonymous: Bool { email == Self.anonymousEmail }
}
