import Git
import Sealing
import Store

/// The name of a private community's sealed branch: 16 random bytes, so that it tells the host nothing.
package struct SealedName: Hashable, Sendable, CustomStringConvertible {
  /// The name as 32 hexadecimal digits, as segments have it.
  package let description: String
  /// The branch on the host.
  package var branch: String { Network.sealedFolder + description }

  package init?(_ text: String) {
    // A segment's id has the same form.
    guard let name = SegmentID(text) else { return nil }
    description = name.description
  }

  package init<R: RandomNumberGenerator>(using generator: inout R) {
    description = SegmentID(using: &generator).description
  }
}

/// How a private community is shared sealed: settings of its own repository.
package struct SealedSettings: Equatable, Sendable {
  package var name: SealedName
  /// The name of a remote of the commons, whose address is in the commons' settings.
  package var remote: String

  package static let nameKey = "mgrnet.sealed"
  package static let remoteKey = "mgrnet.sealedRemote"

  package init(name: SealedName, remote: String) {
    self.name = name
    self.remote = remote
  }

  /// Reads the settings; `nil` for a community that is not shared sealed.
  package init?(of repository: Repository) throws(GitError) {
    guard let name = try repository.configString(Self.nameKey).flatMap(SealedName.init),
      let remote = try repository.configString(Self.remoteKey)
    else { return nil }
    self.init(name: name, remote: remote)
  }

  package func save(in repository: Repository) throws(GitError) {
    try repository.setConfig(Self.nameKey, name.description)
    try repository.setConfig(Self.remoteKey, remote)
  }
}
