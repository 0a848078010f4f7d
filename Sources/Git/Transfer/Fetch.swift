import Clibgit2

/// Reading remotes; nobody may hold the repository's lock meanwhile, which is taken for moments only.
extension Repository {
  /// What a remote has; nothing changes here.
  package func remoteTips(_ remote: Remote, _ options: TransferOptions) throws(TransferError) -> RemoteTips {
    try reach(remote.url, remote, remote.uploadPack, in: self, options) {
      (connection) throws(TransferProblem) in
      try connection.connect(GIT_DIRECTION_FETCH)
    }
  }

  /// Brings branches of a remote here, and notes where they are in `refs/remotes/`, as git does.
  ///
  /// Nothing else changes: no branch, no tag, no file. Where the remote has nothing new, nothing is written.
  ///
  /// - Parameter acceptsRewritten: note also where a branch is whose history was rewritten.
  /// - Returns: one answer for each branch that was asked for, in that order.
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
      try bring(branches, of: remote, over: connection, into: quarantine, options)
    }
    return try place.at { () throws(TransferProblem) in
      try here { () throws(GitError) in try note(remote, branches, tips, acceptsRewritten, options) }
    }
  }

  /// Joins small packs where there are more than git lets be (`gc.autoPackLimit`): each fetch leaves one, and each is
  /// asked for each object.
  ///
  /// A process of git, for libgit2 makes packs but takes none away. No object goes, reachable or not.
  private func joinPacks() throws(GitError) {
    let most = try config.int("gc.auto") == 0 ? 0 : config.int("gc.autopacklimit") ?? 50
    let folder = commonDirectory + "/objects/pack"
    guard most > 0, try Files.names(in: folder).count(where: { $0.hasSuffix(".pack") }) > most else { return }
    let git = ["git", "--git-dir=" + gitDirectory, "repack", "--quiet", "-d", "--geometric=2"]
    do throws(TransferProblem) { _ = try Program.run(git, added: [], input: []) } catch {
      // Many packs are slow, and no error.
    }
    try check(git_odb_refresh(objects), "git_odb_refresh", folder)
  }

  /// Brings what branches of a remote need here; no ref changes.
  ///
  /// - Returns: where all branches of the remote are.
  private func bring(
    _ branches: [String], of remote: Remote, over connection: Connection, into quarantine: Quarantine,
    _ options: TransferOptions
  ) throws(TransferProblem) -> [String: ObjectID] {
    let tips = try connection.connect(GIT_DIRECTION_FETCH).branches
    let (missing, needsGit) = try here { () throws(GitError) in try lacking(remote, branches, tips) }
    if needsGit {
      try fetchByGit(remote, missing.map { $0.branch }, options)
    } else if !missing.isEmpty {
      try connection.download(missing.map { "refs/heads/" + $0.branch })
      try quarantine.check(missing.map { $0.tip })
      try here { () throws(GitError) in try quarantine.release(to: self) }
    }
    return tips
  }

  /// libgit2 tells a server at most 256 commits that it has, the newest ones: where none of those is known there, it would
  /// be sent the whole network anew.
  private static let mostUnsent = 250

  /// The branches whose tips are not here with all that they need; where one was when it was last looked at, it is here.
  ///
  /// - Returns: those branches, and whether git must fetch them.
  private func lacking(_ remote: Remote, _ branches: [String], _ tips: [String: ObjectID]) throws(GitError)
    -> (branches: [(branch: String, tip: ObjectID)], needsGit: Bool)
  {
    var lacking: [(branch: String, tip: ObjectID)] = []
    var needsGit = false
    let known = try Array(refs(below: "refs/remotes").values)
    for branch in branches {
      guard let tip = tips[branch], try knownTip(of: branch, at: remote) != tip else { continue }
      if try has(tip) {
        // Git, killed in the middle of a fetch, leaves some of what a commit needs; libgit2 would not ask for the rest.
        let here = try known + Array(self.branches().values)
        if here.contains(tip) { continue }
        if try missingObject(of: commits(from: [tip], without: here)) == nil { continue }
        needsGit = true
      }
      lacking.append((branch, tip))
    }
    if !lacking.isEmpty, !needsGit, !known.isEmpty, let own = try head().tip {
      needsGit = try commits(from: [own], without: known).count > Self.mostUnsent
    }
    return (lacking, needsGit)
  }

  /// Has git bring branches here; no ref changes.
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
    try here { () throws(GitError) in
      try check(git_odb_refresh(objects), "git_odb_refresh", commonDirectory + "/objects")
    }
  }

  /// Writes down where the branches of a remote are.
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
      // What is written elsewhere than read may be read there later: that rewrites nothing.
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

  /// Where a remote's branch was when it was last looked at; `nil` for never.
  package func knownTip(of branch: String, at remote: Remote) throws(GitError) -> ObjectID? {
    try remote.trackingRef(of: branch).flatMap { (ref) throws(GitError) in try target(of: ref) }
  }
}

extension Quarantine {
  /// Looks whether commits came with all that they need.
  ///
  /// - Throws: `TransferProblem.incomplete`.
  func check(_ tips: [ObjectID]) throws(TransferProblem) {
    for tip in tips where try !here({ () throws(GitError) in try repository.has(tip) }) {
      throw .incomplete(tip)
    }
    let missing = try here { () throws(GitError) in
      let known = try Array(repository.refs(below: "refs").values)
      return try repository.missingObject(of: repository.commits(from: tips, without: known))
    }
    if let missing { throw .incomplete(missing) }
  }
}

/// Does something over a connection to an address; its error says which remote it was, and what the other side said.
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
    // That nothing is in a folder of this machine is plain enough.
    let isPlain = error == .noSuchRepository && connection?.isLocal == true
    throw place.error(error, isPlain ? [] : connection?.said ?? [])
  }
}
