import Records

/// What the host froze: `closed.md`. Its body has a line for each vote and each entry, for front matter is limited.
package struct Closing: Hashable, Sendable {
  /// A vote as it was when the contest closed.
  package struct Vote: Hashable, Sendable {
    /// The id of the vote's file in git.
    package let blob: String
    package let commitment: String

    package init(_ blob: String, commitment: String) { (self.blob, self.commitment) = (blob, commitment) }
  }

  package var created: Timestamp
  /// By handle.
  package var votes: [String: Vote] = [:]
  /// The ids of the entries' files in git, by handle.
  package var entries: [String: String] = [:]
  /// A quiz's right answers, as ``QuizKey/text``.
  package var key: String?

  package init(_ created: Timestamp) { self.created = created }

  package init?(_ record: Document) {
    guard let created = record["created"]?.time else { return nil }
    self.init(created)
    key = record["key"]?.text
    for words in Lines.of(record) {
      switch (words[0], words.count) {
      case ("vote", 4): votes[words[1]] = Vote(words[2], commitment: words[3])
      case ("entry", 3): entries[words[1]] = words[2]
      default: continue
      }
    }
  }

  package func document() throws(RecordError) -> Document {
    try Document(
      ["created": .string(created.description), "key": key.map { .string($0) }],
      prose: Lines.text(
        votes.map { "vote \($0.key) \($0.value.blob) \($0.value.commitment)" }
          + entries.map { "entry \($0.key) \($0.value)" }))
  }
}

/// What the trustee opened: `opened.md`, with a line for each vote.
package struct Opening: Hashable, Sendable {
  package var created: Timestamp
  /// As ``Ballot/text``, by handle.
  package var votes: [String: String]

  package init(_ created: Timestamp, _ votes: [String: String]) {
    (self.created, self.votes) = (created, votes)
  }

  package init?(_ record: Document) {
    guard let created = record["created"]?.time else { return nil }
    self.init(created, [:])
    for words in Lines.of(record) where words[0] == "opened" && words.count == 4 {
      votes[words[1]] = words[2] + " " + words[3]
    }
  }

  package func document() throws(RecordError) -> Document {
    try Document(
      ["created": .string(created.description)],
      prose: Lines.text(votes.map { "opened \($0.key) \($0.value)" }))
  }
}

/// Lines of words, which Markdown shows as they are.
private enum Lines {
  static func of(_ record: Document) -> [[String]] {
    record.prose.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").map(String.init) }
      .filter { !$0.isEmpty }
  }

  static func text(_ lines: [String]) -> String {
    lines.sorted().map { "    \($0)\n" }.joined()
  }
}
