import Disk
import Git
import Records
import Sealing
import Store

/// The sealed branch of a private community, and the bare repository on this machine that holds it. That repository has
/// no unsealed objects, so a push from it cannot reveal any.
struct SealedBranch {
  let repository: Repository
  let name: SealedName
  let remote: Remote

  /// Opens the repository, or makes it.
  ///
  /// - Parameter remote: a remote of the commons.
  init(_ name: SealedName, at remote: Remote, in stateFolder: String) throws(GitError) {
    let folder = stateFolder + "/sealed.git"
    self.name = name
    self.remote = remote
    if try Discovered.at(folder) == nil {
      repository = try Repository.create(at: folder, bare: true, initialBranch: name.branch)
    } else {
      repository = try Repository.open(folder)
    }
    try onDisk(Files.makeFolder(newFolder))
  }

  /// The folder for incomplete files.
  var newFolder: String { repository.gitDirectory + "/mgrnet/new" }

  /// Removes files that a killed synchronisation left.
  func removeRemains() throws(DiskError) {
    for name in try Files.names(in: newFolder) { try Files.remove(newFolder + "/" + name) }
  }

  func fetch(_ options: TransferOptions) throws(TransferError) -> FetchedTip? {
    try repository.fetch(remote, [name.branch], acceptsRewritten: true, options).first
  }

  /// Pushes a commit of the sealed branch.
  ///
  /// - Returns: the outcome; of several addresses, the first that failed.
  func push(_ commit: ObjectID, _ options: TransferOptions) throws(TransferError) -> PushOutcome {
    let outcomes = try repository.push(commit, to: name.branch, of: remote, options).map(\.outcome)
    return outcomes.first { $0 != .done && $0 != .there } ?? outcomes.first ?? .there
  }

  private static let folder = "segments"

  static func path(of id: SegmentID) -> String { "\(folder)/\(id).age" }

  /// Returns the segments of a commit, and ignores other files.
  func segments(in tip: ObjectID?) throws(GitError) -> [SegmentID: ObjectID] {
    guard let tip else { return [:] }
    var found: [SegmentID: ObjectID] = [:]
    for file in try repository.list(Self.folder, in: tip) where file.mode == .file {
      guard file.name.hasSuffix(".age"), let id = SegmentID(String(file.name.dropLast(4))) else { continue }
      found[id] = file.id
    }
    return found
  }

  /// Returns the bytes of a segment as a `ByteSource`.
  func source(of blob: ObjectID) throws(GitError) -> ByteSource {
    guard var rest = try repository.blob(blob)?[...] else { throw .notFound(blob.description) }
    return { most in
      defer { rest = rest.dropFirst(most) }
      return Array(rest.prefix(most))
    }
  }

  /// Writes a commit that changes the set of segments, without an author and a telling message.
  func commit(_ changes: [TreeChange], on tip: ObjectID?, at time: Timestamp) throws(GitError) -> ObjectID {
    let nobody = Signature.anonymous(at: time)
    return try repository.writeCommit(
      changes, parents: tip.map { [$0] } ?? [], author: nobody, committer: nobody, message: "segments\n"
    ).commit
  }
}
