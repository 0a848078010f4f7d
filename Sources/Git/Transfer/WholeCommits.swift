/// The commits that are here with all that they need.
///
/// That a commit is here does not say so: git, killed in the middle of a fetch, leaves some of what it needs.
struct WholeCommits {
  private let repository: Repository
  /// Where branches are, here and at remotes: those are whole.
  private var known: Set<ObjectID>?

  init(_ repository: Repository) { self.repository = repository }

  mutating func contains(_ id: ObjectID) throws(GitError) -> Bool {
    guard try repository.has(id) else { return false }
    if known == nil { known = try tips() }
    guard let known, !known.contains(id) else { return true }
    let repository = repository
    do throws(GitError) {
      let open = try repository.commits(from: [id], without: known.sorted())
      let objects = try NewObjects(in: repository, from: [id]) { (id) throws(GitError) in !open.contains(id) }
      for item in objects.items where try !repository.has(item.id) { return false }
    } catch .notFound {
      return false
    }
    self.known?.insert(id)
    return true
  }

  private func tips() throws(GitError) -> Set<ObjectID> {
    let folder = repository.commonDirectory
    return Set(try RefFiles.list("refs/heads", commonDirectory: folder).values)
      .union(try RefFiles.list("refs/remotes", commonDirectory: folder).values)
  }
}
