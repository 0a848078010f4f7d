import Clibgit2

/// The kinds of object that a store holds; annotated tags are only followed.
enum ObjectKind {
  case commit, tree, blob, tag

  init?(_ type: git_object_t) {
    switch type {
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }

  var type: git_object_t {
    switch self {
    case .commit: GIT_OBJECT_COMMIT
    case .tree: GIT_OBJECT_TREE
    case .blob: GIT_OBJECT_BLOB
    case .tag: GIT_OBJECT_TAG
    }
  }

  var name: String {
    switch self {
    case .commit: "commit"
    case .tree: "tree"
    case .blob: "blob"
    case .tag: "tag"
    }
  }
}

extension Repository {
  /// The content of an object; `nil` where the store has none of that id.
  func object(_ id: ObjectID, _ kind: ObjectKind) throws(GitError) -> [UInt8]? {
    try withObject(id) { (found, bytes) throws(GitError) in
      guard found == kind else { throw .corrupt("\(id) is no \(kind.name)") }
      return Array(bytes)
    }
  }

  private func withObject<Result>(
    _ id: ObjectID, _ body: (ObjectKind?, UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result? {
    var found: OpaquePointer?
    var oid = id.oid
    let status = git_odb_read(&found, objects, &oid)
    if status == GIT_ENOTFOUND.rawValue {
      git_error_clear()
      return nil
    }
    try check(status, "git_odb_read", id.description)
    defer { git_odb_object_free(found) }
    let bytes = UnsafeRawBufferPointer(start: git_odb_object_data(found), count: git_odb_object_size(found))
    return try body(ObjectKind(git_odb_object_type(found)), bytes)
  }

  func write(_ bytes: [UInt8], _ kind: ObjectKind) throws(GitError) -> ObjectID {
    var id = git_oid()
    let status = bytes.withUnsafeBytes {
      git_odb_write(&id, objects, $0.baseAddress, $0.count, kind.type)
    }
    try check(status, "git_odb_write", commonDirectory + "/objects")
    return ObjectID(id)
  }

  /// Stores a file's content; nothing refers to it until a commit does.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    try write(bytes, .blob)
  }

  package func writeBlob(_ text: String) throws(GitError) -> ObjectID {
    try write(Array(text.utf8), .blob)
  }

  /// Whether the store has an object of this id, of any kind.
  package func has(_ id: ObjectID) -> Bool {
    var oid = id.oid
    return git_odb_exists(objects, &oid) == 1
  }

  /// A tree that must be there; the empty one always is.
  func tree(_ id: ObjectID) throws(GitError) -> RawTree {
    if id == .emptyTree { return RawTree() }
    guard let bytes = try object(id, .tree) else { throw .notFound(id.description) }
    return try RawTree(bytes, of: id)
  }
}
