/// One key that the format knows for a type of record.
package struct Field: Sendable {
  package let key: String
  package let kind: Kind
  package let isRequired: Bool
  /// The versions of the format that know it.
  let versions: ClosedRange<Int>

  package enum Kind: Hashable, Sendable {
    /// One line of text, not empty.
    case line
    /// Text of any number of lines, not empty.
    case text
    case integer, flag
    case id, handle, slug
    case day, time, duration
    /// A time of the day, `19:00`.
    case clock
    /// A span of a day, `08:00-19:00`.
    case hours
    case language
    case choice([String])
    indirect case list(Kind)
    /// A map; the keys are of the first kind, the values of the second.
    indirect case map(Kind, Kind)
    /// A map in which these keys have values of these kinds, each of which may be missing.
    indirect case parts([String: Kind])
    /// Any value; the reader of the key checks it.
    case any
  }
}

/// A key of a record that is missing or has a wrong value.
package struct FieldProblem: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case missing
    case notA(Field.Kind)
    /// Not exactly one of these keys is there, such as the region and the theme of a community.
    case notOneOf([String])
    /// It lies before the other key, which begins what it ends.
    case before(String)
    /// It means nothing without the other key.
    case without(String)
    /// Together with the other key it leaves nothing.
    case contradicts(String)
  }
  package let key: String
  package let reason: Reason
  /// The file's line, counted from 1; 1 where the key is missing.
  package let line: Int

  package init(key: String, reason: Reason, line: Int = 1) {
    (self.key, self.reason, self.line) = (key, reason, line)
  }
}

