import Records

/// Finds in a document what a post needs.
struct ForeignReader {
  /// Keys of ours that other programs give another meaning.
  private static let clashing = [
    "id", "kind", "author", "created", "edited", "withdrawn", "accepted", "replaced_by", "review_by", "to",
    "takeaway",
  ]

  private var document: Document
  private let path: PathWords
  private var remarks: [ForeignDocument.Remark] = []
  private var used: Set<String> = []

  init(document: Document, path: String) {
    self.document = document
    self.path = PathWords(path)
  }

  mutating func reading() throws(RecordError) -> ForeignDocument.Reading {
    if document.prose.isEmpty {
      guard let words = text(of: ["description", "summary", "excerpt", "abstract"]) else {
        return .leftOut(LeftOut(line: 1, what: path.path, why: .noText))
      }
      document.prose = words
      remarks.append(.textFromDescription)
    }
    let (title, titleSource) = self.title()
    let date = self.date()
    let authors = names(["author", "authors", "byline", "auteur", "auteurs", "autrice"])
    let tags = words([
      "tags", "tag", "categories", "category", "keywords", "topics", "étiquettes", "mots-clés",
    ])
    let (language, languageSource) = self.language()
    noteSettingAside()
    let unknownKeys = document.frontMatter.keys.filter { !used.contains($0) }
    try renameClashingKeys()
    return .document(
      ForeignDocument(
        document: document, title: title, titleSource: titleSource, date: date, authors: authors, tags: tags,
        language: language, languageSource: languageSource, remarks: remarks, unknownKeys: unknownKeys))
  }

  /// The value of the first of these keys that is there and not empty, whatever its case (`Title`).
  private mutating func value(of names: [String]) -> (key: String, value: YAMLValue)? {
    for name in names {
      for key in document.frontMatter.keys where key.lowercased() == name {
        guard let value = document[key: key], value != .null, value != .string(""), value != .list([]) else {
          continue
        }
        used.insert(key)
        return (key, value)
      }
    }
    return nil
  }

  private mutating func text(of names: [String]) -> String? {
    guard let (_, value) = value(of: names), let text = value.text else { return nil }
    let line = tidiedText(text)
    return line.isEmpty ? nil : line
  }

  private mutating func title() -> (String, ForeignDocument.Source) {
    if let title = text(of: ["title", "titre"]).map(oneLine), !title.isEmpty { return (title, .frontMatter) }
    for block in MarkdownBlocks(document.prose).blocks {
      guard case .heading = block.kind else { continue }
      let title = MarkdownInline(block.text, definitions: [:]).plainText
      if !title.isEmpty { return (title, .heading) }
    }
    return (path.title, .fileName)
  }

  private mutating func date() -> ForeignDate? {
    let names = ["date", "created", "published", "publishdate", "pubdate", "created_at", "published_at"]
    for name in names {
      guard let (_, value) = value(of: [name]), let text = value.text else { continue }
      if let date = ForeignDate(oneLine(text)) { return date }
      // Jekyll's `published: false` is no date.
      if value != .bool(true), value != .bool(false) { remarks.append(.unreadableDate(text)) }
    }
    return path.day.map { .day($0) }
  }

  /// A text, a list of texts, a map with `name`, or a list of such maps.
  private mutating func names(_ keys: [String]) -> [String] {
    var names: [String] = []
    for key in keys {
      guard let (_, value) = value(of: [key]) else { continue }
      let values: [YAMLValue] = if case .list(let list) = value { list } else { [value] }
      for value in values {
        let text = value.text ?? value["name"]?.text ?? value["nom"]?.text ?? value["title"]?.text
        if let name = text.map(oneLine), !name.isEmpty, !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// Lists, and texts separated by commas; two that differ by case or accents are one.
  private mutating func words(_ keys: [String]) -> [String] {
    var words: [String] = []
    var seen: Set<String> = []
    for key in keys {
      guard let (_, value) = value(of: [key]) else { continue }
      let texts: [String] =
        if case .list = value { value.texts } else {
          value.texts.flatMap { $0.split(separator: ",").map(String.init) }
        }
      for word in texts.map(oneLine) where !word.isEmpty && seen.insert(fold(word)).inserted {
        words.append(word)
      }
    }
    return words
  }

  private mutating func language() -> (Language?, ForeignDocument.Source?) {
    if let tag = text(of: ["lang", "language", "locale", "langue"]) {
      // Another language than ours stays in its key, and must not be guessed away.
      return Language(tag: tag).map { ($0, .frontMatter) } ?? (nil, nil)
    }
    if let language = path.language { return (language, .folder) }
    let guess = likelyLanguage(of: document.prose)
    return (guess, guess == nil ? nil : .words)
  }

  private mutating func noteSettingAside() {
    for (name, aside) in [
      ("draft", true), ("published", false), ("archived", true), ("private", true), ("hidden", true),
      ("brouillon", true),
    ] {
      for key in document.frontMatter.keys where key.lowercased() == name {
        if document[key: key]?.text?.lowercased() == (aside ? "true" : "false") {
          remarks.append(.setAside(key: key))
        }
      }
    }
    if let status = document[key: "status"]?.text, ["draft", "brouillon"].contains(status.lowercased()) {
      remarks.append(.setAside(key: "status"))
    }
  }

  private mutating func renameClashingKeys() throws(RecordError) {
    for key in Self.clashing {
      guard let value = document[key: key] else { continue }
      try document.set(key, to: nil)
      var name = "imported_" + key
      while document[key: name] != nil { name += "_" }
      try document.set(name, to: value)
      if key != "author", key != "created" { remarks.append(.renamedKey(key, to: name)) }
    }
  }
}

extension Document {
  fileprivate subscript(key key: String) -> YAMLValue? { frontMatter[key] }
}
