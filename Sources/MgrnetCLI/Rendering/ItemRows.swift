import Records
import SearchIndex

extension Column {
  /// What an item is, for listings of several types: last, so that the others keep their places.
  static let kind = Column(
    shown: { row, rendering in
      let kind: String? = if case .text(let kind) = row["kind"] { kind } else { nil }
      return RecordType(rawValue: row.type).map { Words.kindName(kind, of: $0)[rendering.language] }
        ?? ""
    }, plain: { $0.type }, paint: { text, _, style in style.dim(text) })
}

/// Makes rows of records of several types, with what the rest of the indexes says of them.
final class ItemRows {
  private let session: Session
  private var prefixes: [String: Int] = [:]
  private var titles: [(post: String, title: String?)] = []

  /// - Parameter keys: the ids whose shortest unique beginnings will be shown; none where no person reads.
  init(_ session: Session, withPrefixes keys: [String]) throws {
    self.session = session
    if !keys.isEmpty { prefixes = try session.uniquePrefixes(of: keys) }
  }

  /// A reply goes by the title of its post.
  func row(_ record: IndexedRecord) throws -> Row {
    var row = Row(record, uniquePrefix: prefixes[record.key] ?? 0)
    if let thread = record.thread { row.title = try title(of: thread, beside: record.path) }
    return row
  }

  /// `nil` where there is no such post.
  private func title(of post: String, beside path: String) throws -> String? {
    if let known = titles.first(where: { $0.post == post }) { return known.title }
    let title = try session.shelf(at: path).index().lookup(post, types: [.post], limit: 1).first
      .flatMap {
        $0.key == post ? $0.title : nil
      }
    titles.append((post, title))
    return title
  }
}
