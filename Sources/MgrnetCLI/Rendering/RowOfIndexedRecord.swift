import Records
import SearchIndex

extension OutputRow {
  /// Makes the row of a record from the index.
  init(_ record: IndexedRecord, uniquePrefix: Int = 0) {
    let key: Key =
      switch record.type {
      case .person: .handle
      case .community, .template, .network, .charter: .slug
      default: .id
      }
    self.init(key, record.isNamedByPath ? record.path : record.key, type: record.type.rawValue)
    self.uniquePrefix = record.isNamedByPath ? 0 : uniquePrefix
    title = record.title
    path = record.path
    community = record.community
    author = record.author
    created = record.created
    isPrivate = record.isPrivate
    minutes = record.minutes
    for field in record.fields {
      switch field.key {
      case "id", "title", "author", "added_by", "created", "name", "keys", "thread": continue
      default: more.append(Field(field.key, Value(field.value)))
      }
    }
    if let thread = record.thread { more.insert(Field("thread", .text(thread)), at: 0) }
    if record.type == .post || record.type == .reply {
      more.append(Field("useful", .number(record.useful)))
      more.append(Field("worked", .number(record.worked)))
      more.append(Field("outdated", .number(record.outdated)))
    }
    if !record.conflicts.isEmpty { more.append(Field("conflicts", .texts(record.conflicts))) }
    if record.type == .post { more.append(Field("replies", .number(record.replies))) }
    if let category = record.linkCategory { more.append(Field("category", .text(category))) }
    completeKeys()
  }
}
