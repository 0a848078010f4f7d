import Glibc

/// The folder that a clone makes, to be removed where it fails: only what was made.
package struct CloneFolder: Sendable {
  private let path: String
  /// The first folder on the way that was not there; `nil` where all were.
  private let firstMade: String?

  /// Call it before anything is made.
  package init(_ path: String) throws(GitError) {
    self.path = path
    var missing: String?
    var at = path
    while try Files.kind(at) == nil {
      missing = at
      guard let slash = at.lastIndex(of: "/"), slash > at.startIndex else { break }
      at = String(at[..<slash])
    }
    firstMade = missing
  }

  package func remove() {
    Self.empty(AT_FDCWD, path, depth: 0)
    guard let firstMade else { return }
    // Folders above it, as long as they hold nothing else.
    var at = path
    while rmdir(at) == 0, at != firstMade, let slash = at.lastIndex(of: "/") { at = String(at[..<slash]) }
  }

  /// Removes it while another thread may still write there: what that makes meanwhile, too.
  package func removeWhileWritten() {
    for _ in 0..<100 {
      remove()
      usleep(1_000)
      if access(path, F_OK) != 0 { return }
    }
  }

  /// Removes what is in a folder; links are removed, not followed.
  private static func empty(_ parent: Int32, _ name: String, depth: Int) {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (depth > 0 ? O_NOFOLLOW : 0)
    let folder = openat(parent, name, flags)
    guard folder >= 0, depth < 300, let stream = fdopendir(folder) else {
      if folder >= 0 { close(folder) }
      return
    }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    for name in names where unlinkat(folder, name, 0) != 0 {
      empty(folder, name, depth: depth + 1)
      unlinkat(folder, name, AT_REMOVEDIR)
    }
    closedir(stream)
  }
}

/// The objects of a repository of this machine, taken over as files.
enum ObjectLinks {
  /// Links the packs and loose objects into another store, or copies them where a link cannot be.
  ///
  /// - Throws: `GitError.unsafePath` where something there is no plain file, such as a link to elsewhere.
  static func take(from source: String, to target: String) throws(GitError) {
    for folder in try Files.names(in: source).sorted() {
      let isLoose = folder.utf8.count == 2 && folder.utf8.allSatisfy { isDigit($0) }
      guard isLoose || folder == "pack" else { continue }
      let (from, to) = (source + "/" + folder, target + "/" + folder)
      var status = stat()
      guard lstat(from, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .unsafePath(from) }
      try Files.makeFolder(to)
      // A pack's index after the pack.
      for name in try Files.names(in: from).sorted(by: >) {
        let isWanted =
          isLoose
          ? name.utf8.count == 38 && name.utf8.allSatisfy { isDigit($0) }
          : name.hasPrefix("pack-") && (name.hasSuffix(".pack") || name.hasSuffix(".idx"))
        if isWanted { try take(from + "/" + name, to + "/" + name) }
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }

  private static func take(_ source: String, _ target: String) throws(GitError) {
    var status = stat()
    guard lstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unsafePath(source) }
    if link(source, target) == 0 { return }
    let from = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard from >= 0 else { throw .system(errno, "open", source) }
    defer { close(from) }
    let to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o444)
    guard to >= 0 else { throw .system(errno, "open", target) }
    defer { close(to) }
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let got = read(from, &chunk, chunk.count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .system(errno, "read", source) }
      if got == 0 { return }
      try Files.write(Array(chunk[..<got]), to: to, target)
    }
  }
}
