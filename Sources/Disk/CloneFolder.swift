import Glibc

/// The folder for a clone. Removes what the clone made there if it fails.
package struct CloneFolder: Sendable {
  private let path: String
  /// The first folder of the path that did not exist; `nil` if all did.
  private let firstMade: String?

  /// Notes which folders exist; call it before making any.
  package init(_ path: String) throws(DiskError) {
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

  /// Empties the folder, and removes the folders that did not exist before.
  package func remove() {
    Files.empty(AT_FDCWD, path, depth: 0)
    guard let firstMade else { return }
    // rmdir fails at the first folder that holds something else.
    var at = path
    while rmdir(at) == 0 || errno == ENOENT, at != firstMade, let slash = at.lastIndex(of: "/") {
      at = String(at[..<slash])
    }
  }

  /// Removes the folder while another thread may still write into it, until nothing remains or 0.1 s is over.
  package func removeWhileWritten() {
    for _ in 0..<100 {
      remove()
      usleep(1_000)
      if access(path, F_OK) != 0 { return }
    }
  }
}

extension Files {
  /// Removes a folder with its content.
  package static func removeFolder(_ path: String) {
    empty(AT_FDCWD, path, depth: 0)
    rmdir(path)
  }

  /// Removes the content of a folder. Links are removed, not followed.
  fileprivate static func empty(_ parent: Int32, _ name: String, depth: Int) {
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
