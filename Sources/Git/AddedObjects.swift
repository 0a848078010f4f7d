import Clibgit2

/// An object that a commit has and those that it builds on have not.
struct AddedObject {
  let id: ObjectID
  let kind: git_object_t
  /// Of the file or folder; empty for commits and their root.
  let name: String
}

extension Repository {
  /// Visits each object once that some commits have and their parents have not, at the same place.
  ///
  /// Each object is that of the first commit that has it, so parents come first; and in an order that hangs on the commits
  /// alone, so that who takes in a pack finds the same objects as who made it. The cost is that of the differences. What a
  /// file holds is not looked at, so it need not be here.
  /// - Throws: `GitError.notFound` where a commit or a folder is not here.
  func eachObject(
    addedBy commits: Set<ObjectID>, _ visit: (AddedObject) throws(GitError) -> Void
  ) throws(GitError) {
    var seen: Set<ObjectID> = []
    /// Visits a folder and what is in it, unless one of those that it was before had the same there.
    func visitTree(_ id: ObjectID, _ before: [ObjectID], _ name: String, depth: Int) throws(GitError) {
      if before.contains(id) || id == .emptyTree || !seen.insert(id).inserted { return }
      // Nobody's files are so deep, and the stack would not bear much more.
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

  /// Some commits, each behind its parents.
  private func parentsFirst(_ commits: Set<ObjectID>) throws(GitError) -> [ObjectID] {
    var ordered: [ObjectID] = []
    var entered: Set<ObjectID> = []
    // Those that are open, each with the parents that are still to come.
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

  /// The first object that some commits need, or their parents, and that is not here; `nil` where all is.
  ///
  /// That a commit is here does not say so: git, killed in the middle of a fetch, leaves some of what it needs.
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
