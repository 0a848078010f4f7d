import Clibgit2
import Disk
import Glibc

/// The result of a clone.
package struct Cloned {
  package let repository: Repository
  /// The branch that is checked out; it has no commit if the remote is empty.
  package let branch: String
  package let tip: ObjectID?
}

extension Repository {
  /// Throws if a commit must not come in.
  package typealias Admission = (Repository, ObjectID) throws(TransferProblem) -> Void

  /// Clones a repository as `git clone` does: with all branches and tags, the remote `origin`, and the branch of the
  /// remote's HEAD checked out.
  ///
  /// - Parameters:
  ///   - path: a folder that is missing or empty.
  ///   - branch: the branch to check out instead of the remote's HEAD.
  ///   - admits: called with the branch's commit before its files are written.
  /// - Throws: `TransferError`, `hostilePath` if the tree must not be checked out. Everything made is then removed.
  package static func clone(
    _ url: String, into path: String, bare: Bool = false, branch: String? = nil, _ options: TransferOptions,
    admits: Admission = { _, _ in }
  ) throws(TransferError) -> Cloned {
    let place = TransferPlace(remote: nil, text: url)
    let (source, full, folder) = try place.at { () throws(TransferProblem) in
      let address = try RemoteAddress(url)
      return try here { () throws(GitError) in
        let full = try absolute(path)
        guard try onDisk(Files.isMissingOrEmpty(full)) else { throw .exists(path: path) }
        return (address.way == .path ? try absolute(url) : url, full, try onDisk(CloneFolder(full)))
      }
    }
    do throws(TransferError) {
      // An empty folder that is there stays the same one: a shell may be in it.
      guard try place.at({ () throws(TransferProblem) in try here(onDisk(Files.kind(full)) == nil) }) else {
        return try clone(source, full, bare, branch, options, admits, place)
      }
      let made = try place.here(onDisk(FolderInMaking(for: full)))
      do throws(TransferError) {
        let cloned = try clone(source, made.path, bare, branch, options, admits, place)
        return try place.at { () throws(TransferProblem) in
          try here { () throws(GitError) in
            try onDisk(made.finish())
            return Cloned(repository: try open(full), branch: cloned.branch, tip: cloned.tip)
          }
        }
      } catch {
        made.remove()
        throw error
      }
    } catch {
      folder.remove()
      throw error
    }
  }

  private static func clone(
    _ url: String, _ path: String, _ bare: Bool, _ branch: String?, _ options: TransferOptions,
    _ admits: Admission, _ place: TransferPlace
  ) throws(TransferError) -> Cloned {
    let (repository, remote) = try place.at { () throws(TransferProblem) in
      try here { () throws(GitError) in
        let repository = try create(at: path, bare: bare)
        return (repository, try repository.remote(at: url, named: nil))
      }
    }
    let tips = try reach(remote.url, remote, nil, in: repository, options) {
      (connection) throws(TransferProblem) in
      let tips = try connection.connect(GIT_DIRECTION_FETCH)
      let refs = tips.branches.keys.map { "refs/heads/" + $0 } + tips.tags.keys.map { "refs/tags/" + $0 }
      if !refs.isEmpty { try connection.download(refs.sorted()) }
      return tips
    }
    return try place.at { () throws(TransferProblem) in
      let name = branch ?? tips.head ?? "main"
      let tip = tips.branches[name]
      if tip == nil, branch != nil { throw .noSuchBranch(name) }
      try here(repository.setUp(url, name, tips))
      guard let tip else { return Cloned(repository: repository, branch: name, tip: nil) }
      try admits(repository, tip)
      try repository.begin(name, at: tip, reason: "clone: from " + url, options)
      return Cloned(repository: repository, branch: name, tip: tip)
    }
  }

