import Clibgit2

/// An object that a commit has and its parents lack.
struct AddedObject {
  let id: ObjectID
  let kind: git_object_t
  /// The name of the file or folder; empty for commits and their root trees.
  let name: String
}

extension Repository {
  /// Visits once each object that the commits have and their parents lack at the same place.
  ///
  /// Parents come before children, and the order depends on the commits alone, so that whoever receives a pack finds the
  /// same objects as its maker. The cost grows with the differences only. Contents of files are not read, so they may be
  /// missing.
  /// - Throws: `GitError.notFound` if a commit or a folder is missing.
  func eachObject(
    addedBy commits: Set<ObjectID>, _ visit: (AddedObject) throws(GitError) -> Void
  ) throws(GitError) {
    var seen: Set<ObjectID> = []
    /// Visits a folder and its content, unless one of its earlier versions (`before`) is the same.
    func visitTree(_ id: ObjectID, _ before: [ObjectID], _ name: String, depth: Int) throws(GitError) {
      if before.contains(id) || id == .emptyTree || !seen.insert(id).inserted { return }
      // Only a hostile tree is so deep, and it would exhaust the stack.
      guard depth < 256 else { throw .endlessTree(path: name) }
      let tree = try Tree(id, in: self)
      var earlier: [[String: TreeEntry]] = []
      for id in before {
        let entries = try Tree(id, in: self).entries
        earlier.append(Dictionary(entries.map { ($0.name, $0) }) { first, _ in first })
      }
      for entry in tree.entries where entry.mode != .submodule {
        let others = earlier.compactMap { $0[entry.name] }
        if others.contains(where: { $0.id == entry.id }) { continue }
        if entry.mode == .directory {
          let folders = others.filter { $0.mode == .directory }.map(\.id)
          try visitTree(entry.id, folders, entry.name, depth: depth + 1)
        } else if seen.insert(entry.id).inserted {
          try visit(AddedObject(id: entry.id, kind: GIT_OBJECT_BLOB, name: entry.name))
        }
      }
      try visit(AddedObject(id: id, kind: GIT_OBJECT_TREE, name: name))
    }
    for id in try parentsFirst(commits) {
      let links = try links(id)
      var before: [ObjectID] = []
      for parent in links.parents where try has(parent) { before.append(try self.links(parent).tree) }
      try visitTree(links.tree, before, "", depth: 0)
      if seen.insert(id).inserted { try visit(AddedObject(id: id, kind: GIT_OBJECT_COMMIT, name: "")) }
    }
  }

  /// Sorts commits so that each comes after its parents.
  private func parentsFirst(_ commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    var ordered: [ObjectID] = []
    var entered: Set<ObjectID> = []
    // The path of a depth-first search: each commit with the parents still to visit.
    var open: [(id: ObjectID, rest: ArraySlice<ObjectID>)] = []
    for start in commits.sorted() {
      var next: ObjectID? = start
      while next != nil || !open.isEmpty {
        if let id = next, commits.contains(id), entered.insert(id).inserted {
          open.append((id, try links(id).parents[...]))
        }
        next = nil
        guard let last = open.indices.last else { continue }
        next = open[last].rest.popFirst()
        if next == nil { ordered.append(open.removeLast().id) }
      }
    }
    return ordered
  }

  /// Returns an object that is missing here, of the commits' parents and of the objects that the commits add; `nil` if
  /// nothing is missing.
  ///
  /// A commit may be here without its objects, if git was killed in the middle of a fetch.
  func missingObject(of commits: Set<ObjectID>) throws(GitError) -> ObjectID? {
    var missing: ObjectID?
    do throws(GitError) {
      for id in commits {
        for parent in try links(id).parents where try !has(parent) { return parent }
      }
      try eachObject(addedBy: commits) { (object) throws(GitError) in
        if object.kind == GIT_OBJECT_BLOB, missing == nil, try !has(object.id) { missing = object.id }
      }
    } catch .notFound(let what) {
      guard let id = ObjectID(hex: what) else { throw .notFound(what) }
      return id
    }
    return missing
  }
}
