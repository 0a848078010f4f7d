import Clibgit2
import Disk
import Glibc

/// A change to one path of the index.
struct IndexEdit {
  let path: String
  /// The blob expected in the index. If the index has another one, a person staged it, and it stays.
  let old: ObjectID?
  let new: Blob?
  /// The lstat of the file, if the work tree holds `new`; without it git compares the contents itself.
  let status: stat?
}

/// Git's index of a work tree: the staged blobs, and the lstat of their files when they were added.
struct Index: ~Copyable {
  let handle: OpaquePointer
  /// When the index file was last written; `nil` if there is no file.
  let written: timespec?

  /// Reads an index file; a missing file gives an empty index.
  ///
  /// - Throws: `GitError.unsupported` for an index that is split, sparse or without checksum; `GitError.corrupt`.
  init(_ path: String) throws(GitError) {
    var status = stat()
    if lstat(path, &status) == 0 {
      written = status.st_mtim
      guard try Self.sum(of: path) != .zero else { throw .unsupported(.indexWithoutSum) }
    } else {
      written = nil
    }
    handle = try made("git_index_open", path) { git_index_open(&$0, path) }
  }

  deinit { git_index_free(handle) }

  /// Returns the checksum at the end of an index file, which identifies its content; `nil` if there is no file.
  static func sum(of path: String) throws(GitError) -> ObjectID? {
    guard let file = try onDisk(FilePieces(path)) else { return nil }
    guard file.size >= 20 else { throw .corrupt(path) }
    let bytes = try onDisk(file.last(20))
    return bytes.withUnsafeBytes { $0.count == 20 ? ObjectID($0) : nil }
  }

  var count: Int { git_index_entrycount(handle) }

  subscript(number: Int) -> UnsafePointer<git_index_entry>? { git_index_get_byindex(handle, number) }

  /// Returns the number of the first entry below a folder, whose path ends with `/`; `nil` if there is none.
  func first(below folder: String) -> Int? {
    var number = 0
    guard git_index_find_prefix(&number, handle, folder) == 0 else {
      git_error_clear()
      return nil
    }
    return number
  }

  /// Returns the entry of a path without conflict; `nil` if there is none.
  func entry(_ path: String) -> UnsafePointer<git_index_entry>? { git_index_get_bypath(handle, path, 0) }

  /// Returns whether a merge left a conflict at a path: up to three entries.
  func isUnmerged(_ path: String) -> Bool {
    (1...3).contains { git_index_get_bypath(handle, path, $0) != nil }
  }

  /// Applies edits, except to paths where a person staged something else.
  ///
  /// - Parameter edits: each path once, in any order.
  /// - Returns: the paths that were skipped.
  func make(_ edits: [IndexEdit]) throws(GitError) -> [String] {
    var skipped: [String] = []
    // Removals first: a file may come where a folder was, and the other way round.
    for edit in edits.sorted(by: { $0.new == nil && $1.new != nil }) {
      guard isAsExpected(edit), edit.new == nil || isFree(edit.path) else {
        skipped.append(edit.path)
        continue
      }
      if let new = edit.new {
        try add(edit.path, new, edit.status)
      } else if entry(edit.path) != nil {
        try check(git_index_remove(handle, edit.path, 0), "git_index_remove", edit.path)
      }
    }
    return skipped
  }

  /// Returns whether the index has the old or the new blob of an edit at its path.
  private func isAsExpected(_ edit: IndexEdit) -> Bool {
    guard !isUnmerged(edit.path) else { return false }
    guard let entry = entry(edit.path) else { return edit.old == nil || edit.new == nil }
    return [edit.old, edit.new?.id].contains(ObjectID(entry.pointee.id))
  }

  /// Returns whether the index has no file at a folder of the path and nothing below the path: libgit2 would drop those
  /// entries.
  private func isFree(_ path: String) -> Bool {
    if first(below: path + "/") != nil { return false }
    var end = path.endIndex
    while let slash = path[..<end].lastIndex(of: "/") {
      let above = String(path[..<slash])
      if entry(above) != nil || isUnmerged(above) { return false }
      end = slash
    }
    return true
  }

