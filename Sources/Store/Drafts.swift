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

  package func forget(_ file: String) throws { try Files.remove(file) }
}
