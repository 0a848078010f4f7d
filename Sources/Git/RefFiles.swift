import Clibgit2
import Glibc

/// The branch that HEAD names and where it is.
package struct Head: Hashable, Sendable {
  /// `main`, `private/x`; `nil` where HEAD names a commit itself.
  package let branch: String?
  /// `nil` before the first commit.
  package let tip: ObjectID?
}

/// Where a repository was found.
package struct Discovered: Hashable, Sendable {
  package let gitDirectory: String
  /// `nil` in a bare repository.
  package let workTree: String?
}

/// Repositories and branch tips by reading git's own files, without libgit2: what only reads the index
/// of records needs no more of git than this (gitrepository-layout(5)).
package enum RefFiles {
  /// The repository of which `path` is part, looking upward as git does; `nil` where there is none.
  package static func discover(from path: String) throws(GitError) -> Discovered? {
    guard let real = realpath(path, nil) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system(errno, "realpath", path)
    }
    defer { free(real) }
    var folder = String(cString: real)
    while true {
      if let gitDirectory = try gitDirectory(at: folder) {
        if gitDirectory != folder { return Discovered(gitDirectory: gitDirectory, workTree: folder) }
        let parent = folder.hasSuffix("/.git") ? String(folder.dropLast(5)) : nil
        return Discovered(gitDirectory: gitDirectory, workTree: parent)
      }
      guard let slash = folder.lastIndex(of: "/"), folder.count > 1 else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  /// The git directory of the repository at exactly this folder; `nil` where it is none.
  package static func gitDirectory(at folder: String) throws(GitError) -> String? {
    let inside = folder == "/" ? "/.git" : folder + "/.git"
    switch try Files.kind(inside) {
    case .folder:
      return try isGitDirectory(inside) ? inside : isGitDirectory(folder) ? folder : nil
    case .file:
      guard let bytes = try Files.read(inside), let line = line(bytes, after: "gitdir: ") else {
        throw .corrupt(inside)
      }
      let target = line.hasPrefix("/") ? line : folder + "/" + line
      return try isGitDirectory(target) ? target : nil
    default: return try isGitDirectory(folder) ? folder : nil
    }
  }

  private static func isGitDirectory(_ path: String) throws(GitError) -> Bool {
    guard try Files.kind(path + "/HEAD") == .file else { return false }
    let common = try commonDirectory(of: path)
    guard try Files.kind(common + "/objects") == .folder else { return false }
    return try Files.kind(common + "/refs") == .folder
  }

  /// The folder with the refs and objects of a git directory: another one in a linked work tree.
  package static func commonDirectory(of gitDirectory: String) throws(GitError) -> String {
    guard let bytes = try Files.read(gitDirectory + "/commondir"), let line = line(bytes, after: "") else {
      return gitDirectory
    }
    // As `git worktree add` writes it: the folder is `<common>/worktrees/<name>`.
    if line == "../.." {
      return gitDirectory.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(
        separator: "/")
    }
    return line.hasPrefix("/") ? line : gitDirectory + "/" + line
  }

  /// The work tree that a repository was made with, also where `workTree` is one linked to it by `git worktree add`.
  package static func mainWorkTree(of workTree: String?, gitDirectory: String, commonDirectory: String)
    -> String?
  {
    guard commonDirectory != gitDirectory, commonDirectory.hasSuffix("/.git") else { return workTree }
    return String(commonDirectory.dropLast("/.git".count))
  }

  /// The work tree that `git worktree add` made for a git directory; `nil` for any other git directory.
  static func linkedWorkTree(of gitDirectory: String) throws(GitError) -> String? {
    guard let bytes = try Files.read(gitDirectory + "/gitdir"), let link = line(bytes, after: ""),
      link.hasSuffix("/.git"), try Files.kind(link) == .file
    else { return nil }
    return String(link.dropLast("/.git".count))
  }

  /// The branch that HEAD names, and its tip.
  ///
  /// - Throws: `GitError.notARepository` without a HEAD, `GitError.corrupt` where it says nothing known.
  package static func tip(gitDirectory: String) throws(GitError) -> Head {
    guard let bytes = try Files.read(gitDirectory + "/HEAD") else {
      throw .notARepository(path: gitDirectory)
    }
    if let id = line(bytes, after: "").flatMap({ ObjectID(hex: $0) }) { return Head(branch: nil, tip: id) }
    guard let name = line(bytes, after: "ref:").map({ String($0.drop(while: { $0 == " " })) }),
      isPlausible(name)
    else { throw .corrupt(gitDirectory + "/HEAD") }
    let tip = try target(of: name, commonDirectory: commonDirectory(of: gitDirectory))
    return Head(branch: name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : nil, tip: tip)
  }

  /// The commit that a full ref name leads to; `nil` where there is no such ref.
  package static func target(of ref: String, commonDirectory: String) throws(GitError) -> ObjectID? {
    var name = ref
    // git follows five symbolic refs and no more.
    for _ in 0..<5 {
      guard isPlausible(name) else { throw .corrupt(name) }
      let path = commonDirectory + "/" + name
      guard try Files.kind(path) == .file, let bytes = try Files.read(path) else {
        return try packedTarget(of: name, commonDirectory: commonDirectory)
      }
      if let next = line(bytes, after: "ref:") {
        name = String(next.drop(while: { $0 == " " }))
        continue
      }
      guard bytes.count >= 40, let id = ObjectID(hex: bytes.prefix(40)) else { throw .corrupt(path) }
      return id
    }
    throw .corrupt(ref)
  }

  /// Looks a name up in `packed-refs`, whose lines are `<40 digits> <name>`.
  private static func packedTarget(of name: String, commonDirectory: String) throws(GitError) -> ObjectID? {
    guard let file = try MappedFile.open(commonDirectory + "/packed-refs") else { return nil }
    let wanted = Array((" " + name + "\n").utf8)
    var rest = file.bytes
    while let start = rest.baseAddress,
      let hit = clibgit2_find(start, rest.count, wanted, wanted.count)
    {
      let offset = hit - UnsafeRawPointer(start)
      if offset >= 40, offset == 40 || rest[offset - 41] == UInt8(ascii: "\n"),
        let id = ObjectID(hex: rest[(offset - 40)..<offset])
      {
        return id
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[(offset + 1)...])
    }
    return nil
  }

  /// The rest of the first line after a prefix; `nil` where it does not begin so or is empty.
  private static func line(_ bytes: [UInt8], after prefix: String) -> String? {
    guard bytes.starts(with: prefix.utf8) else { return nil }
    let line = bytes.dropFirst(prefix.utf8.count).prefix(while: { $0 != UInt8(ascii: "\n") && $0 != 13 })
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  /// A name inside `refs/` that leads to no other place of the disk.
  static func isPlausible(_ name: String) -> Bool {
    guard name.hasPrefix("refs/"), !name.hasSuffix("/"), !name.hasSuffix(".lock"), name.utf8.count < 1024
    else {
      return false
    }
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let forbidden = Set("\\~^:?*[ \u{7f}".utf8)
    return parts.count > 1
      && parts.allSatisfy { part in
        part.first != nil && part.first != UInt8(ascii: ".")
          && part.allSatisfy { $0 > 32 && !forbidden.contains($0) }
          && !zip(part, part.dropFirst()).contains { $0 == 46 && $1 == 46 || $0 == 64 && $1 == 123 }
      }
  }
}
