import Clibgit2
import Glibc

/// The kind of a tree entry, as git's mode.
package enum FileMode: UInt32, Sendable {
  case directory = 0o040000
  case file = 0o100644
  case executable = 0o100755
  case link = 0o120000
  case submodule = 0o160000

  /// Reads libgit2's mode. Odd permission bits of old trees mean a plain file, as in git.
  init(_ mode: git_filemode_t) { self = FileMode(rawValue: mode.rawValue) ?? .file }

  var git: git_filemode_t { git_filemode_t(rawValue) }
}

/// A blob and its mode in a tree.
package struct Blob: Hashable, Sendable {
  package let id: ObjectID
  package let mode: FileMode

  package init(_ id: ObjectID, mode: FileMode = .file) {
    self.id = id
    self.mode = mode
  }
}

/// One entry of a directory.
package struct TreeEntry: Hashable, Sendable {
  /// The last component of the path; bytes that are not UTF-8 are repaired.
  package let name: String
  package let id: ObjectID
  package let mode: FileMode

  var blob: Blob { Blob(id, mode: mode) }
}

/// A tree object, as stored. Its bytes are hostile.
struct Tree: ~Copyable {
  /// `nil` for the empty tree, which need not be stored.
  private let handle: OpaquePointer?
  let count: Int

  /// - Throws: `GitError.notFound`, `.corrupt`.
  init(_ id: ObjectID, in repository: Repository) throws(GitError) {
    var oid = id.oid
    if id == .emptyTree {
      (handle, count) = (nil, 0)
    } else {
      let handle = try made("git_tree_lookup", id.description) {
        git_tree_lookup(&$0, repository.handle, &oid)
      }
      self.handle = handle
      count = git_tree_entrycount(handle)
    }
  }

  deinit { git_tree_free(handle) }

  /// An entry of a tree; valid as long as the tree.
  struct Entry {
    fileprivate let pointer: OpaquePointer

    var id: ObjectID { ObjectID(git_tree_entry_id(pointer)) ?? .zero }
    var mode: FileMode { FileMode(git_tree_entry_filemode(pointer)) }
    var isDirectory: Bool { mode == .directory }

    /// The bytes of the name, without the final NUL.
    var name: UnsafeRawBufferPointer {
      guard let text = git_tree_entry_name(pointer) else {
        return UnsafeRawBufferPointer(start: nil, count: 0)
      }
      return UnsafeRawBufferPointer(start: text, count: Int(strlen(text)))
    }

    /// Whether a disk can hold a file of this name: it is not `.` or `..` and has no slash.
    var isPossible: Bool {
      let name = name
      if name.contains(UInt8(ascii: "/")) { return false }
      return !(name[0] == UInt8(ascii: ".") && (name.count == 1 || name.count == 2 && name[1] == name[0]))
    }

    var value: TreeEntry { TreeEntry(name: String(decoding: name, as: UTF8.self), id: id, mode: mode) }

    /// Returns whether this entry comes before another one in git's order; `false` for the same name.
    func precedes(_ other: Entry) -> Bool { git_tree_entry_cmp(pointer, other.pointer) < 0 }
  }

  subscript(index: Int) -> Entry? {
    guard let handle, let pointer = git_tree_entry_byindex(handle, index) else { return nil }
    return Entry(pointer: pointer)
  }

  /// Returns the entry of a name; `nil` if there is none.
  func entry(_ name: String) -> Entry? {
    handle.flatMap { git_tree_entry_byname($0, name) }.map { Entry(pointer: $0) }
  }

  /// The entries that a disk can hold, in git's order.
  var entries: [TreeEntry] {
    var entries: [TreeEntry] = []
    entries.reserveCapacity(count)
    for index in 0..<count {
      if let entry = self[index], entry.isPossible { entries.append(entry.value) }
    }
    return entries
  }

  /// Whether the tree is as git writes it: in git's order, no name twice, only names that a disk can hold.
  var isSound: Bool {
    for index in 0..<count {
      guard let entry = self[index], entry.isPossible else { return false }
      if let next = self[index + 1], !entry.precedes(next) { return false }
    }
    return true
  }
}

extension Repository {
  /// Returns the tree of a commit, or `id` itself if it is a tree.
  package func root(of id: ObjectID) throws(GitError) -> ObjectID {
    if id == .emptyTree { return id }
    guard let kind = try header(of: id)?.kind else { throw .notFound(id.description) }
    if kind == GIT_OBJECT_TREE { return id }
    return try links(id).tree
  }

  /// Returns the entry at a path of a commit (or tree); `nil` if there is none. The empty path is the root.
  package func entry(_ path: String, in commit: ObjectID) throws(GitError) -> TreeEntry? {
    var found = TreeEntry(name: "", id: try root(of: commit), mode: .directory)
    for name in path.utf8.split(separator: UInt8(ascii: "/")) {
      let name = String(decoding: name, as: UTF8.self)
      guard found.mode == .directory, let next = try Tree(found.id, in: self).entry(name)?.value else {
        return nil
      }
      found = next
    }
    return found
  }

  /// Reads a file of a commit (or tree); `nil` if there is no such file.
  package func blob(at path: String, in commit: ObjectID) throws(GitError) -> [UInt8]? {
    guard let entry = try entry(path, in: commit), entry.mode != .directory, entry.mode != .submodule else {
      return nil
    }
    guard let bytes = try blob(entry.id) else { throw .notFound(entry.id.description) }
    return bytes
  }

  /// Returns the entries of a directory in git's order; none if it is missing or a file.
  package func list(_ directory: String = "", in commit: ObjectID) throws(GitError) -> [TreeEntry] {
    guard let entry = try entry(directory, in: commit), entry.mode == .directory else { return [] }
    return try list(tree: entry.id)
  }

  /// Returns the entries of a tree, in git's order.
  package func list(tree id: ObjectID) throws(GitError) -> [TreeEntry] { try Tree(id, in: self).entries }

  /// Returns whether a tree is as git writes it: in git's order, no name twice, only names that a disk can hold.
  package func isSound(tree id: ObjectID) throws(GitError) -> Bool { try Tree(id, in: self).isSound }
}
