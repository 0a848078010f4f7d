import Glibc

/// A change to a branch: one commit, which the work tree and index then follow.
package struct BranchChange: Sendable {
  package var branch: String
  /// The branch must be at the first one; empty for its first commit.
  package var parents: [ObjectID]
  package var changes: [TreeChange]
  package var author: Signature
  package var committer: Signature
  package var message: String

  package init(
    branch: String, parents: [ObjectID], changes: [TreeChange], author: Signature, committer: Signature,
    message: String
  ) {
    self.branch = branch
    self.parents = parents
    (self.changes, self.author, self.committer, self.message) = (changes, author, committer, message)
  }
}

/// The result of an act whose commit is on its branch.
package struct Performed: Sendable {
  package let written: Written
  /// Paths that keep a person's uncommitted edits, in the work tree or the index.
  package let left: [String]
  /// Why the work tree or the index did not follow; `recover` tries again.
  package let unfinished: GitError?

  package var commit: ObjectID { written.commit }
}

/// What `recover` did about an act that was killed.
package enum Recovery: Equatable, Sendable {
  /// The commit was on its branch; the work tree and the index have followed now. `left` as in `Performed`.
  case finished(from: ObjectID?, commit: ObjectID, left: [String])
  /// The branch had not moved, so nothing of the act remains.
  case dropped
  /// The lock file of this file in the git directory was removed: `index`, `refs/heads/main`.
  case unlocked(String)
}

extension Repository {
  /// Commits changes to a branch. If the branch is checked out, the work tree and the index follow.
  ///
  /// - Parameter noting: called with the commit before the branch moves to it; an error stops the act.
  /// - Throws: `GitError.moved`, `GitError.locked`, those of `writeCommit`, and what the signer throws; nothing has
  ///   changed then.
  package func perform(
    _ act: BranchChange, under lock: RepositoryLock, signer: CommitSigner? = nil,
    noting: (ObjectID) throws(GitError) -> Void = { _ in }
  ) throws -> Performed {
    let written = try write(act, signer: signer)
    try noting(written.commit)
    return try publish(
      written, branch: act.branch, from: act.parents.first, by: act.committer,
      reason: act.parents.isEmpty ? "commit (initial): " : "commit: ", act.message, under: lock)
  }

  func publish(
    _ written: Written, branch: String, from old: ObjectID?, by person: Signature, reason: String,
    _ message: String, under lock: RepositoryLock, advancing: ((Int) -> Void)? = nil
  ) throws(GitError) -> Performed {
    let subject = reason + String(message.prefix(while: { $0 != "\n" }))
    let head = try head()
    guard workTree != nil, head.branch == branch else {
      try checkNobodyElseHas(branch)
      try move(branch: branch, from: old, to: written.commit, by: person, reason: subject, under: lock)
      return Performed(written: written, left: [], unfinished: nil)
    }
    // An earlier act that was killed is finished first, or its journal would be lost.
    if try Journal.read(under: lock) != nil { _ = try recover(under: lock) }
    // As in git, the branch must not move if the index cannot be locked or read.
    let index = try lockIndex(under: lock)
    try Journal(branch: branch, old: old, new: written.commit).write(under: lock)
    do throws(GitError) {
      try move(branch: branch, from: old, to: written.commit, by: person, reason: subject, under: lock)
    } catch {
      Journal.remove(under: lock)
      throw error
    }
    do throws(GitError) {
      let left = try bringAlong(written.changes, from: old, to: written.commit, index, under: lock, advancing)
      Journal.remove(under: lock)
      return Performed(written: written, left: left, unfinished: nil)
    } catch {
      return Performed(written: written, left: [], unfinished: error)
    }
  }

  /// Moves a branch to an existing commit. If the branch is checked out, the work tree and the index follow.
  ///
  /// - Parameter changes: the differences from `old` to `new`.
  package func bring(
    _ branch: String, from old: ObjectID, to new: ObjectID, _ changes: [PathChange], by person: Signature,
    reason: String, under lock: RepositoryLock
  ) throws(GitError) -> Performed {
    let written = Written(commit: new, tree: try root(of: new), changes: changes)
    return try publish(written, branch: branch, from: old, by: person, reason: reason, "", under: lock)
  }

