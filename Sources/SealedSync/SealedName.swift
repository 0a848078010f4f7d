import Git
import Sealing
import Store

/// What names the sealed branch of a private community: 16 random bytes, so that the host learns nothing from it.
package struct SealedName: Hashable, Sendable, CustomStringConvertible {
  /// 32 hexadecimal digits, as they stand in the segments.
  package let description: String
  /// On the host.
  package var branch: String { Network.sealedFolder + description }

  package init?(_ text: String) {
    // It has the same form.
    guard let name = SegmentID(text) else { return nil }
    description = name.description
  }

  package init<R: RandomNumberGenerator>(using generator: inout R) {
    description = SegmentID(using: &generator).description
  }

  /// 16 bytes.
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

/// How a private community leaves this machine sealed: settings of its own repository.
package struct SealedSettings: Equatable, Sendable {
  package var name: SealedName
  /// The remote of the commons by which it goes; where that is, the commons' settings say.
  package var remote: String

  package static let nameKey = "mgrnet.sealed"
  package static let remoteKey = "mgrnet.sealedRemote"

  package init(name: SealedName, remote: String) {
    self.name = name
    self.remote = remote
  }

  /// `nil` for a community that is not shared so.
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
