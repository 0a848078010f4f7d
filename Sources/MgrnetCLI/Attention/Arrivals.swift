import Git
import Records

extension Shelf {
  /// How many commits are looked at for the branch of some days ago.
  private static let mostCommits = 3_000

  /// Returns the commit at which the branch was at a moment: along first parents, the newest one that is not later. `nil` if
  /// all are later.
  func commit(at moment: Int64) throws -> ObjectID? {
    let repository = try network().repository
    var next = try tip()
    for _ in 0..<Self.mostCommits {
      guard let id = next else { return nil }
      let commit = try repository.commit(id)
      if commit.committer.seconds <= moment { return id }
      next = commit.parents.first
    }
    return next
  }

  /// Returns the network's paths of the marks that came since a moment, without disputed ones; `nil` stands for all, where
  /// the branch is younger.
  func marks(since moment: Int64) throws -> Set<String>? {
    guard let base = try commit(at: moment), let tip = try tip() else { return nil }
    var paths: Set<String> = []
    try network().repository.changes(from: base, to: tip) { change in
      let path = prefix.shown(change.path)
      if change.new != nil, RecordPath(path)?.type == .mark { paths.insert(path) }
    }
    return paths
  }
}
