import Clibgit2
import Disk

/// Reads remotes. Takes the repository's lock for moments only, so the caller must not hold it.
extension Repository {
  /// Returns a remote's branches and tags. Nothing changes here.
  package func remoteTips(_ remote: Remote, _ options: TransferOptions) throws(TransferError) -> RemoteTips {
    try reach(remote.url, remote, remote.uploadPack, in: self, options) {
      (connection) throws(TransferProblem) in try connection.connect(GIT_DIRECTION_FETCH)
    }
  }

  /// Fetches branches of a remote, and moves their remote-tracking refs, as git does. No branch, tag or file changes.
  ///
  /// - Parameter acceptsRewritten: whether to move the remote-tracking refs of branches with a rewritten history too.
  /// - Returns: one result for each requested branch, in the same order.
  package func fetch(
    _ remote: Remote, _ branches: [String], acceptsRewritten: Bool = false, _ options: TransferOptions
  ) throws(TransferError) -> [FetchedTip] {
    let place = TransferPlace(remote: remote.name, text: remote.url)
    let quarantine = try place.at { () throws(TransferProblem) in
      try here { () throws(GitError) in
        try requireWholeHistory()
        try joinPacks()
        return try Quarantine(for: self)
      }
    }
    let tips = try reach(remote.url, remote, remote.uploadPack, in: quarantine.repository, options) {
      (connection) throws(TransferProblem) in
      try download(branches, of: remote, over: connection, into: quarantine, options)
    }
    return try place.here(note(remote, branches, tips, acceptsRewritten, options))
  }

  /// Joins small packs if there are more than `gc.autoPackLimit`: each fetch leaves one, and each is searched for each
  /// object.
  ///
  /// Runs git, for libgit2 removes no packs. All objects stay, reachable or not.
  private func joinPacks() throws(GitError) {
    let most = try config.int("gc.auto") == 0 ? 0 : config.int("gc.autopacklimit") ?? 50
    let folder = commonDirectory + "/objects/pack"
    guard most > 0, try onDisk(Files.names(in: folder)).count(where: { $0.hasSuffix(".pack") }) > most else {
      return
    }
    let git = ["git", "--git-dir=" + gitDirectory, "repack", "--quiet", "-d", "--geometric=2"]
    do throws(TransferProblem) { _ = try Program.run(git, added: [], input: []) } catch {
      // Many packs are slow, but no error.
    }
    try check(git_odb_refresh(objects), "git_odb_refresh", folder)
  }

  /// Fetches the missing objects of branches of a remote. No ref changes.
  ///
  /// - Returns: the tips of all branches of the remote.
  private func download(
    _ branches: [String], of remote: Remote, over connection: Connection, into quarantine: Quarantine,
    _ options: TransferOptions
  ) throws(TransferProblem) -> [String: ObjectID] {
    let tips = try connection.connect(GIT_DIRECTION_FETCH).branches
    let (missing, needsGit) = try here(missingBranches(remote, branches, tips))
    if needsGit {
      try fetchByGit(remote, missing.map { $0.branch }, options)
    } else if !missing.isEmpty {
      try connection.download(missing.map { "refs/heads/" + $0.branch })
      try quarantine.check(missing.map { $0.tip })
      try here(quarantine.release(to: self))
    }
    return tips
  }

  /// The limit for unsent commits up to which libgit2 can fetch. It names only its newest 256 commits to a server; if the
  /// server knows none of these, it sends the whole network again.
  private static let mostUnsent = 250

  /// Returns the branches whose tips are not complete here, and whether git must fetch them. Last known tips are complete.
  private func missingBranches(
    _ remote: Remote, _ branches: [String], _ tips: [String: ObjectID]
  ) throws(GitError) -> (branches: [(branch: String, tip: ObjectID)], needsGit: Bool) {
    var missing: [(branch: String, tip: ObjectID)] = []
    var needsGit = false
    let known = try Array(refs(below: "refs/remotes").values)
    for branch in branches {
      guard let tip = tips[branch], try knownTip(of: branch, at: remote) != tip else { continue }
      if try has(tip) {
        // If git was killed in the middle of a fetch, a commit may lack objects, and libgit2 would not ask for them.
        let here = try known + Array(self.branches().values)
        if here.contains(tip) { continue }
        if try missingObject(of: commits(from: [tip], without: here)) == nil { continue }
        needsGit = true
      }
      missing.append((branch, tip))
    }
    if !missing.isEmpty, !needsGit, !known.isEmpty, let own = try head().tip {
      needsGit = try commits(from: [own], without: known).count > Self.mostUnsent
    }
    return (missing, needsGit)
  }

