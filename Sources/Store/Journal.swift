import FoundationEssentials
import Git

/// The act under way, in `<git directory>/mgrnet/journal`, so that one cut short by `kill -9` or a power cut is
/// finished, or named, by the next command.
struct Journal: Codable, Equatable {
  /// The branch's tip before the act, in hexadecimal; `nil` before the first commit.
  var parent: String?
  var subject: String
  /// What the act writes and removes. Empty for an import of thousands of files, whose work tree git restores.
  var paths: [String]

  static func read(_ file: String) throws -> Journal? {
    guard let bytes = try Files.read(file) else { return nil }
    // A journal cut short was never followed by a commit.
    return (try? JSONDecoder().decode(Journal.self, from: Data(bytes))) ?? Journal(subject: "", paths: [])
  }

  func write(_ file: String) throws {
    try Files.replace(file, with: Array(try JSONEncoder().encode(self)))
  }
}

/// What the store found half done, and what it did about it.
package enum Recovery: Equatable, Sendable {
  /// The commit was made; the work tree and git's index now have it as well.
  case finished(subject: String)
  /// Nothing was committed.
  case dropped(subject: String)
}
