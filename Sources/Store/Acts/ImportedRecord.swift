import Records

/// What every import makes of a record from elsewhere.
extension Snapshot {
  /// Returns the members by their handles and, folded, by their names.
  func handlesByName() throws -> [String: Handle] {
    var handles: [String: Handle] = [:]
    for (handle, blob) in try cards() {
      guard let card = try readableCard(blob) else { continue }
      if let name = card["name"]?.text { handles[fold(name)] = handle }
      handles[handle.rawValue] = handle
    }
    return handles
  }

  /// Returns whose an imported record is, and whose words they were if another's: R7 of Rights. In a network of version 1
  /// the author is whoever wrote it.
  func importedAuthor(_ name: String?, by member: Member, _ handles: [String: Handle]) throws -> (
    author: Handle, by: String?
  ) {
    let author = name.map { handles[fold($0)] ?? Handle(foreign: $0) } ?? member.handle
    guard try formatVersion > 1 else { return (author ?? member.handle, nil) }
    return (member.handle, author == member.handle ? nil : try TextRules.line(name))
  }
}

/// Keeps the value of a key that means something else here, under another name.
func rename(_ key: String, in record: inout Document, _ changes: inout [ImportPosts.Change]) throws {
  let value = record[key]
  try record.set(key, to: nil)
  try record.set("source_\(key)", to: value)
  changes.append(.keyRenamed(key, to: "source_\(key)"))
}

/// Returns a title on one line, cut at the limit.
func shortenedTitle(_ title: String) -> String {
  let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
  return line.count > TextRules.titleLimit ? line.prefix(TextRules.titleLimit - 1) + "…" : line
}

extension Handle {
  /// Makes a handle of a name without a card: `Ross Ferguson` becomes `ross.ferguson`.
  fileprivate init?(foreign name: String) {
    self.init(rawValue: String(pathWords(name).map { $0 == "-" ? "." : $0 }))
  }
}
