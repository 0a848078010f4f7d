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
    Files.empty(AT_FDCWD, path, depth: 0)
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
}

extension Files {
  /// Removes a folder with all that is in it.
  package static func removeFolder(_ path: String) {
    empty(AT_FDCWD, path, depth: 0)
    rmdir(path)
  }

  /// Removes what is in a folder; links are removed, not followed.
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
