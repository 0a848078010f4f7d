import Clibgit2

/// Signs the bytes of a commit. Returns the text of its `gpgsig` header, without a newline at its end; `nil` leaves the
/// commit unsigned.
package typealias CommitSigner = (_ commit: [UInt8]) throws -> String?

/// A commit's signature, and the bytes that were signed: the commit without that header.
package struct SignedCommit: Equatable, Sendable {
  package let signature: String
  package let content: [UInt8]
}

extension Repository {
  private static let header = "gpgsig"

  /// Reads a commit's signature, without verifying it; `nil` for a commit that has none.
  ///
  /// - Throws: `GitError.notFound`; `GitError.corrupt` if the object is no commit.
  package func signedCommit(_ id: ObjectID) throws(GitError) -> SignedCommit? {
    // `git_commit_extract_signature` would also take a line of the message for the header.
    let isSigned = try withCommit(id) { (commit) throws(GitError) in
      var field = git_buf()
      defer { git_buf_dispose(&field) }
      let status = git_commit_header_field(&field, commit, Self.header)
      if status == GIT_ENOTFOUND.rawValue {
        git_error_clear()
        return false
      }
      try check(status, "git_commit_header_field", id.description)
      return true
    }
    guard isSigned else { return nil }
    var (signature, content, oid) = (git_buf(), git_buf(), id.oid)
    defer {
      git_buf_dispose(&signature)
      git_buf_dispose(&content)
    }
    try check(
      git_commit_extract_signature(&signature, &content, handle, &oid, Self.header),
      "git_commit_extract_signature", id.description)
    return SignedCommit(
      signature: String(decoding: Self.bytes(signature), as: UTF8.self), content: Self.bytes(content))
  }

  /// Writes the commit of an act, signed where there is a signer. No branch moves.
  ///
  /// - Throws: as `writeCommit`, and what the signer throws: then nothing was written but files and folders.
  package func write(_ act: BranchChange, signer: CommitSigner?) throws -> Written {
    var edit = TreeEdit(self)
    let tree = try edit.apply(
      act.changes, to: act.parents.first.map { (id) throws(GitError) in try root(of: id) })
    let commit =
      try signer.flatMap { try writeSigned(act, tree: tree, $0) }
      ?? writeCommit(
        tree: tree, parents: act.parents, author: act.author, committer: act.committer, message: act.message)
    return Written(commit: commit, tree: tree, changes: edit.changed)
  }

  private func writeSigned(_ act: BranchChange, tree: ObjectID, _ signer: CommitSigner) throws -> ObjectID? {
    let content = try content(of: act, tree: tree)
    guard let signature = try signer(content) else { return nil }
    var id = git_oid()
    try check(
      git_commit_create_with_signature(
        &id, handle, String(decoding: content, as: UTF8.self), signature, Self.header),
      "git_commit_create_with_signature", commonDirectory + "/objects")
    return ObjectID(id)
  }

  /// Returns the bytes of an unsigned commit.
  private func content(of act: BranchChange, tree: ObjectID) throws(GitError) -> [UInt8] {
    var oid = tree.oid
    let root = try made("git_tree_lookup", tree.description) { git_tree_lookup(&$0, handle, &oid) }
    defer { git_tree_free(root) }
    var parents: [OpaquePointer?] = []
    defer { for parent in parents { git_commit_free(parent) } }
    for id in act.parents {
      var oid = id.oid
      parents.append(try made("git_commit_lookup", id.description) { git_commit_lookup(&$0, handle, &oid) })
    }
    return try act.author.withGit { (author) throws(GitError) in
      try act.committer.withGit { (committer) throws(GitError) in
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        let status = git_commit_create_buffer(
          &buffer, handle, author, committer, nil, Self.message(act.message), root, parents.count, &parents)
        try check(status, "git_commit_create_buffer", commonDirectory + "/objects")
        return Self.bytes(buffer)
      }
    }
  }

  private static func bytes(_ buffer: git_buf) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }
}
