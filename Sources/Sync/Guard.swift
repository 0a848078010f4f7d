import Git
import Records
import Store

/// Why a path must not come in, or must not go out.
package struct GuardFinding: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// Private communities are repositories of their own.
    case privatePath
    /// `..`, `.git` in any disguise, control characters, bytes that are no UTF-8.
    case unsafePath
    /// The name is not portable (`isPortablePath`).
    case unportable
    /// A symbolic link that leads out of the repository.
    case linkOut(target: String)
    case submodule
    case tooLarge(bytes: Int, limit: Int)
    /// Another name differs only by case; on many machines both are the same file.
    case differsByCase(also: String)
    /// Folders contain one another so often that a walk would not end.
    case endlessTree
    /// The card of the network, or of the private community, asks for a newer mgrnet.
    case newerFormat(Int)
    /// Another file has the record's id.
    case idTwice(also: String)
    /// Another card has the person's address.
    case addressTwice(also: String)
    /// A community, person or template that was made in the place of another one of that name.
    case nameTaken
    /// The required card of the network, or of the private community, is missing.
    case withoutCard
  }

  package let path: String
  package let problem: Problem
  /// The earlier commit that has the path; `nil` if the last commit has it.
  package let commit: ObjectID?

  package init(path: String, problem: Problem, commit: ObjectID? = nil) {
    (self.path, self.problem, self.commit) = (path, problem, commit)
  }
}

/// Finds what every network refuses, whoever sends it. Called before anything is merged, checked out or pushed.
package struct Guard {
  /// The limit for one file, in bytes.
  package let sizeLimit: Int
  let repository: Repository
  /// The file that must always exist.
  private let card: String

  /// The limit for findings; a person reads no more.
  private static let most = 100

  /// Makes a guard for the commons.
  package init(_ repository: Repository, sizeLimit: Int) {
    (self.repository, self.sizeLimit) = (repository, sizeLimit)
    card = Self.networkCard
  }

  /// Makes a guard for the commons or a private community.
  package init(_ network: Network) throws {
    (repository, sizeLimit) = (network.repository, try network.sizeLimit)
    card = network.privateCommunity == nil ? Self.networkCard : Self.communityCard
  }

  /// Returns what must not be in a commit, of all that differs from an earlier one; the first hundred, by path.
  ///
  /// - Parameters:
  ///   - base: the earlier commit; `nil` to check everything.
  ///   - isNetwork: whether both are commits of a network's own branch, which must keep its card.
  package func findings(from base: ObjectID?, to tip: ObjectID, isNetwork: Bool = true) throws
    -> [GuardFinding]
  {
    var findings: [GuardFinding] = []
    var folders = FolderNames(repository, tip)
    func add(_ path: String, _ problem: GuardFinding.Problem) {
      findings.append(GuardFinding(path: path, problem: problem))
    }
    do {
      try repository.changes(from: base, to: tip) {
        add($0 + "?", .unsafePath)
      } _: { change in
        guard let new = change.new else {
          if isNetwork, change.path == card { add(change.path, .withoutCard) }
          return
        }
        for problem in try problems(of: change.path, new, isNew: change.old == nil, &folders) {
          add(change.path, problem)
        }
        if findings.count >= Self.most { throw LimitReached() }
      }
    } catch is LimitReached {
    } catch GitError.endlessTree(let path) {
      return [GuardFinding(path: path, problem: .endlessTree)]
    }
    return findings
  }

  /// Returns findings as above, and those of the commits in between, even if later ones removed the files.
  ///
  /// - Parameter others: commits that the recipients have already.
  package func findings(
    from base: ObjectID?, throughHistoryTo tip: ObjectID, unknownTo others: [ObjectID], isNetwork: Bool = true
  ) throws -> [GuardFinding] {
    let now = try findings(from: base, to: tip, isNetwork: isNetwork)
    guard now.isEmpty else { return now }
    var found: Set<GuardFinding> = []
    // The last commit was just checked.
    let commits = try repository.commits(from: [tip], without: others).subtracting([tip])
    do {
      try repository.eachChange(among: commits) { change, commit, _ in
        guard let new = change.new, found.count < Self.most else { return }
        for problem in try problems(of: change.path, new, isNew: change.old == nil) {
          found.insert(GuardFinding(path: change.path, problem: problem, commit: commit))
        }
      }
    } catch GitError.endlessTree(let path) {
      return [GuardFinding(path: path, problem: .endlessTree)]
    }
    return found.sorted { ($0.path, $0.commit?.description ?? "") < ($1.path, $1.commit?.description ?? "") }
  }

  static let networkCard = "network.md"
  /// The card at the root of a private community's own repository.
  static let communityCard = "community.md"

  private struct LimitReached: Error {}

  /// Returns all problems of a file.
  private func problems(of path: String, _ blob: Blob, isNew: Bool, _ folders: inout FolderNames) throws
    -> [GuardFinding.Problem]
  {
    var problems = try problems(of: path, blob, isNew: isNew)
    guard isSafePath(path) else { return problems }
    if isNew {
      switch try folders.twin(of: path) {
      case .none: break
      case .other(let other): problems.append(.differsByCase(also: other))
      case .sameName: problems.append(.unsafePath)
      }
    }
    if path == card, blob.mode != .submodule, try repository.size(of: blob.id) ?? 0 <= sizeLimit,
      let bytes = try repository.blob(blob.id), let format = Schema.format(ofCard: bytes),
      format > Schema.formatVersion
    {
      problems.append(.newerFormat(format))
    }
    return problems
  }

  /// Returns the problems of a file that do not depend on the rest of the tree.
  private func problems(of path: String, _ blob: Blob, isNew: Bool) throws -> [GuardFinding.Problem] {
    guard isSafePath(path) else { return [.unsafePath] }
    var problems: [GuardFinding.Problem] = []
    if isNew, fold(path).hasPrefix("private/") || fold(path) == "private" { problems.append(.privatePath) }
    if isNew, !isPortablePath(path) { problems.append(.unportable) }
    if blob.mode == .submodule { return problems + [.submodule] }
    guard let size = try repository.size(of: blob.id) else { throw GitError.notFound(blob.id.description) }
    if size > sizeLimit { problems.append(.tooLarge(bytes: size, limit: sizeLimit)) }
    // Only links need to be read.
    guard blob.mode == .link, size <= sizeLimit, let target = try repository.blob(blob.id) else {
      return problems
    }
    if !isSafeLink(target, depth: path.utf8.count { $0 == UInt8(ascii: "/") }) {
      problems.append(.linkOut(target: String(decoding: target, as: UTF8.self)))
    }
    return problems
  }
}

