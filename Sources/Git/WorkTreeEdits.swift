import Glibc

/// A file of the work tree that is not as git's index has it.
package struct WorkTreeEdit: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case changed
    /// The index has it, the work tree not.
    case missing
    /// The work tree has it, the index not.
    case new
    /// A merge by git left it unsettled.
    case unmerged
  }

  package let path: String
  package let kind: Kind
}

extension Repository {
  /// What a person changed in the work tree since the index was written, in the order of the paths' bytes; nothing in a
  /// bare repository.
  ///
  /// A file whose times and size are those of the index is taken for unchanged, as git does; any other is read.
  ///
  /// - Parameter isWanted: asked of every new file, and with `/` at the end of every new folder before it is
  ///   entered. Another repository is never entered.
  /// - Throws: `GitError.corrupt` where the index cannot be read.
  package func workTreeEdits(isWanted: (String) -> Bool) throws(GitError) -> [WorkTreeEdit] {
    guard let workTree else { return [] }
    if let file = try MappedFile.open(gitDirectory + "/index"), !file.bytes.isEmpty {
      return try edits(in: workTree, index: file.bytes, written: file.status.st_mtim, isWanted)
    }
    // Where nothing was ever added there is no index.
    let none: [UInt8] = Array("DIRC".utf8) + [0, 0, 0, 2] + [UInt8](repeating: 0, count: 24)
    return try none.withUnsafeBufferPointer { (bytes) throws(GitError) in
      try edits(in: workTree, index: UnsafeRawBufferPointer(bytes), written: timespec(), isWanted)
    }
  }

