import Disk
import Git
@preconcurrency import Glibc
import Records
import Store

/// Where the network's repository is: `-C`, else the current folder upward, else `MGRNET_NETWORK`, else git's
/// `mgrnet.network`.
struct NetworkPlace {
  private let found: Discovered
  var gitDirectory: String { found.gitDirectory }
  var commonDirectory: String { found.commonDirectory }
  var workTree: String? { found.workTree }
  /// The branch of a private community; `nil` for the one that is checked out.
  private let branch: String?

  init(_ context: Context) throws { try self.init(Self.find(context)) }

  private static func find(_ context: Context) throws -> Discovered {
    if let folder = context.options.folder { return try named(folder) }
    let here = try network(from: ".", honouringEnvironment: true)
    if let here, holdsNetwork(here) { return here }
    if let folder = context.environment.nonEmpty("MGRNET_NETWORK") { return try named(folder) }
    if let here { return here }
    if let folder = try Repository.defaultConfigString("mgrnet.network") { return try named(folder) }
    throw Failure(.notFound, Words.noNetworkHere, hint: Words.initOrClone)
  }

  private static func named(_ folder: String) throws -> Discovered {
    if let found = try network(from: folder) { return found }
    throw Failure(.notFound, Words.noNetwork(at: folder), hint: Words.initOrClone)
  }

  private init(_ found: Discovered) throws {
    self.found = found
    branch = nil
  }

  private init?(privateCommunity slug: Slug, at folder: String) throws {
    // Its own `.git`: that alone cannot have come in with the network's files.
    guard let found = try Discovered.at(folder), found.gitDirectory != folder else { return nil }
    self.found = found
    branch = Network.branch(of: slug)
    // One that is only half made is none.
    if try tip() == nil { return nil }
  }

  /// The commit that the branch is at, read without libgit2; `nil` before the first one.
  func tip() throws -> ObjectID? {
    guard let branch else { return try found.head().tip }
    return try found.tip(of: branch)
  }

  /// The private communities of a network, by their slugs; none costs one look at a folder.
  func privateCommunities() throws -> [(slug: Slug, place: NetworkPlace)] {
    guard let root = found.mainWorkTree else { return [] }
    return try Files.names(in: root + "/private").sorted().compactMap { name in
      try Slug(rawValue: name).flatMap { slug in
        try NetworkPlace(privateCommunity: slug, at: "\(root)/private/\(name)").map { (slug, $0) }
      }
    }
  }

  /// The folder for what belongs to this machine alone.
  var stateFolder: String { commonDirectory + "/mgrnet" }

  /// Whether an act was cut short, or is being done right now: its note or a lock of it is there.
  func hasUnfinishedAct() throws -> Bool {
    try Files.names(in: stateFolder).contains { $0 == "act" || $0.hasPrefix("lock=") }
  }

  /// Whether a command was cut short that had a text.
  func hasAbandonedDraft() throws -> Bool { try !Drafts(folder: stateFolder + "/drafts").abandoned().isEmpty }

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

  /// Cheap, and right for a network with a work tree; a bare one is told by what opens it.
  private static func holdsNetwork(_ found: Discovered) -> Bool {
    guard let workTree = found.workTree else { return true }
    return access(workTree + "/network.md", F_OK) == 0
  }
}