  /// Keeps git from taking a changed file for unchanged after the index is written anew.
  ///
  /// Git compares the contents of files that are not older than the index, in whole seconds. A new index file is later,
  /// so git would no longer compare them. As git does, the entries of such files get size 0, which has the same effect,
  /// unless the file is certainly unchanged. libgit2 does so too, but compares nanoseconds, which git ignores.
  func smudge(in workTree: String) throws(GitError) {
    guard let written else { return }
    for number in 0..<count {
      guard var entry = self[number]?.pointee, Int(entry.mtime.seconds) >= written.tv_sec,
        entry.file_size != 0
      else { continue }
      var status = stat()
      let path = String(cString: entry.path)
      let isOlder =
        (Int(entry.mtime.seconds), Int(entry.mtime.nanoseconds)) < (written.tv_sec, written.tv_nsec)
      if isOlder, lstat(workTree + "/" + path, &status) == 0, entry.isOf(status) { continue }
      entry.file_size = 0
      try check(git_index_add(handle, &entry), "git_index_add", path)
    }
  }

  /// Adds an entry, or replaces the one of its path.
  func add(_ path: String, _ blob: Blob, _ status: stat?) throws(GitError) {
    func low(_ value: some BinaryInteger) -> UInt32 { UInt32(truncatingIfNeeded: value) }
    func time(_ time: timespec) -> git_index_time {
      git_index_time(seconds: Int32(truncatingIfNeeded: time.tv_sec), nanoseconds: low(time.tv_nsec))
    }
    var entry = git_index_entry()
    entry.mode = blob.mode.rawValue
    entry.id = blob.id.oid
    if let status {
      (entry.ctime, entry.mtime) = (time(status.st_ctim), time(status.st_mtim))
      (entry.dev, entry.ino) = (low(status.st_dev), low(status.st_ino))
      (entry.uid, entry.gid, entry.file_size) = (status.st_uid, status.st_gid, low(status.st_size))
    }
    let result = path.withCString { path in
      entry.path = path
      return git_index_add(handle, &entry)
    }
    try check(result, "git_index_add", path)
  }
}

extension git_index_entry {
  /// Returns whether the entry matches the lstat of a file, without its mode.
  func isOf(_ status: stat) -> Bool {
    func low(_ value: some BinaryInteger) -> UInt32 { UInt32(truncatingIfNeeded: value) }
    func isSame(_ time: git_index_time, _ other: timespec) -> Bool {
      UInt32(bitPattern: time.seconds) == low(other.tv_sec) && time.nanoseconds == low(other.tv_nsec)
    }
    return isSame(mtime, status.st_mtim) && isSame(ctime, status.st_ctim) && ino == low(status.st_ino)
      && file_size == low(status.st_size)
  }
}

extension Repository {
  var indexPath: String { gitDirectory + "/index" }

  /// Locks the index of this work tree, and reads it.
  ///
  /// - Throws: `GitError.locked`, and those of `Index`.
  func lockIndex(under lock: RepositoryLock) throws(GitError) -> LockedIndex {
    let below =
      gitDirectory.hasPrefix(commonDirectory + "/")
      ? gitDirectory.dropFirst(commonDirectory.count + 1) + "/index" : "index"
    let file = try LockFile(of: String(below), in: commonDirectory, under: lock, waitingMilliseconds: 1000)
    let path = lock.folder + "/index.new"
    // Remove files of a killed act.
    for remains in [path, path + ".lock"] { try onDisk(Files.remove(remains)) }
    // libgit2 reads a hard link of the index and then replaces only the link.
    if link(indexPath, path) != 0, errno != ENOENT { throw .system(errno, "link", path) }
    return LockedIndex(index: try Index(path), file: file, path: path)
  }

  /// Applies edits to the index and writes it; other entries stay.
  ///
  /// - Parameters:
  ///   - edits: each path once, in any order.
  ///   - commits: the branch's tips before and after, if the edits are their difference.
  /// - Returns: the skipped paths, where a person staged something else.
  func update(
    _ locked: borrowing LockedIndex, _ edits: [IndexEdit], commits: (old: ObjectID?, new: ObjectID?)
  ) throws(GitError) -> [String] {
    guard !edits.isEmpty else { return [] }
    let before = try Index.sum(of: indexPath)
    let skipped = try locked.index.make(edits)
    if skipped.count == edits.count { return skipped }
    try locked.write(for: workTree)
    let after = try Index.sum(of: indexPath)
    try IndexNote.carry(
      indexNote, from: before, to: after, commits: skipped.isEmpty ? commits : (commits.old, nil))
    return skipped
  }
}

/// Git's index while we hold git's lock on it. libgit2 writes a file beside it, for it would take the lock itself.
struct LockedIndex: ~Copyable {
  let index: Index
  fileprivate let file: LockFile
  /// The path of the file that replaces the index.
  fileprivate let path: String

  deinit { unlink(path) }

  /// Replaces git's index by this one.
  func write(for workTree: String?) throws(GitError) {
    if let workTree { try index.smudge(in: workTree) }
    try check(git_index_write(index.handle), "git_index_write", path)
    try file.replace(by: path)
  }
}
