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

  /// The name as 16 bytes.
  package var bytes: [UInt8] {
    let digits = Array(description)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
  }

  package init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.init(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
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
