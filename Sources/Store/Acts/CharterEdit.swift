import Records

/// The act that changes the charter in one language.
///
/// Its revision goes up, and everyone must accept it anew once it is there in every language. A text that is behind the
/// others follows them.
package enum CharterEdit {
  package static func act(text: String, in language: Language, _ snapshot: Snapshot) throws -> Act {
    var (path, charter) = try snapshot.charter(in: language)
    let text = try TextRules.prose(text)
    var changed = charter
    changed.prose = text
    let newest = try snapshot.charterRevisions().max() ?? 0
    let isBehind = (charter["revision"]?.integer ?? 0) < newest
    guard changed != charter || isBehind else { throw StoreError.nothingChanged }
    charter = changed
    let revision = isBehind ? newest : newest + 1
    try charter.set("revision", to: .integer(revision))
    return try Act(Act.subject("charter", "revision \(revision)"), charter, at: path)
  }
}
