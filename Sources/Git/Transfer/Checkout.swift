import Glibc

/// Writes all files of a tree into a work tree that has none, and git's index of them.
///
/// The whole tree is looked at first: where a path of it must not be written, nothing is.
struct Checkout {
  private let repository: Repository
  private let root: String
  private let options: TransferOptions
  private var total = 0
  private var written = 0
  /// The entries of the index, in its order, which is also that of the trees.
  private var entries: [UInt8] = []
  private var count = 0
  /// The folders in the same order, for the index's extension TREE.
  private var folders: [Folder] = []

  private struct Folder {
    let name: ArraySlice<UInt8>
    let id: ObjectID
    var files = 0
    var below = 0
  }

  /// Nobody's folders are nested deeper.
  private static let deepest = 128

  init(_ repository: Repository, _ root: String, _ options: TransferOptions) {
    (self.repository, self.root, self.options) = (repository, root, options)
  }

  /// - Throws: `TransferProblem.hostilePath`.
  mutating func run(_ tree: ObjectID, under lock: RepositoryLock) throws(TransferProblem) {
    try check(tree, [])
    let index = try here { () throws(GitError) in try repository.lockIndex(under: lock) }
    let folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .here(.system(errno, "open", root)) }
    defer { close(folder) }
    _ = try write(tree, [], named: [], in: folder)
    options.progress(.checkedOut(files: total, of: total))
    do throws(GitError) { try save(index) } catch { throw .here(error) }
  }

  // What may be written.

  private mutating func check(_ tree: ObjectID, _ prefix: [UInt8]) throws(TransferProblem) {
    var open: [(prefix: [UInt8], rest: ArraySlice<RawTree.Entry>)] = []
    open.append((prefix, try self.entries(tree, prefix)[...]))
    while let last = open.indices.last {
      guard let entry = open[last].rest.popFirst() else {
        open.removeLast()
        continue
      }
      let path = open[last].prefix + entry.name
      // Two of one name, or out of order, which git's own index would not bear.
      if let next = open[last].rest.first {
        guard entry.key < next.key, entry.name != next.name else { throw hostile(path) }
      }
      guard isPlainName(entry.name) && path.count <= 4096 || isSafePath(String(decoding: path, as: UTF8.self))
      else { throw hostile(path) }
      switch entry.mode {
      case .directory:
        guard open.count < Self.deepest else { throw hostile(path) }
        let inside = path + [UInt8(ascii: "/")]
        open.append((inside, try self.entries(entry.id, inside)[...]))
      case .link:
        guard let target = try here({ () throws(GitError) in try repository.blob(entry.id) }) else {
          throw .incomplete(entry.id)
        }
        guard isSafeLink(target, depth: open.count - 1) else { throw hostile(path) }
        total += 1
      case .file, .executable: total += 1
      case .submodule: continue
      }
    }
  }

  /// Trees as they are, with the entries that `RawTree` leaves out.
  private func entries(_ tree: ObjectID, _ prefix: [UInt8]) throws(TransferProblem) -> [RawTree.Entry] {
    if tree == .emptyTree { return [] }
    let bytes = try here { () throws(GitError) in try repository.object(tree, .tree) }
    guard let bytes else { throw .incomplete(tree) }
    let found = try here { () throws(GitError) in try RawTree(bytes, of: tree) }
    // An empty name, `..` or a slash in a name: made by hand, with intent.
    guard found.encodedCount == bytes.count || found.entries.count == RawTree.count(bytes) else {
      throw hostile(prefix + Array("?".utf8))
    }
    return found.entries
  }

  private func hostile(_ path: [UInt8]) -> TransferProblem {
    .hostilePath(String(decoding: path.prefix(4096), as: UTF8.self))
  }

  /// Letters, figures and a few signs, not beginning with a dot: nearly every name, settled quickly.
  private func isPlainName(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, first != UInt8(ascii: "."), name.count <= 255 else { return false }
    return name.allSatisfy { byte in
      (97...122).contains(byte) || (48...57).contains(byte) || (65...90).contains(byte) || byte == 45
        || byte == 46 || byte == 95
    }
  }

  // What is written.

  /// - Returns: how many entries of the index are in the folder.
  private mutating func write(
    _ tree: ObjectID, _ prefix: [UInt8], named name: ArraySlice<UInt8>, in folder: Int32
  ) throws(TransferProblem) -> Int {
    let place = folders.count
    folders.append(Folder(name: name, id: tree))
    var files = 0
    for entry in try entries(tree, prefix) {
      let path = prefix + entry.name
      var name = Array(entry.name)
      name.append(0)
      if entry.mode == .directory {
        let below = try makeFolder(name, in: folder, path)
        defer { close(below) }
        folders[place].below += 1
        files += try write(entry.id, path + [UInt8(ascii: "/")], named: entry.name, in: below)
        continue
      }
      let status = try put(entry, name, in: folder, path)
      entries.append(contentsOf: IndexFile.encode(path, Blob(entry.id, mode: entry.mode), status))
      files += 1
      count += 1
    }
    folders[place].files = files
    return files
  }

  private func makeFolder(_ name: [UInt8], in folder: Int32, _ path: [UInt8]) throws(TransferProblem) -> Int32
  {
    let text = { String(decoding: path, as: UTF8.self) }
    return try here { () throws(GitError) in
      let below = name.withUnsafeBytes { bytes -> Int32 in
        guard let name = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return -1 }
        guard mkdirat(folder, name, 0o777) == 0 else { return -1 }
        return openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      }
      guard below >= 0 else { throw .system(errno, "mkdirat", text()) }
      return below
    }
  }

  private mutating func put(_ entry: RawTree.Entry, _ name: [UInt8], in folder: Int32, _ path: [UInt8])
    throws(TransferProblem) -> stat
  {
    let repository = repository
    let status = try here { () throws(GitError) -> stat in
      let text = { String(decoding: path, as: UTF8.self) }
      var status = stat()
      func named(_ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
        name.withUnsafeBytes { bytes in
          bytes.assumingMemoryBound(to: CChar.self).baseAddress.map(body) ?? -1
        }
      }
      if entry.mode == .submodule {
        guard named({ mkdirat(folder, $0, 0o777) | fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0
        else { throw .system(errno, "mkdirat", text()) }
        return status
      }
      guard let bytes = try repository.blob(entry.id) else { throw .notFound(entry.id.description) }
      if entry.mode == .link {
        let target = bytes + [0]
        let made = target.withUnsafeBytes { target in
          named { name in
            target.assumingMemoryBound(to: CChar.self).baseAddress.map { symlinkat($0, folder, name) } ?? -1
          }
        }
        guard made == 0, named({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
          throw .system(errno, "symlinkat", text())
        }
        return status
      }
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
      let permissions: mode_t = entry.mode == .executable ? 0o777 : 0o666
      let file = named { openat(folder, $0, flags, permissions) }
      guard file >= 0 else { throw .system(errno, "openat", text()) }
      defer { close(file) }
      if !bytes.isEmpty { try Files.write(bytes, to: file, text()) }
      guard fstat(file, &status) == 0 else { throw .system(errno, "fstat", text()) }
      return status
    }
    written += 1
    if written % 1000 == 0 { options.progress(.checkedOut(files: written, of: total)) }
    return status
  }

  private func save(_ lockFile: consuming LockFile) throws(GitError) {
    var lockFile = lockFile
    var output = try IndexOutput(lockFile.descriptor, root)
    var header = Array("DIRC".utf8)
    header.append(big: 2)
    header.append(big: UInt32(count))
    try output.add(header)
    try entries.withUnsafeBufferPointer { (bytes) throws(GitError) in
      try output.add(UnsafeRawBufferPointer(bytes))
    }
    // git-status need not read every folder again.
    var tree: [UInt8] = []
    for folder in folders {
      tree.append(contentsOf: folder.name)
      tree.append(0)
      tree.append(contentsOf: "\(folder.files) \(folder.below)\n".utf8)
      tree.append(contentsOf: folder.id.bytes)
    }
    try output.add(extension: Array("TREE".utf8), tree)
    try output.finish()
    try lockFile.commit()
  }
}

extension RawTree {
  /// How many bytes the entries would be written in.
  var encodedCount: Int {
    entries.reduce(0) { $0 + $1.name.count + 22 + ($1.mode == .directory ? 5 : 6) }
  }

  /// How many entries a tree has, of whatever name.
  static func count(_ bytes: [UInt8]) -> Int {
    var (position, count) = (0, 0)
    while let end = bytes[position...].firstIndex(of: 0), end + 20 < bytes.count {
      position = end + 21
      count += 1
    }
    return count
  }
}
