import Disk
import Git
import Records
import SearchIndex
import Store

/// Reads the commons and the private communities together.
extension Session {
  /// Returns the commons, then the private communities by their slugs.
  func shelves() throws -> [Shelf] { [commons] + (try privateShelves()) }

  /// Returns the private community with this slug, else the commons.
  func shelf(of community: Slug) throws -> Shelf {
    try privateShelves().first { $0.community == community } ?? commons
  }

  /// Returns the shelf of a record's path.
  func shelf(at path: String) throws -> Shelf {
    guard let community = RecordPath.privateCommunity(of: path) else { return commons }
    return try shelf(of: community)
  }

  /// Returns the shelf and the state of a community that takes new posts.
  ///
  /// - Throws: `StoreError.unknownCommunity` with those that look like it, the private ones too; `.communityArchived`.
  func openCommunity(_ slug: Slug) throws -> (shelf: Shelf, snapshot: Snapshot) {
    let shelf = try shelf(of: slug)
    let snapshot = try shelf.network().snapshot()
    do {
      _ = try snapshot.openCommunity(slug)
    } catch StoreError.unknownCommunity(slug, let nearest) {
      let own = nearestNames(
        to: slug.rawValue, among: try privateShelves().compactMap { $0.community?.rawValue })
      throw StoreError.unknownCommunity(slug, nearest: nearest + own.compactMap(Slug.init(rawValue:)))
    }
    return (shelf, snapshot)
  }

  /// Returns the shelf of the community named by `--community`, which must exist; without the option, the commons.
  func shelf(named text: String?) throws -> (shelf: Shelf, community: Slug?) {
    guard let text else { return (commons, nil) }
    let slug = try Session.slug(try community(named: text))
    return (try shelf(of: slug), slug)
  }

  /// Returns the shelf with the absences: a private community's, or the commons, which has everybody's.
  func shelf(ofLeaveIn text: String?) throws -> Shelf {
    let (shelf, community) = try shelf(named: text)
    if let community, !shelf.isPrivate {
      throw Failure(.usage, Words.leaveIsForAll(community), hint: Words.leaveIsForAllHint)
    }
    return shelf
  }

  /// Checks that a community exists, and returns its slug.
  ///
  /// - Throws: `StoreError.unknownCommunity` with those that look like it.
  func community(named text: String) throws -> String {
    let slug = try Session.slug(text.lowercased())
    if try shelf(of: slug).isPrivate { return slug.rawValue }
    if try index().lookup(slug.rawValue, types: [.community], limit: 1).first?.key == slug.rawValue {
      return slug.rawValue
    }
    // A community whose card cannot be read still has its posts.
    if try index().activity()[slug.rawValue] != nil { return slug.rawValue }
    let near = nearestNames(to: slug.rawValue, among: try list(ListFilter([.community])).map(\.key))
    throw StoreError.unknownCommunity(slug, nearest: near.compactMap(Slug.init(rawValue:)))
  }

  /// Returns how many characters of each id tell it from all others, in any shelf.
  func uniquePrefixes(of keys: [String]) throws -> [String: Int] {
    var lengths: [String: Int] = [:]
    for shelf in try shelves() { lengths.merge(try shelf.index().uniquePrefixes(of: keys)) { max($0, $1) } }
    return lengths
  }

  /// Lists records of all shelves, newest first.
  func list(_ filter: ListFilter) throws -> [IndexedRecord] {
    let shelves = try filter.community.flatMap(Slug.init(rawValue:)).map { [try shelf(of: $0)] } ?? shelves()
    guard shelves.count > 1 else { return try shelves[0].index().list(filter) }
    let records = try shelves.flatMap { try $0.index().list(filter) }.sorted(by: IndexedRecord.isNewer)
    return filter.limit.map { Array(records.prefix($0)) } ?? records
  }

