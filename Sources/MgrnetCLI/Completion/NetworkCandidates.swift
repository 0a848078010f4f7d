import Records
import SearchIndex

/// Finds ids, handles, slugs and tags of the network for the word that is being typed.
struct NetworkCandidates {
  private let session: Session
  private let indexes: [SearchIndex]

  /// The limit of candidates, more than anyone reads.
  private static let most = 100

  /// - Throws: whatever keeps from reading the index; `nil` where there is none yet: to make one may take long.
  init?(_ context: Context) throws {
    session = try Session(context, attends: false)
    indexes = try session.shelves().compactMap { try $0.indexForKeyPress() }
    if indexes.isEmpty { return nil }
  }

  func of(_ kind: CandidateKind, startingWith prefix: String) throws -> [Candidate] {
    switch kind {
    case .post: try items([.post], prefix)
    case .reply: try items([.reply], prefix)
    case .link: try items([.link], prefix)
    case .absence: try items([.absence], prefix)
    case .event: try items([.event], prefix)
    case .contest: try items([.contest], prefix)
    case .item:
      try items(
        prefix.isEmpty
          ? [.post, .reply, .link]
          : [.post, .reply, .link, .event, .contest, .absence, .person, .community, .template], prefix)
    case .community: try all(.community)
    case .handle: try all(.person)
    case .template: try all(.template)
    case .tag: try tags()
    case .team: try teams()
    case .remote, .shell, .command, .parameter, .day: []
    }
  }

  /// Returns the newest items if nothing is typed yet.
  private func items(_ types: [RecordType], _ prefix: String) throws -> [Candidate] {
    let records: [IndexedRecord]
    if prefix.isEmpty {
      let newest = try indexes.flatMap { try $0.list(ListFilter(types, limit: Self.most)) }.sorted(
        by: IndexedRecord.isNewer)
      records = Array(newest.prefix(Self.most))
    } else {
      records = try indexes.flatMap { try $0.lookup(prefix.lowercased(), types: types, limit: Self.most) }
    }
    let rows = try ItemRows(session, withPrefixes: [])
    return try records.map { record in
      let row = try rows.row(record)
      let title = row.title ?? row.created ?? ""
      let isOfOne = record.type == .reply || record.type == .absence
      return Candidate(word: row.name, meaning: isOfOne ? "\(row.author ?? ""): \(title)" : title)
    }
  }

  private func tags() throws -> [Candidate] {
    var counts: [(tag: String, count: Int)] = []
    for found in try indexes.flatMap({ try $0.tags() }) {
      if let place = counts.firstIndex(where: { $0.tag == found.tag }) {
        counts[place].count += found.count
      } else {
        counts.append(found)
      }
    }
    return counts.map { Candidate(word: $0.tag, meaning: String($0.count)) }
  }

  private func teams() throws -> [Candidate] {
    let people = try indexes.flatMap { try $0.list(ListFilter([.person])) }
    let sizes = Dictionary(people.compactMap { $0["team"]?.text }.map { ($0, 1) }, uniquingKeysWith: +)
    return sizes.sorted { $0.key < $1.key }.map { Candidate(word: $0.key, meaning: String($0.value)) }
  }

  private func all(_ type: RecordType) throws -> [Candidate] {
    return try indexes.flatMap { try $0.list(ListFilter([type])) }.map {
      Candidate(word: $0.key, meaning: $0.title ?? "")
    }.sorted { $0.word < $1.word }
  }
}
