import Clibgit2
import Glibc

/// Writing to remotes; nobody may hold the repository's lock meanwhile, which is taken for moments only.
extension Repository {
  /// Moves a branch of a remote to a commit, if that builds on where it is; never by force.
  ///
  /// A remote with several addresses to push to gets it at each, as by git.
  /// - Returns: `late` where the branch there is at something that the commit does not build on.
  package func push(
    _ commit: ObjectID, to branch: String, of remote: Remote, _ options: TransferOptions
  ) throws(TransferError) -> [(url: String, outcome: PushOutcome)] {
    var outcomes: [(url: String, outcome: PushOutcome)] = []
    for url in remote.pushURLs {
      let outcome = try push(commit, to: branch, of: remote, at: url, options)
      outcomes.append((url, outcome))
      guard let ref = remote.trackingRef(of: branch), outcome == .done || outcome == .there else { continue }
      try TransferPlace(remote: remote.name, text: url).at { () throws(TransferProblem) in
        try here { () throws(GitError) in
          try note(ref, commit, by: options.person, reason: "update by push")
        }
      }
    }
    return outcomes
  }

  /// Pushes to one address.
  ///
  /// Where the other side could not move the branch and nobody else moved it, another push may be at it at this very moment,
  /// or the other side cannot write: it is asked again for some seconds, and then its words are the answer.
  private func push(
    _ commit: ObjectID, to branch: String, of remote: Remote, at url: String, _ options: TransferOptions
  ) throws(TransferError) -> PushOutcome {
    var milliseconds: UInt32 = 100
    while true {
      let (outcome, words) = try pushOnce(commit, to: branch, of: remote, at: url, options)
      guard case .refused = outcome, let reason = words.last, Self.isAboutLock(reason) else { return outcome }
      // A server says in its own words that somebody was quicker: where the branch is now tells.
      let now = try reach(url, remote, remote.receivePack, in: self, options) {
        (connection) throws(TransferProblem) in
        let tip = try connection.connect(GIT_DIRECTION_PUSH).branches[branch]
        return (tip: tip, isBehind: try here { () throws(GitError) in try isBehind(tip, commit) })
      }
      if now.tip == commit { return .done }
      guard now.isBehind else { return .late(found: now.tip) }
      guard milliseconds < 3000, !Self.isLasting(words) else { return outcome }
      usleep(milliseconds * 1000)
      milliseconds *= 3
    }
  }

  /// - Returns: what came of it, and what the other side said.
  private func pushOnce(
    _ commit: ObjectID, to branch: String, of remote: Remote, at url: String, _ options: TransferOptions
  ) throws(TransferError) -> (outcome: PushOutcome, words: [String]) {
    try reach(url, remote, remote.receivePack, in: self, options) { (connection) throws(TransferProblem) in
      guard Self.isRefName("refs/heads/" + branch) else { throw .noSuchBranch(branch) }
      try here { () throws(GitError) in try requireWholeHistory() }
      let found = try connection.connect(GIT_DIRECTION_PUSH).branches[branch]
      if found == commit { return (.there, []) }
      guard try here({ () throws(GitError) in try isBehind(found, commit) }) else {
        return (.late(found: found), [])
      }
      let ref = try here { () throws(GitError) in try OutgoingRef(commit, in: self) }
      defer { ref.remove() }
      guard let reason = try connection.upload(ref.name, to: branch) else { return (.done, []) }
      let words = Array(connection.said.suffix(20)) + [reason]
      return (.refused(reasons: words), words)
    }
  }

  /// Whether a commit builds on where a branch is, which may not be there.
  private func isBehind(_ tip: ObjectID?, _ commit: ObjectID) throws(GitError) -> Bool {
    guard let tip else { return true }
    return try isAncestor(tip, of: commit)
  }

  private static func isAboutLock(_ reason: String) -> Bool {
    ["lock", "failed to update ref", "already exists", "fetch first", "old value"].contains {
      reason.contains($0)
    }
  }

  /// Whether a server's words say that to wait is no use: those of the system, which git passes on.
  private static func isLasting(_ words: [String]) -> Bool {
    words.contains { line in
      ["read-only file system", "permission denied", "no space left", "disk quota exceeded"]
        .contains { line.lowercased().contains($0) }
    }
  }
}

/// A ref that names a commit while it is pushed: libgit2 pushes refs alone, and the branch moves when the remotes have the
/// commit.
private struct OutgoingRef {
  private static let folder = "refs/mgrnet/out/"
  let name: String
  private let repository: Repository

  init(_ commit: ObjectID, in repository: Repository) throws(GitError) {
    self.repository = repository
    // What a killed process left goes now.
    for name in try repository.refs(below: String(Self.folder.dropLast())).keys {
      let process = name.dropFirst(Self.folder.count).split(separator: "-").first.flatMap { Int32($0) } ?? 0
      if process <= 0 || !Files.isRunning(process) { git_reference_remove(repository.handle, name) }
    }
    name = "\(Self.folder)\(getpid())-\(UInt32.random(in: .min ... .max))"
    var oid = commit.oid
    let reference = try made("git_reference_create", name) {
      git_reference_create(&$0, repository.handle, name, &oid, 0, nil)
    }
    git_reference_free(reference)
  }

  /// What cannot be removed now, the next push removes.
  func remove() { git_reference_remove(repository.handle, name) }
}
