import Clibgit2

/// Who did something and when.
package struct Signature: Hashable, Sendable {
  package var name: String
  package var email: String
  /// Seconds since 1970, UTC.
  package var seconds: Int64
  /// Minutes east of UTC.
  package var offsetMinutes: Int

  package init(name: String, email: String, seconds: Int64, offsetMinutes: Int) {
    (self.name, self.email, self.seconds, self.offsetMinutes) = (name, email, seconds, offsetMinutes)
  }

  init(_ signature: git_signature) {
    self.init(
      name: signature.name.map { String(cString: $0) } ?? "",
      email: signature.email.map { String(cString: $0) } ?? "", seconds: signature.when.time,
      offsetMinutes: Int(signature.when.offset))
  }

  /// Calls `body` with the signature in libgit2's form.
  func withGit<Result>(
    _ body: (UnsafePointer<git_signature>) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let person = try made("git_signature_new", name) { (person: inout UnsafeMutablePointer<git_signature>?) in
      git_signature_new(
        &person, Self.clean(name) ?? Self.clean(email) ?? "?", Self.clean(email) ?? "?", max(0, seconds),
        Int32(offsetMinutes))
    }
    defer { git_signature_free(person) }
    return try body(person)
  }

  /// Returns a name or address without angle brackets and control characters, as a commit needs it; `nil` if nothing
  /// remains.
  private static func clean(_ text: String) -> String? {
    let kept = text.unicodeScalars.filter { $0.value >= 32 && $0 != "<" && $0 != ">" && $0.value != 127 }
    // libgit2 trims these characters, as git does, and refuses a text that is then empty.
    let cut = " .,:;\"\\'".unicodeScalars
    return kept.contains { !cut.contains($0) } ? String(String.UnicodeScalarView(kept)) : nil
  }
}

/// The content of a commit.
package struct CommitInfo: Hashable, Sendable {
  package let id: ObjectID
  package let parents: [ObjectID]
  package let tree: ObjectID
  package let author: Signature
  package let committer: Signature
  /// The whole message; bytes that are not UTF-8 are repaired.
  package let message: String

  /// The message's first paragraph as one line.
  package var summary: String { paragraphs.first.map { $0.joined(separator: " ") } ?? "" }

  /// The message after its first paragraph, without the empty lines around it.
  package var body: String { paragraphs.rest.joined(separator: "\n") }

  private var paragraphs: (first: ArraySlice<Substring>?, rest: ArraySlice<Substring>) {
    func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0.isWhitespace } }
    let lines = message.split(separator: "\n" as Character, omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { !isBlank($0) }) else { return (nil, []) }
    let end = lines[start...].firstIndex(where: isBlank) ?? lines.endIndex
    guard let next = lines[end...].firstIndex(where: { !isBlank($0) }),
      let last = lines.lastIndex(where: { !isBlank($0) })
    else { return (lines[start..<end], []) }
    return (lines[start..<end], lines[next...last])
  }
}

/// A commit's tree, parents and time: all that walking a history needs.
struct CommitLinks {
  let tree: ObjectID
  let parents: [ObjectID]
  /// The committer's seconds since 1970.
  let seconds: Int64
}

/// A new commit and its changes.
package struct Written: Hashable, Sendable {
  package let commit: ObjectID
  package let tree: ObjectID
  /// Sorted by the bytes of the paths.
  package let changes: [PathChange]
}

extension Repository {
  /// Reads a commit.
  ///
  /// - Throws: `GitError.notFound`; `GitError.corrupt` if the object is no commit.
  package func commit(_ id: ObjectID) throws(GitError) -> CommitInfo {
    try withCommit(id) { (commit) throws(GitError) in
      guard let author = git_commit_author(commit), let committer = git_commit_committer(commit) else {
        throw .corrupt("commit \(id)")
      }
      let links = Self.links(of: commit)
      return CommitInfo(
        id: id, parents: links.parents, tree: links.tree, author: Signature(author.pointee),
        committer: Signature(committer.pointee),
        message: git_commit_message_raw(commit).map { String(cString: $0) } ?? "")
    }
  }

  /// Reads a commit's tree, parents and time.
  ///
  /// - Throws: `GitError.notFound`; `GitError.corrupt` if the object is no commit.
  func links(_ id: ObjectID) throws(GitError) -> CommitLinks {
    try withCommit(id) { (commit) throws(GitError) in Self.links(of: commit) }
  }

