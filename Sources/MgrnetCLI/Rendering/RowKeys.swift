import Records

extension OutputRow {
  /// Adds the keys that the row of a record has in every command, `null` where the record says nothing.
  mutating func completeKeys() {
    guard let type = RecordType(rawValue: type) else { return }
    let known = Set(more.map(\.name))
    more += (Self.keys[type] ?? []).filter { !known.contains($0) }.map { Field($0, .none) }
  }

  /// Those of the format that a row does not name otherwise, and what the index knows besides.
  private static let keys: [RecordType: [String]] = Dictionary(
    uniqueKeysWithValues: RecordType.allCases.map { type in
      let named = ["id", "title", "name", "author", "added_by", "created", "keys"]
      let fields = Schema.fields(of: type, format: Schema.formatVersion).map(\.key).filter {
        !named.contains($0)
      }
      let counted: [String] =
        switch type {
        case .post: ["useful", "worked", "outdated", "replies"]
        case .reply: ["thread", "useful", "worked", "outdated"]
        case .link: ["category"]
        default: []
        }
      return (type, fields + counted + ["conflicts", "disputed"])
    })
}
