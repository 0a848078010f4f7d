import Git
import Sealing

/// The commits up to one that removes a member and begins an epoch. They are sealed for that member as well, who so learns
/// of it; nothing that comes after is.
struct Farewell {
  let commits: Set<ObjectID>
  /// Those who remain, and whoever is removed.
  let roster: PinnedRoster

  /// Whether a segment ends with a commit that begins an epoch.
  static func isOne(_ header: SegmentHeader, _ repository: Repository) throws -> Bool {
    guard header.heads.count == 1, let head = ObjectID(hex: header.heads[0]) else { return false }
    let parents = try repository.commit(head).parents
    guard parents.count == 1 else { return false }
    return try MemberList(in: head, of: repository).epoch > MemberList(in: parents[0], of: repository).epoch
  }

  /// Finds the removals among commits that are to be sealed, each after those that it builds on.
  ///
  /// - Parameters:
  ///   - new: the commits that the host does not have.
  ///   - list: the member list that they end with.
  ///   - roster: the members of before, as this machine accepted them.
  static func all(
    in new: Set<ObjectID>, endingWith list: MemberList, _ roster: PinnedRoster, _ repository: Repository
  ) throws -> [Farewell] {
    guard list.epoch > roster.epoch else { return [] }
    var beginnings: [(commit: ObjectID, epoch: Int, before: MemberList)] = []
    for id in new {
      let parents = try repository.commit(id).parents
      // A merge begins nothing: it takes the epoch of one side.
      guard parents.count == 1 else { continue }
      let (now, before) = (
        try MemberList(in: id, of: repository), try MemberList(in: parents[0], of: repository)
      )
      if now.epoch > before.epoch, now.epoch > roster.epoch { beginnings.append((id, now.epoch, before)) }
    }
    let remaining = roster.entries.filter(list.entries.contains)
    var leaving = roster.entries.filter { entry in !list.entries.contains { $0.member == entry.member } }
    var rest = new
    var found: [Farewell] = []
    for beginning in beginnings.sorted(by: { ($0.epoch, $0.commit) < ($1.epoch, $1.commit) }) {
      let commits = try repository.commits(from: [beginning.commit], without: []).intersection(rest)
      // Who was removed earlier reads no more of it.
      leaving = leaving.filter(beginning.before.entries.contains)
      found.append(
        Farewell(commits: commits, roster: PinnedRoster(remaining + leaving, epoch: beginning.epoch)))
      rest.subtract(commits)
      let list = try MemberList(in: beginning.commit, of: repository)
      leaving = leaving.filter(list.entries.contains)
    }
    return found
  }
}
