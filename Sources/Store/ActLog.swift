import Git

/// The acts done on this machine, in `<git directory>/mgrnet/acts`: what `undo` takes back, and how a person who was
/// not named knows their own again. It never leaves the machine.
///
/// One line an act: the commit's id, then the paths that it changed, separated by tabs.
package struct ActLog: Sendable {
  let file: String

  struct Line: Equatable {
    let commit: String
    let paths: [String]
  }

  /// A line for an act; an import of thousands of files is written down without its paths.
  func append(_ commit: String, paths: [String]) throws {
    try Files.append(
      Array((([commit] + (paths.count > 64 ? [] : paths)).joined(separator: "\t") + "\n").utf8), to: file)
  }

  func last() throws -> Line? { try lines().last }

  /// Takes the last line away.
  func dropLast() throws {
    let kept = try lines().dropLast().map { ([$0.commit] + $0.paths).joined(separator: "\t") + "\n" }
    try Files.replace(file, with: Array(kept.joined().utf8))
  }

  func touched(_ path: String) -> Bool {
    // A log that cannot be read proves nothing: then it is not the caller's.
    (try? lines())?.contains { $0.paths.contains(path) } ?? false
  }

  private func lines() throws -> [Line] {
    guard let bytes = try Files.read(file) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      return parts.first.map { Line(commit: $0, paths: Array(parts.dropFirst())) }
    }
  }
}
