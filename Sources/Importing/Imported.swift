import Records

/// A link that came from elsewhere, before it has an id and a place.
package struct ImportedLink: Hashable, Sendable {
  /// The line of the file, counted from 1, on which it begins.
  package var line: Int
  /// One line, never empty: the address where nothing better was given.
  package var title: String
  /// As it was written, entities decoded.
  package var url: String
  package var tags: [String]
  /// The folders or headings around it, the outermost first; empty at the top.
  package var category: [String]
  package var created: Timestamp?
  /// Its description, as Markdown; may be empty.
  package var note: String
  /// Its owner had marked it as for their eyes only.
  package var isPrivate: Bool

  package init(
    line: Int, title: String, url: String, tags: [String] = [], category: [String] = [],
    created: Timestamp? = nil, note: String = "", isPrivate: Bool = false
  ) {
    self.line = line
    self.title = title
    self.url = url
    self.tags = tags
    (self.category, self.created, self.note, self.isPrivate) = (category, created, note, isPrivate)
  }
}

/// What an import did not take, so that nothing is dropped without being named.
package struct LeftOut: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    // Links.
    /// A query that a browser keeps among its bookmarks (`place:`).
    case browserQuery
    /// `javascript:`, which must not be run from a list.
    case script
    /// `data:`: a document in itself, no link.
    case embeddedData
    /// `file:`, or a path of one machine.
    case localFile
    /// An address of another kind, as `chrome` or `about`; the scheme in lower case.
    case scheme(String)
    /// No scheme: it means something on its own site only.
    case relative
    /// A place inside the same document (`#…`).
    case anchor
    case emptyAddress
    /// No address, or more than 8,192 bytes of it, or one with control characters.
    case badAddress
    /// `[text][name]` without a line `[name]: address`.
    case undefinedReference
    /// In running text, where it belongs to a sentence rather than to the list.
    case outsideList
    /// The same address, normalised, as the link at `line`; `nil` when the network has it already.
    case duplicate(ofLine: Int?)

    // Details of imported entries.
    /// A date that cannot be read; the link comes in without one.
    case unreadableDate
    /// The words under a folder's name.
    case folderDescription
    /// A link inside a description, of which only the text was kept.
    case linkInDescription
    /// More than 32 folders deep: the link is in the 32nd.
    case tooDeep
    /// Text between bookmarks that describes none of them.
    case strayText

    // Files of links.
    /// HTML or Markdown that nests deeper than anybody writes it: nothing of it was read.
    case nestsTooDeep

    // Documents.
    case notUTF8
    case nulByte
    case empty
    /// Front matter and no text.
    case noText
    /// The front matter is TOML or JSON; the name of the language.
    case frontMatterLanguage(String)
    case brokenFrontMatter(RecordError.Reason, column: Int)
  }

  /// Counted from 1.
  package var line: Int
  /// The title, address or words in question, at most 200 characters of them.
  package var what: String
  package var why: Reason

  package init(line: Int, what: String, why: Reason) {
    self.line = line
    self.what = String(what.prefix(200))
    self.why = why
  }
}

/// What a file of links gave.
package struct ImportedLinks: Hashable, Sendable {
  /// In the order of the file.
  package var links: [ImportedLink] = []
  /// Links that were not taken, in the order of the file.
  package var leftOut: [LeftOut] = []
  /// What links or folders that were taken had to leave behind.
  package var lost: [LeftOut] = []
  /// Pictures that a browser keeps for its bookmarks, which are never taken: how many.
  package var icons = 0
}
