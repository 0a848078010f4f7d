import Git
import Records
import Store

extension Shelf {
  /// The limit of lines of one kind; `doctor` has all.
  private static let most = 20

  /// Warns of received records that cannot be read.
  func warnOfUnreadable(since before: ObjectID?) throws {
    guard let before, let tip = try self.tip() else { return }
    let broken = Set(try index().broken().map(\.path))
    let prefix = PrivatePrefix(community)
    var arrived: [String] = []
    try network().repository.changes(from: before, to: tip) { change in
      let path = prefix.shown(change.path)
      guard change.new != nil else { return }
      // The index leaves such records out.
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
