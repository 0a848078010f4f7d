/// Fetching and pushing; nobody may hold the repository's lock meanwhile, which is taken for moments only.
extension Repository {
  /// What a remote has; nothing changes here.
  package func remoteTips(_ remote: Remote, _ options: TransferOptions) throws(TransferError) -> RemoteTips {
    try atRemote(remote, remote.url) { (address) throws(TransferProblem) in
      let other = try open(address)
      return try here { () throws(GitError) in try other.tips() }
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
    try atRemote(remote, remote.url) { (address) throws(TransferProblem) in
      let other = try open(address)
      var tips: [String: ObjectID] = [:]
      try here { () throws(GitError) in
        for branch in branches { tips[branch] = try other.repository.tip(of: branch) }
      }
      return try note(remote, branches, tips, acceptsRewritten, options) { (wanted) throws(TransferProblem) in
        try here { () throws(GitError) in
          let objects = try NewObjects(in: other.repository, from: wanted) { [self] (id) throws(GitError) in
            try has(id)
          }
          try store(objects, from: other.repository, options.progress)
        }
      }
    }
  }

  /// Moves a branch of a remote to a commit, if it is where the caller saw it; never by force.
  ///
  /// - Parameters:
  ///   - commit: builds on `expected`, or the remote will refuse it.
  ///   - expected: where the branch of the remote is; `nil` for one that must not exist.
  package func push(
    _ commit: ObjectID, to branch: String, of remote: Remote, expecting expected: ObjectID?,
    _ options: TransferOptions
  ) throws(TransferError) -> PushOutcome {
    try atRemote(remote, remote.pushURL) { (address) throws(TransferProblem) in
      let other = try open(address)
      let outcome = try here { () throws(GitError) in
        try other.push(commit, of: self, to: branch, expecting: expected, options)
      }
      if outcome == .done {
        try here { () throws(GitError) in
          try note(remote.trackingRef(of: branch), commit, by: options.person, reason: "update by push")
        }
      }
      return outcome
    }
  }

  private func open(_ address: RemoteAddress) throws(TransferProblem) -> LocalRemote {
    guard address.isLocal else { throw .unsupportedWay(address.way.rawValue) }
    let base = workTree ?? gitDirectory
    let path = address.path.hasPrefix("/") ? address.path : base + "/" + address.path
    guard let other = try LocalRemote.open(path) else { throw .noSuchRepository }
    return other
  }

  /// Gets the commits that are not here and writes down where the branches are.
  private func note(
    _ remote: Remote, _ branches: [String], _ tips: [String: ObjectID], _ acceptsRewritten: Bool,
    _ options: TransferOptions, get: ([ObjectID]) throws(TransferProblem) -> Void
  ) throws(TransferProblem) -> [FetchedTip] {
    let wanted = try here { () throws(GitError) in
      var wanted: [ObjectID] = []
      for branch in branches {
        if let tip = tips[branch], try !has(tip), !wanted.contains(tip) { wanted.append(tip) }
      }
      return wanted
    }
    if !wanted.isEmpty { try get(wanted) }
    return try here { () throws(GitError) in
      var found: [FetchedTip] = []
      for branch in branches {
        let ref = remote.trackingRef(of: branch)
        let before = try RefFiles.target(of: ref, commonDirectory: commonDirectory)
        guard let after = tips[branch] else {
          found.append(FetchedTip(branch: branch, before: before, after: nil, isRewritten: false))
          continue
        }
        let isRewritten = try before.map { (id) throws(GitError) in try !builds(after, on: id) } ?? false
        if before != after, !isRewritten || acceptsRewritten {
          let kind = before == nil ? "storing head" : isRewritten ? "forced-update" : "fast-forward"
          try note(ref, after, by: options.person, reason: "fetch \(remote.name): \(kind)")
        }
        found.append(FetchedTip(branch: branch, before: before, after: after, isRewritten: isRewritten))
      }
      return found
    }
  }

  /// Runs something with a remote's address, and says in its error which remote it was.
  private func atRemote<Result>(
    _ remote: Remote, _ url: String, _ body: (RemoteAddress) throws(TransferProblem) -> Result
  ) throws(TransferError) -> Result {
    var place = TransferPlace(remote: remote.name, address: nil, text: url)
    do throws(TransferProblem) {
      let address = try RemoteAddress(url)
      place.address = address
      return try body(address)
    } catch {
      throw place.error(error)
    }
  }
}