  /// Moves a branch without commits to its first one, and checks out all files.
  ///
  /// A branch that has commits does not move.
  /// - Throws: `TransferProblem.hostilePath`; then the branch has moved, but no file was written.
  package func begin(_ branch: String, at tip: ObjectID, reason: String, _ options: TransferOptions)
    throws(TransferProblem)
  {
    let lock = try here(self.lock())
    try here { () throws(GitError) in
      guard try self.tip(of: branch) == nil else { return }
      // If this process is killed while it writes files, the next command goes on by the journal.
      if !isBare { try Journal(branch: branch, old: nil, new: tip).write(under: lock) }
      try move(branch: branch, from: nil, to: tip, by: options.person, reason: reason, under: lock)
    }
    guard let workTree else { return }
    let tree = try here(links(tip).tree)
    var checkout = Checkout(self, workTree, options)
    try checkout.run(tree, under: lock)
    Journal.remove(under: lock)
  }

  /// Writes the refs of a new clone, and the settings of the remote `origin`.
  private func setUp(_ url: String, _ branch: String, _ tips: RemoteTips) throws(GitError) {
    for (name, id) in tips.branches {
      try begin("refs/remotes/origin/" + name, at: id)
      if isBare { try begin("refs/heads/" + name, at: id) }
    }
    for (name, id) in tips.tags { try begin("refs/tags/" + name, at: id) }
    if let head = tips.head {
      let name = "refs/remotes/origin/HEAD"
      let reference = try made("git_reference_symbolic_create", name) {
        git_reference_symbolic_create(&$0, handle, name, "refs/remotes/origin/" + head, 1, nil)
      }
      git_reference_free(reference)
    }
    try check(git_repository_set_head(handle, "refs/heads/" + branch), "git_repository_set_head", branch)
    try setConfig("remote.origin.url", url)
    try setConfig("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    try setConfig("branch.\(branch).remote", "origin")
    try setConfig("branch.\(branch).merge", "refs/heads/" + branch)
  }

  /// Makes a ref, unless its name is invalid.
  private func begin(_ ref: String, at id: ObjectID) throws(GitError) {
    guard Self.isRefName(ref) else { return }
    guard try has(id) else { throw .notFound(id.description) }
    var oid = id.oid
    let reference = try made("git_reference_create", ref) {
      git_reference_create(&$0, handle, ref, &oid, 0, nil)
    }
    git_reference_free(reference)
  }

  /// Returns an absolute path without links. Components that do not exist yet stay as they are.
  private static func absolute(_ path: String) throws(GitError) -> String {
    var rest: [Substring] = []
    var at = path[...]
    while at.hasSuffix("/"), at.count > 1 { at = at.dropLast() }
    while true {
      if let real = realpath(at.isEmpty ? "." : String(at), nil) {
        defer { free(real) }
        let start = String(cString: real)
        return rest.isEmpty ? start : (start == "/" ? "" : start) + "/" + rest.joined(separator: "/")
      }
      guard errno == ENOENT, !at.isEmpty else { throw .system(errno, "realpath", path) }
      let slash = at.lastIndex(of: "/")
      rest.insert(at[(slash.map { at.index(after: $0) } ?? at.startIndex)...], at: 0)
      at = slash.map { $0 == at.startIndex ? "/" : at[..<$0] } ?? ""
    }
  }

  /// Returns the name of the folder that `git clone` would make for an address; `nil` if the address gives none.
  package static func folderName(for url: String) -> String? {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      if let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") {
        rest = rest[rest.index(after: at)...]
      }
    }
    while let last = rest.last, last == "/" || last.isWhitespace { rest = rest.dropLast() }
    if rest.hasSuffix("/.git") {
      rest = rest.dropLast(5)
      while rest.last == "/" { rest = rest.dropLast() }
    }
    // An address of a host only, perhaps with a port.
    if !rest.contains("/"), let colon = rest.lastIndex(of: ":"),
      case let port = rest[rest.index(after: colon)...], !port.isEmpty, port.allSatisfy(\.isNumber)
    {
      rest = rest[..<colon]
    }
    if let cut = rest.lastIndex(where: { $0 == "/" || $0 == ":" }) { rest = rest[rest.index(after: cut)...] }
    if rest.hasSuffix(".git") { rest = rest.dropLast(4) }
    let words = rest.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 } }
    let name = words.joined(separator: " ")
    return name.isEmpty || name == "/" || name == "." || name == ".." || name.hasPrefix("-") ? nil : name
  }
}
