import Clibgit2
import Glibc

/// A file of the work tree that is not as git's index has it.
package struct WorkTreeEdit: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case changed
    /// The index has it, the work tree not.
    case missing
    /// The work tree has it, the index not.
    case new
    /// A merge by git left it unsettled.
    case unmerged
    /// The index has it otherwise than the commit, and maybe because it is behind: nothing, or what there was before.
    case staged
  }

  package let path: String
  package let kind: Kind
  /// What the index has, where a person wrote that, staged it and went on writing.
  var superseded: ObjectID?
  package var isSuperseding: Bool { superseded != nil }
}

/// A path that git's index has otherwise than a commit.
private struct StagedPath {
  let path: String
  /// What the index has; `nil` where it has nothing.
  let id: ObjectID?
}

extension Repository {
  /// What a person changed in the work tree since the index was written, in the order of the paths' bytes; nothing in a
  /// bare repository.
  ///
  /// A file whose times and size are those of the index is taken for unchanged, as git does; any other is read.
  ///
  /// - Parameters:
  ///   - commit: what the index should have, if nothing were staged; `nil` where that is not known.
  ///   - isWanted: asked of every new or staged file, and with `/` at the end of every new folder before it is entered.
  ///     Another repository is never entered.
  /// - Throws: `GitError.corrupt` where the index cannot be read, `GitError.unsupported`.
  package func workTreeEdits(
    against commit: ObjectID? = nil, isWanted: (String) -> Bool
  ) throws(GitError) -> [WorkTreeEdit] {
    guard let workTree else { return [] }
    let sum = try Index.sum(of: indexPath)
    let edits = try withoutActuallyEscaping(isWanted) { (isWanted) throws(GitError) in
      var search = try EditSearch(Index(indexPath), self, workTree, isWanted: isWanted)
      return try search.run()
    }
    guard let sum, let commit else { return edits }
    // Whatever index was found to have nothing staged, and mgrnet alone changed since, has nothing staged.
    let last = try IndexNote.read(indexNote)
    if last == IndexNote(index: sum, commit: commit) { return edits }
    let staged = try staged(commit).filter { isWanted($0.path) }
    // The earlier note stays: it tells where the index was before.
    if !staged.isEmpty { return try telling(staged, apart: edits, commit, since: last?.commit) }
    IndexNote(index: sum, commit: commit).write(indexNote)
    return edits
  }

  /// The paths that the index has otherwise than a commit, without those of an unsettled merge.
  ///
  /// - Returns: nothing while git is in the middle of something, which staged it.
  private func staged(_ commit: ObjectID) throws(GitError) -> [StagedPath] {
    if unfinishedByGit != nil { return [] }
    let index = try Index(indexPath)
    var root = try root(of: commit).oid
    let tree = try made("git_tree_lookup", commit.description) { git_tree_lookup(&$0, handle, &root) }
    defer { git_tree_free(tree) }
    let diff = try made("git_diff_tree_to_index", commit.description) {
      git_diff_tree_to_index(&$0, handle, tree, index.handle, nil)
    }
    defer { git_diff_free(diff) }
    return (0..<git_diff_num_deltas(diff)).compactMap { number in
      guard let delta = git_diff_get_delta(diff, number)?.pointee, delta.status != GIT_DELTA_CONFLICTED,
        let path = delta.new_file.path ?? delta.old_file.path
      else { return nil }
      let isThere = delta.status != GIT_DELTA_DELETED
      // Of another mode alone it is not otherwise.
      if isThere, ObjectID(delta.old_file.id) == ObjectID(delta.new_file.id) { return nil }
      return StagedPath(path: String(cString: path), id: isThere ? ObjectID(delta.new_file.id) : nil)
    }
  }

