import Records

extension Document {
  /// Returns the front matter's keys as fields of a row, except those that a row has anyway.
  func fields(besides known: Set<String>) -> [OutputRow.Field] {
    frontMatter.keys.filter { !known.contains($0) }.map {
      OutputRow.Field($0, OutputRow.Value(self[$0] ?? .null))
    }
  }
}

extension OutputRow.Value {
  init(_ value: YAMLValue) {
    switch value {
    case .null: self = .none
    case .bool(let flag): self = .flag(flag)
    case .integer(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .list(let items): self = .list(items.map(OutputRow.Value.init))
    case .map(let pairs): self = .fields(pairs.map { OutputRow.Field($0.key, OutputRow.Value($0.value)) })
    }
  }
}

extension OutputRow {
  /// Makes the row of a record from its file, named by the key of its type.
  init(at path: String, _ record: Document) {
    let place = RecordPath(path)
    switch place?.type {
    case .person, .mark, .member: self.init(.handle, place?.key ?? "", path: path, record)
    case .community: self.init(.slug, place?.community?.rawValue ?? "", path: path, record)
    case .template, .charter: self.init(.slug, place?.key ?? "", path: path, record)
    default: self.init(.id, place?.key ?? "", path: path, record)
    }
  }

  /// Makes the row of a record from its file.
  init(_ key: Key, _ name: String, path: String, _ record: Document) {
    let place = RecordPath(path)
    self.init(key, name, type: place?.type.rawValue ?? "")
    title = record["title"]?.text ?? record["name"]?.text
    self.path = path
    community = place?.community?.rawValue
    isPrivate = place?.isPrivate ?? false
    author = record["author"]?.text ?? record["added_by"]?.text ?? record["person"]?.text
    created = record["created"]?.text ?? (place?.type == .absence ? record["from"]?.text : nil)
    minutes = readingMinutes(record.body)
    more = record.fields(besides: ["id", "title", "name", "author", "added_by", "created", "keys"])
    if place?.type == .link { more.append(Field("category", .optional(linkCategory(ofPath: path)))) }
    if place?.type == .reply { more.append(Field("thread", .optional(place?.thread?.rawValue))) }
    completeKeys()
  }
}
