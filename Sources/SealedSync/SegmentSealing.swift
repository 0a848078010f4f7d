import Disk
import Git
import Sealing

/// Makes new segments.
struct SegmentSealing {
  let branch: SealedBranch
  let repository: Repository
  let key: DeviceKey
  /// The sealing member's handle.
  let sender: String
  let roster: PinnedRoster

  /// Packs commits and seals them for everyone in the roster, in constant memory. The segment's file is then in the
  /// branch's store, but on no branch.
  ///
  /// - Parameters:
  ///   - commits: packed with the objects that they add.
  ///   - covers: the segments that the new one replaces.
  ///   - live: all present segments.
  ///   - earlier: the segments before the new one; `nil` for all that it does not replace.
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
      sender: sender, signer: key.publicKeys.sign, recipients: recipients.map { RecipientMark($0) },
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

  /// Returns segments that the replaced ones had replaced themselves, if remaining segments still refer to them as earlier:
  /// a new member would report them as missing.
  private static func inherited(by rest: [SegmentHeader], from covered: [SegmentHeader]) -> [SegmentID] {
    let wanted = Set(rest.flatMap(\.after))
    return covered.flatMap(\.covers).filter { wanted.contains($0) }
  }

  private static func source(_ path: String) throws -> ByteSource {
    guard let file = try FilePieces(path) else { throw GitError.notFound(path) }
    return { try file.next(atMost: $0) }
  }
}
