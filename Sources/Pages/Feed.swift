import Records

/// A feed of posts and replies: Atom (RFC 4287) with threads (RFC 4685).
package struct Feed {
  package struct Entry {
    let id: RecordID
    let title: String
    let author: String
    let published: Timestamp
    /// When its text last changed; not when somebody replied.
    package let updated: Timestamp
    /// As Markdown.
    let text: String
    package var summary: String?
    package var tags: [String] = []
    package var language: String?
    /// What a reply answers.
    package var answers: RecordID?
    /// The page of the entry.
    package var page: String?

    package init(
      _ id: RecordID, title: String, author: String, published: Timestamp, updated: Timestamp, text: String
    ) {
      (self.id, self.title, self.author, self.text) = (id, title, author, text)
      (self.published, self.updated) = (published, updated)
    }
  }

  let title: String
  /// An absolute address that is this feed's for ever.
  let id: String
  let updated: Timestamp
  let language: Language
  /// The newest first.
  package let entries: [Entry]
  /// The address of the site and of the feed on it.
  package var site: (page: String, feed: String)?

  /// - Parameter number: 32 hexadecimal digits or more, which tell this network from all others.
  package init(
    title: String, number: String, updated: Timestamp, language: Language, entries: [Entry], atMost limit: Int
  ) {
    (self.title, self.language) = (title, language)
    let sorted = entries.sorted { ($0.updated.seconds, $0.id) > ($1.updated.seconds, $1.id) }
    self.entries = Array(sorted.prefix(limit))
    self.updated = self.entries.first?.updated ?? updated
    id = Self.uuid(number)
  }

  package var xml: String {
    var text = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="\(language.rawValue)">
      <id>\(id)</id>
      <title>\(escapedMarkup(title))</title>
      <updated>\(updated)</updated>
      <author><name>\(escapedMarkup(title))</name></author>
      <generator>mgrnet</generator>

      """
    if let site {
      text += """
        <link rel="self" type="application/atom+xml" href="\(escapedMarkup(site.feed))"/>
        <link rel="alternate" type="text/html" href="\(escapedMarkup(site.page))"/>

        """
    }
    for entry in entries { text += Self.xml(entry) }
    return text + "</feed>\n"
  }

  private static func xml(_ entry: Entry) -> String {
    let language = entry.language.flatMap { Language(tag: $0) }.map { " xml:lang=\"\($0.rawValue)\"" } ?? ""
    var text = """
      <entry\(language)>
      <id>\(uuid(of: entry.id))</id>
      <title>\(escapedMarkup(entry.title))</title>
      <author><name>\(escapedMarkup(entry.author))</name></author>
      <published>\(entry.published)</published>
      <updated>\(entry.updated)</updated>

      """
    if let page = entry.page {
      text += "<link rel=\"alternate\" type=\"text/html\" href=\"\(escapedMarkup(page))\"/>\n"
    }
    if let answered = entry.answers { text += "<thr:in-reply-to ref=\"\(uuid(of: answered))\"/>\n" }
    for tag in entry.tags { text += "<category term=\"\(escapedMarkup(tag))\"/>\n" }
    if let summary = entry.summary { text += "<summary>\(escapedMarkup(summary))</summary>\n" }
    // Readers load pictures from elsewhere; those beside a post they would not find.
    let html = Pages.html(ofMarkdown: entry.text) { address, isPicture in
      !isPicture && isWebAddress(address) ? .address(address) : .nowhere
    }
    return text + "<content type=\"html\">\(escapedMarkup(html))</content>\n</entry>\n"
  }

  /// The id of a record as a UUID of version 8 (RFC 9562): `mgrnet` in ASCII, then the record's 60 bits.
  static func uuid(of id: RecordID) -> String {
    let bits = id.rawValue.utf8.reduce(UInt64(0)) { bits, byte in
      bits << 5 | UInt64(RecordID.alphabet.firstIndex(of: byte) ?? 0)
    }
    let digits = String(bits, radix: 16)
    let own = String(repeating: "0", count: 15 - digits.count) + digits
    return "urn:uuid:6d67726e-6574-8000-8\(own.prefix(3))-\(own.dropFirst(3))"
  }

  private static func uuid(_ number: String) -> String {
    let digits = number + String(repeating: "0", count: 32)
    func part(_ from: Int, _ count: Int) -> Substring { digits.dropFirst(from).prefix(count) }
    return "urn:uuid:\(part(0, 8))-\(part(8, 4))-8\(part(13, 3))-8\(part(17, 3))-\(part(20, 12))"
  }
}
