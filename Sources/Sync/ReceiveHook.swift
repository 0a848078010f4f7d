import Disk
import Git

/// The `pre-receive` hook of a bare repository on a server, which has mgrnet check each push.
package struct ReceiveHook {
  /// Relative to the git directory.
  package static let path = "hooks/pre-receive"
  private static let mark = "# mgrnet guard"

  private let text: String

  /// - Parameter program: the absolute path of mgrnet.
  package init(program: String) {
    text =
      "#!/bin/sh\n\(Self.mark): refuses what no network may hold; see `mgrnet help guard`\nexec \(shellQuoted(program)) guard receive\n"
  }

  /// Installs the hook, or updates it.
  ///
  /// - Parameter replacing: whether to replace a hook that is not mgrnet's.
  /// - Returns: `false` if another hook is there, which stays.
  package func install(in gitDirectory: String, replacing: Bool) throws -> Bool {
    let path = gitDirectory + "/" + Self.path
    if let there = try Files.read(path), !replacing,
      !String(decoding: there, as: UTF8.self).contains(Self.mark)
    {
      return false
    }
    try Files.makeFolder(gitDirectory + "/hooks")
    try Files.replace(path, with: Array(text.utf8), permissions: 0o755)
    return true
  }
}
