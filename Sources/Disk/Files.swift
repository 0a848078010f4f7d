import Glibc

/// Reads whole files and folders, and writes to open files.
package enum Files {
  /// Reads a file; `nil` if there is none.
  ///
  /// - Parameter limit: a number of bytes. Of a longer file, which may have no end, some more than the limit are read.
  package static func read(_ path: String, upTo limit: Int = .max) throws(DiskError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .system(errno, "open", path)
    }
    defer { close(descriptor) }
    return try read(descriptor, path, upTo: limit)
  }

  /// Where a symbolic link of an open folder leads; `nil` where there is none.
  package static func linkTarget(_ folder: Int32, _ name: String, _ path: String) throws(DiskError)
    -> [UInt8]?
  {
    var target = [CChar](repeating: 0, count: 4096)
    let count = readlinkat(folder, name, &target, target.count)
    if count >= 0 { return target[..<count].map { UInt8(bitPattern: $0) } }
    if errno == ENOENT || errno == EINVAL { return nil }
    throw .system(errno, "readlinkat", path)
  }

  package static func read(_ descriptor: Int32, _ path: String, upTo limit: Int = .max) throws(DiskError)
    -> [UInt8]
  {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno, "fstat", path) }
    var bytes = [UInt8](repeating: 0, count: min(limit, max(0, Int(status.st_size))) + 1)
    var count = 0
    while count <= limit {
      let got = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .system(errno, "read", path) }
      if got == 0 { break }
      count += got
      if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws(DiskError) {
    var rest = bytes
    while !rest.isEmpty {
      let put = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if put < 0 && errno == EINTR { continue }
      guard put >= 0 else { throw .system(errno, "write", path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[put...])
    }
  }

  package static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(DiskError) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(DiskError) in
      try write(UnsafeRawBufferPointer(buffer), to: descriptor, path)
    }
  }

  /// Makes a folder and those above it, as `mkdir -p` does.
  ///
  /// - Parameter permissions: for the folder itself, if it is new.
  package static func makeFolder(_ path: String, permissions: UInt32 = 0o777) throws(DiskError) {
    if mkdir(path, permissions) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw .system(errno, "mkdir", path)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, permissions) == 0 || errno == EEXIST else { throw .system(errno, "mkdir", path) }
  }

  /// Returns the names in a folder, unsorted and without `.` and `..`; none if there is no folder.
  package static func names(in folder: String) throws(DiskError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw .system(errno, "opendir", folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = try nextEntry(of: stream, folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// As `readdir`, which ends in the same way where a folder ends and where the disk fails: files that cannot be listed
  /// are not gone.
  package static func nextEntry(
    of stream: OpaquePointer, _ folder: String
  ) throws(DiskError) -> UnsafeMutablePointer<dirent>? {
    errno = 0
    if let entry = readdir(stream) { return entry }
    guard errno == 0 else { throw .system(errno, "readdir", folder) }
    return nil
  }

  /// Returns when a file was last written, in nanoseconds since 1970; `nil` if there is no file.
  package static func changeTime(_ path: String) throws(DiskError) -> Int64? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw .system(errno, "stat", path)
    }
    return Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  package enum Kind { case file, folder, other }

  /// Returns what lies at a path, following links; `nil` if nothing does.
  package static func kind(_ path: String) throws(DiskError) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return nil }
      throw .system(errno, "stat", path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }
}
