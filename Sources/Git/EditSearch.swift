import Glibc

/// One walk through a work tree, beside the entries of its index.
struct EditSearch: ~Copyable {
  private let index: IndexFile
  private let entries: [IndexFile.Entry]
  private let written: timespec
  private let since: WorkTreeLook?
  private var isSeen: [Bool]
  private var digest: Digest
  private var found: [WorkTreeEdit] = []
  /// The path that is looked at, from the root; folders end with `/`.
  private var path: [UInt8] = []
  /// Folders that must be read again the next time whatever their times say.
  private(set) var unknown: Set<String> = []

  init(_ index: IndexFile, _ entries: [IndexFile.Entry], written: timespec, since: WorkTreeLook?)
    throws(GitError)
  {
    self.index = index
    self.entries = entries
    self.written = written
    self.since = since
    isSeen = [Bool](repeating: false, count: entries.count)
    digest = Digest()
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

  private var text: String { String(decoding: path, as: UTF8.self) }

  // MARK: Folders

  /// Looks through the whole work tree, whose folder is open.
  mutating func look(from root: Int32, _ isWanted: (String) -> Bool) throws(GitError) {
    let copy = dup(root)
    guard copy >= 0 else { throw .system(errno, "dup", ".") }
    try read(copy, 0..<entries.count, depth: 0, isWanted)
  }

  /// Looks at the folder `path`, which lies `base` bytes below an open one.
  ///
  /// - Parameter range: the entries below it.
  private mutating func enter(
    _ folder: Int32, _ base: Int, _ range: Range<Int>, depth: Int, _ isWanted: (String) -> Bool
  ) throws(GitError) {
    // Nobody's files are so deep.
    guard depth < 128 else { return }
    if let since, !range.isEmpty {
      path.removeLast()
      defer { path.append(UInt8(ascii: "/")) }
      guard let status = try status(folder, base), status.st_mode & S_IFMT == S_IFDIR else { return }
      if since.isOlder(status.st_ctim), since.unknown.isEmpty || !since.unknown.contains(text) {
        path.append(UInt8(ascii: "/"))
        defer { path.removeLast() }
        return try compareKnown(folder, base, range, depth: depth, isWanted)
      }
    }
    if range.isEmpty {
      guard isWanted(text) else { return }
      // The folder above it as well: the index leads nowhere into this one.
      unknown.insert(String(decoding: path.dropLast(), as: UTF8.self))
      unknown.insert(String(decoding: path[..<base].dropLast(), as: UTF8.self))
    }
    guard let inside = try open(folder, base) else { return }
    if faccessat(inside, ".git", F_OK, AT_SYMLINK_NOFOLLOW) == 0 {
      close(inside)
      return
    }
    try read(inside, range, depth: depth, isWanted)
  }

  /// Reads an open folder, which is closed at the end.
  private mutating func read(
    _ folder: Int32, _ range: Range<Int>, depth: Int, _ isWanted: (String) -> Bool
  ) throws(GitError) {
    guard let stream = fdopendir(folder) else {
      close(folder)
      throw .system(errno, "fdopendir", text)
    }
    defer { closedir(stream) }
    let base = path.count
    while let item = try Files.nextEntry(of: stream, text) {
      let name = withUnsafeBytes(of: &item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2e] || name == [0x2e, 0x2e] || name == Array(".git".utf8) { continue }
      path.append(contentsOf: name)
      defer { path.removeSubrange(base...) }
      var status: stat?
      if Int32(item.pointee.d_type) != Int32(DT_DIR) {
        status = try self.status(folder, base)
        guard status != nil else { continue }
      }
      if let status, status.st_mode & S_IFMT != S_IFDIR {
        let matches = entries(range, from: name, to: name + [0], base)
        if !matches.isEmpty {
          try compare(folder, base, status, matches)
        } else if status.st_mode & S_IFMT == S_IFREG, isWanted(text) {
          add(path, .new)
          unknown.insert(String(decoding: path[..<base].dropLast(), as: UTF8.self))
        }
      } else {
        let inside = entries(range, from: name + [UInt8(ascii: "/")], to: name + [UInt8(ascii: "0")], base)
        path.append(UInt8(ascii: "/"))
        try enter(folder, base, inside, depth: depth + 1, isWanted)
      }
    }
  }

  /// Compares what the index has in a folder that has nothing else new.
  private mutating func compareKnown(
    _ folder: Int32, _ base: Int, _ range: Range<Int>, depth: Int, _ isWanted: (String) -> Bool
  ) throws(GitError) {
    var (folder, base) = (folder, base)
    // From a folder that is open itself, many files are found faster.
    let isLarge = range.count > 16
    if isLarge {
      guard let inside = try open(folder, base) else { return }
      (folder, base) = (inside, path.count)
    }
    defer { if isLarge { close(folder) } }
    let length = path.count
    var number = range.lowerBound
    while number < range.upperBound {
      let rest = index.bytes[(entries[number].name.lowerBound + length)..<entries[number].name.upperBound]
      defer { path.removeSubrange(length...) }
      if let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
        let name = Array(rest[..<slash])
        let inside = entries(
          number..<range.upperBound, from: name + [UInt8(ascii: "/")], to: name + [UInt8(ascii: "0")], length)
        path.append(contentsOf: name)
        path.append(UInt8(ascii: "/"))
        try enter(folder, base, inside, depth: depth + 1, isWanted)
        number = max(inside.upperBound, number + 1)
      } else {
        path.append(contentsOf: rest)
        var next = number + 1
        // A path that is not settled has several entries.
        while next < range.upperBound, index.bytes[entries[next].name].elementsEqual(path) { next += 1 }
        if let status = try status(folder, base) { try compare(folder, base, status, number..<next) }
        number = next
      }
    }
  }

