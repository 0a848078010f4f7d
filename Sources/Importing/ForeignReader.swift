import Markdown
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
    let date = self.date()
    let title = self.title()
    if !title.contains(where: \.isLetter)
      || title.contains(where: \.isNumber) && title.wholeMatch(of: /[0-9a-f]{6,}([- ][0-9a-f]+)*/) != nil
    {
      remarks.append(.poorTitle(title))
    }
    let authors = names(["author", "authors", "byline", "auteur", "auteurs", "autrice"])
    let tags = words([
      "tags", "tag", "categories", "category", "keywords", "topics", "étiquettes", "mots-clés",
    ])
    noteSettingAside()
    try renameClashingKeys()
    return .document(
      ForeignDocument(
        document: document, title: title, date: date, authors: authors, tags: tags, language: language(),
        remarks: remarks))
  }

  /// The value of the first of these keys that is there and not empty, whatever its case (`Title`).
  private func value(of names: [String]) -> YAMLValue? {
    for name in names {
      for key in document.frontMatter.keys where key.lowercased() == name {
        guard let value = document[key: key], value != .null, value != .string(""), value != .list([]) else {
          continue
        }
        return value
      }
    }
    return nil
  }

  private func text(of names: [String]) -> String? {
    guard let text = value(of: names)?.text else { return nil }
    let line = tidiedText(text)
    return line.isEmpty ? nil : line
  }

  private func title() -> String {
    if let title = text(of: ["title", "titre", "question", "fullname"]).map(oneLine), !title.isEmpty {
      return title
    }
    let headings = Markdown(document.prose)?.headings ?? []
    return headings.lazy.map(oneLine).first { !$0.isEmpty } ?? path.title
  }

  private mutating func date() -> ForeignDate? {
    let names = [
      "date", "created", "published", "publishdate", "pubdate", "created_at", "published_at", "ms.date",
      "lastmod",
      "updated", "last-update", "last_update", "modified", "updated_at",
    ]
    for name in names {
      guard let value = self.value(of: [name]), let text = value.text else { continue }
      // Microsoft's own writes the month first.
      if let date = ForeignDate(oneLine(text), monthFirst: name == "ms.date") { return date }
      // Jekyll's `published: false` is no date.
      if value != .bool(true), value != .bool(false) { remarks.append(.unreadableDate(text)) }
    }
    return path.day.map { .day($0) }
  }

  /// A text, a list of texts, a map with `name`, or a list of such maps.
  private func names(_ keys: [String]) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for key in keys {
      guard let value = self.value(of: [key]) else { continue }
      let values: [YAMLValue] = if case .list(let list) = value { list } else { [value] }
      for value in values {
        let text = value.text ?? value["name"]?.text ?? value["nom"]?.text ?? value["title"]?.text
        if let name = text.map(oneLine), !name.isEmpty, seen.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  /// Lists, and texts separated by commas; two that differ by case or accents are one.
  private func words(_ keys: [String]) -> [String] {
    var words: [String] = []
    var seen: Set<String> = []
    for key in keys {
      guard let value = self.value(of: [key]) else { continue }
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

  private func language() -> Language? {
    // Another language than ours stays in its key, and must not be guessed away.
    if let tag = text(of: ["lang", "language", "locale", "langue"]) { return Language(tag: tag) }
    // It is written into the record: fewer words than a sentence has are not enough.
    return path.language ?? .guessed(from: Markdown.ReadableText(of: document.prose).prose, least: 3)
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
