/// A path that git's index has otherwise than a commit.
struct StagedPath {
  let path: String
  /// What the index has; `nil` where it has nothing.
  let id: ObjectID?
}

extension Repository {
  /// The paths that an index has otherwise than a commit, without those of an unsettled merge; the commit's first.
  ///
  /// Where the index does not say that it is as the commit's tree, all folders of the commit are read.
  /// - Returns: nothing while git is in the middle of something, which staged it.
  func staged(_ bytes: UnsafeRawBufferPointer, _ commit: ObjectID) throws(GitError) -> [StagedPath] {
    if unfinishedByGit != nil { return [] }
    var entries: [IndexFile.Entry] = []
    do {
      var index = try IndexFile(bytes)
      try index.scan { entries.append($0) }
      let cached = try index.extensions().first { $0.name.elementsEqual("TREE".utf8) }
      if let cached, case let data = UnsafeRawBufferPointer(rebasing: bytes[cached.data]),
        try CachedTree.root(in: data) == root(of: commit)
      {
        return []
      }
      var isKnown = [Bool](repeating: false, count: entries.count)
      var paths: [StagedPath] = []
      try changes(from: nil, to: commit) { change in
        guard let place = Self.place(of: change.path, in: entries, of: index) else {
          return paths.append(StagedPath(path: change.path, id: nil))
        }
        isKnown[place] = true
        let id = index.id(entries[place])
        if index.stage(entries[place]) == 0, id != change.new?.id {
          paths.append(StagedPath(path: change.path, id: id))
        }
      }
      for (entry, isKnown) in zip(entries, isKnown) where !isKnown && index.stage(entry) == 0 {
        let path = String(decoding: bytes[entry.name], as: UTF8.self)
        paths.append(StagedPath(path: path, id: index.id(entry)))
      }
      return paths
    } catch let error as GitError {
      throw error
    } catch {
      throw .corrupt(gitDirectory + "/index")
    }
  }

  /// Tells what a person staged, which is an edit like any other, apart from where the index may be behind.
  func telling(
    _ staged: [StagedPath], apart edits: [WorkTreeEdit], _ commit: ObjectID?, since known: ObjectID?
  ) throws(GitError) -> [WorkTreeEdit] {
    guard let commit, !staged.isEmpty else { return edits }
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

  /// Takes back what was staged where the person went on writing, as `git restore --staged` does: committing the file
  /// commits all of it.
  package func unstageSuperseded(
    _ edits: [WorkTreeEdit], to commit: ObjectID, under lock: RepositoryLock
  ) throws(GitError) {
    var changes: [IndexEdit] = []
    for edit in edits {
      guard let id = edit.superseded else { continue }
      let entry = try entry(edit.path, in: commit)
      changes.append(
        IndexEdit(
          path: Array(edit.path.utf8), old: id, new: entry.map { Blob($0.id, mode: $0.mode) }, status: nil))
    }
    if !changes.isEmpty {
      _ = try updateIndex(
        changes, commits: (nil, nil), lockIndex(under: lock), under: lock)
    }
  }

  private static func place(of path: String, in entries: [IndexFile.Entry], of index: IndexFile) -> Int? {
    var path = path
    return path.withUTF8 { path in
      var (low, high) = (0, entries.count)
      while low < high {
        let middle = (low + high) / 2
        let order = index.compare(entries[middle], UnsafeRawBufferPointer(path))
        if order == 0 { return middle }
        if order < 0 { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }
}
