import Records

/// A game with a prize, as its card says.
package struct Contest: Hashable, Sendable {
  /// How a contest ends: by votes, by lot, or by right answers.
  package enum Mode: String, CaseIterable, Sendable { case vote, draw, quiz }

  package struct Question: Hashable, Sendable {
    package let text: String
    package let choices: [String]

    package init(_ text: String, _ choices: [String]) { (self.text, self.choices) = (text, choices) }
  }

  /// Who opens the votes, and the key that they are sealed for.
  package struct Trustee: Hashable, Sendable {
    package let handle: String
    /// A recipient of age, `age1…`.
    package let age: String

    package init(_ handle: String, age: String) { (self.handle, self.age) = (handle, age) }
  }

  package var id: String
  package var title: String
  package var mode: Mode
  package var closes: Timestamp
  package var host: String
  package var prize: String?
  /// What it costs to take part.
  package var minutes: Int?
  /// What a vote chooses from; empty where it chooses one of those who enter.
  package var choices: [String] = []
  package var questions: [Question] = []
  package var trustee: Trustee?
  /// The handles of those who may vote and be voted for, in order; `nil` on a card of version 1.
  package var voters: [String]?
  /// The commitment to a quiz's right answers; see ``QuizKey``.
  package var key: String?
  /// The right answers, sealed for the host: age armor.
  package var sealedKey: String?
  /// Which public value decides a draw, and every tie.
  package var drawFrom: String?
  /// In Markdown.
  package var text = ""

  package init(id: String, title: String, mode: Mode, closes: Timestamp, host: String) {
    (self.id, self.title, self.mode, self.closes, self.host) = (id, title, mode, closes, host)
  }

  /// Reads a card; `nil` without an id, a title, a mode, a closing time and a host.
  package init?(_ record: Document) {
    guard let id = record["id"]?.text, let title = record["title"]?.text,
      let mode = record["mode"]?.text.flatMap(Mode.init(rawValue:)),
      let closes = record["closes"]?.time ?? record["closes"]?.day.map(Self.end),
      let host = record["host"]?.text
    else { return nil }
    self.init(id: id, title: title, mode: mode, closes: closes, host: host)
    (prize, minutes, drawFrom) = (
      record["prize"]?.text, record["minutes"]?.integer, record["draw_from"]?.text
    )
    choices = record["choices"]?.texts ?? []
    if case .list(let list)? = record["questions"] {
      questions = list.map { Question($0["text"]?.text ?? "", $0["choices"]?.texts ?? []) }
    }
    if let handle = record["trustee"]?["handle"]?.text, let age = record["trustee"]?["age"]?.text {
      trustee = Trustee(handle, age: age)
    }
    voters = record["voters"].map { $0.texts.sorted() }
    (key, sealedKey) = (record["key"]?.text, record["sealed_key"]?.text)
    text = record.prose
  }

  /// The card, as a record.
  ///
  /// - Throws: `RecordError`.
  package func document() throws(RecordError) -> Document {
    try Document(
      [
        "id": .string(id), "title": .string(title), "mode": .string(mode.rawValue),
        "closes": .string(closes.description), "host": .string(host), "prize": prize.map { .string($0) },
        "minutes": minutes.map { .integer($0) }, "draw_from": drawFrom.map { .string($0) },
        "choices": choices.isEmpty ? nil : .strings(choices),
        "questions": questions.isEmpty
          ? nil
          : .list(
            questions.map { .map([.init("text", .string($0.text)), .init("choices", .strings($0.choices))]) }),
        "trustee": trustee.map {
          .map([.init("handle", .string($0.handle)), .init("age", .string($0.age))])
        }, "voters": voters.map { .strings($0) }, "key": key.map { .string($0) },
        "sealed_key": sealedKey.map { .string($0) },
      ], prose: text)
  }

  /// What each number of a vote chooses from: in a quiz one list a question, else one.
  package var ballot: [[String]] {
    switch mode {
    case .vote: [isOfEntries ? voters ?? [] : choices]
    case .quiz: questions.map(\.choices)
    case .draw: []
    }
  }

  /// Whether people vote for one another's entries.
  package var isOfEntries: Bool { mode == .vote && choices.isEmpty }

  /// Whether anybody enters with a text, or with their name alone.
  package var hasEntries: Bool { mode == .draw || isOfEntries }

  /// Returns the keys that two versions of a card have differently, of those that nobody may change once it began. A moment is
  /// the same on any clock.
  package static func changedKeys(from old: Document, to new: Document) -> [String] {
    pinned.filter { key in
      if let one = old[key]?.time, let other = new[key]?.time { return one.seconds != other.seconds }
      return old[key] != new[key]
    }
  }

  private static let pinned = [
    "mode", "closes", "host", "choices", "questions", "trustee", "voters", "key", "draw_from",
  ]

  /// A day without a time ends with it, in UTC.
  private static func end(of day: CalendarDay) -> Timestamp {
    Timestamp(secondsSince1970: Int64(day.daysSince1970 + 1) * 86_400 - 1, offsetMinutes: 0)
  }
}
