import Git
import Records

/// Uncommitted edits that a person made in the work tree while the branch moved.
extension Network {
  /// Merges into such edits what others changed in the same records. Otherwise the next commit of an edit would
  /// undo their change.
  ///
  /// The edits stay uncommitted. If the two cannot be merged, the edit stays as it is, and the others' text is kept
  /// beside.
  /// - Parameters:
  ///   - left: files that could not follow the branch, from the repository's root.
  ///   - old: the commit that the edits were made on; `nil` for none.
  /// - Returns: the network's paths of the files that hold the others' text.
  package func joinKept(
    _ left: [String], from old: ObjectID?, to new: ObjectID, under lock: RepositoryLock
  ) throws -> [String] {
    var beside: [String] = []
    for path in left where RecordPath(prefix.shown(path)) != nil {
      guard let found = try repository.workTreeFile(path), let theirs = try repository.blob(at: path, in: new)
      else { continue }
      let mine = LineEnds.kept(found, of: theirs)
      if mine == theirs { continue }
      let base = try old.flatMap { try repository.blob(at: path, in: $0) }
      // What is being typed is the latest.
      let rules = MergeRules(path: path, format: try repository.formatVersion(of: old ?? new))
      let merged = RecordMerge.merge(base: base, mine, theirs, by: rules) {
        (LastChange(seconds: .max, commit: []), nil)
      }
      if merged.kept == nil {
        _ = try repository.replaceWorkTreeFile(path, found, with: merged.bytes, under: lock)
      } else {
        let digits = ObjectID(ofBlob: theirs).description.prefix(8)
        let place = ConflictName.path(beside: path, digits: digits)
        if try repository.replaceWorkTreeFile(place, nil, with: theirs, under: lock) {
          beside.append(prefix.shown(place))
        }
      }
    }
    return beside
  }

  /// Finishes or drops what a killed command left, and merges what was edited since.
  package func recover(under lock: RepositoryLock) throws -> [Recovery] {
    let found = try repository.recover(under: lock)
    for case .finished(let old, let new, let left) in found {
      _ = try joinKept(left, from: old, to: new, under: lock)
    }
    return found
  }
}
