import Git
import Records
import Store

/// What brings a thread together again that was torn apart, since some of its moves had a right and others none.
enum Reunion {
  /// Returns the changes by which files in a folder without a post, event or contest get to the one folder that has it.
  ///
  /// Where a file is there already, the text is kept beside it, for its owner to settle.
  static func changes(at commit: ObjectID, in repository: Repository) throws -> [TreeChange] {
    var files: [String: Blob] = [:]
    var homes: [RecordKey: [String]] = [:]
    try repository.walk(commit) { path, blob in
      if let key = RecordKey(path), key.isThread {
        homes[key, default: []].append(path)
      } else {
        files[path] = blob
      }
    }
    var changes: [TreeChange] = []
    for path in files.keys.sorted() {
      guard let blob = files[path], let thread = RecordPath.thread(around: path),
        let home = RecordKey(thread.text).flatMap({ homes[$0] }), home.count == 1, home[0] != thread.text
      else { continue }
      var place = RecordPath.folder(of: home[0]) + path.dropFirst(RecordPath.folder(of: thread.text).count)
      if files[place] != nil {
        place = ConflictName.path(beside: place, digits: blob.id.description.prefix(8))
      }
      changes.append(.remove(path))
      // Another folder of the thread may have had the same text.
      if files.updateValue(blob, forKey: place) == nil {
        changes.append(.put(place, blob.id, mode: blob.mode))
      }
    }
    return changes
  }
}
