@preconcurrency import Glibc
import Records
import SearchIndex

/// Ids, handles, slugs and tags of the network for the word that is being typed.
struct NetworkCandidates {
  private let index: SearchIndex

  /// More than anyone reads.
  private static let most = 100

  /// - Throws: whatever keeps from reading the index; `nil` where there is none yet: to make one may take long.
  init?(_ context: Context) throws {
    let place = try NetworkPlace(context)
    let file = place.stateFolder + "/index.sqlite"
    guard access(file, F_OK) == 0 else { return nil }
    let found = try SearchIndex(at: file)
    guard let tip = try found.tip() else { return nil }
    // What the last command added is brought in; a command that was cut short is no business of a key press.
    if try tip != place.tip()?.description, try !place.hasUnfinishedAct(), try !place.hasAbandonedDraft() {
      index = try Session(context).index()
    } else {
      index = found
    }
  }

  func of(_ kind: CandidateKind, startingWith prefix: String) throws -> [Candidate] {
    switch kind {
    case .post: try items([.post], prefix)
    case .reply: try items([.reply], prefix)
    case .link: try items([.link], prefix)
    case .absence: try items([.absence], prefix)
    case .item:
      try items(
        prefix.isEmpty
          ? [.post, .reply, .link]
          : [.post, .reply, .link, .event, .contest, .absence, .person, .community, .template], prefix)
    case .community: try all(.community)
    case .handle: try all(.person)
    case .template: try all(.template)
    case .tag: try index.tags().map { Candidate(word: $0.tag, meaning: String($0.count)) }
    case .remote, .shell, .command, .parameter: []
    }
  }

  /// The newest where nothing is typed yet.
  private func items(_ types: [RecordType], _ prefix: String) throws -> [Candidate] {
    let records: [IndexedRecord]
    if prefix.isEmpty {
      var filter = ListFilter()
      filter.types = types
      filter.limit = Self.most
      records = try index.list(filter)
    } else {
      records = try index.lookup(prefix.lowercased(), types: types, limit: Self.most)
    }
    let rows = try ItemRows(index, withPrefixes: [])
    return try records.map { record in
      let row = try rows.row(record)
      let title = row.title ?? row.created ?? ""
      let isOfOne = record.type == .reply || record.type == .absence
      return Candidate(word: row.name, meaning: isOfOne ? "\(row.author ?? ""): \(title)" : title)
    }
  }

  private func all(_ type: RecordType) throws -> [Candidate] {
    var filter = ListFilter()
    filter.types = [type]
    return try index.list(filter).map { Candidate(word: $0.key, meaning: $0.title ?? "") }.sorted {
      $0.word < $1.word
    }
  }
}
