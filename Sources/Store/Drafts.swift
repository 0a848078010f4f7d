import Git
import Records

/// Texts that people typed, on disk before anything else is asked, in `<git directory>/mgrnet/drafts`.
///
/// A draft goes away when its act is committed; what failed stays, and can be given again with `-F`.
package struct Drafts: Sendable {
  package let folder: String

  /// Writes a text down; returns its file.
  package func keep(_ text: String, as name: String) throws -> String {
    try Files.makeFolder(folder)
    let file = "\(folder)/\(name).md"
    try Files.replace(file, with: Array(text.utf8))
    return file
  }

  /// Their files' names, sorted; empty where there are none.
  package func names() throws -> [String] { try Files.names(in: folder).sorted() }

  package func forget(_ file: String) throws { try Files.remove(file) }
}

extension Drafts {
  /// Makes the folder, for an editor to write in.
  package func prepare() throws { try Files.makeFolder(folder) }

  /// A file that a person named.
  package static func read(_ path: String) throws -> [UInt8] {
    guard let bytes = try Files.read(path) else { throw GitError.notFound(path) }
    return bytes
  }
}
