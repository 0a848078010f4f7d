import Disk
import Foundation
import Git
import Sealing
import SeededRandom

@testable import SealedSync
@testable import Sync

/// Makes segments as somebody would who has the formats, and neither our code nor our scruples.
struct Forger {
  let folder: String
  let repository: Repository
  var random: Seeded

  /// - Parameter source: a repository whose objects they have; nothing for a stranger.
  init(in folder: String, knowing source: String? = nil, seed: UInt64 = 5) throws {
    self.folder = folder + "/forger-\(UUID().uuidString.prefix(6))"
    if let source {
      try run(folder, "git", "clone", "-q", "--bare", source, self.folder)
      repository = try Repository.open(self.folder)
    } else {
      repository = try Repository.create(at: self.folder, bare: true)
    }
    random = Seeded(state: seed)
  }

  static let person = Signature(
    name: "mallory", email: "m@example.org", seconds: 1_790_000_000, offsetMinutes: 0)

  mutating func commit(_ files: [String: String], on parents: [ObjectID] = []) throws -> ObjectID {
    let changes = try files.map { TreeChange.put($0.key, try repository.writeBlob($0.value)) }
    return try repository.writeCommit(
      changes, parents: parents, author: Self.person, committer: Self.person, message: "forged\n"
    ).commit
  }

  func pack(_ commits: Set<ObjectID>) throws -> [UInt8] {
    let file = try NewFile(folder + "/pack")
    _ = try repository.writePack(of: commits, to: file)
    return try Files.read(file.path) ?? []
  }

  struct Plan {
    var epoch = 1
    var sender: String
    var heads: [ObjectID]
    var bases: [ObjectID] = []
    var after: [String] = []
    var covers: [String] = []
    var pack: [UInt8]
  }

  /// - Parameters:
  ///   - key: signs.
  ///   - claimed: the key that the header names; the same as a rule.
  mutating func seal(
    _ plan: Plan, of name: SealedName, by key: DeviceKey, for recipients: [X25519Recipient]
  ) throws -> (id: String, bytes: [UInt8]) {
    let id = SegmentID(using: &random)
    let header = SegmentHeader(
      id: id, community: name.description, epoch: plan.epoch, sender: plan.sender,
      signer: key.publicKeys.sign, recipients: recipients.map { RecipientMark($0) },
      heads: plan.heads.map(\.description), bases: plan.bases.map(\.description),
      after: plan.after.compactMap(SegmentID.init), covers: plan.covers.compactMap(SegmentID.init),
      pack: try PackDigest(of: source(of: plan.pack)))
    let sealed = Collected()
    try Segment.seal(
      header, signedWith: key.signing, for: recipients, pack: source(of: plan.pack), using: &random
    ) { sealed.bytes += $0 }
    return (id.description, sealed.bytes)
  }
}

private final class Collected {
  var bytes: [UInt8] = []
}

extension SealedReplicas {
  /// Everybody's public keys: no secret.
  var recipients: [X25519Recipient] { people.map(\.key.publicKeys.age) }
}