  /// Searches all shelves, and merges the results: best first, or newest first.
  func find(_ query: Query, _ options: (Shelf) throws -> FindOptions) throws -> FindResult {
    let shelves = try shelves()
    let own = try options(commons)
    guard shelves.count > 1 else { return try commons.index().find(query, own) }
    let results = try shelves.map { try $0.index().find(query, $0 === commons ? own : options($0)) }
    let hits = results.flatMap(\.hits).sorted {
      $0.score != $1.score ? $0.score > $1.score : IndexedRecord.isNewer($0.record, $1.record)
    }
    // A word is unknown if no shelf has it.
    let nowhere = results.dropFirst().reduce(Set(results[0].suggestions.map(\.word))) {
      $0.intersection($1.suggestions.map(\.word))
    }
    var suggestions: [(word: String, better: [String])] = []
    for (word, better) in results.flatMap(\.suggestions) where nowhere.contains(word) {
      if let place = suggestions.firstIndex(where: { $0.word == word }) {
        suggestions[place].better += better.filter { !suggestions[place].better.contains($0) }
      } else {
        suggestions.append((word, better))
      }
    }
    var merged = results[0]
    merged.hits = Array(hits.prefix(max(0, own.limit)))
    merged.total = results.map(\.total).reduce(0, +)
    merged.hasMore = results.contains(where: \.hasMore)
    merged.isRanked = results.contains(where: \.isRanked)
    merged.suggestions = suggestions
    return merged
  }
}

extension Session {
  /// The caller's last act, and where it is.
  ///
  /// - Throws: `StoreError.nothingToUndo`.
  func lastAct(of actor: Actor) throws -> (shelf: Shelf, act: CommitInfo) {
    guard let last = try lastActOrNone(of: actor) else { throw StoreError.nothingToUndo }
    return last
  }

  func lastActOrNone(of actor: Actor) throws -> (shelf: Shelf, act: CommitInfo)? {
    var latest: (shelf: Shelf, act: CommitInfo, written: Int64)?
    for shelf in try shelves() {
      guard let act = try shelf.network().lastAct(of: actor) else { continue }
      // Acts of one second: the notes of acts are written one after the other.
      let written = try Files.changeTime(shelf.stateFolder + "/acts") ?? 0
      if let latest, (latest.act.committer.seconds, latest.written) > (act.committer.seconds, written) {
        continue
      }
      latest = (shelf, act, written)
    }
    return latest.map { ($0.shelf, $0.act) }
  }

  /// The act that waits on the record that an id, or a unique beginning of it, names; without one, the last act if it
  /// waits. `nil` if there is none.
  func lastWaiting(_ id: String?, before act: (shelf: Shelf, act: CommitInfo)?) throws -> (
    shelf: Shelf, act: WaitingAct
  )? {
    let all = try shelves().flatMap { shelf in try shelf.waiting.all().map { (shelf: shelf, act: $0) } }
    if let id {
      return id.utf8.count < RecordID.shortestPrefix ? nil : all.first { $0.act.id.hasPrefix(id) }
    }
    let written = try all.map { try ($0, $0.shelf.waiting.changeTime(of: $0.act) ?? 0) }
    guard let last = written.max(by: { $0.1 < $1.1 }) else { return nil }
    guard let act else { return last.0 }
    let noted = try Files.changeTime(act.shelf.stateFolder + "/acts") ?? 0
    let seconds = (last.0.act.since.seconds, act.act.committer.seconds)
    return seconds.0 > seconds.1 || seconds.0 == seconds.1 && last.1 > noted ? last.0 : nil
  }

  /// The caller's last act on the record that an id names.
  ///
  /// - Throws: `StoreError.noActOn`; ``Failure`` (66) with the candidates for several.
  func lastAct(of actor: Actor, on id: String) throws -> (shelf: Shelf, act: CommitInfo) {
    var found: [(key: String, shelf: Shelf, act: CommitInfo)] = []
    for shelf in try shelves() {
      found += try shelf.network().lastActs(of: actor, on: id).map { ($0, shelf, $1) }
    }
    if let exact = found.first(where: { $0.key == id }) { found = [exact] }
    guard let first = found.first else { throw StoreError.noActOn(id) }
    guard found.count == 1 else {
      let candidates = found.sorted { $0.key < $1.key }.map { ($0.key, $0.act.summary) }
      throw Failure(.notFound, Words.ambiguous(id, candidates), hint: Words.ambiguousHint)
    }
    return (first.shelf, first.act)
  }
}
