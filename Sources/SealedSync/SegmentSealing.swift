import Git
import Sealing
import Store

/// Makes one new segment.
struct SegmentSealing {
  let branch: SealedBranch
  let repository: Repository
  let key: DeviceKey
  /// The handle of who seals.
  let sender: String
  let roster: PinnedRoster

  /// Packs commits and seals them for everyone in the roster, in memory that does not grow with them; the file is in the
  /// branch's store then, and on no branch.
  ///
  /// - Parameters:
  ///   - commits: with all that they do not have from others.
  ///   - live: the segments that there are.
  ///   - earlier: those that it comes after; all that it does not cover where it is the newest.
  func seal<R: RandomNumberGenerator>(
    _ commits: Set<ObjectID>, covering covers: Set<SegmentID>, of live: [SegmentHeader],
    after earlier: [SegmentHeader]? = nil, using generator: inout R
  ) throws -> SealedState.Known {
    let pack = try NewFile(branch.newFolder + "/pack")
    let content = try repository.writePack(of: commits, to: pack)
    let rest = live.filter { !covers.contains($0.id) }
    let recipients = roster.roster.recipients
    let header = SegmentHeader(
      id: SegmentID(using: &generator), community: branch.name.description, epoch: roster.epoch,
      sender: sender,
      signer: key.publicKeys.sign, recipients: recipients.map { RecipientMark($0) },
      heads: try repository.tips(of: commits).map(\.description),
      bases: try repository.bases(of: commits).map(\.description),
      after: SegmentHistory(earlier ?? rest).tips,
      covers: Array(covers) + Self.inherited(by: rest, from: live.filter { covers.contains($0.id) }),
      pack: try PackDigest(of: Self.source(pack.path)))
    let file = try NewFile(branch.newFolder + "/segment")
    try Segment.seal(
      header, signedWith: key.signing, for: recipients, pack: Self.source(pack.path), using: &generator
    ) { try file.write($0) }
    try file.flush()
    return SealedState.Known(
      header: header, blob: try branch.repository.writeBlob(fileAt: file.path),
      work: SealedState.work(content))
  }

  /// The segments that those which are covered now had covered, as far as somebody still comes after them: a newcomer
  /// would miss them.
  private static func inherited(by rest: [SegmentHeader], from covered: [SegmentHeader]) -> [SegmentID] {
    let wanted = Set(rest.flatMap(\.after))
    return covered.flatMap(\.covers).filter { wanted.contains($0) }
  }

  private static func source(_ path: String) throws -> ByteSource {
    guard let file = try FilePieces(path) else { throw GitError.notFound(path) }
    return { try file.next(atMost: $0) }
  }
}
