import Records
import SearchIndex

/// Makes rows of records of several types, with what the rest of the index says of them.
final class ItemRows {
  private let index: SearchIndex
  private var prefixes: [String: Int] = [:]
  private var titles: [String: String?] = [:]

  /// - Parameter keys: the ids whose shortest unique beginnings will be shown; none where no person reads.
  init(_ index: SearchIndex, withPrefixes keys: [String]) throws {
    self.index = index
    if !keys.isEmpty { prefixes = try index.uniquePrefixes(of: keys) }
  }

  /// A reply goes by the title of its post.
  func row(_ record: IndexedRecord) throws -> Row {
    var row = Row(record, uniquePrefix: prefixes[record.key] ?? 0)
    if let thread = record.thread { row.title = try title(of: thread) }
    return row
  }

  /// `nil` where there is no such post.
  func title(of post: String) throws -> String? {
    if let known = titles[post] { return known }
    let title = try index.lookup(post, types: [.post], limit: 1).first.flatMap {
      $0.key == post ? $0.title : nil
    }
    titles[post] = .some(title)
    return title
  }
}
