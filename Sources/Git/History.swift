import Clibgit2

/// Which commits two histories have alone, and where they part.
package struct Divergence: Equatable, Sendable {
  /// The commits that only the first history has, its tip included; unsorted.
  package let ours: Set<ObjectID>
  /// The commits that only the other history has, its tip included; unsorted.
  package let theirs: Set<ObjectID>
  /// The best common ancestors, sorted by id: none of them builds on another. Empty for unrelated histories.
  package let bases: [ObjectID]
}

extension Repository {
  /// Returns the best common ancestors of two commits, sorted by id; more than one if the histories crossed.
  package func mergeBases(_ one: ObjectID, _ other: ObjectID) throws(GitError) -> [ObjectID] {
    var found = git_oidarray()
    var (left, right) = (one.oid, other.oid)
    let status = git_merge_bases(&found, handle, &left, &right)
    if status == GIT_ENOTFOUND.rawValue {
      // The histories are unrelated, or one of the commits is missing.
      let (message, _) = GitError.lastMessage()
      for id in [one, other] where try !has(id) { throw .notFound(id.description) }
      try requireWholeHistory()
      guard message.contains("no merge base") else { throw .corrupt(message) }
      return []
    }
    try check(status, "git_merge_bases", one.description)
    defer { git_oidarray_dispose(&found) }
    return (0..<found.count).map { ObjectID(found.ids[$0]) }.sorted()
  }

  /// Returns the best common ancestors of two commits, and the commits that each side has alone.
  ///
  /// Correct even if the commits' times are wrong.
  package func divergence(_ ours: ObjectID, _ theirs: ObjectID) throws(GitError) -> Divergence {
    let bases = try mergeBases(ours, theirs)
    return Divergence(
      ours: bases == [ours] ? [] : try commits(from: [ours], without: [theirs]),
      theirs: bases == [theirs] ? [] : try commits(from: [theirs], without: [ours]), bases: bases)
  }

  /// Returns whether `commit` is `tip` or an ancestor of it. Correct even if the commits' times are wrong.
  package func isAncestor(_ commit: ObjectID, of tip: ObjectID) throws(GitError) -> Bool {
    if commit == tip { return true }
    guard try has(commit) else { return false }
    var (older, newer) = (commit.oid, tip.oid)
    let status = git_graph_descendant_of(handle, &newer, &older)
    if status < 0 { try requireWholeHistory() }
    try check(status, "git_graph_descendant_of", tip.description)
    return status == 1
  }

  /// Returns the commit without parents to which the first parents of `commit` lead: the network's first one.
  package func firstAncestor(of commit: ObjectID) throws(GitError) -> ObjectID {
    try requireWholeHistory()
    var first = commit
    while let parent = try links(first).parents.first { first = parent }
    return first
  }

  /// Returns whether a remote-tracking branch contains a commit.
  package func isOnARemote(_ commit: ObjectID) throws(GitError) -> Bool {
    for tip in Set(try remoteBranches().values) where try isAncestor(commit, of: tip) { return true }
    return false
  }

  /// Returns the commits that are reachable from `tips` and not from `others`. Correct even if the commits' times are
  /// wrong.
  ///
  /// - Parameters: commits, or tags of commits; other and missing objects are ignored.
  package func commits(from tips: [ObjectID], without others: [ObjectID]) throws(GitError) -> Set<ObjectID> {
    let walk = try made("git_revwalk_new", gitDirectory) { git_revwalk_new(&$0, handle) }
    defer { git_revwalk_free(walk) }
    for tip in tips {
      guard var oid = try peeledToCommit(tip)?.oid else { continue }
      try check(git_revwalk_push(walk, &oid), "git_revwalk_push", tip.description)
    }
    var hidden: [git_oid] = []
    for other in others {
      guard var oid = try peeledToCommit(other)?.oid else { continue }
      hidden.append(oid)
      try check(git_revwalk_hide(walk, &oid), "git_revwalk_hide", other.description)
    }
    var found: Set<ObjectID> = []
    var oid = git_oid()
    while true {
      let status = git_revwalk_next(&oid, walk)
      if status == GIT_ITEROVER.rawValue { break }
      if status < 0 { try requireWholeHistory() }
      try check(status, "git_revwalk_next", tips.first?.description ?? gitDirectory)
      found.insert(ObjectID(oid))
    }
    git_error_clear()
    try drop(fromTheEndsOf: &found, whatLeadsTo: hidden)
    return found
  }

  /// Removes from `commits` whatever is reachable from `others`: libgit2 ends a walk by the commits' times, which may be
  /// wrong.
  ///
  /// Goes from the oldest commits on: if one is not reachable, nothing that builds on it is.
  private func drop(fromTheEndsOf commits: inout Set<ObjectID>, whatLeadsTo others: [git_oid])
    throws(GitError)
  {
    if others.isEmpty { return }
    var open: [ObjectID] = []
    for id in commits where try links(id).parents.allSatisfy({ !commits.contains($0) }) { open.append(id) }
    var dropped: Set<ObjectID> = []
    while !open.isEmpty {
      for id in open {
        var oid = id.oid
        let status = git_graph_reachable_from_any(handle, &oid, others, others.count)
        try check(status, "git_graph_reachable_from_any", id.description)
        if status == 1 { dropped.insert(id) }
      }
      if commits.isDisjoint(with: dropped) { return }
      commits.subtract(dropped)
      let children = open.filter(dropped.contains)
      open = []
      for id in commits {
        let parents = try links(id).parents
        if parents.contains(where: children.contains), parents.allSatisfy({ !commits.contains($0) }) {
          open.append(id)
        }
      }
    }
  }