  /// Makes the work tree and the index follow the checked out branch, which has moved already.
  ///
  /// - Returns: the paths that keep what a person edited or staged.
  private func bringAlong(
    _ changes: [PathChange], from old: ObjectID?, to new: ObjectID, _ index: borrowing LockedIndex,
    under lock: RepositoryLock, _ advancing: ((Int) -> Void)? = nil
  ) throws(GitError) -> [String] {
    guard let workTree else { return [] }
    let tree = try WorkTree(workTree)
    var left: [String] = []
    var edits: [IndexEdit] = []
    edits.reserveCapacity(changes.count)
    // Removals first: a file may come where a folder was.
    for change in changes where change.new == nil {
      // A file at an unsafe path was never checked out.
      if isSafePath(change.path) {
        switch try state(change.path, in: tree, expecting: change.old?.id) {
        case .same: try tree.remove(change.path)
        case .missing: break
        case .edited: left.append(change.path)
        }
      }
      edits.append(IndexEdit(path: change.path, old: change.old?.id, new: nil, status: nil))
    }
    for change in changes {
      advancing?(edits.count)
      guard let new = change.new else { continue }
      var status: stat?
      do throws(GitError) {
        let overwrite = try overwrite(change, tree)
        if overwrite == .keepCRLF {
          status = try tree.status(change.path)
        } else if overwrite == .write, let bytes = try blob(new.id),
          new.mode != .link || isSafeLink(bytes, depth: change.path.utf8.count { $0 == UInt8(ascii: "/") })
        {
          status = try tree.write(change.path, bytes, mode: new.mode, by: lock.folder + "/file.new")
        }
      } catch .exists {
        // A person has a file where a folder must be, or the other way round.
      }
      if status == nil { left.append(change.path) }
      edits.append(IndexEdit(path: change.path, old: change.old?.id, new: new, status: status))
    }
    let staged = try update(index, edits, commits: (old, new))
    return left + staged.filter { !left.contains($0) }
  }

  private enum Overwrite { case refuse, write, keepCRLF }

  /// Decides whether a file may be written: only if it is missing, as before the change, or as after it.
  private func overwrite(_ change: PathChange, _ tree: borrowing WorkTree) throws(GitError) -> Overwrite {
    guard let new = change.new, new.mode != .directory, new.mode != .submodule, isSafePath(change.path) else {
      return .refuse
    }
    if try state(change.path, in: tree, expecting: change.old?.id) != .edited { return .write }
    guard try state(change.path, in: tree, expecting: new.id) == .same else { return .refuse }
    // With `core.autocrlf`, git takes CRLF on disk for LF, so the file stays as its editor wrote it.
    let conversion = try configString("core.autocrlf")
    let isConverted = try configBool("core.autocrlf")
    return isConverted == true || conversion == "input" ? .keepCRLF : .write
  }

  /// Finishes or drops an act of mgrnet that was killed, and removes its lock files. Call it before the next act.
  package func recover(under lock: RepositoryLock) throws(GitError) -> [Recovery] {
    var found: [Recovery] = []
    for target in try LockFile.recover(in: commonDirectory, under: lock) { found.append(.unlocked(target)) }
    unlink(lock.folder + "/file.new")
    guard let journal = try Journal.read(under: lock) else { return found }
    let head = try head()
    if try tip(of: journal.branch) != journal.new {
      found.append(.dropped)
    } else if head.branch == journal.branch {
      let left = try bringAlong(
        changes(from: journal.old, to: journal.new), from: journal.old, to: journal.new,
        lockIndex(under: lock), under: lock)
      found.append(.finished(from: journal.old, commit: journal.new, left: left))
    }
    Journal.remove(under: lock)
    return found
  }
}