  private static func links(of commit: OpaquePointer) -> CommitLinks {
    CommitLinks(
      tree: ObjectID(git_commit_tree_id(commit)) ?? .zero,
      parents: (0..<git_commit_parentcount(commit)).compactMap { ObjectID(git_commit_parent_id(commit, $0)) },
      seconds: git_commit_time(commit))
  }

  func withCommit<Result>(
    _ id: ObjectID, _ body: (OpaquePointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var oid = id.oid
    let commit: OpaquePointer
    do throws(GitError) {
      commit = try made("git_commit_lookup", id.description) { git_commit_lookup(&$0, handle, &oid) }
    } catch .notFound {
      // libgit2 also says "not found" of an object of another kind.
      throw try has(id) ? .corrupt("\(id) is no commit") : .notFound(id.description)
    }
    defer { git_commit_free(commit) }
    return try body(commit)
  }

  /// Writes a commit whose tree is the first parent's with the changes applied. No branch moves.
  ///
  /// - Throws: `GitError.unsafePath`, `GitError.exists`, `GitError.notFound`; see `TreeEdit.apply`.
  package func writeCommit(
    _ changes: [TreeChange], parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> Written {
    var edit = TreeEdit(self)
    let tree = try edit.apply(changes, to: parents.first.map { (id) throws(GitError) in try root(of: id) })
    let commit = try writeCommit(
      tree: tree, parents: parents, author: author, committer: committer, message: message)
    return Written(commit: commit, tree: tree, changes: edit.changed)
  }

  /// Writes a commit of an existing tree. The same arguments make the same commit.
  func writeCommit(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> ObjectID {
    let text = Self.message(message)
    // Parents are given by id alone: those of a shallow history may be missing.
    var (treeID, parentIDs) = (tree.oid, parents.map(\.oid))
    return try author.withGit { (author) throws(GitError) in
      try committer.withGit { (committer) throws(GitError) in
        var id = git_oid()
        let status = parentIDs.withUnsafeMutableBufferPointer { parents in
          withUnsafeMutablePointer(to: &parents) { parents in
            git_commit_create_from_callback(
              &id, handle, nil, author, committer, nil, text, &treeID,
              { index, parents in
                let parents = parents?.assumingMemoryBound(to: UnsafeMutableBufferPointer<git_oid>.self)
                  .pointee
                return parents.flatMap {
                  index < $0.count ? UnsafePointer($0.baseAddress.map { $0 + index }) : nil
                }
              }, parents)
          }
        }
        try check(status, "git_commit_create_from_callback", commonDirectory + "/objects")
        return ObjectID(id)
      }
    }
  }

  /// Returns a message as git wants it: without NUL, and with a newline at its end.
  static func message(_ text: String) -> String {
    let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
    return kept.hasSuffix("\n") ? kept : kept + "\n"
  }

  /// Applies changes to the tree of a commit (or to a tree), and returns the new tree. Writes no commit.
  ///
  /// - Throws: as `writeCommit`.
  package func writeTree(_ changes: [TreeChange], on base: ObjectID) throws(GitError) -> ObjectID {
    var edit = TreeEdit(self)
    return try edit.apply(changes, to: root(of: base))
  }

  /// Writes a merge commit of two commits. No branch moves.
  ///
  /// The merge commit depends on these two commits alone, so that two people who merge the same two write the same
  /// commit and need not merge again. It names nobody, or it would reveal from whose machine an anonymous act came.
  /// - Parameter changes: turns the tree of `ours` into the merged tree.
  /// - Throws: as `writeCommit`.
  package func writeMerge(_ changes: [TreeChange], of ours: ObjectID, and theirs: ObjectID) throws(GitError)
    -> Written
  {
    var edit = TreeEdit(self)
    let tree = try edit.apply(changes, to: root(of: ours))
    let parents = [ours, theirs].sorted()
    var seconds: Int64 = 0
    for parent in parents { seconds = max(seconds, try links(parent).seconds) }
    let nobody = Signature(name: "mgrnet", email: "merge@invalid", seconds: seconds, offsetMinutes: 0)
    let names = parents.map { $0.description.prefix(8) }.joined(separator: " ")
    let commit = try writeCommit(
      tree: tree, parents: parents, author: nobody, committer: nobody, message: "merge: \(names)\n")
    return Written(commit: commit, tree: tree, changes: edit.changed)
  }
}
