import Foundation
import Git
import Records

@testable import Store

/// A bare repository for trees that are written as tables of paths and texts.
final class Trees {
  let path: String
  let repository: Repository

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/trees-\(UUID().uuidString.prefix(8))"
    repository = try Repository.create(at: path, bare: true)
  }

  deinit {
    // A folder that stays behind in /tmp harms no test.
    try? FileManager.default.removeItem(atPath: path)
  }

  func tree(_ files: [String: String]) throws -> ObjectID {
    try repository.writeTree(
      files.map { .put($0.key, try repository.writeBlob($0.value)) }, on: .emptyTree)
  }

  func files(_ tree: ObjectID) throws -> [String: String] {
    var files: [String: String] = [:]
    try repository.walk(tree) { path, blob in
      files[path] = String(decoding: try repository.blob(blob.id) ?? [], as: UTF8.self)
    }
    return files
  }

  /// The merged tree's id, with either side as `ours`.
  func merged(_ base: ObjectID, _ one: ObjectID, _ other: ObjectID) throws -> (ObjectID, ObjectID) {
    let straight = try TreeMerge.merge(base: base, ours: one, theirs: other, in: repository)
    let turned = try TreeMerge.merge(base: base, ours: other, theirs: one, in: repository)
    return (
      try repository.writeTree(straight.changes, on: one), try repository.writeTree(turned.changes, on: other)
    )
  }
}
