import Disk
import Git
import Sealing

/// What this machine knows of a community's segments: which ones it took in, which ones it need not read again, and up to
/// which commits the branch was sealed.
///
/// Kept in a file of lines in the community's state folder; without it, all segments would be read again.
struct SealedState: Equatable {
  /// A segment that was taken in.
  struct Known: Equatable {
    let header: SegmentHeader
    /// The segment's file on the host.
    let blob: ObjectID
    /// The work of making its pack; see `work(_:)`.
    let work: Int
  }

  struct Refused: Equatable {
    let blob: ObjectID
    let refusal: SegmentRefusal

    init(blob: ObjectID, refusal: SegmentRefusal) {
      self.blob = blob
      // The findings are made anew each time.
      if case .hostile = refusal { self.refusal = .hostile([]) } else { self.refusal = refusal }
    }
  }

  /// The last commits that are sealed with everything that they build on, by any member.
  var tips: [ObjectID] = []
  /// Segments whose commits no other segment has.
  var live: [SegmentID: Known] = [:]
  /// Segments whose commits other segments have too, so they may go or come back.
  var gone: Set<SegmentID> = []
  /// The keys that signed any segment taken in.
  var signers: Set<VerifyingKey> = []
  /// Segments on the host that were refused and reported. Most are not read again as long as the roster is the same.
  var refused: [SegmentID: Refused] = [:]
  /// A hash of the roster by which segments were refused.
  var refusalRoster: ObjectID?

  init() {}

  /// Returns the work of making or reading a pack; the unit is the time for one byte of a large object.
  static func work(_ content: PackContent) -> Int { content.bytes + content.objects * workOfObject }

  /// The work of finding an object, opening it and beginning a stream, measured.
  private static let workOfObject = 2048

  // MARK: The file

  private static func file(in stateFolder: String) -> String { stateFolder + "/segments" }
  private static let first = "mgrnet segments 1"

  /// Reads the file. Empty if there is none or it has another version; then all segments are read again.
  init(in stateFolder: String) throws(GitError) {
    let path = Self.file(in: stateFolder)
    guard let bytes = try onDisk(Files.read(path)) else { return }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.first == Self.first[...] else { return }
    for line in lines.dropFirst() {
      guard read(line.split(separator: " ", omittingEmptySubsequences: false)) else { throw .corrupt(path) }
    }
  }

  func save(in stateFolder: String) throws(DiskError) {
    var lines = [Self.first]
    lines += tips.map { "tip \($0)" }
    if let refusalRoster { lines.append("judged \(refusalRoster)") }
    for known in live.values.sorted(by: { $0.header.id < $1.header.id }) { lines.append(Self.line(known)) }
    lines += signers.map { "heard \($0)" }.sorted()
    for id in gone.sorted() { lines.append("gone \(id)") }
    for (id, refused) in refused.sorted(by: { $0.key < $1.key }) {
      lines.append("refused \(id) \(refused.blob) \(refused.refusal.words)")
    }
    let text = lines.joined(separator: "\n") + "\n"
    try Files.replace(Self.file(in: stateFolder), with: Array(text.utf8))
  }

  private mutating func read(_ words: [Substring]) -> Bool {
    switch (words.first, words.count) {
    case ("tip", 2):
      guard let tip = ObjectID(hex: words[1]) else { return false }
      tips.append(tip)
      return true
    case ("judged", 2):
      refusalRoster = ObjectID(hex: words[1])
      return refusalRoster != nil
    // An earlier mgrnet wrote lines without the work.
    case ("live", 13...14):
      guard let known = Self.known(words) else { return false }
      live[known.header.id] = known
      return true
    case ("heard", 2):
      guard let key = try? VerifyingKey(String(words[1])) else { return false }  // a corrupt file
      signers.insert(key)
      return true
    case ("gone", 2):
      guard let id = SegmentID(String(words[1])) else { return false }
      gone.insert(id)
      return true
    case ("refused", 4):
      guard let id = SegmentID(String(words[1])), let blob = ObjectID(hex: words[2]),
        let refusal = SegmentRefusal(words: words[3])
      else { return false }
      refused[id] = Refused(blob: blob, refusal: refusal)
      return true
    default: return false
    }
  }

