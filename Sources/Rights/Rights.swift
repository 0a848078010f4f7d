import Records

/// Who may do what: the clauses R1 to R8 of Rights.md, as functions of values. R9 and R10 are for who reads histories.
package enum Rights {
  /// Returns the changes of an act that have no right, by their paths. An empty result means that all have.
  ///
  /// - Throws: what the closures of `ground` throw.
  package static func breaches(of changes: [Change], by committer: Committer, on ground: Ground) throws
    -> [String: Breach]
  {
    let act = try ActOfRights(changes, by: committer, on: ground)
    var breaches: [String: Breach] = [:]
    for change in changes {
      if let breach = try act.breach(of: change) { breaches[change.path] = breach }
    }
    return breaches
  }

  /// Returns the handles that a committer's address and signature speak for.
  package static func handles(of committer: Committer, in changes: [Change], on ground: Ground) throws
    -> [String]
  {
    try ActOfRights(changes, by: committer, on: ground).me
  }

  /// Returns the handle of whom a record is; `nil` for what is nobody's own.
  package static func owner(of record: Document?, at path: RecordPath) -> String? {
    switch path.type {
    case .post, .reply: record?["author"]?.text
    case .link, .template: record?["added_by"]?.text
    case .absence: record?["person"]?.text
    case .event, .contest: record?["host"]?.text
    case .person, .member, .mark, .promise, .rsvp, .entry, .vote, .witness: path.key
    case .network, .charter, .community, .closed, .opened, .result: nil
    }
  }
}