  /// Fetches branches by running git. No ref changes.
  private func fetchByGit(_ remote: Remote, _ branches: [String], _ options: TransferOptions)
    throws(TransferProblem)
  {
    let arguments =
      ["git", "--git-dir=" + gitDirectory, "-c", "core.hooksPath=/dev/null", "fetch", "--quiet", "--no-tags"]
      + ["--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules"]
      + (remote.uploadPack.map { ["--upload-pack=" + $0] } ?? []) + ["--", remote.url]
      + branches.map { "refs/heads/" + $0 }
    let quiet = options.mayAsk ? [] : ["GIT_TERMINAL_PROMPT=0"]
    guard try Program.run(arguments, added: quiet, input: []) != nil else { throw .failedThere }
    try here(check(git_odb_refresh(objects), "git_odb_refresh", commonDirectory + "/objects"))
  }

  /// Moves the remote-tracking refs of fetched branches.
  private func note(
    _ remote: Remote, _ branches: [String], _ tips: [String: ObjectID], _ acceptsRewritten: Bool,
    _ options: TransferOptions
  ) throws(GitError) -> [FetchedTip] {
    var found: [FetchedTip] = []
    for branch in branches {
      let ref = remote.trackingRef(of: branch)
      let before = try ref.flatMap { (ref) throws(GitError) in try target(of: ref) }
      guard let after = tips[branch] else {
        found.append(FetchedTip(branch: branch, before: before, after: nil, isRewritten: false))
        continue
      }
      let isLater = try before.map { (id) throws(GitError) in try isAncestor(id, of: after) } ?? true
      // A remote that is read from one address and pushed to at another may lag behind our push: no rewriting.
      let isEarlier = try before.map { (id) throws(GitError) in try isAncestor(after, of: id) } ?? false
      let isLagging = isEarlier && !isLater && remote.pushesElsewhere
      let isRewritten = !isLater && !isLagging
      if let ref, before != after, isLater || isRewritten && acceptsRewritten {
        let kind = before == nil ? "storing head" : isRewritten ? "forced-update" : "fast-forward"
        try note(ref, after, by: options.person, reason: "fetch \(remote.title): \(kind)")
      }
      found.append(
        FetchedTip(
          branch: branch, before: before, after: after, isRewritten: isRewritten, isLagging: isLagging))
    }
    return found
  }

  /// Returns the last known tip of a remote's branch; `nil` if it was never fetched.
  package func knownTip(of branch: String, at remote: Remote) throws(GitError) -> ObjectID? {
    try remote.trackingRef(of: branch).flatMap { (ref) throws(GitError) in try target(of: ref) }
  }
}

extension Quarantine {
  /// Checks that commits came with all their objects.
  ///
  /// - Throws: `TransferProblem.incomplete`.
  func check(_ tips: [ObjectID]) throws(TransferProblem) {
    for tip in tips where try !here(repository.has(tip)) { throw .incomplete(tip) }
    let missing = try here { () throws(GitError) in
      let known = try Array(repository.refs(below: "refs").values)
      return try repository.missingObject(of: repository.commits(from: tips, without: known))
    }
    if let missing { throw .incomplete(missing) }
  }
}

/// Connects to an address and calls `body`. Errors name the remote, and what the other side said.
func reach<Result>(
  _ url: String, _ remote: Remote, _ program: String?, in repository: Repository, _ options: TransferOptions,
  _ body: (Connection) throws(TransferProblem) -> Result
) throws(TransferError) -> Result {
  let place = TransferPlace(remote: remote.name, text: url)
  var connection: Connection?
  do throws(TransferProblem) {
    let made = try Connection(
      RemoteAddress(url), program: program, proxy: remote.proxy, in: repository, options)
    connection = made
    return try body(made)
  } catch {
    // git's own words add nothing if a local folder is no repository.
    var isPlain = error == .noSuchRepository && connection?.isLocal == true
    // Nor if it was us who ended the conversation.
    if case .refusedBranch = error { isPlain = true }
    throw place.error(error, isPlain ? [] : connection?.said ?? [])
  }
}
