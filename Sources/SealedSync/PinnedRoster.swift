import Disk
import Git
import Sealing

/// The members and keys that a person accepted on this machine: segments are sealed for these, and believed from these.
///
/// Removals from the member list apply at once; additions wait for `accept`. Kept in a file of lines in the community's
/// state folder: `epoch N`, `member HANDLE DEVICE AGE SIGN`, `past HANDLE SIGN EPOCH`.
package struct PinnedRoster: Equatable, Sendable {
  package private(set) var epoch = 1
  package private(set) var entries: [MemberList.Entry] = []
  /// Keys that were accepted once; still valid for segments of that time.
  package private(set) var past: Set<SegmentRules.PastKey> = []

  package init() {}

  init(_ entries: [MemberList.Entry], epoch: Int) { (self.entries, self.epoch) = (entries, epoch) }

  package var isEmpty: Bool { entries.isEmpty }

  /// Returns the entries of a list that nobody has accepted.
  package func pending(of list: MemberList) -> [MemberList.Entry] {
    list.entries.filter { entry in !entries.contains { $0.member == entry.member && $0.keys == entry.keys } }
  }

  /// Accepts the entries of a list that a person was shown; other new entries go on waiting.
  ///
  /// - Returns: the entries that are newly accepted.
  @discardableResult
  package mutating func accept(_ shown: [MemberList.Entry], of list: MemberList) -> [MemberList.Entry] {
    let new = pending(of: list).filter { entry in
      shown.contains { $0.member == entry.member && $0.keys == entry.keys }
    }
    shrink(to: list)
    entries += new
    return new
  }

  /// Drops entries that a list lacks, and takes its epoch if that is later.
  ///
  /// - Returns: the dropped entries.
  @discardableResult
  package mutating func shrink(to list: MemberList) -> [MemberList.Entry] {
    let dropped = entries.filter { entry in
      !list.entries.contains { $0.member == entry.member && $0.keys == entry.keys }
    }
    for entry in dropped {
      past.insert(SegmentRules.PastKey(member: entry.member, sign: entry.keys.sign, until: epoch))
    }
    entries.removeAll { dropped.contains($0) }
    epoch = max(epoch, list.epoch)
    return dropped
  }

  package var roster: SegmentRules.Roster { MemberList(entries: entries, epoch: epoch).roster }

  /// Returns the accepted member who has a signing key; `nil` if nobody has.
  package func member(signing key: VerifyingKey) -> String? { entries.first { $0.keys.sign == key }?.member }

  // MARK: The file

  private static func file(in stateFolder: String) -> String { stateFolder + "/roster" }

  /// Reads the file; an empty roster if there is none.
  ///
  /// - Throws: `GitError.corrupt` for a file that mgrnet did not write.
  package init(in stateFolder: String) throws(GitError) {
    let path = Self.file(in: stateFolder)
    guard let bytes = try onDisk(Files.read(path)) else { return }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      switch (words.first, words.count) {
      case ("epoch", 2):
        guard let number = Int(words[1]), number > 0 else { throw .corrupt(path) }
        epoch = number
      case ("member", 5):
        guard let keys = try? PublicKeys(age: words[3], sign: words[4])  // whatever is wrong with them
        else { throw .corrupt(path) }
        entries.append(MemberList.Entry(member: words[1], device: words[2], keys: keys))
      case ("past", 4):
        guard let sign = try? VerifyingKey(words[2]),  // the same
          let until = Int(words[3])
        else { throw .corrupt(path) }
        past.insert(SegmentRules.PastKey(member: words[1], sign: sign, until: until))
      default: throw .corrupt(path)
      }
    }
  }

  package func save(in stateFolder: String) throws(DiskError) {
    var lines = ["epoch \(epoch)"]
    for entry in entries {
      lines.append("member \(entry.member) \(entry.device) \(entry.keys.age) \(entry.keys.sign)")
    }
    lines += past.map { "past \($0.member) \($0.sign) \($0.until)" }.sorted()
    try Files.makeFolder(stateFolder)
    let text = lines.joined(separator: "\n") + "\n"
    try Files.replace(Self.file(in: stateFolder), with: Array(text.utf8))
  }
}
