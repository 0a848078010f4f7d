import Git
@preconcurrency import Glibc
import Store

/// Where the network's repository is: `-C`, else the current folder upward, else `MGRNET_NETWORK`, else git's
/// `mgrnet.network`.
struct NetworkPlace {
  let gitDirectory: String
  let commonDirectory: String
  let workTree: String?

  init(_ context: Context) throws {
    if let folder = context.options.folder {
      guard let found = try Self.network(from: folder) else {
        throw Failure(.notFound, Words.noNetwork(at: folder), hint: Words.initOrClone)
      }
      try self.init(found)
      return
    }
    let here = try Self.network(from: ".")
    if let here, Self.holdsNetwork(here) { return try self.init(here) }
    for folder in [
      context.environment.nonEmpty("MGRNET_NETWORK"),
      here == nil ? try Repository.defaultConfigString("mgrnet.network") : nil,
    ] {
      guard let folder else { continue }
      guard let found = try Self.network(from: folder) else {
        throw Failure(.notFound, Words.noNetwork(at: folder), hint: Words.initOrClone)
      }
      return try self.init(found)
    }
    guard let here else { throw Failure(.notFound, Words.noNetworkHere, hint: Words.initOrClone) }
    try self.init(here)
  }

  private init(_ found: Discovered) throws {
    gitDirectory = found.gitDirectory
    commonDirectory = try RefFiles.commonDirectory(of: found.gitDirectory)
    workTree = found.workTree
  }

  /// The commit that the checked out branch is at, read without libgit2; `nil` before the first one.
  func tip() throws -> ObjectID? { try RefFiles.tip(gitDirectory: gitDirectory).tip }

  /// The folder for what belongs to this machine alone.
  var stateFolder: String { commonDirectory + "/mgrnet" }

  /// Whether an act was cut short, or is being done right now.
  var hasUnfinishedAct: Bool { access(stateFolder + "/act", F_OK) == 0 }

  /// The repository around a folder; from inside `private/<slug>/`, the network around that.
  private static func network(from folder: String) throws -> Discovered? {
    guard let found = try RefFiles.discover(from: folder) else { return nil }
    let parts = (found.workTree ?? "").split(separator: "/")
    if parts.count > 2, parts[parts.count - 2] == "private" {
      let outer = "/" + parts.dropLast(2).joined(separator: "/")
      if let around = try RefFiles.discover(from: outer), around.workTree == outer { return around }
    }
    return found
  }

  /// Cheap, and right for a network with a work tree; a bare one is told by what opens it.
  private static func holdsNetwork(_ found: Discovered) -> Bool {
    guard let workTree = found.workTree else { return true }
    return access(workTree + "/network.md", F_OK) == 0
  }
}
