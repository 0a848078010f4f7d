extension Repository {
  /// The commits that some tips lead to and others do not; more where clocks were very wrong, never fewer.
  package func commits(from tips: [ObjectID], without others: [ObjectID]) throws(GitError) -> Set<ObjectID> {
    var known: Set<ObjectID> = []
    var found: Set<ObjectID> = []
    var queue = CommitQueue()
    // How many waiting commits are not known to the other side.
    var open = 0
    func enqueue(_ id: ObjectID, isKnown: Bool) throws(GitError) {
      if isKnown {
        let isNew = known.insert(id).inserted
        if !isNew { return }
        if found.remove(id) != nil { open -= 1 } else { queue.add(id, try links(id).seconds) }
      } else if !known.contains(id), found.insert(id).inserted {
        open += 1
        queue.add(id, try links(id).seconds)
      }
    }
    var left: Set<ObjectID> = []
    for id in others { if let commit = try peeled(id) { try enqueue(commit, isKnown: true) } }
    for id in tips { if let commit = try peeled(id) { try enqueue(commit, isKnown: false) } }
    while open > 0, let id = queue.next() {
      let isKnown = known.contains(id)
      if !isKnown {
        found.remove(id)
        left.insert(id)
        open -= 1
      }
      for parent in try links(id).parents where try has(parent) {
        if isKnown {
          left.remove(parent)
          try enqueue(parent, isKnown: true)
        } else if !left.contains(parent) {
          try enqueue(parent, isKnown: false)
        }
      }
    }
    return left
  }
}
