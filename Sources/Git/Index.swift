import Clibgit2
import Glibc

/// A change to one path of the index.
struct IndexEdit {
  let path: String
  /// What the index should have there; where it has something else, a person staged that, and it stays.
  let old: ObjectID?
  let new: Blob?
  /// What lstat says of the file of the work tree, where that holds `new`; without it git looks itself.
  let status: stat?
}

/// Git's index of a work tree: what is staged, and how the files were when it was written.
struct Index: ~Copyable {
  let handle: OpaquePointer
  /// When its file was last written; `nil` where there is none.
  let written: timespec?

  /// Reads an index file; one that is not there has no entries.
  ///
  /// - Throws: `GitError.unsupported` for one that is split, sparse or has no sum; `GitError.corrupt`.
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

  /// The sum that ends an index file, by which it is told from any other; `nil` where there is no file.
  static func sum(of path: String) throws(GitError) -> ObjectID? {
    guard let file = try FilePieces(path) else { return nil }
    guard file.size >= 20 else { throw .corrupt(path) }
    let bytes = try file.last(20)
    return bytes.withUnsafeBytes { $0.count == 20 ? ObjectID($0) : nil }
  }

  var count: Int { git_index_entrycount(handle) }

  subscript(number: Int) -> UnsafePointer<git_index_entry>? { git_index_get_byindex(handle, number) }

  /// The number of the first entry below a folder, whose name ends with `/`; `nil` where there is none.
  func first(below folder: String) -> Int? {
    var number = 0
    guard git_index_find_prefix(&number, handle, folder) == 0 else {
      git_error_clear()
      return nil
    }
    return number
  }

  /// The entry of a path that is settled; `nil` where there is none.
  func entry(_ path: String) -> UnsafePointer<git_index_entry>? { git_index_get_bypath(handle, path, 0) }

  /// Whether a merge left a path unsettled, with up to three entries.
  func isUnmerged(_ path: String) -> Bool {
    (1...3).contains { git_index_get_bypath(handle, path, $0) != nil }
  }

  /// Makes edits, all but those to paths where a person staged something else.
  ///
  /// - Parameter edits: each path once, in any order.
  /// - Returns: the paths that were left.
  func make(_ edits: [IndexEdit]) throws(GitError) -> [String] {
    var left: [String] = []
    // Removals first: a file may come where a folder was, and the other way round.
    for edit in edits.sorted(by: { $0.new == nil && $1.new != nil }) {
      guard isAsExpected(edit), edit.new == nil || isFree(edit.path) else {
        left.append(edit.path)
        continue
      }
      if let new = edit.new {
        try add(edit.path, new, edit.status)
      } else if entry(edit.path) != nil {
        try check(git_index_remove(handle, edit.path, 0), "git_index_remove", edit.path)
      }
    }
    return left
  }

  private func isAsExpected(_ edit: IndexEdit) -> Bool {
    guard !isUnmerged(edit.path) else { return false }
    guard let entry = entry(edit.path) else { return edit.old == nil || edit.new == nil }
    return [edit.old, edit.new?.id].contains(ObjectID(entry.pointee.id))
  }

  /// Whether neither a file stands where the path needs a folder nor anything below the path: libgit2 would drop those.
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

  /// Keeps git from taking a changed file for unchanged once this index is newer than it.
  ///
  /// Git compares contents where a file's time is not before the index's own, in whole seconds. Writing the index again
  /// moves that time on; so, as git does, entries that this protected lose their size unless the file is certainly as it was
  /// when the entry was written. libgit2 does so too, but by nanoseconds, which git does not look at.
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

  /// Puts an entry in.
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
  /// Whether what lstat says is what the entry says; the mode is not compared.
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

  /// Locks the index of this work tree, and opens it.
  ///
  /// - Throws: `GitError.locked`, and those of `Index`.
  func lockIndex(under lock: RepositoryLock) throws(GitError) -> LockedIndex {
    let below =
      gitDirectory.hasPrefix(commonDirectory + "/")
      ? gitDirectory.dropFirst(commonDirectory.count + 1) + "/index" : "index"
    let file = try LockFile(of: String(below), in: commonDirectory, under: lock, waitingMilliseconds: 1000)
    let path = lock.folder + "/index.new"
    // What a killed act left.
    for remains in [path, path + ".lock"] { try Files.remove(remains) }
    // The same file under another name: what libgit2 writes takes the place of that name alone.
    if link(indexPath, path) != 0, errno != ENOENT { throw .system(errno, "link", path) }
    return LockedIndex(index: try Index(path), file: file, path: path)
  }

  /// Changes the index for a few paths, and nothing else of it.
  ///
  /// - Parameters:
  ///   - edits: each path once, in any order.
  ///   - commits: where the branch was and is, which they are the difference of.
  /// - Returns: the paths where a person staged something else, which stays.
  func update(
    _ locked: borrowing LockedIndex, _ edits: [IndexEdit], commits: (old: ObjectID?, new: ObjectID?)
  ) throws(GitError) -> [String] {
    guard !edits.isEmpty else { return [] }
    let before = try Index.sum(of: indexPath)
    let left = try locked.index.make(edits)
    if left.count == edits.count { return left }
    try locked.write(for: workTree)
    let after = try Index.sum(of: indexPath)
    try IndexNote.carry(
      indexNote, from: before, to: after, commits: left.isEmpty ? commits : (commits.old, nil))
    return left
  }
}

/// Git's index under git's lock, written beside it: libgit2 would want that lock itself.
struct LockedIndex: ~Copyable {
  let index: Index
  fileprivate let file: LockFile
  /// Of what takes the index's place.
  fileprivate let path: String

  deinit { unlink(path) }

  /// Puts the index as it is now in its place.
  func write(for workTree: String?) throws(GitError) {
    if let workTree { try index.smudge(in: workTree) }
    try check(git_index_write(index.handle), "git_index_write", path)
    try file.replace(by: path)
  }
}