  /// The entries of a range whose names, after a common beginning, lie in an interval.
  private func entries(_ range: Range<Int>, from low: [UInt8], to high: [UInt8], _ common: Int) -> Range<Int>
  {
    func first(from name: [UInt8]) -> Int {
      var (lower, upper) = (range.lowerBound, range.upperBound)
      while lower < upper {
        let middle = (lower + upper) / 2
        let rest = UnsafeRawBufferPointer(
          rebasing: index.bytes[
            (entries[middle].name.lowerBound + common)..<entries[middle].name.upperBound])
        if Self.precedes(rest, name) { lower = middle + 1 } else { upper = middle }
      }
      return lower
    }
    return first(from: low)..<first(from: high)
  }

  private static func precedes(_ one: UnsafeRawBufferPointer, _ other: [UInt8]) -> Bool {
    other.withUnsafeBytes { other in
      guard let left = one.baseAddress, let right = other.baseAddress else { return one.count < other.count }
      let order = memcmp(left, right, min(one.count, other.count))
      return order < 0 || order == 0 && one.count < other.count
    }
  }

  // MARK: Files

  private mutating func compare(_ folder: Int32, _ base: Int, _ status: stat, _ matches: Range<Int>)
    throws(GitError)
  {
    for number in matches { isSeen[number] = true }
    let entry = entries[matches.lowerBound]
    if index.stage(entry) != 0 { return add(path, .unmerged) }
    if index.bytes.big16(entry.start + 60) & 0x8000 != 0 || isUnchanged(entry, status) { return }
    // What is large, and was of another size when git looked, need not be read.
    let known = index.bytes.big32(entry.start + 36)
    let isResized = known != 0 && known != UInt32(truncatingIfNeeded: status.st_size)
    if isResized, status.st_size > largeObject { return add(path, .changed) }
    if try content(folder, base, status) != index.id(entry) || mode(of: status) != index.mode(entry) {
      add(path, .changed)
    }
  }

  /// Whether what lstat says is what the index says, and was old when the index was written.
  private func isUnchanged(_ entry: IndexFile.Entry, _ status: stat) -> Bool {
    func low(_ value: some BinaryInteger) -> UInt32 { UInt32(truncatingIfNeeded: value) }
    let said = index.bytes
    let seconds = said.big32(entry.start + 8)
    let nanoseconds = said.big32(entry.start + 12)
    let isRacy =
      Int(seconds) > written.tv_sec
      || Int(seconds) == written.tv_sec && Int(nanoseconds) >= written.tv_nsec
    return !isRacy && seconds == low(status.st_mtim.tv_sec) && nanoseconds == low(status.st_mtim.tv_nsec)
      && said.big32(entry.start) == low(status.st_ctim.tv_sec)
      && said.big32(entry.start + 4) == low(status.st_ctim.tv_nsec)
      && said.big32(entry.start + 20) == low(status.st_ino)
      && said.big32(entry.start + 36) == low(status.st_size) && mode(of: status) == index.mode(entry)
  }

  private func mode(of status: stat) -> FileMode {
    if status.st_mode & S_IFMT == S_IFLNK { return .link }
    return status.st_mode & S_IXUSR != 0 ? .executable : .file
  }

  /// The id that git would give to a file or a symbolic link; `nil` for anything else.
  private mutating func content(_ folder: Int32, _ base: Int, _ status: stat) throws(GitError) -> ObjectID? {
    switch status.st_mode & S_IFMT {
    case S_IFLNK:
      var target = [CChar](repeating: 0, count: 4096)
      let count = withName(base) { readlinkat(folder, $0, &target, target.count) }
      guard count >= 0 else { return nil }
      return digest.id(of: target[..<count].map { UInt8(bitPattern: $0) }, .blob)
    case S_IFREG:
      let file = withName(base) { openat(folder, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
      guard file >= 0 else { return nil }
      defer { close(file) }
      return try digest.id(of: file, size: Int(status.st_size), text)
    default: return nil
    }
  }

  private mutating func status(_ folder: Int32, _ base: Int) throws(GitError) -> stat? {
    var status = stat()
    if withName(base, { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw .system(errno, "fstatat", text)
  }

  private mutating func open(_ folder: Int32, _ base: Int) throws(GitError) -> Int32? {
    let inside = withName(base) { openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    if inside >= 0 { return inside }
    // Gone meanwhile, or a link where a folder was.
    if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return nil }
    throw .system(errno, "openat", text)
  }

  /// `path` from a byte on, as C has it; a slash at its end falls away, for behind it a link would be followed.
  private mutating func withName<Value>(_ base: Int, _ body: (UnsafePointer<CChar>) -> Value) -> Value {
    let isFolder = path.last == UInt8(ascii: "/")
    if isFolder { path[path.count - 1] = 0 } else { path.append(0) }
    defer { if isFolder { path[path.count - 1] = UInt8(ascii: "/") } else { path.removeLast() } }
    return path.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in text.baseAddress.map { body($0 + base) } ?? body("") }
    }
  }
}
