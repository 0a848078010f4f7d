import Records

/// The title, date, language and tags that a file's path tells.
struct PathWords {
  let path: String
  let title: String
  /// Jekyll's `2024-02-15-title.md`.
  let day: CalendarDay?
  let language: Language?

  init(_ path: String) {
    self.path = path
    let parts = path.split(separator: "/").map(String.init)
    var name = parts.last ?? ""
    for suffix in [".md", ".markdown", ".mdown", ".mkd", ".txt"] where name.lowercased().hasSuffix(suffix) {
      name.removeLast(suffix.count)
      break
    }
    // Hugo's `title.fr.md`.
    var language: Language?
    for code in Language.allCases where name.hasSuffix("." + code.rawValue) {
      language = code
      name.removeLast(3)
      break
    }
    day = CalendarDay(name.prefix(10))
    if day != nil { name = String(name.dropFirst(10)) }
    // `index.md` and the like have the folder's name.
    if ["index", "_index", "readme"].contains(name.lowercased()), parts.count > 1 {
      name = parts[parts.count - 2]
    }
    title = Self.words(name)
    self.language =
      language
      ?? parts.dropLast().reversed().lazy.compactMap { part in
        // `fr`, `fr-CA`, but not `france`.
        part.count == 2 || part.dropFirst(2).first.map({ "-_".contains($0) && part.count == 5 }) == true
          ? Language(tag: part) : nil
      }.first
  }

  /// Replaces `-` and `_` by spaces, unless the name has spaces.
  private static func words(_ name: String) -> String {
    let spaced = oneLine(name).contains(" ") ? name : String(name.map { $0 == "-" || $0 == "_" ? " " : $0 })
    let words = oneLine(spaced)
    return words.isEmpty ? oneLine(name).isEmpty ? "?" : oneLine(name) : words
  }
}
