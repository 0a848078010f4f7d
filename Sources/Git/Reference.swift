import Clibgit2
import Glibc

/// Reads and moves branches and other refs.
extension Repository {
  /// Returns the branch that HEAD names, and its tip.
  package func head() throws(GitError) -> Head {
    guard let head = try found("git_reference_lookup", "HEAD", { git_reference_lookup(&$0, handle, "HEAD") })
    else { throw .notARepository(path: gitDirectory) }
    defer { git_reference_free(head) }
    guard let target = git_reference_symbolic_target(head).map({ String(cString: $0) }) else {
      return Head(branch: nil, tip: ObjectID(git_reference_target(head)))
    }
    return Head(
      branch: target.hasPrefix("refs/heads/") ? String(target.dropFirst(11)) : nil,
      tip: try self.target(of: target))
  }

  /// Returns the tip of a branch (`main`) of this repository; `nil` before its first commit.
  package func tip(of branch: String) throws(GitError) -> ObjectID? { try target(of: "refs/heads/" + branch) }

  /// Returns the object that a full ref name leads to; `nil` if there is no such ref.
  func target(of ref: String) throws(GitError) -> ObjectID? {
    guard Self.isRefName(ref) else { return nil }
    var id = git_oid()
    let status = git_reference_name_to_id(&id, handle, ref)
    if status == GIT_ENOTFOUND.rawValue {
      git_error_clear()
      return nil
    }
    try check(status, "git_reference_name_to_id", ref)
    return ObjectID(id)
  }

  /// Returns whether git accepts a name for a ref below `refs/`.
  static func isRefName(_ name: String) -> Bool {
    var isValid: Int32 = 0
    return name.hasPrefix("refs/") && git_reference_name_is_valid(&isValid, name) == 0 && isValid == 1
  }

  /// Returns all refs below a folder of refs (`refs/heads`) by their full names, without refs that lead nowhere.
  package func refs(below folder: String) throws(GitError) -> [String: ObjectID] {
    let iterator = try made("git_reference_iterator_glob_new", folder) {
      git_reference_iterator_glob_new(&$0, handle, folder + "/*")
    }
    defer { git_reference_iterator_free(iterator) }
    var found: [String: ObjectID] = [:]
    while true {
      var reference: OpaquePointer?
      let status = git_reference_next(&reference, iterator)
      if status == GIT_ITEROVER.rawValue { break }
      try check(status, "git_reference_next", folder)
      defer { git_reference_free(reference) }
      let name = String(cString: git_reference_name(reference))
      let direct = ObjectID(git_reference_target(reference))
      found[name] = try direct == nil ? target(of: name) : direct
    }
    git_error_clear()
    return found
  }

  /// Returns the tips of this repository's branches, by name.
  package func branches() throws(GitError) -> [String: ObjectID] {
    let refs = try refs(below: "refs/heads").map { (String($0.key.dropFirst(11)), $0.value) }
    return Dictionary(uniqueKeysWithValues: refs)
  }

  /// Returns the last known tips of the remotes' branches, by the full names of the remote-tracking refs.
  package func remoteBranches() throws(GitError) -> [String: ObjectID] { try refs(below: "refs/remotes") }

  /// Moves a branch from one commit to another, if it is still at the first one.
  ///
  /// Holds git's own lock file meanwhile, and writes the same lines as git into the reflogs of the branch and HEAD.
  ///
  /// - Parameters:
  ///   - expected: where the caller saw the branch; `nil` for a branch that must not exist yet.
  ///   - reason: the reflog's message, such as `commit: the subject`.
  /// - Throws: `GitError.moved`, `GitError.locked`.
  package func move(
    branch: String, from expected: ObjectID?, to new: ObjectID, by person: Signature, reason: String,
    under lock: RepositoryLock
  ) throws(GitError) {
    try move(ref: "refs/heads/" + branch, from: expected, to: new, by: person, reason: reason, under: lock)
  }

  /// Moves any ref, by its full name, as `move(branch:)` does.
  func move(
    ref name: String, from expected: ObjectID?, to new: ObjectID, by person: Signature, reason: String,
    under lock: RepositoryLock
  ) throws(GitError) {
    guard Self.isRefName(name) else { throw .unsafePath(name) }
    if let symbolic = try symbolicTarget(of: name) { throw .exists(path: symbolic) }
    let note = try RefLockNote(of: name, to: new, under: lock)
    defer { note.remove() }
    // The ref is read under git's lock, or a quicker process could be overwritten.
    let transaction = try made("git_transaction_new", name) { git_transaction_new(&$0, handle) }
    defer { git_transaction_free(transaction) }
    try lockRef(name, transaction)
    let found = try target(of: name)
    guard found == expected else {
      throw .moved(
        branch: name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name, expected: expected,
        found: found)
    }
    var oid = new.oid
    let line = String(String.UnicodeScalarView(reason.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
    try person.withGit { (person) throws(GitError) in
      try check(
        git_transaction_set_target(transaction, name, &oid, person, line), "git_transaction_set_target", name)
      try check(git_transaction_commit(transaction), "git_transaction_commit", commonDirectory + "/" + name)
    }
  }

  /// Takes git's lock on a ref, waiting 0.1 s at most: git itself holds it no longer.
  private func lockRef(_ name: String, _ transaction: OpaquePointer) throws(GitError) {
    for turn in 0... {
      let status = git_transaction_lock_ref(transaction, name)
      if status == GIT_ELOCKED.rawValue, turn < 10 {
        usleep(10_000)
        continue
      }
      return try check(status, "git_transaction_lock_ref", "\(commonDirectory)/\(name).lock")
    }
  }

  private func symbolicTarget(of name: String) throws(GitError) -> String? {
    let reference = try found("git_reference_lookup", name) { git_reference_lookup(&$0, handle, name) }
    defer { git_reference_free(reference) }
    return reference.flatMap { git_reference_symbolic_target($0) }.map { String(cString: $0) }
  }

  /// Moves a remote-tracking ref to a commit, unless it is there already.
  func note(_ ref: String, _ id: ObjectID, by person: Signature, reason: String) throws(GitError) {
    guard ref.hasPrefix("refs/remotes/") else { throw .unsafePath(ref) }
    if try target(of: ref) == id { return }
    let lock = try lock()
    let now = try target(of: ref)
    if now == id { return }
    try move(ref: ref, from: now, to: id, by: person, reason: reason, under: lock)
  }

  /// Notes that a commit of a branch has left this machine, but not through a remote of this repository.
  ///
  /// - Parameter name: how it left; stands where a remote's name would.
  package func noteLeft(_ branch: String, at id: ObjectID, by name: String, for person: Signature)
    throws(GitError)
  { try note("refs/remotes/\(name)/\(branch)", id, by: person, reason: "push") }
}
