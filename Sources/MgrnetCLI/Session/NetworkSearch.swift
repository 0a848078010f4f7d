import Git
@preconcurrency import Glibc

/// Finds the network's repository: `-C`, else the current folder upward, else `MGRNET_NETWORK`, else git's
/// `mgrnet.network`.
enum NetworkSearch {
  /// - Throws: ``Failure`` (66) where there is none.
  static func find(_ context: Context) throws -> Discovered {
    if let folder = context.options.folder { return try named(folder) }
    let here = try network(from: ".", honouringEnvironment: true)
    if let here, holdsNetwork(here) { return here }
    if let folder = context.environment.nonEmpty("MGRNET_NETWORK") { return try named(folder) }
    if let here { return here }
    if let folder = try Repository.defaultConfigString("mgrnet.network") { return try named(folder) }
    throw Failure(.notFound, Words.noNetworkHere, hint: Words.initOrClone)
  }

  /// Whether a command would find a network.
  static func isThere(_ context: Context) throws -> Bool {
    do {
      let found = try find(context)
      return found.workTree == nil || holdsNetwork(found)
    } catch let failure as Failure where failure.status == .notFound { return false }
  }

  private static func named(_ folder: String) throws -> Discovered {
    if let found = try network(from: folder) { return found }
    throw Failure(.notFound, Words.noNetwork(at: folder), hint: Words.initOrClone)
  }

  /// The repository around a folder; from inside `private/<slug>/`, the network around that.
  private static func network(from folder: String, honouringEnvironment: Bool = false) throws -> Discovered? {
    guard let found = try Discovered.discover(from: folder, honouringEnvironment: honouringEnvironment) else {
      return nil
    }
    // A bare repository among a network's files may have come in with them: its settings are others' words.
    if found.workTree == nil, let around = try network(from: found.gitDirectory + "/.."),
      around.workTree != nil, holdsNetwork(around)
    {
      return around
    }
    let parts = (found.workTree ?? "").split(separator: "/")
    if parts.count > 2, parts[parts.count - 2] == "private" {
      let outer = "/" + parts.dropLast(2).joined(separator: "/")
      if let around = try Discovered.discover(from: outer), around.workTree == outer { return around }
    }
    return found
  }

  /// Cheap, and right for a network with a work tree; opening a bare one tells.
  private static func holdsNetwork(_ found: Discovered) -> Bool {
    guard let workTree = found.workTree else { return true }
    return access(workTree + "/network.md", F_OK) == 0
  }
}
