import Disk
import Git
import Glibc
import Records
import SearchIndex
import Store

/// One repository of the network, opened as far as a command needs and no further: the commons, or a private community,
/// whose index, drafts and notes lie in its own git directory.
///
/// What only reads the index never opens the repository through libgit2, which costs more than all the rest.
final class Shelf {
  let context: Context
  let place: NetworkPlace
  /// The private community; `nil` for the commons.
  let community: Slug?
  /// Around a private community.
  private let commons: Shelf?
  private var opened: Network?
  private var indexed: SearchIndex?

  init(_ context: Context, _ place: NetworkPlace) {
    self.context = context
    self.place = place
    (community, commons) = (nil, nil)
  }

  init(_ community: Slug, _ place: NetworkPlace, in commons: Shelf) {
    context = commons.context
    self.place = place
    self.community = community
    self.commons = commons
  }

  var isPrivate: Bool { community != nil }

  func network() throws -> Network {
    if let opened { return opened }
    let network =
      if let community, let commons {
        try Network(privateCommunity: community, of: commons.network())
      } else {
        try Network(opening: place.gitDirectory, workTree: place.workTree)
      }
    opened = network
    return network
  }

  func seen() -> SeenItems { SeenItems(file: place.stateFolder + "/seen") }

  /// Finishes what a command that was cut short has left, and says so.
  func attend() throws {
    if try place.hasUnfinishedAct() {
      for recovery in try network().recover() { context.warn(Words.recovered(recovery)) }
    }
    if try place.hasAbandonedDraft() {
      for draft in try network().recoverDrafts() { context.warn(Words.draftRecovered(draft)) }
    }
  }

  // MARK: The index

  /// The index, brought up to the branch's tip first; says what takes long.
  func index() throws -> SearchIndex {
    if let indexed { return indexed }
    let index = try bringUpToDate(openIndex())
    // Damage that a question meets only later is mended in the same way.
    index.refill = { [unowned self, unowned index] in _ = try bringUpToDate(index) }
    indexed = index
    return index
  }

  /// After its files were taken away.
  func forgetIndex() { indexed = nil }

  /// As `index()`; `nil` where there is none yet, or a command that was cut short is to be attended to first: a key press
  /// does neither.
  func indexForKeyPress() throws -> SearchIndex? {
    let file = place.stateFolder + "/index.sqlite"
    guard try Files.names(in: place.stateFolder).contains("index.sqlite") else { return nil }
    let found = try SearchIndex(at: file, isPrivate: isPrivate)
    guard let tip = try found.tip() else { return nil }
    if try tip != place.tip()?.description, try !place.hasUnfinishedAct(), try !place.hasAbandonedDraft() {
      return try index()
    }
    indexed = found
    return found
  }

  private func openIndex() throws -> SearchIndex {
    let file = place.stateFolder + "/index.sqlite"
    // Nothing is put into a repository that holds no network.
    if access(file, F_OK) != 0 { _ = try network() }
    // A network that cannot be written to is searched in memory.
    let canWrite = (try? Files.makeFolder(place.stateFolder)) != nil
    return try SearchIndex(at: canWrite ? file : nil, isPrivate: isPrivate)
  }

  private func bringUpToDate(_ index: SearchIndex) throws -> SearchIndex {
    for _ in 0..<10 {
      guard let tip = try place.tip() else { return index }
      let old = try index.tip()
      if old == tip.description { return index }
      let repository = try network().repository
      // A commit that is gone, after a rewritten history, leaves nothing to compare with.
      let base = try old.flatMap { ObjectID(hex: $0) }.flatMap { try repository.has($0) ? $0 : nil }
      if try update(index, to: tip, from: base, claimed: base == nil ? nil : old, repository) { return index }
    }
    throw Failure(.busy, Words.indexBusy)
  }

  /// A record's bytes; of one that is too large, what no record is: the index then knows it as one that cannot be read.
  private func contents(_ path: String, _ blob: ObjectID) throws -> [UInt8]? {
    do { return try network().recordBytes(path, blob) } catch StoreError.recordTooLarge { return [0] }
  }

  private func update(
    _ index: SearchIndex, to tip: ObjectID, from base: ObjectID?, claimed: String?, _ repository: Repository
  ) throws -> Bool {
    var progress = Progress(base == nil ? Words.indexing : Words.indexingChanges, total: nil, in: context)
    defer { progress.finish() }
    let prefix = PrivatePrefix(community)
    return try index.update(to: tip.description, from: claimed) { add in
      var count = 0
      try repository.changes(from: base, to: tip) { change in
        count += 1
        progress.advance(to: count)
        guard change.path.hasSuffix(".md") else { return }
        let path = prefix.shown(change.path)
        try add(path, try change.new.flatMap { try contents(path, $0.id) })
      }
    }
  }
}