  private func edits(
    in workTree: String, index bytes: UnsafeRawBufferPointer, written: timespec, _ isWanted: (String) -> Bool
  ) throws(GitError) -> [WorkTreeEdit] {
    var entries: [IndexFile.Entry] = []
    var index: IndexFile
    do throws(IndexFile.Problem) {
      index = try IndexFile(bytes)
      entries.reserveCapacity(index.count)
      try index.scan { entries.append($0) }
    } catch {
      throw .corrupt(gitDirectory + "/index")
    }
    var search = try EditSearch(index, entries, written: written)
    let root = Glibc.open(workTree, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw .system(errno, "open", workTree) }
    try search.look(in: root, at: [], 0..<entries.count, depth: 0, isWanted)
    return search.finish().sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

/// One walk through a work tree, beside the entries of its index.
private struct EditSearch: ~Copyable {
  private let index: IndexFile
  private let entries: [IndexFile.Entry]
  private let written: timespec
  private var isSeen: [Bool]
  private var digest: Digest
  private var found: [WorkTreeEdit] = []

  init(_ index: IndexFile, _ entries: [IndexFile.Entry], written: timespec) throws(GitError) {
    self.index = index
    self.entries = entries
    self.written = written
    isSeen = [Bool](repeating: false, count: entries.count)
    digest = try Digest()
  }

  /// What was found, and every file that was not met.
  consuming func finish() -> [WorkTreeEdit] {
    for number in entries.indices where !isSeen[number] {
      let entry = entries[number]
      // Told by git to be left alone: assumed unchanged, or not checked out.
      let flags = index.bytes.big16(entry.start + 60)
      let isSkipped = flags & 0x4000 != 0 && index.bytes.big16(entry.start + 62) & 0x4000 != 0
      if flags & 0x8000 != 0 || isSkipped || index.mode(entry) == .submodule { continue }
      add(Array(index.bytes[entry.name]), index.stage(entry) == 0 ? .missing : .unmerged)
    }
    return found
  }

  private mutating func add(_ path: [UInt8], _ kind: WorkTreeEdit.Kind) {
    let edit = WorkTreeEdit(path: String(decoding: path, as: UTF8.self), kind: kind)
    // An unsettled path has up to three entries.
    if found.last != edit { found.append(edit) }
  }

  /// Looks through an open folder, which is closed at the end.
  ///
  /// - Parameter range: the entries whose names begin with `prefix`.
  mutating func look(
    in folder: Int32, at prefix: [UInt8], _ range: Range<Int>, depth: Int, _ isWanted: (String) -> Bool
  ) throws(GitError) {
    guard let stream = fdopendir(folder) else {
      close(folder)
      throw .system(errno, "fdopendir", String(decoding: prefix, as: UTF8.self))
    }
    defer { closedir(stream) }
    // Nobody's files are so deep.
    guard depth < 128 else { return }
    while let item = readdir(stream) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2e] || name == [0x2e, 0x2e] || name == Array(".git".utf8) { continue }
      var type = Int32(item.pointee.d_type)
      var status: stat?
      if type != DT_DIR {
        status = try Self.status(folder, name)
        guard let status else { continue }
        type = status.st_mode & S_IFMT == S_IFDIR ? Int32(DT_DIR) : Int32(DT_REG)
      }
      if type == DT_DIR {
        let below = prefix + name + [UInt8(ascii: "/")]
        let inside = entries(
          range, from: name + [UInt8(ascii: "/")], to: name + [UInt8(ascii: "0")], prefix.count)
        if inside.isEmpty, !isWanted(String(decoding: below, as: UTF8.self)) { continue }
        let next = name.withCString { openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        guard next >= 0 else {
          if errno == ENOENT { continue }
          throw .system(errno, "openat", String(decoding: below, as: UTF8.self))
        }
        if faccessat(next, ".git", F_OK, AT_SYMLINK_NOFOLLOW) == 0 {
          close(next)
          continue
        }
        try look(in: next, at: below, inside, depth: depth + 1, isWanted)
      } else if let status {
        try compare(folder, name, status, prefix, range, isWanted)
      }
    }
  }

  private mutating func compare(
    _ folder: Int32, _ name: [UInt8], _ status: stat, _ prefix: [UInt8], _ range: Range<Int>,
    _ isWanted: (String) -> Bool
  ) throws(GitError) {
    let matches = entries(range, from: name, to: name + [0], prefix.count)
    let path = prefix + name
    guard let number = matches.first else {
      if status.st_mode & S_IFMT == S_IFREG, isWanted(String(decoding: path, as: UTF8.self)) {
        add(path, .new)
      }
      return
    }
    for number in matches { isSeen[number] = true }
    let entry = entries[number]
    if index.stage(entry) != 0 { return add(path, .unmerged) }
    if index.bytes.big16(entry.start + 60) & 0x8000 != 0 || isUnchanged(entry, status) { return }
    if try content(folder, name, status) != index.id(entry) || mode(of: status) != index.mode(entry) {
      add(path, .changed)
    }
  }

  /// The entries of a range whose names, after a common beginning, lie in an interval.
  private func entries(_ range: Range<Int>, from low: [UInt8], to high: [UInt8], _ common: Int) -> Range<Int>
  {
    func first(from name: [UInt8]) -> Int {
      var (lower, upper) = (range.lowerBound, range.upperBound)
      while lower < upper {
        let middle = (lower + upper) / 2
        let rest = index.bytes[(entries[middle].name.lowerBound + common)..<entries[middle].name.upperBound]
        if rest.lexicographicallyPrecedes(name) { lower = middle + 1 } else { upper = middle }
      }
      return lower
    }
    return first(from: low)..<first(from: high)
  }

  /// Whether what lstat says is what the index says, and was old when the index was written.
  private func isUnchanged(_ entry: IndexFile.Entry, _ status: stat) -> Bool {
    func low(_ value: some BinaryInteger) -> UInt32 { UInt32(truncatingIfNeeded: value) }
    let said = index.bytes
    let seconds = said.big32(entry.start + 8)
    let nanoseconds = said.big32(entry.start + 12)
    let isRacy =
      Int(seconds) > written.tv_sec || Int(seconds) == written.tv_sec && Int(nanoseconds) >= written.tv_nsec
    return !isRacy && seconds == low(status.st_mtim.tv_sec) && nanoseconds == low(status.st_mtim.tv_nsec)
      && said.big32(entry.start) == low(status.st_ctim.tv_sec)
      && said.big32(entry.start + 4) == low(status.st_ctim.tv_nsec)
      && said.big32(entry.start + 20) == low(status.st_ino)
      && said.big32(entry.start + 36) == low(status.st_size)
      && mode(of: status) == index.mode(entry)
  }

  private func mode(of status: stat) -> FileMode {
    if status.st_mode & S_IFMT == S_IFLNK { return .link }
    return status.st_mode & S_IXUSR != 0 ? .executable : .file
  }

  /// The id that git would give to a file or a symbolic link; `nil` for anything else.
  private mutating func content(_ folder: Int32, _ name: [UInt8], _ status: stat) throws(GitError)
    -> ObjectID?
  {
    let path = String(decoding: name, as: UTF8.self)
    switch status.st_mode & S_IFMT {
    case S_IFLNK:
      var target = [CChar](repeating: 0, count: 4096)
      let count = readlinkat(folder, path, &target, target.count)
      guard count >= 0 else { return nil }
      return digest.id(of: target[..<count].map { UInt8(bitPattern: $0) }, .blob)
    case S_IFREG:
      let file = openat(folder, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard file >= 0 else { return nil }
      defer { close(file) }
      return digest.id(of: try Files.read(file, path), .blob)
    default: return nil
    }
  }

  private static func status(_ folder: Int32, _ name: [UInt8]) throws(GitError) -> stat? {
    var status = stat()
    let result = name.withCString { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
    if result == 0 { return status }
    if errno == ENOENT { return nil }
    throw .system(errno, "fstatat", String(decoding: name, as: UTF8.self))
  }
}

extension [UInt8] {
  /// The bytes as a C string.
  fileprivate func withCString<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
    (self + [0]).withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in
        text.baseAddress.map(body) ?? body("")
      }
    }
  }
}
