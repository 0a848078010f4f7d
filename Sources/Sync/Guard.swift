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
    /// A name that Windows cannot hold, or that shows as another one.
    case unportable
    /// A symbolic link that leads out of the repository.
    case linkOut(target: String)
    case submodule
    case tooLarge(bytes: Int, limit: Int)
    /// On many machines both names are one file.
    case differsByCase(also: String)
    /// Folders that name one another again and again: nobody has so many files, and a walk would not end.
    case endlessTree
    /// The network's card asks for a newer mgrnet.
    case newerFormat(Int)
    /// The card of the network, or of the private community, is gone, without which there is none.
    case withoutCard
  }

  package let path: String
  package let problem: Problem
  /// One before the last, where the last has it no more.
  package let commit: ObjectID?

  package init(path: String, problem: Problem, commit: ObjectID? = nil) {
    self.path = path
    self.problem = problem
    self.commit = commit
  }
}

/// What every network refuses, whoever sends it: looked at before anything of it is merged, checked out or pushed.
package struct Guard {
  /// In bytes, of one file.
  package let sizeLimit: Int
  private let repository: Repository
  /// What must always be there.
  private let card: String

  /// Nobody reads more findings than this of one look.
  private static let most = 100

  /// For the commons.
  package init(_ repository: Repository, sizeLimit: Int) {
    (self.repository, self.sizeLimit) = (repository, sizeLimit)
    card = Self.networkCard
  }

  package init(_ network: Network) throws {
    (repository, sizeLimit) = (network.repository, try network.sizeLimit)
    card = network.privateCommunity == nil ? Self.networkCard : Self.communityCard
  }

  /// What must not be in a commit, of all that differs from an earlier one; the first hundred, by path.
  ///
  /// - Parameters:
  ///   - base: `nil` to look at everything.
  ///   - isNetwork: whether both are of a network's own branch, which keeps its card.
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
        if findings.count >= Self.most { throw Enough() }
      }
    } catch is Enough {
    } catch GitError.endlessTree(let path) {
      return [GuardFinding(path: path, problem: .endlessTree)]
    }
    return findings
  }

  /// As above, and what commits on the way brought, whatever later ones took out again.
  ///
  /// - Parameter others: commits that those who get it have already.
  package func findings(
    from base: ObjectID?, throughHistoryTo tip: ObjectID, unknownTo others: [ObjectID], isNetwork: Bool = true
  ) throws -> [GuardFinding] {
    let now = try findings(from: base, to: tip, isNetwork: isNetwork)
    guard now.isEmpty else { return now }
    var found: Set<GuardFinding> = []
    // What the last one has, or merged, was just looked at.
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
  /// At the root of a private community's own repository.
  private static let communityCard = "community.md"

  private struct Enough: Error {}

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
    if path == Self.networkCard, blob.mode != .submodule, try repository.size(of: blob.id) ?? 0 <= sizeLimit,
      let bytes = try repository.blob(blob.id), let format = Self.format(of: bytes),
      format > Schema.formatVersion
    {
      problems.append(.newerFormat(format))
    }
    return problems
  }

  /// What needs no look at the rest of the tree.
  private func problems(of path: String, _ blob: Blob, isNew: Bool) throws -> [GuardFinding.Problem] {
    guard isSafePath(path) else { return [.unsafePath] }
    var problems: [GuardFinding.Problem] = []
    if isNew, fold(path).hasPrefix("private/") || fold(path) == "private" { problems.append(.privatePath) }
    if isNew, !isPortablePath(path) { problems.append(.unportable) }
    if blob.mode == .submodule { return problems + [.submodule] }
    guard let size = try repository.size(of: blob.id) else { throw GitError.notFound(blob.id.description) }
    if size > sizeLimit { problems.append(.tooLarge(bytes: size, limit: sizeLimit)) }
    // Of most files it is enough to know how large they are.
    guard blob.mode == .link, size <= sizeLimit, let target = try repository.blob(blob.id) else {
      return problems
    }
    if !isSafeLink(target, depth: path.utf8.count { $0 == UInt8(ascii: "/") }) {
      problems.append(.linkOut(target: String(decoding: target, as: UTF8.self)))
    }
    return problems
  }

  private static func format(of card: [UInt8]) -> Int? {
    // A card that cannot be read is `doctor`'s business.
    guard case .integer(let format) = (try? Document(parsing: card))?["format"] else { return nil }
    return format
  }
}

/// The names in folders of a commit, as a file system that ignores case and composition has them.
///
/// Paths come in order: only the folders on the way to the last one are kept, and what was looked at of that one is not
/// looked at again.
private struct FolderNames {
  private struct Folder {
    let path: String
    /// By their lower case; strings are one key however they are composed. Empty where all are ASCII in lower case: no two
    /// of those are twins.
    var names: [String: [String]] = [:]
    var folders: [String: ObjectID] = [:]
    /// Not as git writes it: a name may stand there twice.
    var isUnsound = false
  }

  enum Twin {
    case none
    /// Another path that differs from this one, or from a folder above it, by case or composition alone.
    case other(String)
    /// Its folder has names that are not in order, or twice.
    case sameName
  }

  private let repository: Repository
  private let commit: ObjectID
  private var open: [Folder] = []
  /// The path before, if it had no twin.
  private var last: [Substring.UTF8View] = []

  init(_ repository: Repository, _ commit: ObjectID) {
    self.repository = repository
    self.commit = commit
  }

  mutating func twin(of path: String) throws -> Twin {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    let known = zip(parts, last).prefix { $0.elementsEqual($1) }.count
    last = []
    // All but the file's own folder are open already, most often.
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
