import Git
import Records
import Sealing
import Store

/// The members of a private community, with the keys of their devices, as a commit has them.
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

  /// By member, then as the cards have them; without keys that make no sense.
  package let entries: [Entry]
  package let epoch: Int
  /// Who invited whom, by the member's handle; whoever made the community was invited by nobody.
  package private(set) var inviters: [String: String] = [:]

  /// More than this a member's card is not read for.
  private static let mostKeys = 64

  package init(entries: [Entry], epoch: Int) {
    (self.entries, self.epoch) = (entries, epoch)
  }

  /// - Parameter commit: of a private community's own repository.
  package init(in commit: ObjectID, of repository: Repository) throws {
    var entries: [Entry] = []
    for file in try repository.list("members", in: commit) where file.mode == .file {
      guard file.name.hasSuffix(".md"), let handle = Handle(rawValue: String(file.name.dropLast(3))),
        let bytes = try repository.blob(file.id),
        // A card that cannot be read is `doctor`'s business, and has no keys.
        let card = try? Document(parsing: bytes), case .list(let values)? = card["keys"]
      else { continue }
      inviters[handle.rawValue] = card["invited_by"]?.text
      for value in values.prefix(Self.mostKeys) {
        guard let age = value["age"]?.text, let sign = value["sign"]?.text,
          let keys = try? PublicKeys(age: age, sign: sign)  // whatever is wrong with it, it is no key
        else { continue }
        let device = value["device"]?.text.flatMap(Slug.init(rawValue:))?.rawValue ?? "-"
        entries.append(Entry(member: handle.rawValue, device: device, keys: keys))
      }
    }
    self.entries = entries
    // A card that cannot be read has begun no epoch.
    let card = try repository.blob(at: "community.md", in: commit).flatMap { try? Document(parsing: $0) }
    epoch = card.map(MemberAct.epoch) ?? 1
  }

  /// Whose key signs so; `nil` for nobody here.
  package func member(signing key: VerifyingKey) -> String? {
    entries.first { $0.keys.sign == key }?.member
  }

  var roster: SegmentRules.Roster {
    var members: [String: Set<PublicKeys>] = [:]
    for entry in entries { members[entry.member, default: []].insert(entry.keys) }
    return SegmentRules.Roster(members)
  }
}
