import Clibgit2
import Disk
import Glibc

/// Writes to remotes. Takes the repository's lock for moments only, so the caller must not hold it.
extension Repository {
  /// Moves a branch of a remote forward to a commit, never by force. As in git, pushes to every push address.
  ///
  /// - Returns: for each address the outcome: `late` if the commit does not contain the branch's tip there.
  package func push(
    _ commit: ObjectID, to branch: String, of remote: Remote, _ options: TransferOptions
  ) throws(TransferError) -> [(url: String, outcome: PushOutcome)] {
    var outcomes: [(url: String, outcome: PushOutcome)] = []
    for url in remote.pushURLs {
      let outcome = try push(commit, to: branch, of: remote, at: url, options)
      outcomes.append((url, outcome))
      guard let ref = remote.trackingRef(of: branch), outcome == .done || outcome == .there else { continue }
      try TransferPlace(remote: remote.name, text: url).here(
        note(ref, commit, by: options.person, reason: "update by push"))
    }
    return outcomes
  }

  /// Pushes to one address.
  ///
  /// If the other side could not lock the branch, another push may be going on, or the other side cannot write: tries again
  /// for some seconds before returning its refusal.
  private func push(
    _ commit: ObjectID, to branch: String, of remote: Remote, at url: String, _ options: TransferOptions
  ) throws(TransferError) -> PushOutcome {
    var milliseconds: UInt32 = 100
    while true {
      let (outcome, words) = try pushOnce(commit, to: branch, of: remote, at: url, options)
      guard case .refused = outcome, let reason = words.last, Self.isAboutLock(reason) else { return outcome }
      // The branch's tip now tells whether somebody else was quicker; servers say that in various words.
      let now = try reach(url, remote, remote.receivePack, in: self, options) {
        (connection) throws(TransferProblem) in
        let tip = try connection.connect(GIT_DIRECTION_PUSH).branches[branch]
        return (tip: tip, isForward: try here { () throws(GitError) in try isForward(from: tip, commit) })
      }
      if now.tip == commit { return .done }
      guard now.isForward else { return .late(found: now.tip) }
      guard milliseconds < 3000, !Self.isPermanent(words) else { return outcome }
      usleep(milliseconds * 1000)
      milliseconds *= 3
    }
  }

  /// Tries one push.
  ///
  /// - Returns: the outcome, and what the other side said.
  private func pushOnce(
    _ commit: ObjectID, to branch: String, of remote: Remote, at url: String, _ options: TransferOptions
  ) throws(TransferError) -> (outcome: PushOutcome, words: [String]) {
    try reach(url, remote, remote.receivePack, in: self, options) { (connection) throws(TransferProblem) in
      guard Self.isRefName("refs/heads/" + branch) else { throw .noSuchBranch(branch) }
      try here(requireWholeHistory())
      let found = try connection.connect(GIT_DIRECTION_PUSH).branches[branch]
      if found == commit { return (.there, []) }
      guard try here(isForward(from: found, commit)) else { return (.late(found: found), []) }
      let ref = try here(OutgoingRef(commit, in: self))
      defer { ref.remove() }
      guard let reason = try connection.upload(ref.name, to: branch) else { return (.done, []) }
      let words = Array(connection.said.suffix(20)) + [reason]
      return (.refused(reasons: words), words)
    }
  }

  /// Returns whether a commit contains a branch's tip; `true` for a new branch (`nil`).
  private func isForward(from tip: ObjectID?, _ commit: ObjectID) throws(GitError) -> Bool {
    guard let tip else { return true }
    return try isAncestor(tip, of: commit)
  }

  /// Returns whether a refusal may come from another push at the same time.
  private static func isAboutLock(_ reason: String) -> Bool {
    ["lock", "failed to update ref", "already exists", "fetch first", "old value"].contains {
      reason.contains($0)
    }
  }

  /// Returns whether the other side names an error of its system for which waiting is of no use.
  private static func isPermanent(_ words: [String]) -> Bool {
    words.contains { line in
      ["read-only file system", "permission denied", "no space left", "disk quota exceeded"]
        .contains { line.lowercased().contains($0) }
    }
  }
}

/// A temporary ref to a commit that is pushed: libgit2 pushes only refs, and the branch here moves after the push.
private struct OutgoingRef {
  private static let folder = "refs/mgrnet/out/"
  let name: String
  private let repository: Repository

  init(_ commit: ObjectID, in repository: Repository) throws(GitError) {
    self.repository = repository
    // Remove refs of killed processes.
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

  /// Removes the ref. If that fails, the next push removes it.
  func remove() { git_reference_remove(repository.handle, name) }
}
