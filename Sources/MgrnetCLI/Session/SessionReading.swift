import Records
import SearchIndex
import Store

/// What the reading commands ask of a network, from its index alone.
extension Session {
  /// The slug of a community that is there.
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
    var filter = ListFilter()
    filter.types = [.community]
    let near = Nearest.names(to: slug.rawValue, among: try list(filter).map(\.key))
    throw StoreError.unknownCommunity(slug, nearest: near.compactMap(Slug.init(rawValue:)))
  }
}