  /// Returns the commits on the ways from `heads` down to `bases`, without the bases. Unreachable bases are ignored.
  ///
  /// - Parameter most: the search ends at this number of commits.
  /// - Throws: `GitError.notFound` if a head is missing.
  package func commits(between bases: [ObjectID], and heads: [ObjectID], most: Int = .max) throws(GitError)
    -> Set<ObjectID>
  {
    let ends = Set(bases)
    var found: Set<ObjectID> = []
    var open = heads.filter { !ends.contains($0) }
    while found.count < most, let id = open.popLast() {
      guard found.insert(id).inserted else { continue }
      for parent in try parents(of: id) where !ends.contains(parent) && !found.contains(parent) {
        open.append(parent)
      }
    }
    return found
  }

  /// Returns the commits of a set so that each comes after its parents; of those that do not know of each other, the older
  /// one first.
  package func commitsOldestFirst(_ commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    var children: [ObjectID: [ObjectID]] = [:]
    var waits: [ObjectID: (parents: Int, seconds: Int64)] = [:]
    var ready: [(seconds: Int64, id: ObjectID)] = []
    for id in commits {
      let links = try links(id)
      let parents = Set(links.parents).intersection(commits)
      for parent in parents { children[parent, default: []].append(id) }
      waits[id] = (parents.count, links.seconds)
      if parents.isEmpty { ready.append((links.seconds, id)) }
    }
    // The oldest is last. Short, for it holds one commit for each line of work.
    ready.sort { $0 > $1 }
    var sorted: [ObjectID] = []
    while let next = ready.popLast() {
      sorted.append(next.id)
      for child in children[next.id] ?? [] {
        guard let (parents, seconds) = waits[child] else { continue }
        waits[child] = (parents - 1, seconds)
        guard parents == 1 else { continue }
        let place = ready.firstIndex { $0 < (seconds, child) } ?? ready.count
        ready.insert((seconds, child), at: place)
      }
    }
    return sorted
  }

  /// Returns the commits of a set that no other commit of the set has as a parent, sorted.
  package func tips(of commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    var tips = commits
    for id in commits { tips.subtract(try links(id).parents) }
    return tips.sorted()
  }

  /// Returns the parents of a set of commits that are not in the set, sorted, without missing ones.
  package func bases(of commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    var bases: Set<ObjectID> = []
    for id in commits { bases.formUnion(try parents(of: id)) }
    return bases.subtracting(commits).sorted()
  }

  /// Returns the parents of a commit that the store has: in a shallow history some are missing.
  private func parents(of commit: ObjectID) throws(GitError) -> [ObjectID] {
    var parents: [ObjectID] = []
    for id in try links(commit).parents where try has(id) { parents.append(id) }
    return parents
  }

  /// Visits the files that each of the commits changed, in no order.
  ///
  /// A merge changed the files in which it differs from all its parents.
  package func eachChange(
    among commits: Set<ObjectID>,
    _ visit: (_ change: PathChange, _ commit: ObjectID, _ seconds: Int64) throws -> Void
  ) throws {
    for id in commits {
      let links = try links(id)
      let parents = try parents(of: id)
      try changes(from: parents.first, to: links.tree) { change in
        for parent in parents.dropFirst() {
          let there = try entry(change.path, in: parent)
          if there?.id == change.new?.id, there?.mode == change.new?.mode { return }
        }
        try visit(change, id, links.seconds)
      }
    }
  }

  /// Returns the commits that changed a path, newest first.
  ///
  /// As in `git log -- path`, only one side of a merge is followed if the merge took the path unchanged from that side.
  ///
  /// - Parameters:
  ///   - path: a file or directory; the empty path means every commit.
  ///   - pastDeletions: whether to go on beyond a commit that added the path, in case it was deleted before.
  package func log(
    _ path: String, from tip: ObjectID, limit: Int = .max, pastDeletions: Bool = false
  ) throws(GitError) -> [CommitInfo] {
    var found: [CommitInfo] = []
    var seen: Set<ObjectID> = [tip]
    // Sorted by time, newest last. Short, for it holds one commit for each line of work.
    var waiting = [try commit(tip)]
    while found.count < limit, let next = waiting.popLast() {
      let here = try entry(path, in: next.tree)?.id
      var same: CommitInfo?
      var follow: [CommitInfo] = []
      for id in try parents(of: next.id) {
        let parent = try commit(id)
        let there = path.isEmpty ? nil : try entry(path, in: parent.tree)?.id
        if !path.isEmpty, there == here, same == nil { same = parent }
        if pastDeletions || here == nil || there != nil || path.isEmpty { follow.append(parent) }
      }
      if let same {
        follow = [same]
      } else if here != nil || !next.parents.isEmpty {
        found.append(next)
      }
      for parent in follow where seen.insert(parent.id).inserted {
        let place = waiting.lastIndex { $0.committer.seconds <= parent.committer.seconds }.map { $0 + 1 } ?? 0
        waiting.insert(parent, at: place)
      }
    }
    return found
  }
}
