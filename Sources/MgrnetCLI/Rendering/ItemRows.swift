import Records
import SearchIndex

extension Column {
  /// The type of an item, for listings of several types; the last column, so that the others keep their places.
  static let kind = Column(
    shown: { row, rendering in
      let kind: String? = if case .text(let kind) = row["kind"] { kind } else { nil }
      return RecordType(rawValue: row.type).map { Words.kindName(kind, of: $0)[rendering.language] }
        ?? ""
    }, plain: { $0.type }, paint: { text, _, style in style.dim(text) })
}

/// Makes rows of records of several types, with titles and unique prefixes from the indexes.
final class ItemRows {
  private let session: Session
  private var prefixes: [String: Int] = [:]
  private var titles: [(post: String, title: String?)] = []

  /// - Parameter keys: the ids whose unique prefixes will be shown; none in a pipe.
  init(_ session: Session, withPrefixes keys: [String]) throws {
    self.session = session
    if !keys.isEmpty { prefixes = try session.uniquePrefixes(of: keys) }
  }

  /// Makes a row; a reply has the title of its post.
  func row(_ record: IndexedRecord) throws -> OutputRow {
    var row = OutputRow(record, uniquePrefix: prefixes[record.key] ?? 0)
    if let thread = record.thread { row.title = try title(of: thread, beside: record.path) }
    if let dispute = try session.dispute(at: record.path) {
      row.more.append(.init("disputed", dispute.value))
    }
    return row
  }

  /// Returns the title of a post; `nil` if there is no such post.
  private func title(of post: String, beside path: String) throws -> String? {
    if let known = titles.first(where: { $0.post == post }) { return known.title }
    let title = try session.shelf(at: path).index().lookup(post, types: [.post], limit: 1).first.flatMap {
      $0.key == post ? $0.title : nil
    }
    titles.append((post, title))
    return title
  }
}
