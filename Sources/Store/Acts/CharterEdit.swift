import Records

/// The act that changes the charter: its revision goes up, and everyone must accept it anew.
package enum CharterEdit {
  package static func act(text: String, in snapshot: Snapshot) throws -> Act {
    var charter = try snapshot.record(at: "charter.md", as: [.charter])
    let text = try TextRules.prose(text)
    var changed = charter
    changed.prose = text
    guard changed != charter else { throw StoreError.nothingChanged }
    charter = changed
    let revision = try snapshot.charterRevision() + 1
    try charter.set("revision", to: .integer(revision))
    return try Act(Act.subject("charter", "revision \(revision)"), charter, at: "charter.md")
  }
}
