import Clibgit2
import Disk
import Glibc

/// Reads objects of any kind, and reads and writes the contents of files.
extension Repository {
  /// The limit for the size of one object, in bytes: objects are held in memory.
  static let largestObject = 1 << 30

  /// Returns whether the store has an object of this id, of any kind.
  package func has(_ id: ObjectID) throws(GitError) -> Bool {
    var oid = id.oid
    return git_odb_exists(objects, &oid) == 1
  }

  /// Returns the size of an object's content in bytes, and its kind, without reading the content; `nil` if the store
  /// does not have the object.
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

  /// Returns the size of an object's content in bytes; `nil` if the store does not have the object.
  package func size(of id: ObjectID) throws(GitError) -> Int? { try header(of: id)?.size }

  /// Returns a blob's content; `nil` if the store does not have the object.
  ///
  /// - Throws: `GitError.corrupt` if the object is no blob; `GitError.tooLarge` if it exceeds `largestObject`.
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

  /// Stores the content of a file of any size, reading it piece by piece.
  package func writeBlob(fileAt path: String) throws(GitError) -> ObjectID {
    guard let file = try onDisk(FilePieces(path)) else { throw .notFound(path) }
    let stream = try made("git_odb_open_wstream", path) {
      git_odb_open_wstream(&$0, objects, git_object_size_t(file.size), GIT_OBJECT_BLOB)
    }
    defer { git_odb_stream_free(stream) }
    while case let piece = try onDisk(file.next(atMost: 1 << 20)), !piece.isEmpty {
      let status = piece.withUnsafeBytes {
        git_odb_stream_write(stream, $0.assumingMemoryBound(to: CChar.self).baseAddress, $0.count)
      }
      try check(status, "git_odb_stream_write", path)
    }
    var id = git_oid()
    try check(git_odb_stream_finalize_write(&id, stream), "git_odb_stream_finalize_write", path)
    return ObjectID(id)
  }

  /// Returns the commit or tree that an id names, directly or through tags; `nil` for a blob or a missing object.
  package func content(of id: ObjectID) throws(GitError) -> ObjectID? {
    try peeled(id, to: [GIT_OBJECT_COMMIT, GIT_OBJECT_TREE])
  }

  /// Returns the size in bytes of the file that an id names, directly or through tags; `nil` for anything else.
  package func fileSize(of id: ObjectID) throws(GitError) -> Int? {
    try peeled(id, to: [GIT_OBJECT_BLOB]).flatMap { (id) throws(GitError) in try size(of: id) }
  }

  /// Returns the commit that an id names, directly or through tags; `nil` for anything else.
  func peeledToCommit(_ id: ObjectID) throws(GitError) -> ObjectID? {
    try peeled(id, to: [GIT_OBJECT_COMMIT])
  }

  private func peeled(_ id: ObjectID, to kinds: [git_object_t]) throws(GitError) -> ObjectID? {
    var id = id
    // Tags of tags are followed, but hostile ones could form an endless chain.
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
  /// Computes the id that git gives to a file with this content.
  package init(ofBlob bytes: [UInt8]) {
    var id = git_oid()
    // Hashing bytes in memory cannot fail.
    git_odb_hash(&id, bytes, bytes.count, GIT_OBJECT_BLOB)
    self.init(id)
  }

  /// Computes the id that git gives to an open file, reading it piece by piece.
  init(ofFile descriptor: Int32, _ path: String) throws(GitError) {
    var id = git_oid()
    // This path names the open file itself, even if another one has taken its place meanwhile.
    try check(git_odb_hashfile(&id, "/dev/fd/\(descriptor)", GIT_OBJECT_BLOB), "git_odb_hashfile", path)
    self.init(id)
  }
}
