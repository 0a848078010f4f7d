/// Names that give way to others: of records, people, and communities or templates.
///
/// A record that names one of them names the new one afterwards; its text is left alone.
package struct Renaming: Equatable, Sendable {
  package var ids: [RecordID: RecordID] = [:]
  package var handles: [Handle: Handle] = [:]
  package var slugs: [Slug: Slug] = [:]

  package init() {}

  package var isEmpty: Bool { ids.isEmpty && handles.isEmpty && slugs.isEmpty }

  /// Returns the record with the new names in all keys that its table gives to names.
  package func applied(to record: Document, as type: RecordType, format: Int) throws(RecordError) -> Document
  {
    var made = record
    for field in Schema.fields(of: type, format: format) {
      guard let old = record[field.key] else { continue }
      let new = value(old, field.kind)
      if new != old { try made.set(field.key, to: new) }
    }
    return made
  }

  private func value(_ value: YAMLValue, _ kind: Field.Kind) -> YAMLValue {
    switch (kind, value) {
    case (.list(let kind), .list(let items)): .list(items.map { self.value($0, kind) })
    case (.list(let kind), _): self.value(value, kind)
    case (.map(let keys, let values), .map(let pairs)):
      .map(
        pairs.map { pair in
          .init(self.value(.string(pair.key), keys).text ?? pair.key, self.value(pair.value, values))
        })
    case (.parts(let kinds), .map(let pairs)):
      .map(
        pairs.map { pair in
          .init(pair.key, kinds[pair.key].map { self.value(pair.value, $0) } ?? pair.value)
        })
    case (.id, _): new(value, ids)
    case (.handle, _): new(value, handles)
    case (.slug, _): new(value, slugs)
    default: value
    }
  }

  private func new<Name: RawRepresentable<String> & Hashable>(_ value: YAMLValue, _ names: [Name: Name])
    -> YAMLValue
  { value.text.flatMap(Name.init(rawValue:)).flatMap { names[$0] }.map { .string($0.rawValue) } ?? value }

  /// Returns where a file lies by its new names.
  ///
  /// - Parameter path: from the root of the commons, or of a private community's own repository.
  package func applied(to path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let place = RecordPath(path) else { return renamedFolders(parts).joined(separator: "/") }
    parts = renamedFolders(parts)
    let last = parts.count - 1
    if let handle = Handle(rawValue: place.key), let new = handles[handle] {
      switch place.type {
      case .person, .member, .mark, .promise, .rsvp, .vote, .witness: parts[last] = "\(new).md"
      case .entry where parts[last] != "entry.md": parts[last] = "\(new).md"
      case .entry: parts[last - 1] = new.rawValue
      default: break
      }
    }
    if place.type == .template, let slug = Slug(rawValue: place.key), let new = slugs[slug] {
      parts[last] = "\(new).md"
    }
    for (old, new) in ids where parts[last].hasSuffix("\(old).md") {
      parts[last] = parts[last].dropLast(RecordID.length + 3) + "\(new).md"
    }
    return parts.joined(separator: "/")
  }

  private func renamedFolders(_ parts: [String]) -> [String] {
    var parts = parts
    for index in parts.indices.dropLast() {
      if index == 1, parts[0] == "communities", let slug = Slug(rawValue: parts[1]), let new = slugs[slug] {
        parts[1] = new.rawValue
      }
      for (old, new) in ids where parts[index].hasSuffix("-\(old)") || parts[index] == old.rawValue {
        parts[index] = parts[index].dropLast(RecordID.length) + new.rawValue
      }
    }
    return parts
  }
}
