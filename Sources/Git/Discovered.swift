import Disk
import Glibc

/// The branch that HEAD names, and its tip.
package struct Head: Hashable, Sendable {
  /// Such as `main` or `private/x`; `nil` if HEAD names a commit directly.
  package let branch: String?
  /// `nil` before the first commit.
  package let tip: ObjectID?
}

/// Where a repository was found. Reads the tips of its branches.
///
/// Commands that only read the index of records need no more of git. For a repository as `git init` and `git clone` make
/// it, with loose refs, three small files are read here, for initialising libgit2 takes 6 to 10 ms. Anything else (bare,
/// a linked work tree, packed refs, `GIT_DIR`) is left to libgit2.
package struct Discovered: Hashable, Sendable {
  /// The folder with HEAD and the index; without a slash at the end.
  package let gitDirectory: String
  /// The folder with objects and refs: `gitDirectory` but in a linked work tree.
  package let commonDirectory: String
  /// `nil` in a bare repository.
  package let workTree: String?

  /// Finds the repository that `path` lies in, searching upward as git does; `nil` if there is none.
  ///
  /// - Parameter honouringEnvironment: whether `GIT_DIR` and `GIT_WORK_TREE` take precedence, as they do for git.
  package static func discover(from path: String, honouringEnvironment: Bool = false) throws(GitError)
    -> Discovered?
  {
    if honouringEnvironment, let gitDirectory = variable("GIT_DIR") {
      let repository = try Repository.open(gitDirectory)
      // As in git, the current folder is the work tree unless something else is said.
      let workTree = variable("GIT_WORK_TREE") ?? (repository.isBare ? nil : ".")
      return Discovered(try Repository.open(gitDirectory, workTree: workTree))
    }
    guard let start = try realPath(path) else { return nil }
    var folder = start
    while true {
      if let found = try at(folder) {
        guard honouringEnvironment, let workTree = variable("GIT_WORK_TREE") else { return found }
        return Discovered(try Repository.open(found.gitDirectory, workTree: workTree))
      }
      guard let slash = folder.lastIndex(of: "/"), folder.count > 1 else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  /// Finds the repository whose work tree or git directory is exactly this folder; `nil` if there is none.
  package static func at(_ folder: String) throws(GitError) -> Discovered? {
    let inside = folder == "/" ? "/.git" : folder + "/.git"
    let kind = try onDisk(Files.kind(inside))
    if kind == .folder, try isPlain(inside) {
      return Discovered(gitDirectory: inside, commonDirectory: inside, workTree: folder)
    }
    let head = try onDisk(Files.kind(folder + "/HEAD"))
    guard kind == .file || head == .file, let repository = try Repository.find(folder) else { return nil }
    return Discovered(repository)
  }

  /// Returns whether a folder is a complete git directory, not one of a linked work tree.
  private static func isPlain(_ path: String) throws(GitError) -> Bool {
    guard try onDisk(Files.kind(path + "/HEAD")) == .file, try onDisk(Files.kind(path + "/commondir")) == nil,
      try onDisk(Files.kind(path + "/objects")) == .folder
    else { return false }
    return try onDisk(Files.kind(path + "/refs")) == .folder
  }

  private static func realPath(_ path: String) throws(GitError) -> String? {
    guard let real = realpath(path, nil) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system(errno, "realpath", path)
    }
    defer { free(real) }
    return String(cString: real)
  }

  init(_ repository: Repository) {
    self.init(
      gitDirectory: repository.gitDirectory, commonDirectory: repository.commonDirectory,
      workTree: repository.workTree)
  }

  private init(gitDirectory: String, commonDirectory: String, workTree: String?) {
    (self.gitDirectory, self.commonDirectory, self.workTree) = (gitDirectory, commonDirectory, workTree)
  }

  /// The repository's main work tree, even if `workTree` was linked to it by `git worktree add`.
  package var mainWorkTree: String? {
    guard commonDirectory != gitDirectory, commonDirectory.hasSuffix("/.git") else { return workTree }
    return String(commonDirectory.dropLast("/.git".count))
  }

  /// Returns the branch that HEAD names, and its tip.
  package func head() throws(GitError) -> Head {
    if let text = try onDisk(Files.read(gitDirectory + "/HEAD")).map({ String(decoding: $0, as: UTF8.self) }),
      text.hasPrefix("ref: refs/heads/"), text.hasSuffix("\n"),
      case let name = String(text.dropFirst(16).dropLast()), let tip = try looseTip(of: name)
    {
      return Head(branch: name, tip: tip)
    }
    return try Repository.open(gitDirectory).head()
  }

  /// Returns the tip of a branch (`main`); `nil` before its first commit.
  package func tip(of branch: String) throws(GitError) -> ObjectID? {
    if let tip = try looseTip(of: branch) { return tip }
    return try Repository.open(gitDirectory).tip(of: branch)
  }

  /// Reads the tip from a branch's own file; `nil` if the file is missing or is not 40 digits.
  private func looseTip(of branch: String) throws(GitError) -> ObjectID? {
    let path = commonDirectory + "/refs/heads/" + branch
    guard !branch.contains(".."),
      let bytes = try onDisk(Files.kind(path)) == .file ? onDisk(Files.read(path)) : nil,
      bytes.count == 41, bytes.last == UInt8(ascii: "\n")
    else { return nil }
    return ObjectID(hex: bytes.dropLast())
  }
}