/// Finds names in folders of a commit that are equal on a file system that ignores case and composition of characters.
///
/// Paths must come in order: only the folders on the way to the last path are kept, and common parts are checked once.
private struct FolderNames {
  private struct Folder {
    let path: String
    /// The names by their lower case; equal Strings may differ in composition. Empty if all names are ASCII in lower case,
    /// which has no twins.
    var names: [String: [String]] = [:]
    var folders: [String: ObjectID] = [:]
    /// Whether the tree is not as git writes it, so that a name may occur twice.
    var isUnsound = false
  }

  enum Twin {
    case none
    /// Another path that differs from this one, or from a folder above it, by case or composition alone.
    case other(String)
    /// The folder's names are out of order or occur twice.
    case sameName
  }

  private let repository: Repository
  private let commit: ObjectID
  private var open: [Folder] = []
  /// The previous path, if it had no twin.
  private var last: [Substring.UTF8View] = []

  init(_ repository: Repository, _ commit: ObjectID) {
    self.repository = repository
    self.commit = commit
  }

  /// Looks for another name that a file system may take for the same.
  mutating func twin(of path: String) throws -> Twin {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    let known = zip(parts, last).prefix { $0.elementsEqual($1) }.count
    last = []
    // Usually only the last folder has to be read.
    var folder = parts.prefix(known).map { String(Substring($0)) }.joined(separator: "/")
    for depth in known..<parts.count {
      let part = String(Substring(parts[depth]))
      if depth >= open.count || open[depth].path != folder {
        open.removeSubrange(depth...)
        let name = folder.split(separator: "/").last.map(String.init) ?? ""
        guard let tree = try depth == 0 ? repository.root(of: commit) : open[depth - 1].folders[name] else {
          return .none
        }
        open.append(try read(tree, at: folder))
      }
      if open[depth].isUnsound { return .sameName }
      let twins = open[depth].names.isEmpty ? [] : open[depth].names[part.lowercased()] ?? []
      if let other = twins.first(where: { !$0.utf8.elementsEqual(part.utf8) }) {
        return .other(folder.isEmpty ? other : "\(folder)/\(other)")
      }
      folder += folder.isEmpty ? part : "/" + part
    }
    last = parts
    return .none
  }

  private func read(_ tree: ObjectID, at path: String) throws -> Folder {
    var folder = Folder(path: path, isUnsound: try !repository.isSound(tree: tree))
    let entries = try repository.list(tree: tree)
    let isPlain = entries.allSatisfy {
      $0.name.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
    for entry in entries {
      if !isPlain { folder.names[entry.name.lowercased(), default: []].append(entry.name) }
      if entry.mode == .directory { folder.folders[entry.name] = entry.id }
    }
    return folder
  }
}
