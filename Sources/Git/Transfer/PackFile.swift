/// A pack that comes by another way than from a remote; its bytes are as hostile.
///
/// Nothing of it can be read before `finish`, and nothing is left of one that is dropped before.
package final class IncomingPack {
  private let receiver: PackReceiver
  private let repository: Repository

  package init(into repository: Repository, _ limits: PackLimits) throws(GitError) {
    self.repository = repository
    receiver = try PackReceiver(repository, limits)
  }

  package func add(_ bytes: [UInt8]) throws(GitError) { try receiver.add(bytes[...]) }

  /// Once it is finished.
  package var content: PackContent { receiver.content }

  /// Looks at every object, and puts them into the store, if all that they refer to is there then.
  ///
  /// - Parameters:
  ///   - wanted: commits that must be here then.
  ///   - keeps: whether they are put there; else they are looked at only, for what is here with all that it needs.
  package func finish(
    _ wanted: [ObjectID], keeps: Bool = true, _ progress: (TransferProgress) -> Void = { _ in }
  ) throws(TransferProblem) {
    try receiver.finish(wanted, keeps: keeps, progress)
    try here { () throws(GitError) in
      for id in wanted where try repository.anyObject(id)?.kind != .commit { throw .notFound(id.description) }
    }
  }

  /// Whether the pack itself held all of some commits that is not in those that they build on.
  ///
  /// Who has them already would not miss what is not in it; another one would.
  package func held(_ commits: Set<ObjectID>) throws(GitError) -> Bool {
    let objects = try NewObjects(in: repository, from: repository.tips(of: commits)) {
      (id) throws(GitError) in
      !commits.contains(id)
    }
    return objects.items.allSatisfy { receiver.ids.contains($0.id) }
  }
}

/// What a pack holds: making one and reading one cost in proportion to it, whatever its size.
package struct PackContent: Hashable, Sendable {
  package let objects: Int
  /// Of the objects, unpacked.
  package let bytes: Int

  package init(objects: Int, bytes: Int) { (self.objects, self.bytes) = (objects, bytes) }
}

extension Repository {
  /// Writes some commits, with all that is not in those that they build on, as a pack that stands alone: git indexes it
  /// whatever is there already.
  package func writePack(of commits: Set<ObjectID>, to file: NewFile) throws(GitError) -> PackContent {
    let objects = try NewObjects(in: self, from: tips(of: commits)) { (id) throws(GitError) in
      !commits.contains(id)
    }
    let pack = try PackSending(objects, of: self, isThin: false)
    while let bytes = try pack.next() { try file.write(bytes) }
    try file.flush()
    return PackContent(objects: pack.count, bytes: pack.unpacked)
  }

  /// Those of some commits that none of the others has as a parent, sorted.
  package func tips(of commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    try tips(of: commits, parents(of: commits))
  }

  /// The parents of some commits that are not among them, sorted; without those that are not here.
  package func bases(of commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    var found: [ObjectID] = []
    for id in try parents(of: commits).subtracting(commits) where try has(id) { found.append(id) }
    return found.sorted()
  }

  /// The commits that some heads lead to without passing a base; bases that the heads do not lead to do not matter.
  ///
  /// - Parameter most: stops with so many.
  /// - Throws: `GitError.notFound` where a head is not here.
  package func commits(between bases: [ObjectID], and heads: [ObjectID], most: Int = .max) throws(GitError)
    -> Set<ObjectID>
  {
    let ends = Set(bases)
    var found: Set<ObjectID> = []
    var open = heads.filter { !ends.contains($0) }
    while found.count < most, let id = open.popLast() {
      guard found.insert(id).inserted else { continue }
      for parent in try links(id).parents where !ends.contains(parent) && !found.contains(parent) {
        if try has(parent) { open.append(parent) }
      }
    }
    return found
  }

  private func tips(of commits: Set<ObjectID>, _ parents: Set<ObjectID>) -> [ObjectID] {
    commits.subtracting(parents).sorted()
  }

  private func parents(of commits: Set<ObjectID>) throws(GitError) -> Set<ObjectID> {
    var parents: Set<ObjectID> = []
    for id in commits { parents.formUnion(try links(id).parents) }
    return parents
  }
}
