import Clibgit2
import Disk
import Glibc

/// A folder that holds foreign objects until they have been checked, as git keeps a push until its hook agrees.
///
/// No object is in the repository's store before `release`. The folder goes with this value; the next quarantine removes
/// folders of killed processes.
final class Quarantine {
  /// Reads the folder and the store, and writes to the folder only.
  let repository: Repository
  private let folder: String
  private let store: String

  private static let prefix = "incoming_"

  init(for repository: Repository) throws(GitError) {
    let common = repository.commonDirectory + "/mgrnet"
    for name in try onDisk(Files.names(in: common)) where name.hasPrefix(Self.prefix) {
      let process = name.split(separator: "_")[1...].first.flatMap { Int32($0) } ?? 0
      if process <= 0 || !Files.isRunning(process) { Files.removeFolder(common + "/" + name) }
    }
    // The random number keeps two quarantines of one process apart.
    folder = "\(common)/\(Self.prefix)\(getpid())_\(UInt32.random(in: .min ... .max))"
    store = repository.commonDirectory + "/objects"
    try onDisk(Files.makeFolder(folder + "/pack"))
    do throws(GitError) {
      self.repository = try Repository.open(repository.gitDirectory, objects: folder, borrowing: store)
    } catch {
      Files.removeFolder(folder)
      throw error
    }
  }

  deinit { Files.removeFolder(folder) }

  var packFolder: String { folder + "/pack" }

  /// Returns the paths of the index files (`.idx`) of all packs in the folder.
  func packs() throws(GitError) -> [String] {
    try onDisk(Files.names(in: packFolder)).filter { $0.hasSuffix(".idx") }.map { packFolder + "/" + $0 }
  }

  /// Moves the packs into the store, and has `other` look for them.
  func release(to other: Repository) throws(GitError) {
    try onDisk(Files.makeFolder(store + "/pack"))
    for index in try packs() {
      let name = String(index.dropFirst(packFolder.count).dropLast(".idx".count))
      // The index comes last, for a pack counts once it has one.
      for end in [".pack", ".idx"] {
        let path = store + "/pack" + name + end
        guard rename(packFolder + name + end, path) == 0 else { throw .system(errno, "rename", path) }
      }
    }
    try Git.check(git_odb_refresh(other.objects), "git_odb_refresh", store)
  }
}

/// The limits for a pack from elsewhere.
package struct PackLimits: Sendable {
  /// The limit for one object, in bytes, unpacked.
  package var object = Repository.largestObject
  /// The limit for all objects together, in bytes, unpacked.
  package var total = Int.max

  package init() {}
}

/// Limits memory and time while libgit2 reads other people's bytes in this thread.
enum ReadingLimits {
  /// In bytes; far more than packs by git need.
  private static let memory: Int64 = 768 << 20

  /// Returns the thread time that a number of bytes may take, in nanoseconds. A whole network of 100,000 posts takes 5 s.
  private static func time(for bytes: Int) -> Int64 { (20 + 3 * Int64(bytes >> 20)) * 1_000_000_000 }

  /// Runs `body` with the limits for a number of bytes.
  ///
  /// - Returns: the status of `body`, and whether it stayed within the limits.
  static func run(_ bytes: Int = 0, _ body: () -> Int32) -> (status: Int32, isKept: Bool) {
    clibgit2_begin_budget(memory, time(for: bytes))
    let status = body()
    return (status, clibgit2_end_budget() == 0)
  }

  /// Raises the time limit of the running call to that of a number of bytes.
  static func extend(to bytes: Int) { clibgit2_set_budget_time(time(for: bytes)) }
}

/// A pack that arrives in pieces, but not from a remote. Its bytes are hostile.
package final class IncomingPack {
  private let repository: Repository
  private let quarantine: Quarantine
  private let limits: PackLimits
  private var indexer: OpaquePointer?
  private var progress = git_indexer_progress()
  private var count = 0
  private var packed: Set<ObjectID> = []
  /// The pack's size, known after `finish`.
  package private(set) var content = PackContent(objects: 0, bytes: 0)

  package init(into repository: Repository, _ limits: PackLimits) throws(GitError) {
    (self.repository, self.limits) = (repository, limits)
    quarantine = try Quarantine(for: repository)
    var options = git_indexer_options()
    try check(
      git_indexer_options_init(&options, UInt32(GIT_INDEXER_OPTIONS_VERSION)), "git_indexer_options_init",
      "pack")
    // No store is given, so a pack with deltas against objects outside it is refused.
    let folder = quarantine.packFolder
    indexer = try made("git_indexer_new", folder) { git_indexer_new(&$0, folder, 0, nil, &options) }
  }

  deinit { git_indexer_free(indexer) }

  /// Takes the next bytes of the pack.
  package func add(_ bytes: [UInt8]) throws(TransferProblem) {
    count += bytes.count
    try run { git_indexer_append(indexer, bytes, bytes.count, &progress) }
  }

  private func run(_ body: () -> Int32) throws(TransferProblem) {
    let (status, isKept) = ReadingLimits.run(count, body)
    if status >= 0 { return }
    git_error_clear()
    throw isKept ? .notGit("pack") : .overLimit
  }

  /// Checks every object and that nothing is missing, then moves the pack into the store.
  ///
  /// - Parameters:
  ///   - wanted: commits that the pack or the store must have.
  ///   - keeps: whether the pack goes into the store; `false` for one whose objects the store has already.
  package func finish(
    _ wanted: [ObjectID], keeps: Bool = true, _ report: (TransferProgress) -> Void = { _ in }
  ) throws(TransferProblem) {
    try run { git_indexer_commit(indexer, &progress) }
    git_indexer_free(indexer)
    indexer = nil
    let objects = Int(progress.total_objects)
    report(.unpacked(objects: objects, of: objects))
    try lookThrough(wanted)
    if keeps { try here(quarantine.release(to: repository)) }
  }

  private func lookThrough(_ wanted: [ObjectID]) throws(TransferProblem) {
    let there = quarantine.repository
    let commits = try here { () throws(GitError) -> Set<ObjectID>? in
      guard let index = try quarantine.packs().first else { throw .notFound("pack") }
      packed = Set(try packedIDs(index))
      var (bytes, commits): (Int, Set<ObjectID>) = (0, [])
      for id in packed {
        guard let header = try there.header(of: id), header.size < limits.object else { return nil }
        bytes += header.size
        if header.kind == GIT_OBJECT_COMMIT { commits.insert(id) }
      }
      content = PackContent(objects: packed.count, bytes: bytes)
      return bytes <= limits.total ? commits : nil
    }
    guard let commits else { throw .notGit("pack") }
    for id in wanted {
      guard try here(there.header(of: id)?.kind) == GIT_OBJECT_COMMIT else { throw .incomplete(id) }
    }
    if let id = try here(there.missingObject(of: commits)) { throw .incomplete(id) }
  }

  /// Returns whether the pack itself holds all objects that the commits add.
  ///
  /// A machine that has the objects already would not miss them, but others would.
  package func held(_ commits: Set<ObjectID>) throws(GitError) -> Bool {
    var isHeld = true
    try repository.eachObject(addedBy: commits) { (object) throws(GitError) in
      if !packed.contains(object.id) { isHeld = false }
    }
    return isHeld
  }
}
