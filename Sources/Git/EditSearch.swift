import Clibgit2
import Disk
import Glibc

/// Walks through a work tree once and compares each file with the index.
///
/// libgit2's own status takes 2.5 to 3.9 s for 100,000 files, git's 1.8 s; comparing lstat with the entries of the index
/// takes 0.24 s, and 0.3 s for reading the index.
struct EditSearch: ~Copyable {
  private let index: Index
  private let repository: Repository
  private let root: Int32
  private let isWanted: (String) -> Bool
  private var isSeen: [Bool]
  private var found: [WorkTreeEdit] = []

  /// - Parameter isWanted: called with every new file, and with every new folder (with `/` at the end) before it is
  ///   searched.
  init(
    _ index: consuming Index, _ repository: Repository, _ workTree: String,
    isWanted: @escaping (String) -> Bool
  ) throws(GitError) {
    isSeen = [Bool](repeating: false, count: index.count)
    self.index = index
    self.repository = repository
    self.isWanted = isWanted
    root = open(workTree, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw .system(errno, "open", workTree) }
  }

  deinit { if root >= 0 { close(root) } }

  /// Returns the files that differ from the index, sorted by the bytes of the paths.
  mutating func run() throws(GitError) -> [WorkTreeEdit] {
    let copy = dup(root)
    guard copy >= 0 else { throw .system(errno, "dup", ".") }
    try read(copy, "", depth: 0)
    for number in isSeen.indices where !isSeen[number] {
      guard let entry = index[number]?.pointee else { continue }
      // The index marks these entries as assumed unchanged, or as not checked out.
      let isSkipped =
        UInt32(entry.flags) & 0x8000 != 0
        || UInt32(entry.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0
      if isSkipped || entry.mode == FileMode.submodule.rawValue { continue }
      add(String(cString: entry.path), Self.stage(entry) == 0 ? .missing : .unmerged)
    }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func stage(_ entry: git_index_entry) -> Int { Int(entry.flags >> 12 & 3) }

  private mutating func add(_ path: String, _ kind: WorkTreeEdit.Kind) {
    let edit = WorkTreeEdit(path: path, kind: kind)
    // A path with a conflict has up to three entries.
    if found.last != edit { found.append(edit) }
  }

  /// Searches an open folder, and closes it.
  ///
  /// - Parameter prefix: the folder's path, with `/` at the end; empty for the root.
  private mutating func read(_ folder: Int32, _ prefix: String, depth: Int) throws(GitError) {
    guard let stream = fdopendir(folder) else {
      close(folder)
      throw .system(errno, "fdopendir", prefix)
    }
    defer { closedir(stream) }
    while let item = try onDisk(Files.nextEntry(of: stream, prefix)) {
      let name = withUnsafePointer(to: &item.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." || name == ".git" { continue }
      var status = stat()
      if Int32(item.pointee.d_type) == Int32(DT_DIR) {
        status.st_mode = S_IFDIR
      } else if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 {
        if errno == ENOENT { continue }
        throw .system(errno, "fstatat", prefix + name)
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        try enter(folder, name, prefix + name + "/", depth: depth + 1)
      } else {
        try look(folder, name, prefix + name, status)
      }
    }
  }

  private mutating func enter(_ parent: Int32, _ name: String, _ path: String, depth: Int) throws(GitError) {
    let isTracked = index.first(below: path) != nil
    // `isSafePath` refuses deeper paths.
    guard depth < 128, isTracked || isWanted(path) else { return }
    let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else {
      // The folder was removed meanwhile, or replaced by a link.
      if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return }
      throw .system(errno, "openat", path)
    }
    // As in git, another repository is not searched unless the index has files in it.
    if !isTracked, faccessat(folder, ".git", F_OK, AT_SYMLINK_NOFOLLOW) == 0 {
      close(folder)
      return
    }
    try read(folder, path, depth: depth)
  }

  private mutating func look(_ folder: Int32, _ name: String, _ path: String, _ status: stat) throws(GitError)
  {
    var number = 0
    guard git_index_find(&number, index.handle, path) == 0 else {
      git_error_clear()
      if status.st_mode & S_IFMT == S_IFREG, isWanted(path) { add(path, .new) }
      return
    }
    guard let entry = index[number]?.pointee, Self.stage(entry) == 0 else {
      while let entry = index[number]?.pointee, strcmp(entry.path, path) == 0 {
        isSeen[number] = true
        number += 1
      }
      return add(path, .unmerged)
    }
    isSeen[number] = true
    if UInt32(entry.flags) & 0x8000 != 0 || isUnchanged(entry, status) { return }
    // A large file whose size differs from the index need not be read.
    let isResized = entry.file_size != 0 && entry.file_size != UInt32(truncatingIfNeeded: status.st_size)
    let isLarge = status.st_size > 1 << 20
    if Self.mode(of: status).rawValue != entry.mode { return add(path, .changed) }
    let id = ObjectID(entry.id)
    if !(isResized && isLarge), try content(folder, name, path, status) == id { return }
    if try repository.filteredID(of: path) != id { add(path, .changed) }
  }

  /// Returns whether lstat matches the index's entry, and the file is older than the index.
  private func isUnchanged(_ entry: git_index_entry, _ status: stat) -> Bool {
    guard let written = index.written else { return false }
    let isRacy = (Int(entry.mtime.seconds), Int(entry.mtime.nanoseconds)) >= (written.tv_sec, written.tv_nsec)
    return !isRacy && entry.isOf(status) && entry.mode == Self.mode(of: status).rawValue
  }

  private static func mode(of status: stat) -> FileMode {
    if status.st_mode & S_IFMT == S_IFLNK { return .link }
    return status.st_mode & S_IXUSR != 0 ? .executable : .file
  }

  /// Computes the id that git gives to a file or a symbolic link; `nil` for anything else.
  private func content(_ folder: Int32, _ name: String, _ path: String, _ status: stat) throws(GitError)
    -> ObjectID?
  {
    switch status.st_mode & S_IFMT {
    case S_IFLNK: return try onDisk(Files.linkTarget(folder, name, path)).map { ObjectID(ofBlob: $0) }
    case S_IFREG:
      let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard file >= 0 else { return nil }
      defer { close(file) }
      return try ObjectID(ofFile: file, path)
    default: return nil
    }
  }
}
