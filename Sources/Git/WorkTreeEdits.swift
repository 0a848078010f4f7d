import Clibgit2
import Disk
import Glibc

/// A file that differs between the work tree, git's index and the commit.
package struct WorkTreeEdit: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case changed
    /// The file is in the index but not in the work tree.
    case missing
    /// The file is in the work tree but not in the index.
    case new
    /// A merge by git left a conflict.
    case unmerged
    /// The index differs from the commit, but may only be behind it: it has an earlier content of the file, or none.
    case staged
  }

  package let path: String
  package let kind: Kind
  /// The blob in the index, if a person staged it and went on editing the file.
  var superseded: ObjectID?
  package var isSuperseding: Bool { superseded != nil }
}

/// A path in which git's index differs from a commit.
private struct StagedPath {
  let path: String
  /// The blob in the index; `nil` if the index lacks the path.
  let id: ObjectID?
}

extension Repository {
  /// Returns a person's edits in the work tree and the index, sorted by the bytes of the paths; none in a bare repository.
  ///
  /// As in git, a file with the times and size that the index notes counts as unchanged; any other file is read.
  ///
  /// - Parameters:
  ///   - commit: the commit that the index should match if nothing is staged; `nil` to ignore what is staged.
  ///   - isWanted: called with every new or staged file, and with every new folder (with `/` at the end) before it is
  ///     searched. Other repositories are never searched.
  /// - Throws: `GitError.corrupt` if the index cannot be read, `GitError.unsupported`.
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
    // An index that had nothing staged, and that only mgrnet changed since, still has nothing staged.
    let last = try IndexNote.read(indexNote)
    if last == IndexNote(index: sum, commit: commit) { return edits }
    let staged = try staged(commit).filter { isWanted($0.path) }
    // The old note stays, for it says which commit the index matched before.
    if !staged.isEmpty { return try add(staged, to: edits, on: commit, since: last?.commit) }
    IndexNote(index: sum, commit: commit).write(indexNote)
    return edits
  }

  /// Returns the paths in which the index differs from a commit, without conflicts.
  ///
  /// Returns none during an unfinished merge, rebase or the like by git, which stages files itself.
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
      // A change of the mode alone does not count.
      if isThere, ObjectID(delta.old_file.id) == ObjectID(delta.new_file.id) { return nil }
      return StagedPath(path: String(cString: path), id: isThere ? ObjectID(delta.new_file.id) : nil)
    }
  }

  /// Adds staged paths to the edits of the work tree. What a person staged is an edit; a path whose index may only be
  /// behind the branch is `.staged`.
  private func add(
    _ staged: [StagedPath], to edits: [WorkTreeEdit], on commit: ObjectID, since known: ObjectID?
  ) throws(GitError) -> [WorkTreeEdit] {
    var files: [String: ObjectID] = [:]
    for staged in staged { files[staged.path] = staged.id }
    let earlier: Set<String>
    do { earlier = try earlierContents(files, on: commit, since: known) } catch {
      throw error as? GitError ?? .corrupt(commit.description)
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

  /// The limit for the commits that `earlierContents` searches.
  private static let mostCommits = 10_000

  /// Returns the paths whose given content is an earlier one on the branch.
  ///
  /// - Parameters:
  ///   - files: contents by path.
  ///   - known: a commit that the index once matched; commits before it are not searched.
  /// - Returns: all paths if there are too many commits to search.
  private func earlierContents(_ files: [String: ObjectID], on tip: ObjectID, since known: ObjectID?) throws
    -> Set<String>
  {
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

  /// Gives files of the index what a commit has there, as `git restore --staged` does. Committing a file that was edited
  /// again after it was staged commits all of it.
  package func unstage(_ paths: [String], to commit: ObjectID, under lock: RepositoryLock) throws(GitError) {
    let locked = try lockIndex(under: lock)
    var changes: [IndexEdit] = []
    for path in paths {
      guard let staged = locked.index.entry(path).map({ ObjectID($0.pointee.id) }) else { continue }
      let entry = try entry(path, in: commit)
      if entry?.id != staged {
        changes.append(IndexEdit(path: path, old: staged, new: entry?.blob, status: nil))
      }
    }
    _ = try update(locked, changes, commits: (nil, nil))
  }

  /// The path of the `IndexNote`. The file stays on this machine.
  var indexNote: String { commonDirectory + "/mgrnet/looked" }
}

/// Notes that an index matched a commit, with nothing staged.
///
/// Without the note, staged files could not be told from an index that is behind its branch, and every command would
/// compare the whole index with the whole commit.
struct IndexNote: Equatable {
  private static let heading = "mgrnet index 3"

  /// The checksum at the end of the index file.
  var index: ObjectID
  /// The commit that the index matched; `nil` if it is not known.
  var commit: ObjectID?

  /// Reads the note; `nil` if there is none.
  static func read(_ path: String) throws(GitError) -> IndexNote? {
    guard let bytes = try onDisk(Files.read(path)) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, lines[0] == heading, let index = ObjectID(hex: lines[1]) else { return nil }
    return IndexNote(index: index, commit: ObjectID(hex: lines[2]))
  }

  /// Writes the note, or removes it if writing fails: a note only saves time.
  func write(_ path: String) {
    let text = "\(Self.heading)\n\(index)\n\(commit?.description ?? "")\n"
    do throws(GitError) {
      try onDisk(Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])))
      try onDisk(Files.replace(path, with: Array(text.utf8)))
    } catch {
      unlink(path)
    }
  }

  /// Updates the note after mgrnet changed the index, if the note is about the index as it was before.
  ///
  /// - Parameters:
  ///   - old: the checksum of the index before the change.
  ///   - new: the checksum after it.
  ///   - commits: the branch's tips before and after.
  static func carry(
    _ path: String, from old: ObjectID?, to new: ObjectID?, commits: (old: ObjectID?, new: ObjectID?)
  ) throws(GitError) {
    guard let new, var note = try read(path), note.index == old else { return }
    note.index = new
    note.commit = note.commit == commits.old ? commits.new : nil
    note.write(path)
  }
}
