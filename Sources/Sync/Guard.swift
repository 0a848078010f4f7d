import Git
import Records

/// Why a path must not come in, or must not go out.
package struct GuardFinding: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// Private communities are repositories of their own.
    case privatePath
    /// `..`, `.git` in any disguise, control characters, bytes that are no UTF-8.
    case unsafePath
    /// A symbolic link that leads out of the repository.
    case linkOut(target: String)
    case submodule
    case tooLarge(bytes: Int, limit: Int)
    /// On many machines both names are one file.
    case differsByCase(also: String)
    /// The network's card asks for a newer mgrnet.
    case newerFormat(Int)
  }

  package let path: String
  package let problem: Problem

  package init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }
}

/// What every network refuses, whoever sends it: looked at before anything of it is merged, checked out or pushed.
package struct Guard {
  /// In bytes, of one file.
  package let sizeLimit: Int
  private let repository: Repository

  /// Nobody reads more findings than this of one look.
  private static let most = 100

  package init(_ repository: Repository, sizeLimit: Int) {
    self.repository = repository
    self.sizeLimit = sizeLimit
  }

  /// What must not be in a commit, of all that differs from an earlier one; the first hundred, by path.
  ///
  /// - Parameter base: `nil` to look at everything.
  package func findings(from base: ObjectID?, to tip: ObjectID) throws -> [GuardFinding] {
    var findings: [GuardFinding] = []
    var folders = FolderNames(repository, tip)
    do {
      try repository.changes(from: base, to: tip) { change in
        guard let new = change.new else { return }
        for problem in try problems(of: change.path, new, isNew: change.old == nil, &folders) {
          findings.append(GuardFinding(path: change.path, problem: problem))
        }
        if findings.count >= Self.most { throw Enough() }
      }
    } catch is Enough {}
    return findings
  }

  private struct Enough: Error {}

  private func problems(of path: String, _ blob: Blob, isNew: Bool, _ folders: inout FolderNames) throws
    -> [GuardFinding.Problem]
  {
    guard isSafePath(path) else { return [.unsafePath] }
    var problems: [GuardFinding.Problem] = []
    if isNew {
      if fold(path).hasPrefix("private/") || fold(path) == "private" { problems.append(.privatePath) }
      if let other = try folders.twin(of: path) { problems.append(.differsByCase(also: other)) }
    }
    if blob.mode == .submodule { return problems + [.submodule] }
    guard let size = try repository.size(of: blob.id) else { throw GitError.notFound(blob.id.description) }
    if size > sizeLimit { problems.append(.tooLarge(bytes: size, limit: sizeLimit)) }
    // Of most files it is enough to know how large they are.
    guard blob.mode == .link || path == "network.md", size <= sizeLimit,
      let bytes = try repository.blob(blob.id)
    else { return problems }
    if blob.mode == .link, case let target = String(decoding: bytes, as: UTF8.self),
      leadsOut(target, from: path)
    {
      problems.append(.linkOut(target: target))
    }
    if path == "network.md", let format = Self.format(of: bytes), format > Schema.formatVersion {
      problems.append(.newerFormat(format))
    }
    return problems
  }

  private static func format(of card: [UInt8]) -> Int? {
    // A card that cannot be read is `doctor`'s business.
    guard case .integer(let format) = (try? Document(parsing: card))?["format"] else { return nil }
    return format
  }

  private func leadsOut(_ target: String, from path: String) -> Bool {
    var depth = path.split(separator: "/").count - 1
    for part in target.split(separator: "/", omittingEmptySubsequences: false) {
      if part.isEmpty || fold(String(part)) == ".git" { return true }
      depth += part == ".." ? -1 : part == "." ? 0 : 1
      if depth < 0 { return true }
    }
    return false
  }
}

/// The names in folders of a commit, as a file system that ignores case and composition has them.
///
/// Paths come in order: only the folders on the way to the last one are kept, and what was looked at of that one is not
/// looked at again.
private struct FolderNames {
  private struct Folder {
    let path: String
    var names: [String: [String]] = [:]
    var folders: [String: ObjectID] = [:]
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

  /// Another path that differs from this one, or from a folder above it, by case or composition alone.
  mutating func twin(of path: String) throws -> String? {
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
          return nil
        }
        open.append(try read(tree, at: folder))
      }
      let twins = open[depth].names[Self.key(part)] ?? []
      if let other = twins.first(where: { !$0.utf8.elementsEqual(part.utf8) }) {
        return folder.isEmpty ? other : "\(folder)/\(other)"
      }
      folder += folder.isEmpty ? part : "/" + part
    }
    last = parts
    return nil
  }

  private func read(_ tree: ObjectID, at path: String) throws -> Folder {
    var folder = Folder(path: path)
    for entry in try repository.list(tree: tree) {
      folder.names[Self.key(entry.name), default: []].append(entry.name)
      if entry.mode == .directory { folder.folders[entry.name] = entry.id }
    }
    return folder
  }

  private static func key(_ name: String) -> String {
    name.utf8.allSatisfy { $0 < 128 } ? name.lowercased() : name.nfc.lowercased().nfc
  }
}
