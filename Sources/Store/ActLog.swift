import Disk
import Git

/// The acts done on this machine, in `<git directory>/mgrnet/acts`. `undo` takes them back.
/// The file never leaves the machine.
///
/// Each line is one act: the commit's id, then the paths that it changed, separated by tabs. It is written before
/// the branch moves, so that no act lacks one; a line whose commit is not on the branch is ignored.
package struct ActLog: Sendable {
  let file: String

  struct Line: Equatable {
    let commit: ObjectID
    let paths: [String]

    fileprivate var text: String { ([commit.description] + paths).joined(separator: "\t") + "\n" }
  }

  /// The number of paths beyond which an act is noted without them.
  private static let pathLimit = 64

  func append(_ commit: ObjectID, paths: [String]) throws(DiskError) {
    let line = Line(commit: commit, paths: paths.count > Self.pathLimit ? [] : paths)
    try Files.append(Array(line.text.utf8), to: file)
  }

  /// Removes an act's line.
  func drop(_ commit: ObjectID) throws {
    let kept = try lines().filter { $0.commit != commit }.map(\.text)
    try Files.replace(file, with: Array(kept.joined().utf8))
  }

  func touched(_ path: String) throws -> Bool { try lines().contains { $0.paths.contains(path) } }

  /// Returns the lines, the oldest act first.
  func lines() throws -> [Line] {
    guard let bytes = try Files.read(file) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t")
      guard let commit = parts.first.flatMap({ ObjectID(hex: $0) }) else { return nil }
      return Line(commit: commit, paths: parts.dropFirst().map(String.init))
    }
  }
}
