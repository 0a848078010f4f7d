import Glibc

/// Fetching and pushing; nobody may hold the repository's lock meanwhile, which is taken for moments only.
extension Repository {
  /// What a remote has; nothing changes here.
  package func remoteTips(_ remote: Remote, _ options: TransferOptions) throws(TransferError) -> RemoteTips {
    try atRemote(remote, remote.url) { (address, said) throws(TransferProblem) in
      if let other = try localRemote(address, remote.uploadPack) {
        return try here { () throws(GitError) in try other.tips() }
      }
      let session = try Session(
        self, address, .uploadPack, program: remote.uploadPack, proxy: remote.proxy, options, said: &said)
      session.end()
      return session.advertisement.tips
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
    try atRemote(remote, remote.url) { (address, said) throws(TransferProblem) in
      var tips: [String: ObjectID] = [:]
      if let other = try localRemote(address, remote.uploadPack) {
        try here { () throws(GitError) in
          for branch in branches { tips[branch] = try other.repository.tip(of: branch) }
        }
        let wanted = try lacking(remote, branches, tips)
        if !wanted.isEmpty { try copy(wanted, from: other, options) }
      } else {
        let session = try Session(
          self, address, .uploadPack, program: remote.uploadPack, proxy: remote.proxy, options, said: &said)
        for branch in branches { tips[branch] = session.advertisement.branch(branch) }
        let wanted = try lacking(remote, branches, tips)
        if wanted.isEmpty {
          session.end()
        } else {
          let (known, others) = try haves(remote, branches)
          try session.run(said: &said) { (said) throws(TransferProblem) in
            try FetchTalk(
              repository: self, reader: session.reader, advertisement: session.advertisement,
              options: options
            ).get(wanted, known: known, others: others, said: &said)
          }
        }
      }
      return try here { () throws(GitError) in
        try note(remote, branches, tips, acceptsRewritten, options)
      }
    }
  }

  /// Moves a branch of a remote to a commit, if it is where the caller saw it; never by force.
  ///
  /// - Parameters:
  ///   - commit: builds on `expected`, else the answer is `late`.
  ///   - expected: where the branch of the remote is; `nil` for one that must not exist.
  package func push(
    _ commit: ObjectID, to branch: String, of remote: Remote, expecting expected: ObjectID?,
    _ options: TransferOptions
  ) throws(TransferError) -> PushOutcome {
    try atRemote(remote, remote.pushURL) { (address, said) throws(TransferProblem) in
      guard RefFiles.isPlausible("refs/heads/" + branch) else { throw .noSuchBranch(branch) }
      let builds = try here { () throws(GitError) in
        try expected.map { (id) throws(GitError) in try isAncestor(id, of: commit) } ?? true
      }
      guard builds else { return .late(found: expected) }
      var outcome: PushOutcome?
      if let other = try localRemote(address, remote.receivePack) {
        if try here({ () throws(GitError) in try other.isPlainToPush() }) {
          outcome = try other.push(commit, of: self, to: branch, expecting: expected, options)
        }
      }
      if outcome == nil {
        outcome = try push(commit, branch, remote, address, expected, options, &said)
      }
      guard let answer = outcome else { throw .cutOff }
      if answer == .done {
        try here { () throws(GitError) in
          try note(remote.trackingRef(of: branch), commit, by: options.person, reason: "update by push")
        }
      }
      return answer
    }
  }

  /// Pushes through a git program of the other side.
  ///
  /// Where it could not move the branch and nobody else moved it, another push may be at it at this very moment, or the
  /// other side cannot write: it is asked again for some seconds, and then its words are the answer.
  private func push(
    _ commit: ObjectID, _ branch: String, _ remote: Remote, _ address: RemoteAddress,
    _ expected: ObjectID?, _ options: TransferOptions, _ said: inout [String]
  ) throws(TransferProblem) -> PushOutcome {
    var milliseconds: UInt32 = 100
    while true {
      let outcome = try pushOnce(commit, branch, remote, address, expected, options, &said)
      guard case .late(let found) = outcome.seen, found == expected else { return outcome.seen }
      guard milliseconds < 3000, !Self.isLasting(outcome.words) else {
        return .refused(reasons: outcome.words)
      }
      usleep(milliseconds * 1000)
      milliseconds *= 3
    }
  }

  /// Whether a server's words say that to wait is no use: those of the system, which git passes on.
  private static func isLasting(_ words: [String]) -> Bool {
    words.contains { line in
      ["read-only file system", "permission denied", "no space left", "disk quota exceeded"]
        .contains { line.lowercased().contains($0) }
    }
  }

  /// - Returns: what came of it, `late` also where the branch could not be moved; and what the other side said of that.
  private func pushOnce(
    _ commit: ObjectID, _ branch: String, _ remote: Remote, _ address: RemoteAddress,
    _ expected: ObjectID?, _ options: TransferOptions, _ said: inout [String]
  ) throws(TransferProblem) -> (seen: PushOutcome, words: [String]) {
    let session = try Session(
      self, address, .receivePack, program: remote.receivePack, proxy: remote.proxy, options, said: &said)
    let found = session.advertisement.branch(branch)
    if found == commit || found != expected {
      session.end()
      // Somebody was quicker, or it is the answer to an earlier try that got lost.
      return (found == commit ? .done : .late(found: found), [])
    }
    let before = said.count
    let answer = try session.run(said: &said) { (said) throws(TransferProblem) in
      try PushTalk(
        repository: self, reader: session.reader, advertisement: session.advertisement, options: options
      ).put(commit, to: branch, from: expected, said: &said)
    }
    guard case .refused(let reason) = answer else { return (.done, []) }
    let words = Array(said[min(before, said.count)...].suffix(20)) + [reason]
    // A server says in its own words that somebody was quicker: where the branch is now tells.
    let isLock = ["lock", "failed to update ref", "already exists", "fetch first", "old value"]
      .contains { reason.contains($0) }
    if isLock {
      let again = try Session(
        self, address, .receivePack, program: remote.receivePack, proxy: remote.proxy, options, said: &said)
      again.end()
      let now = again.advertisement.branch(branch)
      return (now == commit ? .done : .late(found: now), words)
    }
    return (.refused(reasons: words), words)
  }

  /// - Returns: `nil` where it is not a folder of this machine whose files may be read as they lie there.
  private func localRemote(_ address: RemoteAddress, _ program: String?) throws(TransferProblem)
    -> LocalRemote?
  {
    guard address.isLocal, program == nil else { return nil }
    let path = address.path.hasPrefix("/") ? address.path : base + "/" + address.path
    guard let other = try LocalRemote.open(path) else { throw .noSuchRepository }
    return try here({ () throws(GitError) in try other.isPlainToFetch() }) ? other : nil
  }

  private func copy(_ wanted: [ObjectID], from other: LocalRemote, _ options: TransferOptions)
    throws(TransferProblem)
  {
    let objects = try here { () throws(GitError) in
      var whole = WholeCommits(self)
      return try NewObjects(in: other.repository, from: wanted) { (id) throws(GitError) in
        try whole.contains(id)
      }
    }
    try store(objects, from: other.repository, wanted: wanted, options.progress)
  }

  /// The tips that are not here, each once; where one was when it was last looked at, it is here.
  private func lacking(_ remote: Remote, _ branches: [String], _ tips: [String: ObjectID])
    throws(TransferProblem) -> [ObjectID]
  {
    try here { () throws(GitError) in
      var wanted: [ObjectID] = []
      var whole = WholeCommits(self)
      for branch in branches {
        guard let tip = tips[branch], !wanted.contains(tip), try knownTip(of: branch, at: remote) != tip
        else {
          continue
        }
        if try !whole.contains(tip) { wanted.append(tip) }
      }
      return wanted
    }
  }

  /// What the other side had when it was last looked at, and all that is here and may be there as well.
  private func haves(_ remote: Remote, _ branches: [String]) throws(TransferProblem) -> (
    known: [ObjectID], others: [ObjectID]
  ) {
    try here { () throws(GitError) in
      var known: [ObjectID] = []
      for branch in branches { if let tip = try knownTip(of: branch, at: remote) { known.append(tip) } }
      var others = Set(try RefFiles.list("refs/heads", commonDirectory: commonDirectory).values)
      others.formUnion(try RefFiles.list("refs/remotes", commonDirectory: commonDirectory).values)
      return (known, others.sorted())
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
      let before = try RefFiles.target(of: ref, commonDirectory: commonDirectory)
      guard let after = tips[branch] else {
        found.append(FetchedTip(branch: branch, before: before, after: nil, isRewritten: false))
        continue
      }
      let isRewritten = try before.map { (id) throws(GitError) in try !isAncestor(id, of: after) } ?? false
      if before != after, !isRewritten || acceptsRewritten {
        let kind = before == nil ? "storing head" : isRewritten ? "forced-update" : "fast-forward"
        try note(ref, after, by: options.person, reason: "fetch \(remote.name): \(kind)")
      }
      found.append(FetchedTip(branch: branch, before: before, after: after, isRewritten: isRewritten))
    }
    return found
  }

  /// Runs something with a remote's address, and says in its error which remote it was.
  private func atRemote<Result>(
    _ remote: Remote, _ url: String,
    _ body: (RemoteAddress, inout [String]) throws(TransferProblem) -> Result
  ) throws(TransferError) -> Result {
    var place = TransferPlace(remote: remote.name, address: nil, text: url)
    var said: [String] = []
    do throws(TransferProblem) {
      let address = try RemoteAddress(url)
      place.address = address
      return try body(address, &said)
    } catch {
      throw place.error(error, said)
    }
  }
}