  /// Tells what a person staged, which is an edit like any other, apart from where the index may be behind.
  private func telling(
    _ staged: [StagedPath], apart edits: [WorkTreeEdit], _ commit: ObjectID, since known: ObjectID?
  ) throws(GitError) -> [WorkTreeEdit] {
    var files: [String: ObjectID] = [:]
    for staged in staged { files[staged.path] = staged.id }
    let earlier: Set<String>
    do { earlier = try self.earlier(files, on: commit, since: known) } catch let error as GitError {
      throw error
    } catch {
      throw .corrupt(commit.description)
    }
    var edits = edits
    var places: [String: Int] = [:]
    for (place, edit) in edits.enumerated() { places[edit.path] = place }
    for staged in staged {
      let isWritten = staged.id != nil && !earlier.contains(staged.path)
      guard let place = places[staged.path] else {
        edits.append(WorkTreeEdit(path: staged.path, kind: isWritten ? .changed : .staged))
        continue
      }
      switch edits[place].kind {
      case .missing, .unmerged: break
      case .changed, .new, .staged:
        edits[place] =
          isWritten
          ? WorkTreeEdit(path: staged.path, kind: .changed, superseded: staged.id)
          : WorkTreeEdit(path: staged.path, kind: .staged)
      }
    }
    return edits
  }

  /// More commits than this are not gone through.
  private static let mostCommits = 10_000

  /// Those of some files that a branch had before, with these very bytes.
  ///
  /// - Parameters:
  ///   - known: a commit that the index was known to be as; how the branch came there does not count.
  /// - Returns: their paths; all of them where that would be too much to read.
  private func earlier(_ files: [String: ObjectID], on tip: ObjectID, since known: ObjectID?) throws -> Set<
    String
  > {
    var found: Set<String> = []
    let commits: Set<ObjectID>
    if let known, try has(known) {
      for (path, id) in files where try entry(path, in: known)?.id == id { found.insert(path) }
      commits = try self.commits(from: [tip], without: [known])
    } else {
      commits = try self.commits(between: [], and: [tip], most: Self.mostCommits + 1)
    }
    if commits.count > Self.mostCommits { return Set(files.keys) }
    try eachChange(among: commits) { change, _, _ in
      if let id = files[change.path], change.new?.id == id { found.insert(change.path) }
    }
    return found
  }

  /// Takes back what was staged where the person went on writing, as `git restore --staged` does: committing the file
  /// commits all of it.
  package func unstageSuperseded(
    _ edits: [WorkTreeEdit], to commit: ObjectID, under lock: RepositoryLock
  ) throws(GitError) {
    var changes: [IndexEdit] = []
    for edit in edits {
      guard let id = edit.superseded else { continue }
      let entry = try entry(edit.path, in: commit)
      changes.append(IndexEdit(path: edit.path, old: id, new: entry?.blob, status: nil))
    }
    if changes.isEmpty { return }
    _ = try update(lockIndex(under: lock), changes, commits: (nil, nil))
  }

  /// Where the note lies that `IndexNote` is, of this machine alone.
  var indexNote: String { commonDirectory + "/mgrnet/looked" }
}

/// A note of which commit an index had nothing else than.
///
/// Without it, what a person staged could not be told from an index that is behind its branch; and each look would compare
/// the whole index with the whole commit.
struct IndexNote: Equatable {
  private static let heading = "mgrnet index 3"

  /// The sum that ends the index.
  var index: ObjectID
  /// `nil` where that is not known.
  var commit: ObjectID?

  /// `nil` where there is no note.
  static func read(_ path: String) throws(GitError) -> IndexNote? {
    guard let bytes = try Files.read(path) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, lines[0] == heading, let index = ObjectID(hex: lines[1]) else { return nil }
    return IndexNote(index: index, commit: ObjectID(hex: lines[2]))
  }

  /// A note is never needed: one that cannot be written is none.
  func write(_ path: String) {
    let text = "\(Self.heading)\n\(index)\n\(commit?.description ?? "")\n"
    do throws(GitError) {
      try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      try Files.replace(path, with: Array(text.utf8))
    } catch {
      unlink(path)
    }
  }

  /// Lets a note hold for the index that was just made of the one that it was made with.
  ///
  /// - Parameter commits: where the branch was and is.
  static func carry(
    _ path: String, from old: ObjectID?, to new: ObjectID?, commits: (old: ObjectID?, new: ObjectID?)
  ) throws(GitError) {
    guard let new, var note = try read(path), note.index == old else { return }
    note.index = new
    note.commit = note.commit == commits.old ? commits.new : nil
    note.write(path)
  }
}