/// The keys that each type of record must have and may have: clause 18 of Format.md. Other keys are allowed and
/// kept.
package enum Schema {
  package static let postKinds = ["question", "practice", "analogy", "reading", "news"]
  package static let triedOutcomes = ["worked", "mixed", "failed"]
  package static let subscriptionModes = ["each", "digest", "mentions", "none"]
  package static let templateKinds = ["planning", "meeting", "analysis"]
  package static let linkStates = ["ok", "moved", "broken"]
  package static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]
  /// The newest version of the format, which `init` and `upgrade` write.
  package static let formatVersion = 2

  /// Returns the version that a network's card, or a private community's, names; `nil` if it cannot be read or names
  /// none.
  package static func format(ofCard bytes: [UInt8]) -> Int? {
    let card = try? Document(parsing: bytes)  // `doctor` reports what cannot be read
    return card?["format"]?.integer
  }

  /// Returns the keys of a type in a version of the format.
  package static func fields(of type: RecordType, format: Int) -> [Field] {
    fields(of: type).filter { $0.versions.contains(format) }
  }

  private static func fields(of type: RecordType) -> [Field] {
    switch type {
    case .network:
      [must("name", .line), must("format", .integer)]
        + [may("language", .language), may("holidays", .list(.line)), may("time_zone", .line)]
        + [may("school_holidays", .line), new("languages", .list(.language)), new("working_hours", .hours)]
        + [new("stewards", .list(.handle)), new("signatures", .choice(["optional", "required"]))]
        + [new("community_size", .integer)]
    case .charter: [must("revision", .integer), may("title", .line)]
    case .person: person
    case .community:
      [must("title", .line), may("region", .line), may("theme", .line), may("stewards", .list(.handle))]
        + [may("language", .language), may("answer_within", .duration), may("archived", .any)]
        + [may("epoch", .integer), new("fork_of", .slug), new("slug", .slug), new("format", .integer)]
    case .post: post
    case .reply:
      [must("id", .id), must("author", .handle), must("created", .time), may("to", .id)]
        + [may("edited", .time), may("withdrawn", .any), new("by", .line)]
        + [new("owner", .line), new("proof", .line)]
    case .mark:
      [must("author", .handle), may("useful", .list(.id)), may("tried", .map(.id, .choice(triedOutcomes)))]
        + [may("thanks", .list(.id)), may("outdated", .list(.id))]
        + [new("valid", .map(.id, .day)), new("credit", .map(.id, .choice(["yes", "no"])))]
    case .promise: [must("author", .handle), must("created", .time), may("by", .day), may("declined", .flag)]
    case .link:
      [
        must("id", .id), must("title", .line), must("url", .line), must("added_by", .handle),
        must("created", .time),
      ]
        + [may("tags", .list(.line)), may("checked", .day), may("status", .choice(linkStates))]
    case .template:
      [must("title", .line), must("kind", .choice(templateKinds)), may("language", .language)]
        + [may("parameters", .any), new("added_by", .handle)]
    case .absence:
      [must("id", .id), must("person", .handle), must("from", .day), must("to", .day)]
        + [may("starts", .choice(["noon"])), may("ends", .choice(["noon"])), may("deputy", .handle)]
        + [may("status", .choice(["planned", "confirmed"])), may("uid", .line), may("sequence", .integer)]
        + [new("repeat", .line), new("except", .list(.day))]
    case .event:
      [
        must("id", .id), must("title", .line), must("starts", .time), must("ends", .time),
        must("host", .handle),
      ]
        + [may("place", .line), may("communities", .list(.slug)), may("seats", .integer)]
        + [new("confirmed", .list(.handle)), new("draw_from", .line), new("cancelled", .flag)]
        + [new("sequence", .integer), new("kind", .choice(["meeting", "coffee"]))]
        + [new("groups", .list(.list(.handle)))]
    case .rsvp:
      [must("author", .handle), must("answer", .choice(["yes", "maybe", "no"])), new("created", .time)]
        + [new("listed", .flag), new("met", .list(.handle)), new("entered_by", .handle)]
    case .contest:
      [must("id", .id), must("title", .line), must("mode", .choice(["vote", "draw", "quiz"]))]
        + [must("closes", .any), must("host", .handle), may("prize", .line)]
        + [old("winner", .handle), old("seed", .any), new("minutes", .integer), new("choices", .list(.line))]
        + [new("questions", .list(.parts(["text": .line, "choices": .list(.line)])))]
        + [new("trustee", .parts(["handle": .handle, "age": .line])), new("voters", .list(.handle))]
        + [new("key", .line), new("sealed_key", .text), new("draw_from", .line)]
    case .entry: [must("author", .handle), new("created", .time), new("answers", .any)]
    case .vote:
      [must("author", .handle), new("created", .time), new("commitment", .line, isRequired: true)]
        + [new("sealed", .text, isRequired: true)]
    case .closed, .opened, .witness, .result: []
    case .member:
      [must("name", .line), new("email", .line, isRequired: true)]
        + [may("keys", .any), may("invited_by", .handle), may("joined", .day)]
        + [may("subscription", .choice(subscriptionModes))]
    }
  }

  private static var person: [Field] {
    [must("name", .line), must("email", .line)]
      + [may("region", .line), may("team", .line), may("phone", .line), may("skills", .list(.line))]
      + [may("holidays", .list(.line)), may("school_holidays", .line)]
      + [may("keys", .any), may("charter", .integer)]
      + [may("subscriptions", .map(.slug, .choice(subscriptionModes)))]
      + [
        new(
          "digest",
          .parts([
            "every": .choice(["day", "week", "never"]), "day": .choice(weekdays), "minutes": .integer,
          ])),
        new("quiet", .parts(["days": .list(.choice(weekdays)), "from": .clock, "to": .clock])),
      ]
      + [new("asks", .integer), new("site", .list(.choice(["name", "phone", "leave"]))), new("left", .day)]
      + [new("language", .language)]
  }

  private static var post: [Field] {
    [must("id", .id), must("title", .line), must("author", .handle), must("created", .time)]
      + [old("kind", .choice(postKinds.filter { $0 != "reading" }), isRequired: true)]
      + [new("kind", .choice(postKinds), isRequired: true)]
      + [may("tags", .list(.line)), may("language", .language), may("takeaway", .line)]
      + [may("accepted", .id), may("review_by", .day), may("replaced_by", .id), may("edited", .time)]
      + [may("withdrawn", .any), new("source", .line), new("from", .list(.id)), new("asked", .list(.handle))]
      + [new("cool_until", .time), new("by", .line), new("plan", .parts(["template": .slug, "rows": .any]))]
      + [new("owner", .line), new("proof", .line)]
  }

  private static func must(_ key: String, _ kind: Field.Kind) -> Field {
    Field(key: key, kind: kind, isRequired: true, versions: 1...formatVersion)
  }
  private static func may(_ key: String, _ kind: Field.Kind) -> Field {
    Field(key: key, kind: kind, isRequired: false, versions: 1...formatVersion)
  }
  /// A key that version 2 brought.
  private static func new(_ key: String, _ kind: Field.Kind, isRequired: Bool = false) -> Field {
    Field(key: key, kind: kind, isRequired: isRequired, versions: 2...formatVersion)
  }
  /// A key of version 1 alone.
  private static func old(_ key: String, _ kind: Field.Kind, isRequired: Bool = false) -> Field {
    Field(key: key, kind: kind, isRequired: isRequired, versions: 1...1)
  }

  // MARK: Checking

  /// Returns what is wrong with a record, in the order of the table; then what contradicts itself.
  package static func problems(in document: Document, as type: RecordType, format: Int) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    func report(_ key: String, _ reason: FieldProblem.Reason) {
      problems.append(.init(key: key, reason: reason, line: document.frontMatter.line(of: key) ?? 1))
    }
    for field in fields(of: type, format: format) {
      guard let value = document[field.key], value != .null else {
        if field.isRequired { report(field.key, .missing) }
        continue
      }
      if !field.kind.admits(value) { report(field.key, .notA(field.kind)) }
    }
    switch type {
    case .post where document["withdrawn"] == nil:
      let kind = document["kind"]?.text
      if ["practice", "analogy", "reading"].contains(kind), document["takeaway"]?.text == nil {
        report("takeaway", .missing)
      }
      if kind == "reading", document["source"]?.text == nil { report("source", .missing) }
    case .community where (document["region"] == nil) == (document["theme"] == nil):
      report("region", .notOneOf(["region", "theme"]))
    case .promise where (document["by"] == nil) == (document["declined"] != .bool(true)):
      report("by", .notOneOf(["by", "declined"]))
    case .absence where format > 1:
      if let from = document["from"]?.day, let to = document["to"]?.day {
        if to < from { report("to", .before("from")) }
        if to == from, document["starts"] != nil, document["ends"] != nil {
          report("ends", .contradicts("starts"))
        }
      }
      if document["except"] != nil, document["repeat"] == nil { report("except", .without("repeat")) }
    case .event where format > 1:
      if let starts = document["starts"]?.time,
        let ends = document["ends"]?.time, ends.seconds < starts.seconds
      {
        report("ends", .before("starts"))
      }
    default: break
    }
    return problems
  }
}

