/// The rules by which one file is merged: what it is, and the version of the format that the base's network has.
package struct MergeRules: Sendable {
  /// `false` for a file that is never merged by its parts.
  let isRecord: Bool
  /// `nil` for what is no record by its path.
  let type: RecordType?
  let format: Int

  /// - Parameter path: where the file is in the base, or comes to be.
  package init(path: String, format: Int) {
    isRecord = path.hasSuffix(".md")
    type = RecordPath(path)?.type
    self.format = format
  }

  /// Keys that mean something together only, and are one value: from version 2 on.
  var groups: [[String]] {
    guard format > 1 else { return [] }
    return switch type {
    case .absence: [["from", "to", "starts", "ends"]]
    case .event: [["starts", "ends"]]
    case .vote: [["commitment", "sealed"]]
    default: []
    }
  }

  /// Whether a merge that leaves this list empty keeps what both sides had, as it does for stewards: a community or
  /// a network is never without any because two of them removed each other.
  func neverEmpties(_ key: String) -> Bool { format > 1 && key == "stewards" }

  /// Whether a record is wrong by its own keys; version 1 does not ask.
  func refuses(_ document: Document) -> Bool {
    guard format > 1, let type else { return false }
    return !Schema.problems(in: document, as: type, format: format).isEmpty
  }

  /// Whether one side stays whole, and the other beside it.
  func keepsWhole(_ base: Document?, _ one: Document, _ other: Document) -> Bool {
    guard format > 1 else { return false }
    // A proof is over the whole file.
    if one["owner"] != nil || other["owner"] != nil { return true }
    guard base == nil else { return false }
    // Added by both at one path: a name that two people took for two things.
    switch type {
    case .community, .template: return true
    case .person, .member: return one["email"]?.text?.lowercased() != other["email"]?.text?.lowercased()
    default: return false
    }
  }

  /// Compares how often calendars were told of two versions of one import that both sides added: the greater number
  /// is the newer version.
  func sequences(_ base: Document?, _ one: Document, _ other: Document) -> (one: Int, other: Int) {
    guard format > 1, base == nil, type == .absence || type == .event else { return (0, 0) }
    func number(_ document: Document) -> Int {
      document["sequence"]?.integer ?? 0
    }
    return (number(one), number(other))
  }
}
