import Git
import Judging
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
  ///
  /// - Parameter judgement: what it says has no right counts as its last rightful version.
  package init(in commit: ObjectID, of repository: Repository, _ judgement: Judgement = Judgement()) throws {
    var entries: [Entry] = []
    let cards = try repository.list("members", in: commit).filter { $0.mode == .file }
    var blobs: [String: ObjectID] = [:]
    for card in cards { blobs["members/\(card.name)"] = card.id }
    for dispute in try judgement.disputes(in: commit, of: repository)
    where dispute.path.hasPrefix("members/") { blobs[dispute.path] = dispute.verdict.rightful }
    for (path, blob) in blobs.sorted(by: { $0.key < $1.key }) {
      guard let place = RecordPath(path), let handle = Handle(rawValue: place.key),
        let bytes = try repository.blob(blob),
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
    let card = try repository.entry("community.md", in: commit)?.id
    let bytes = try judgement.rightful("community.md", card).flatMap { try repository.blob($0) }
    let document = bytes.flatMap { try? Document(parsing: $0) }  // if not, the first epoch
    epoch = document.map(MemberAct.epoch) ?? 1
  }

  /// Returns the member who has a signing key; `nil` if nobody has.
  package func member(signing key: VerifyingKey) -> String? { entries.first { $0.keys.sign == key }?.member }

  var roster: SegmentRules.Roster {
    var members: [String: Set<PublicKeys>] = [:]
    for entry in entries { members[entry.member, default: []].insert(entry.keys) }
    return SegmentRules.Roster(members)
  }
}
