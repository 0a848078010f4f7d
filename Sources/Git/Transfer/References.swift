/// What an object refers to.
enum References {
  /// - Returns: whether the object makes sense.
  static func visit(_ kind: ObjectKind, _ bytes: [UInt8], _ body: (ObjectID) -> Void) -> Bool {
    switch kind {
    case .blob: return true
    case .tag:
      guard let target = TagLink.target(bytes) else { return false }
      body(target)
      return true
    case .commit:
      guard let links = CommitLinks(bytes) else { return false }
      if links.tree != .emptyTree { body(links.tree) }
      for parent in links.parents { body(parent) }
      return true
    case .tree:
      return bytes.withUnsafeBytes { tree($0, body) }
    }
  }

  /// Each entry is `mode SP name NUL` and 20 bytes.
  private static func tree(_ bytes: UnsafeRawBufferPointer, _ body: (ObjectID) -> Void) -> Bool {
    var position = 0
    while position < bytes.count {
      // A submodule's commit is in another repository.
      let isElsewhere = position + 2 < bytes.count && bytes[position] == 49 && bytes[position + 1] == 54
      guard let end = bytes[position...].firstIndex(of: 0), end + 20 < bytes.count else { return false }
      if !isElsewhere {
        let id = ObjectID(UnsafeRawBufferPointer(rebasing: bytes[(end + 1)..<(end + 21)]))
        if id != .emptyTree { body(id) }
      }
      position = end + 21
    }
    return true
  }
}

extension ObjectKind {
  /// Its number in a pack.
  var code: UInt8 {
    switch self {
    case .commit: 1
    case .tree: 2
    case .blob: 3
    case .tag: 4
    }
  }

  init?(code: UInt8) {
    switch code {
    case 1: self = .commit
    case 2: self = .tree
    case 3: self = .blob
    case 4: self = .tag
    default: return nil
    }
  }
}
