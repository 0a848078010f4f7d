import Git
import Records
import Sealing
import Store

/// The members of a private community and the keys of their devices, as of a commit.
package struct MemberList: Equatable, Sendable {
  package struct Entry: Hashable, Sendable {
    /// The member's handle.
    package let member: String
    package let device: String
    package let keys: PublicKeys

    package init(member: String, device: String, keys: PublicKeys) {
      (self.member, self.device, self.keys) = (member, device, keys)
    }
  }

  /// By member, then in the order of the member's card; without invalid keys.
  package let entries: [Entry]
  package let epoch: Int
  /// The handle of each member's inviter, by the member's handle. The founder has none.
  package private(set) var inviters: [String: String] = [:]

  /// The limit for the keys that are read of a member's card.
  private static let mostKeys = 64

  package init(entries: [Entry], epoch: Int) { (self.entries, self.epoch) = (entries, epoch) }

  /// Reads the member list of a commit of a private community's own repository.
  package init(in commit: ObjectID, of repository: Repository) throws {
    var entries: [Entry] = []
    for file in try repository.list("members", in: commit) where file.mode == .file {
      guard file.name.hasSuffix(".md"), let handle = Handle(rawValue: String(file.name.dropLast(3))),
        let bytes = try repository.blob(file.id),
        let card = try? Document(parsing: bytes),  // if not, it has no keys; `doctor` reports it
        case .list(let values)? = card["keys"]
      else { continue }
      inviters[handle.rawValue] = card["invited_by"]?.text
      for value in values.prefix(Self.mostKeys) {
        guard let age = value["age"]?.text, let sign = value["sign"]?.text,
          let keys = try? PublicKeys(age: age, sign: sign)  // an invalid key is ignored
        else { continue }
        let device = value["device"]?.slug?.rawValue ?? "-"
        entries.append(Entry(member: handle.rawValue, device: device, keys: keys))
      }
    }
    self.entries = entries
    let bytes = try repository.blob(at: "community.md", in: commit)
    let card = bytes.flatMap { try? Document(parsing: $0) }  // if not, it counts as the first epoch
    epoch = card.map(MemberAct.epoch) ?? 1
  }

  /// Returns the member who has a signing key; `nil` if nobody has.
  package func member(signing key: VerifyingKey) -> String? { entries.first { $0.keys.sign == key }?.member }

  var roster: SegmentRules.Roster {
    var members: [String: Set<PublicKeys>] = [:]
    for entry in entries { members[entry.member, default: []].insert(entry.keys) }
    return SegmentRules.Roster(members)
  }
}
