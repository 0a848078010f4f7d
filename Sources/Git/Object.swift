import Clibgit2
import Glibc

/// Objects of the store: what every kind has in common, and files' contents.
extension Repository {
  /// Bytes that nobody may have in one object: more are never held at once.
  static let largestObject = 1 << 30

  /// Whether the store has an object of this id, of any kind.
  package func has(_ id: ObjectID) throws(GitError) -> Bool {
    var oid = id.oid
    return git_odb_exists(objects, &oid) == 1
  }

  /// The size of an object's content in bytes, and what it is, without reading it; `nil` where the store has none of that
  /// id.
  func header(of id: ObjectID) throws(GitError) -> (size: Int, kind: git_object_t)? {
    var (size, kind, oid) = (0, GIT_OBJECT_INVALID, id.oid)
    let status = git_odb_read_header(&size, &kind, objects, &oid)
    if status == GIT_ENOTFOUND.rawValue {
      git_error_clear()
      return nil
    }
    try check(status, "git_odb_read_header", id.description)
    return (size, kind)
  }

  /// The size of an object's content in bytes; `nil` where the store has none of that id.
  package func size(of id: ObjectID) throws(GitError) -> Int? { try header(of: id)?.size }

  /// A blob's content; `nil` where the store has none of that id.
  ///
  /// - Throws: `GitError.corrupt` where it is no blob; `GitError.tooLarge` for one that nobody could hold.
  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8]? {
    guard let header = try header(of: id) else { return nil }
    guard header.kind == GIT_OBJECT_BLOB else { throw .corrupt("\(id) is no blob") }
    guard header.size < Self.largestObject else {
      throw .tooLarge(id.description, bytes: header.size, limit: Self.largestObject)
    }
    var oid = id.oid
    let object = try found("git_odb_read", id.description) { git_odb_read(&$0, objects, &oid) }
    guard let object else { return nil }
    defer { git_odb_object_free(object) }
    let bytes = UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object))
    return Array(bytes)
  }

  /// Stores a file's content; nothing refers to it until a commit does.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID { try write(bytes, GIT_OBJECT_BLOB) }

  package func writeBlob(_ text: String) throws(GitError) -> ObjectID { try writeBlob(Array(text.utf8)) }

  func write(_ bytes: [UInt8], _ kind: git_object_t) throws(GitError) -> ObjectID {
    var id = git_oid()
    try check(
      git_odb_write(&id, objects, bytes, bytes.count, kind), "git_odb_write", commonDirectory + "/objects")
    return ObjectID(id)
  }

  /// Stores the content of a file, whatever its size, without holding it.
  package func writeBlob(fileAt path: String) throws(GitError) -> ObjectID {
    guard let file = try FilePieces(path) else { throw .notFound(path) }
    let stream = try made("git_odb_open_wstream", path) {
      git_odb_open_wstream(&$0, objects, git_object_size_t(file.size), GIT_OBJECT_BLOB)
    }
    defer { git_odb_stream_free(stream) }
    while case let piece = try file.next(atMost: 1 << 20), !piece.isEmpty {
      let status = piece.withUnsafeBytes {
        git_odb_stream_write(stream, $0.assumingMemoryBound(to: CChar.self).baseAddress, $0.count)
      }
      try check(status, "git_odb_stream_write", path)
    }
    var id = git_oid()
    try check(git_odb_stream_finalize_write(&id, stream), "git_odb_stream_finalize_write", path)
    return ObjectID(id)
  }

  /// The commit or tree that an id names, be it by tags; `nil` for a blob, and where it is not here.
  package func content(of id: ObjectID) throws(GitError) -> ObjectID? {
    try peeled(id, to: [GIT_OBJECT_COMMIT, GIT_OBJECT_TREE])
  }

  /// The size in bytes of the file that an id names, be it by tags; `nil` for anything else.
  package func fileSize(of id: ObjectID) throws(GitError) -> Int? {
    try peeled(id, to: [GIT_OBJECT_BLOB]).flatMap { (id) throws(GitError) in try size(of: id) }
  }

  /// The object's commit where it is an annotated tag of one, or itself; else `nil`.
  func peeledToCommit(_ id: ObjectID) throws(GitError) -> ObjectID? {
    try peeled(id, to: [GIT_OBJECT_COMMIT])
  }

  private func peeled(_ id: ObjectID, to kinds: [git_object_t]) throws(GitError) -> ObjectID? {
    var id = id
    // A tag of a tag is followed, but not for ever.
    for _ in 0..<10 {
      guard let kind = try header(of: id)?.kind else { return nil }
      if kinds.contains(kind) { return id }
      var oid = id.oid
      guard kind == GIT_OBJECT_TAG,
        let tag = try found("git_tag_lookup", id.description, { git_tag_lookup(&$0, handle, &oid) })
      else { return nil }
      defer { git_tag_free(tag) }
      guard let target = ObjectID(git_tag_target_id(tag)) else { return nil }
      id = target
    }
    return nil
  }
}

extension ObjectID {
  /// The id that a file of this content has in git.
  package init(ofBlob bytes: [UInt8]) {
    var id = git_oid()
    // Nothing but the hash of what is in memory: it has no way to fail.
    git_odb_hash(&id, bytes, bytes.count, GIT_OBJECT_BLOB)
    self.init(id)
  }

  /// The id that an open file has in git, read piece by piece.
  init(ofFile descriptor: Int32, _ path: String) throws(GitError) {
    var id = git_oid()
    // By this name the file is found again that is open, whatever has taken its place meanwhile.
    try check(git_odb_hashfile(&id, "/dev/fd/\(descriptor)", GIT_OBJECT_BLOB), "git_odb_hashfile", path)
    self.init(id)
  }
}
