import Clibgit2
import Glibc

/// A folder for what comes from elsewhere, until all of it was looked at: as git keeps a push until its hook agrees.
///
/// Nothing of it is in the store before `release`, and nothing is left of one that is dropped before. What a killed process
/// leaves is removed by the next one.
final class Quarantine {
  /// Reads what is in the folder, and all that is in the store; what is fetched into it comes into the folder.
  let repository: Repository
  private let folder: String
  private let store: String

  private static let prefix = "incoming_"

  init(for repository: Repository) throws(GitError) {
    let common = repository.commonDirectory + "/mgrnet"
    for name in try Files.names(in: common) where name.hasPrefix(Self.prefix) {
      let process = name.split(separator: "_")[1...].first.flatMap { Int32($0) } ?? 0
      if process <= 0 || !Files.isRunning(process) { Files.removeFolder(common + "/" + name) }
    }
    // Two of one process: the number keeps them apart.
    folder = "\(common)/\(Self.prefix)\(getpid())_\(UInt32.random(in: .min ... .max))"
    store = repository.commonDirectory + "/objects"
    try Files.makeFolder(folder + "/pack")
    do throws(GitError) {
      self.repository = try Repository.open(repository.gitDirectory, objects: folder, borrowing: store)
    } catch {
      Files.removeFolder(folder)
      throw error
    }
  }

  deinit { Files.removeFolder(folder) }

  var packFolder: String { folder + "/pack" }

  /// The paths of the indexes of all packs that came.
  func packs() throws(GitError) -> [String] {
    try Files.names(in: packFolder).filter { $0.hasSuffix(".idx") }.map { packFolder + "/" + $0 }
  }

  /// Puts what came into the store; for `other` to read it as well.
  func release(to other: Repository) throws(GitError) {
    try Files.makeFolder(store + "/pack")
    for index in try packs() {
      let name = String(index.dropFirst(packFolder.count).dropLast(".idx".count))
      // The index last: with it the pack is there.
      for end in [".pack", ".idx"] {
        let path = store + "/pack" + name + end
        guard rename(packFolder + name + end, path) == 0 else { throw .system(errno, "rename", path) }
      }
    }
    try Git.check(git_odb_refresh(other.objects), "git_odb_refresh", store)
  }
}

/// What a pack that came from elsewhere may cost.
package struct PackLimits: Sendable {
  /// Bytes of one object, unpacked.
  package var object = Repository.largestObject
  /// Bytes of all objects, unpacked.
  package var total = Int.max

  package init() {}
}

/// Limits of memory and time for what libgit2 does in this thread with other people's bytes.
enum Budget {
  /// Far over what git's own packs need, in bytes.
  private static let memory: Int64 = 768 << 20

  /// Thread time that a number of bytes may cost, in nanoseconds: a whole network of 100,000 posts takes 5 s.
  private static func time(for bytes: Int) -> Int64 { (20 + 3 * Int64(bytes >> 20)) * 1_000_000_000 }

  /// Runs something within a budget; whether it was kept.
  static func run(_ bytes: Int = 0, _ body: () -> Int32) -> (status: Int32, isKept: Bool) {
    clibgit2_begin_budget(memory, time(for: bytes))
    let status = body()
    return (status, clibgit2_end_budget() == 0)
  }

  /// Lets what runs go on for as long as so many bytes may take.
  static func extend(to bytes: Int) { clibgit2_set_budget_time(time(for: bytes)) }
}

/// A pack that comes by another way than from a remote; its bytes are as hostile.
package final class IncomingPack {
  private let repository: Repository
  private let quarantine: Quarantine
  private let limits: PackLimits
  private var indexer: OpaquePointer?
  private var progress = git_indexer_progress()
  private var count = 0
  private var packed: Set<ObjectID> = []
  /// Once it is finished.
  package private(set) var content = PackContent(objects: 0, bytes: 0)

  package init(into repository: Repository, _ limits: PackLimits) throws(GitError) {
    (self.repository, self.limits) = (repository, limits)
    quarantine = try Quarantine(for: repository)
    var options = git_indexer_options()
    try check(
      git_indexer_options_init(&options, UInt32(GIT_INDEXER_OPTIONS_VERSION)), "git_indexer_options_init",
      "pack")
    // Without a store to take the bases of differences from: such a pack stands alone.
    let folder = quarantine.packFolder
    indexer = try made("git_indexer_new", folder) { git_indexer_new(&$0, folder, 0, nil, &options) }
  }

  deinit { git_indexer_free(indexer) }

  package func add(_ bytes: [UInt8]) throws(TransferProblem) {
    count += bytes.count
    try run { git_indexer_append(indexer, bytes, bytes.count, &progress) }
  }

  private func run(_ body: () -> Int32) throws(TransferProblem) {
    let (status, isKept) = Budget.run(count, body)
    if status >= 0 { return }
    git_error_clear()
    throw isKept ? .notGit("pack") : .overLimit
  }

  /// Looks at every object, and puts them into the store, if all that they refer to is there then.
  ///
  /// - Parameters:
  ///   - wanted: commits that must be here then.
  ///   - keeps: whether they are put there; else they are looked at only, for what is here with all that it needs.
  package func finish(
    _ wanted: [ObjectID], keeps: Bool = true, _ report: (TransferProgress) -> Void = { _ in }
  ) throws(TransferProblem) {
    try run { git_indexer_commit(indexer, &progress) }
    git_indexer_free(indexer)
    indexer = nil
    let objects = Int(progress.total_objects)
    report(.unpacked(objects: objects, of: objects))
    try lookThrough(wanted)
    if keeps { try here { () throws(GitError) in try quarantine.release(to: repository) } }
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
      guard try here({ () throws(GitError) in try there.header(of: id)?.kind }) == GIT_OBJECT_COMMIT else {
        throw .incomplete(id)
      }
    }
    if let id = try here({ () throws(GitError) in try there.missingObject(of: commits) }) {
      throw .incomplete(id)
    }
  }

  /// Whether the pack itself held all of some commits that is not in those that they build on.
  ///
  /// Who has them already would not miss what is not in it; another one would.
  package func held(_ commits: Set<ObjectID>) throws(GitError) -> Bool {
    var isHeld = true
    try repository.eachObject(addedBy: commits) { (object) throws(GitError) in
      if !packed.contains(object.id) { isHeld = false }
    }
    return isHeld
  }
}
