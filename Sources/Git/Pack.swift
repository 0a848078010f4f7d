import Clibgit2
import Disk
import Glibc

/// The size of a pack's content; making and reading a pack take time in proportion to it.
package struct PackContent: Hashable, Sendable {
  package let objects: Int
  /// The size of all objects, unpacked.
  package let bytes: Int

  package init(objects: Int, bytes: Int) { (self.objects, self.bytes) = (objects, bytes) }
}

extension Repository {
  /// Writes a pack of all objects that the commits add. The pack has no deltas against other objects, so git can index
  /// it in any repository.
  package func writePack(of commits: Set<ObjectID>, to file: NewFile) throws(GitError) -> PackContent {
    let builder = try PackBuilder(self)
    var bytes = 0
    try eachObject(addedBy: commits) { (object) throws(GitError) in
      guard let size = try size(of: object.id) else { throw .notFound(object.id.description) }
      bytes += size
      try builder.insert(object.id, name: object.name)
    }
    try builder.write(to: file)
    return PackContent(objects: builder.count, bytes: bytes)
  }
}

/// Makes a pack of chosen objects of a repository.
struct PackBuilder: ~Copyable {
  private let handle: OpaquePointer

  init(_ repository: Repository) throws(GitError) {
    handle = try made("git_packbuilder_new", repository.gitDirectory) {
      git_packbuilder_new(&$0, repository.handle)
    }
  }

  deinit { git_packbuilder_free(handle) }

  var count: Int { git_packbuilder_object_count(handle) }

  /// Adds an object to the pack.
  ///
  /// - Parameter name: a file or folder name; deltas are sought among objects with the same name.
  func insert(_ id: ObjectID, name: String) throws(GitError) {
    var oid = id.oid
    try check(git_packbuilder_insert(handle, &oid, name), "git_packbuilder_insert", id.description)
  }

  /// Writes the pack, piece by piece.
  func write(to file: NewFile) throws(GitError) {
    typealias State = Box<(file: NewFile, failure: GitError?)>
    let state = State((file, nil))
    let status = git_packbuilder_foreach(
      handle,
      { bytes, count, state in
        guard let state = state.map({ Unmanaged<State>.fromOpaque($0).takeUnretainedValue() }) else {
          return -1
        }
        let piece = UnsafeRawBufferPointer(start: bytes, count: count)
        do throws(GitError) { try onDisk(state.value.file.write(Array(piece))) } catch {
          state.value.failure = error
        }
        return state.value.failure == nil ? 0 : -1
      }, Unmanaged.passUnretained(state).toOpaque())
    if let failure = state.value.failure { throw failure }
    try check(status, "git_packbuilder_foreach", file.path)
    try onDisk(file.flush())
  }

  /// Writes the pack and its index into a folder.
  func write(into folder: String) throws(GitError) {
    try check(git_packbuilder_write(handle, folder, 0, nil, nil), "git_packbuilder_write", folder)
  }
}

/// Holds a value that is passed through C code by its address.
final class Box<Value> {
  var value: Value
  init(_ value: Value) { self.value = value }
}

/// Returns the ids of all objects in a pack.
///
/// - Parameter index: the path of the pack's `.idx`.
func packedIDs(_ index: String) throws(GitError) -> [ObjectID] {
  let objects = try made("git_odb_new", index) { git_odb_new(&$0) }
  defer { git_odb_free(objects) }
  var backend: UnsafeMutablePointer<git_odb_backend>?
  try check(git_odb_backend_one_pack(&backend, index), "git_odb_backend_one_pack", index)
  try check(git_odb_add_backend(objects, backend, 1), "git_odb_add_backend", index)
  let ids = Box([ObjectID]())
  let status = git_odb_foreach(
    objects,
    { id, ids in
      guard let id = ObjectID(id), let ids else { return -1 }
      Unmanaged<Box<[ObjectID]>>.fromOpaque(ids).takeUnretainedValue().value.append(id)
      return 0
    }, Unmanaged.passUnretained(ids).toOpaque())
  try check(status, "git_odb_foreach", index)
  return ids.value
}
