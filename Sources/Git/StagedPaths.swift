extension Repository {
  /// The paths that an index has otherwise than a commit, without those of an unsettled merge; the commit's first.
  ///
  /// All folders of the commit are read.
  /// - Returns: nothing while git is in the middle of something, which staged it.
  func staged(_ bytes: UnsafeRawBufferPointer, _ commit: ObjectID) throws(GitError) -> [String] {
    if unfinishedByGit != nil { return [] }
    var entries: [IndexFile.Entry] = []
    do {
      var index = try IndexFile(bytes)
      try index.scan { entries.append($0) }
      var isKnown = [Bool](repeating: false, count: entries.count)
      var paths: [String] = []
      try changes(from: nil, to: commit) { change in
        let place = Self.place(of: change.path, in: entries, of: index)
        if let place { isKnown[place] = true }
        if place.map({ index.stage(entries[$0]) == 0 && index.id(entries[$0]) != change.new?.id }) ?? true {
          paths.append(change.path)
        }
      }
      for (entry, isKnown) in zip(entries, isKnown) where !isKnown && index.stage(entry) == 0 {
        paths.append(String(decoding: bytes[entry.name], as: UTF8.self))
      }
      return paths
    } catch let error as GitError {
      throw error
    } catch {
      throw .corrupt(gitDirectory + "/index")
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
