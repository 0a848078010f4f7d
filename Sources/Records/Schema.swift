/// One key that the format knows for a type of record.
package struct Field: Sendable {
  package let key: String
  package let kind: Kind
  package let isRequired: Bool

  package enum Kind: Hashable, Sendable {
    /// One line of text, not empty.
    case line
    case integer
    case id, handle, slug
    case day, time, duration
    case language
    case choice([String])
    indirect case list(Kind)
    /// A map; the keys are of the first kind, the values of the second.
    indirect case map(Kind, Kind)
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
  }
  package let key: String
  package let reason: Reason
  /// The file's line, counted from 1; 1 where the key is missing.
  package let line: Int

  package init(key: String, reason: Reason, line: Int = 1) {
    self.key = key
    self.reason = reason
    self.line = line
  }
}

/// The keys that each type of record must have and may have: clause 18 of Format.md. Other keys are allowed and
/// kept.
package enum Schema {
  package static let postKinds = ["question", "practice", "analogy", "news"]
  package static let triedOutcomes = ["worked", "mixed", "failed"]
  package static let subscriptionModes = ["each", "digest", "mentions", "none"]
  package static let templateKinds = ["planning", "meeting", "analysis"]
  package static let linkStates = ["ok", "moved", "broken"]
  package static let formatVersion = 1

  package static func fields(of type: RecordType) -> [Field] {
    switch type {
    case .network:
      [must("name", .line), must("format", .integer)]
        + [may("language", .language), may("holidays", .list(.line)), may("time_zone", .line)]
        + [may("school_holidays", .line)]
    case .charter: [must("revision", .integer), may("title", .line)]
    case .person:
      [must("name", .line), must("email", .line)]
        + [may("region", .line), may("team", .line), may("phone", .line), may("skills", .list(.line))]
        + [may("holidays", .list(.line)), may("school_holidays", .line)]
        + [may("keys", .any), may("charter", .integer)]
        + [may("subscriptions", .map(.slug, .choice(subscriptionModes)))]
    case .community:
      [must("title", .line), may("region", .line), may("theme", .line), may("stewards", .list(.handle))]
        + [may("language", .language), may("answer_within", .duration), may("archived", .any)]
        + [may("epoch", .integer)]
    case .post:
      [must("id", .id), must("title", .line), must("kind", .choice(postKinds)), must("author", .handle)]
        + [
          must("created", .time), may("tags", .list(.line)), may("language", .language),
          may("takeaway", .line),
        ]
        + [may("accepted", .id), may("review_by", .day), may("replaced_by", .id), may("edited", .time)]
        + [may("withdrawn", .any)]
    case .reply:
      [must("id", .id), must("author", .handle), must("created", .time), may("to", .id)]
        + [may("edited", .time), may("withdrawn", .any)]
    case .mark:
      [must("author", .handle), may("useful", .list(.id)), may("tried", .map(.id, .choice(triedOutcomes)))]
        + [may("thanks", .list(.id)), may("outdated", .list(.id))]
    case .link:
      [
        must("id", .id), must("title", .line), must("url", .line), must("added_by", .handle),
        must("created", .time),
      ]
        + [may("tags", .list(.line)), may("checked", .day), may("status", .choice(linkStates))]
    case .template:
      [must("title", .line), must("kind", .choice(templateKinds)), may("language", .language)]
        + [may("parameters", .any)]
    case .absence:
      [must("id", .id), must("person", .handle), must("from", .day), must("to", .day)]
        + [may("starts", .choice(["noon"])), may("ends", .choice(["noon"])), may("deputy", .handle)]
        + [may("status", .choice(["planned", "confirmed"])), may("uid", .line), may("sequence", .integer)]
    case .event:
      [
        must("id", .id), must("title", .line), must("starts", .time), must("ends", .time),
        must("host", .handle),
      ]
        + [may("place", .line), may("communities", .list(.slug)), may("seats", .integer)]
    case .rsvp: [must("author", .handle), must("answer", .choice(["yes", "maybe", "no"]))]
    case .contest:
      [must("id", .id), must("title", .line), must("mode", .choice(["vote", "draw", "quiz"]))]
        + [
          must("closes", .any), must("host", .handle), may("prize", .line), may("winner", .handle),
          may("seed", .any),
        ]
    case .entry, .vote: [must("author", .handle)]
    case .member:
      [must("name", .line)]
        + [may("keys", .any), may("invited_by", .handle), may("joined", .day)]
        + [may("subscription", .choice(subscriptionModes))]
    }
  }

  /// Returns what is wrong with a record, in the order of the table.
  package static func problems(in document: Document, as type: RecordType) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    func report(_ key: String, _ reason: FieldProblem.Reason) {
      problems.append(.init(key: key, reason: reason, line: document.frontMatter.line(of: key) ?? 1))
    }
    for field in fields(of: type) {
      guard let value = document[field.key], value != .null else {
        if field.isRequired { report(field.key, .missing) }
        continue
      }
      if !field.kind.admits(value) { report(field.key, .notA(field.kind)) }
    }
    switch type {
    case .post
    where ["practice", "analogy"].contains(document["kind"]?.text) && document["takeaway"]?.text == nil:
      if document["withdrawn"] == nil { report("takeaway", .missing) }
    case .community where (document["region"] == nil) == (document["theme"] == nil):
      report("region", .notOneOf(["region", "theme"]))
    default: break
    }
    return problems
  }

  private static func must(_ key: String, _ kind: Field.Kind) -> Field {
    Field(key: key, kind: kind, isRequired: true)
  }
  private static func may(_ key: String, _ kind: Field.Kind) -> Field {
    Field(key: key, kind: kind, isRequired: false)
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
    case (.integer, .integer): return true
    case (.integer, _): return false
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
    case .language: Language(tag: text) != nil || (2...12).contains(text.utf8.count)
    case .choice(let words): words.contains(text)
    case .line: !text.trimmingBlankLines().isEmpty && !text.utf8.contains(lineFeed)
    case .integer, .list, .map, .any: true
    }
  }
}