  private static func line(_ known: Known) -> String {
    let header = known.header
    func list(_ values: [some CustomStringConvertible]) -> String {
      values.isEmpty ? "-" : values.map(\.description).joined(separator: ",")
    }
    return [
      "live", header.id.description, known.blob.description, header.community, String(header.epoch),
      header.sender, header.signer.description, list(header.recipients), list(header.heads),
      list(header.bases), list(header.after), list(header.covers), "\(header.pack.count)", String(known.work),
    ].joined(separator: " ")
  }

  private static func known(_ words: [Substring]) -> Known? {
    func list(_ place: Int) -> [String] {
      words[place] == "-" ? [] : words[place].split(separator: ",").map(String.init)
    }
    guard let id = SegmentID(String(words[1])), let blob = ObjectID(hex: words[2]),
      let epoch = Int(words[4]), let count = Int(words[12]),
      let work = words.count > 13 ? Int(words[13]) : count,
      let signer = try? VerifyingKey(String(words[6]))  // an invalid key means a corrupt file
    else { return nil }
    return Known(
      header: SegmentHeader(
        id: id, community: String(words[3]), epoch: epoch, sender: String(words[5]), signer: signer,
        recipients: list(7).compactMap(RecipientMark.init(text:)), heads: list(8), bases: list(9),
        after: list(10).compactMap(SegmentID.init), covers: list(11).compactMap(SegmentID.init),
        // The digest was checked when the segment was read.
        pack: PackDigest(count: count, digest: [])), blob: blob, work: work)
  }
}

extension SegmentRefusal {
  private static let plain: [(String, SegmentRefusal)] = [
    ("key", .notForThisKey), ("damaged", .damaged), ("pack", .badPack), ("hollow", .hollow),
    ("header", .fault(.badHeader)), ("signature", .fault(.badSignature)), ("digest", .fault(.otherPack)),
    ("padding", .fault(.badPadding)), ("exchanged", .exchanged), ("incomplete", .incomplete),
    ("unrelated", .unrelated),
  ]

  /// Whether the refusal holds as long as the roster is the same.
  var isLasting: Bool {
    switch self {
    case .exchanged, .incomplete, .unrelated, .hostile: false
    case .fault(.notAccepted), .fault(.formerKey), .fault(.lateForEpoch), .fault(.unknownEpoch): false
    case .notForThisKey, .damaged, .badPack, .hollow, .fault: true
    }
  }

  fileprivate var words: String {
    switch self {
    case .fault(.notAMember(let sender, let key)): "stranger,\(sender),\(key)"
    case .fault(.notAccepted(let sender, let key)): "pending,\(sender),\(key)"
    case .fault(.formerKey(let sender, let key)): "former,\(sender),\(key)"
    case .fault(.otherCommunity(let name)): "community,\(name)"
    case .fault(.otherName(let id)): "name,\(id)"
    case .fault(.lateForEpoch(let epoch)): "late,\(epoch)"
    case .fault(.unknownEpoch(let epoch)): "epoch,\(epoch)"
    case .fault(.tooLarge(let bytes, let most)): "large,\(bytes),\(most)"
    default: Self.plain.first { $0.1 == self }?.0 ?? "hostile"
    }
  }

  fileprivate init?(words: Substring) {
    let parts = words.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("stranger", 3), ("pending", 3), ("former", 3):
      guard let key = try? VerifyingKey(parts[2]) else { return nil }  // an invalid key means a corrupt file
      let fault: (String, VerifyingKey) -> SegmentFault =
        switch parts[0] {
        case "stranger": SegmentFault.notAMember
        case "pending": SegmentFault.notAccepted
        default: SegmentFault.formerKey
        }
      self = .fault(fault(parts[1], key))
    case ("community", 2): self = .fault(.otherCommunity(parts[1]))
    case ("name", 2):
      guard let id = SegmentID(parts[1]) else { return nil }
      self = .fault(.otherName(id))
    case ("late", 2), ("epoch", 2):
      guard let epoch = Int(parts[1]) else { return nil }
      self = .fault(parts[0] == "late" ? .lateForEpoch(epoch) : .unknownEpoch(epoch))
    case ("hostile", 1): self = .hostile([])
    case ("large", 3):
      guard let bytes = Int(parts[1]), let most = Int(parts[2]) else { return nil }
      self = .fault(.tooLarge(bytes: bytes, most: most))
    default:
      guard let found = Self.plain.first(where: { $0.0 == words }) else { return nil }
      self = found.1
    }
  }
}
