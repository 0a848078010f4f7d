import Git
import Records
import Store

extension Shelf {
  /// Nobody reads more lines than this of one kind; `doctor` has all.
  private static let most = 20

  /// Names records that came in and cannot be read: they harm no other, and nobody would miss them.
  func warnOfUnreadable(since before: ObjectID?) throws {
    guard let before, let tip = try place.tip() else { return }
    let broken = Set(try index().broken().map(\.path))
    let prefix = PrivatePrefix(community)
    var arrived: [String] = []
    try network().repository.changes(from: before, to: tip) { change in
      let path = prefix.shown(change.path)
      guard change.new != nil else { return }
      // The index does without these.
      if broken.contains(path) || [.network, .charter, .member].contains(RecordPath(path)?.type) {
        arrived.append(path)
      }
    }
    let snapshot = try network().snapshot()
    var count = 0
    for path in arrived.sorted() {
      do { _ = try snapshot.document(at: path) } catch let error as StoreError {
        count += 1
        if count <= Self.most { context.warn(Words.cameUnreadable(error.failure.phrase)) }
      }
    }
    if count > Self.most { context.warn(Words.unreadableBesides(count - Self.most)) }
    if count > 0 { context.hint(Words.doctorListsThem) }
  }
}
