import Clibgit2
import Glibc

/// Branches and other refs: where they are, and moving them.
extension Repository {
  /// The branch that HEAD names and its tip.
  package func head() throws(GitError) -> Head {
    guard let head = try found("git_reference_lookup", "HEAD", { git_reference_lookup(&$0, handle, "HEAD") })
    else {
      throw .notARepository(path: gitDirectory)
    }
    defer { git_reference_free(head) }
    guard let target = git_reference_symbolic_target(head).map({ String(cString: $0) }) else {
      return Head(branch: nil, tip: ObjectID(git_reference_target(head)))
    }
    return Head(
      branch: target.hasPrefix("refs/heads/") ? String(target.dropFirst(11)) : nil,
      tip: try self.target(of: target))
  }

  /// The tip of a branch (`main`) of this repository; `nil` before its first commit.
  package func tip(of branch: String) throws(GitError) -> ObjectID? { try target(of: "refs/heads/" + branch) }

  /// The object that a full ref name leads to; `nil` where there is no such ref.
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

  /// Whether a name can be that of a ref below `refs/`, as git has it.
  static func isRefName(_ name: String) -> Bool {
    var isValid: Int32 = 0
    return name.hasPrefix("refs/") && git_reference_name_is_valid(&isValid, name) == 0 && isValid == 1
  }

  /// All refs below a folder of refs (`refs/heads`), by their full name; those that lead nowhere are left out.
  func refs(below folder: String) throws(GitError) -> [String: ObjectID] {
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

  /// The branches here and where they are, by name.
  package func branches() throws(GitError) -> [String: ObjectID] {
    let refs = try refs(below: "refs/heads").map { (String($0.key.dropFirst(11)), $0.value) }
    return Dictionary(uniqueKeysWithValues: refs)
  }

  /// Where the remotes' branches were when they were last looked at, by the full names of the refs that say so.
  package func remoteBranches() throws(GitError) -> [String: ObjectID] { try refs(below: "refs/remotes") }

  /// Moves a branch from one commit to another, if it is still there.
  ///
  /// Git's own lock file is held meanwhile, and the reflogs of the branch and HEAD get their line where git would write one.
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

  /// As `move(branch:)`, for any ref by its full name.
  func move(
    ref name: String, from expected: ObjectID?, to new: ObjectID, by person: Signature, reason: String,
    under lock: RepositoryLock
  ) throws(GitError) {
    guard Self.isRefName(name) else { throw .unsafePath(name) }
    if let symbolic = try symbolicTarget(of: name) { throw .exists(path: symbolic) }
    let note = try RefLockNote(of: name, to: new, under: lock)
    defer { note.remove() }
    // What is compared is read under git's lock on the ref: an update without one would overwrite who was quicker.
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

  /// Takes git's lock on a ref, waiting for a moment: git itself holds it no longer.
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

  /// Notes where a branch of a remote is, or what has left this machine by another way.
  func note(_ ref: String, _ id: ObjectID, by person: Signature, reason: String) throws(GitError) {
    guard ref.hasPrefix("refs/remotes/") else { throw .unsafePath(ref) }
    if try target(of: ref) == id { return }
    let lock = try lock()
    let now = try target(of: ref)
    if now == id { return }
    try move(ref: ref, from: now, to: id, by: person, reason: reason, under: lock)
  }

  /// Notes that what a branch is at has left this machine by another way than a remote of this repository.
  ///
  /// - Parameter name: of that way, in place of a remote's.
  package func noteLeft(_ branch: String, at id: ObjectID, by name: String, for person: Signature)
    throws(GitError)
  {
    try note("refs/remotes/\(name)/\(branch)", id, by: person, reason: "push")
  }
}
