import Clibgit2

/// The kinds of object that a store holds.
enum ObjectKind: Equatable {
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

  init?(named name: ArraySlice<UInt8>) {
    switch String(decoding: name, as: UTF8.self) {
    case "commit": self = .commit
    case "tree": self = .tree
    case "blob": self = .blob
    case "tag": self = .tag
    default: return nil
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
    var found: Pack.Packed?
    do throws(GitError) { found = try files.read(id) } catch {
      // What nobody can hold is no damage.
      if case .corrupt = error, let size = try files.size(id), size >= largestObject {
        throw .tooLarge(id.description, bytes: size, limit: largestObject)
      }
      throw error
    }
    if found == nil, try files.isPartial { found = try borrowed(id) }
    guard let found else { return nil }
    guard found.kind == kind else { throw .corrupt("\(id) is no \(kind.name)") }
    return found.bytes
  }

  /// An object that only libgit2 can find.
  private func borrowed(_ id: ObjectID) throws(GitError) -> Pack.Packed? {
    var found: OpaquePointer?
    var oid = id.oid
    let status = git_odb_read(&found, try objects, &oid)
    if status == GIT_ENOTFOUND.rawValue {
      git_error_clear()
      return nil
    }
    try check(status, "git_odb_read", id.description)
    defer { git_odb_object_free(found) }
    guard let kind = ObjectKind(git_odb_object_type(found)) else { throw .corrupt(id.description) }
    let bytes = UnsafeRawBufferPointer(start: git_odb_object_data(found), count: git_odb_object_size(found))
    return Pack.Packed(kind: kind, bytes: Array(bytes))
  }

  /// Reads objects from another folder as well, of the form of `objects` in a git directory.
  package func readObjects(alsoFrom folder: String) throws(GitError) { try files.read(alsoFrom: folder) }

  func write(_ bytes: [UInt8], _ kind: ObjectKind) throws(GitError) -> ObjectID {
    try files.write(bytes, kind)
  }

  /// Stores a file's content; nothing refers to it until a commit does.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    try write(bytes, .blob)
  }

  package func writeBlob(_ text: String) throws(GitError) -> ObjectID {
    try write(Array(text.utf8), .blob)
  }

  /// Whether the store has an object of this id, of any kind.
  package func has(_ id: ObjectID) throws(GitError) -> Bool {
    if try files.has(id) { return true }
    guard try files.isPartial else { return false }
    var oid = id.oid
    return git_odb_exists(try objects, &oid) == 1
  }

  /// A tree that must be there; the empty one always is.
  func tree(_ id: ObjectID) throws(GitError) -> RawTree { try RawTree(treeBytes(id), of: id) }

  func treeBytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    if id == .emptyTree { return [] }
    guard let bytes = try object(id, .tree) else { throw .notFound(id.description) }
    return bytes
  }
}