extension Field.Kind {
  package func admits(_ value: YAMLValue) -> Bool {
    switch (self, value) {
    case (.any, _): return true
    case (.list(let kind), .list(let items)): return items.allSatisfy(kind.admits)
    case (.list(let kind), _): return kind.admits(value)
    case (.map(let keys, let values), .map(let pairs)):
      return pairs.allSatisfy { keys.admits(.string($0.key)) && values.admits($0.value) }
    case (.map, _): return false
    case (.parts(let kinds), .map(let pairs)):
      return pairs.allSatisfy { kinds[$0.key]?.admits($0.value) ?? true }
    case (.parts, _): return false
    case (.integer, .integer), (.flag, .bool): return true
    case (.integer, _), (.flag, _): return false
    default:
      guard let text = value.text else { return false }
      return admits(text)
    }
  }

  private func admits(_ text: String) -> Bool {
    switch self {
    case .id: RecordID(rawValue: text) != nil
    case .handle: Handle(rawValue: text) != nil
    case .slug: Slug(rawValue: text) != nil
    case .day: CalendarDay(text) != nil
    case .time: Timestamp(text) != nil
    case .duration: DayCount(text) != nil
    case .clock: Self.isClock(text[...])
    case .hours:
      text.utf8.count { $0 == UInt8(ascii: "-") } == 1 && text.split(separator: "-").allSatisfy(Self.isClock)
    case .text: !text.trimmingBlankLines().isEmpty
    case .language: Language(tag: text) != nil || (2...12).contains(text.utf8.count)
    case .choice(let words): words.contains(text)
    case .line: !text.trimmingBlankLines().isEmpty && !text.utf8.contains(lineFeed)
    case .integer, .flag, .list, .map, .parts, .any: true
    }
  }

  /// Whether a text is a time of the day as `08:00`; the end of a day is `24:00`.
  private static func isClock(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = decimal(bytes[..<2]),
      let minute = decimal(bytes[3...])
    else { return false }
    return hour < 24 && minute < 60 || hour == 24 && minute == 0
  }
}
