import Records

/// Front matter in TOML, between `+++`, as Hugo and Zola write it: keys with texts, numbers, dates and lists.
///
/// What is in a table (`[taxonomies]`) counts as if it stood above it: which tables there are is each program's own matter.
enum TOMLFrontMatter {
  /// Returns the same file with front matter in YAML; `nil` for TOML that says more than that.
  static func yaml(_ text: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasSuffix("\r") ? line.dropLast() : line
    }[...]
    guard lines.popFirst()?.trimmed == "+++", let end = lines.firstIndex(where: { $0.trimmed == "+++" })
    else {
      return nil
    }
    var pairs: [YAMLValue.Pair] = []
    var open = ""
    for line in lines[..<end] {
      open += open.isEmpty ? String(line) : "\n" + line
      let trimmed = open.trimmed
      if trimmed.isEmpty || trimmed.hasPrefix("#") || trimmed.hasPrefix("[") {
        open = ""
        continue
      }
      guard let sign = trimmed.firstIndex(of: "=") else { return nil }
      let value = trimmed[trimmed.index(after: sign)...].trimmed
      // A list may go on over several lines.
      if value.hasPrefix("["), !value.hasSuffix("]") { continue }
      let key = trimmed[..<sign].trimmed.filter { $0 != "\"" && $0 != "'" }
      guard let read = Self.value(value) else { return nil }
      if !pairs.contains(where: { $0.key == key }) { pairs.append(.init(key, read)) }
      open = ""
    }
    guard open.isEmpty else { return nil }
    let rest = lines[(end + 1)...].joined(separator: "\n")
    guard var document = try? Document([:], prose: rest) else { return nil }  // a NUL: it is left out as TOML
    for pair in pairs {
      guard (try? document.set(pair.key, to: pair.value)) != nil else { return nil }  // the same
    }
    return document.text
  }

  private static func value(_ text: String) -> YAMLValue? {
    if text.hasPrefix("[") {
      let items = text.dropFirst().dropLast().split(separator: ",").map(\.trimmed)
        .filter { !$0.isEmpty && !$0.hasPrefix("#") }.map(value)
      return items.contains(nil) ? nil : .list(items.compactMap { $0 })
    }
    for quote in ["\"", "'"] where text.hasPrefix(quote) {
      guard !text.hasPrefix(quote + quote + quote), let end = text.dropFirst().lastIndex(of: Character(quote))
      else {
        return nil
      }
      let inner = text[text.index(after: text.startIndex)..<end]
      if quote == "'" { return .string(String(inner)) }
      return .string(String(inner.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")))
    }
    let plain = (text.firstIndex(of: "#").map { text[..<$0] } ?? text[...]).trimmed
    if plain == "true" || plain == "false" { return .bool(plain == "true") }
    if let number = Int(plain) { return .integer(number) }
    return plain.isEmpty || plain.hasPrefix("{") ? nil : .string(plain)
  }
}
