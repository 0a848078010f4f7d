import Records
import SearchIndex

/// A community, a person or a tag in a query that nothing in the network has.
struct UnknownValue {
  let field: Query.Field
  /// As it was typed.
  let name: String
  /// Similar values, the nearest first.
  let near: [String]
}

extension Session {
  /// Returns the unknown values of a query or listing. Call it only if nothing was found.
  func unknownValues(of fields: [Query.Field]) throws -> [UnknownValue] {
    try fields.compactMap { field in
      switch field {
      case .community(let slug):
        let filter = ListFilter(community: slug)
        return try unknown(field, slug, filter) {
          try names(of: .community) + shelves().compactMap { $0.community?.rawValue }
        }
      case .author("me"): return nil
      case .author(let handle):
        let filter = ListFilter(author: handle)
        return try unknown(field, handle, filter) { try names(of: .person) }
      case .tag(let tag):
        return try unknown(field, tag, ListFilter(tag: tag)) {
          try shelves().flatMap { try $0.index().tags().map(\.tag) }
        }
      default: return nil
      }
    }
  }

  /// - Parameter filter: finds the records that have the value.
  private func unknown(
    _ field: Query.Field, _ name: String, _ filter: ListFilter, among names: () throws -> [String]
  ) throws -> UnknownValue? {
    var filter = filter
    (filter.types, filter.limit) = ([], 1)
    for shelf in try shelves() where try !shelf.index().list(filter).isEmpty { return nil }
    let names = try names()
    return names.contains(name)
      ? nil : UnknownValue(field: field, name: name, near: nearestNames(to: name, among: names))
  }

  private func names(of type: RecordType) throws -> [String] {
    return try shelves().flatMap { try $0.index().list(ListFilter([type])).map(\.key) }
  }
}
