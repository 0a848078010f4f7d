import Glibc

extension Repository {
  /// Git's lock on the index of this work tree.
  func lockIndex(under lock: RepositoryLock) throws(GitError) -> LockFile {
    let below =
      gitDirectory.hasPrefix(commonDirectory + "/")
      ? gitDirectory.dropFirst(commonDirectory.count + 1) + "/index" : "index"
    return try LockFile(of: String(below), in: commonDirectory, under: lock, waitingMilliseconds: 1000)
  }

  /// Changes the index for a few paths, and nothing else of it.
  ///
  /// - Parameters:
  ///   - edits: each path once, in any order.
  ///   - commits: where the branch was and is, which they are the difference of.
  /// - Returns: the paths where a person staged something else, which stays.
  func updateIndex(
    _ edits: [IndexEdit], commits: (old: ObjectID?, new: ObjectID?), _ lockFile: consuming LockFile,
    under lock: RepositoryLock
  ) throws(GitError) -> [String] {
    guard !edits.isEmpty else { return [] }
    if let left = try spliceIndex(edits, commits, lockFile) { return left }
    return try updateIndexByGit(edits, under: lock)
  }

  /// `nil` where the index is of a kind that only git can change; the lock is given back in any case.
  private func spliceIndex(
    _ edits: [IndexEdit], _ commits: (old: ObjectID?, new: ObjectID?), _ lockFile: consuming LockFile
  ) throws(GitError) -> [String]? {
    guard let workTree else { return [] }
    let path = gitDirectory + "/index"
    let edits = edits.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    let old = try MappedFile.open(path)
    let empty: [UInt8] = Array("DIRC".utf8) + [0, 0, 0, 2, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 20)
    let tree = try WorkTree(workTree)
    var lockFile = lockFile
    do {
      let (left, sum): ([Int], [UInt8])
      var before: [UInt8] = []
      if let old, !old.bytes.isEmpty {
        var file = try IndexFile(old.bytes)
        before = Array(old.bytes.suffix(20))
        // A shared repository's index keeps its permissions.
        _ = fchmod(lockFile.descriptor, old.status.st_mode & 0o777)
        (left, sum) = try write(edits, &file, old.status.st_mtim, tree, lockFile.descriptor)
      } else {
        (left, sum) = try empty.withUnsafeBytes { bytes in
          var file = try IndexFile(bytes)
          return try write(edits, &file, timespec(tv_sec: Int.max, tv_nsec: 0), tree, lockFile.descriptor)
        }
      }
      if left.count < edits.count {
        try lockFile.commit()
        // What leaves the index may still lie in the work tree, as a new file.
        if edits.allSatisfy({ $0.new != nil }) {
          try WorkTreeLook.carry(
            lookNote, from: before, to: sum, commits: left.isEmpty ? commits : (commits.old, nil))
        }
      }
      return left.map { String(decoding: edits[$0].path, as: UTF8.self) }
    } catch let error as GitError {
      throw error
    } catch IndexFile.Problem.foreign {
      return nil
    } catch {
      throw .corrupt(path)
    }
  }

  /// Writes the changed index to a descriptor; the edits that were left out, by number, and the index's sum.
  private func write(
    _ edits: [IndexEdit], _ file: inout IndexFile, _ written: timespec, _ tree: borrowing WorkTree,
    _ descriptor: Int32
  ) throws -> (left: [Int], sum: [UInt8]) {
    let splice = try IndexSplice(edits, in: &file, written: written, tree)
    var output = try IndexOutput(descriptor, gitDirectory + "/index.lock")
    var header = Array("DIRC".utf8)
    header.append(big: file.version)
    header.append(big: UInt32(splice.count))
    try output.add(header)
    var position = 12
    for patch in splice.patches {
      try output.add(UnsafeRawBufferPointer(rebasing: file.bytes[position..<patch.offset]))
      try output.add(patch.inserted)
      position = patch.offset + patch.dropped
    }
    try output.add(UnsafeRawBufferPointer(rebasing: file.bytes[position..<file.end]))
    var folders = CachedTree.Folders()
    for edit in splice.made { folders.add(edits[edit].path) }
    for (name, data) in try file.extensions() {
      let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[data])
      switch String(decoding: name, as: UTF8.self) {
      case "TREE":
        guard let tree = CachedTree.invalidating(folders, in: bytes) else { continue }
        try output.add(extension: name, tree)
      case "REUC": try output.add(extension: name, Array(bytes))
      // The others speed git up and speak of places or times that have changed; git makes them again.
      default: continue
      }
    }
    return (splice.left, try output.finish())
  }
}

/// The new index on its way to the disk, with the SHA-1 that ends it.
struct IndexOutput: ~Copyable {
  private var digest: Digest
  private var pending: [UInt8] = []
  private let descriptor: Int32
  private let path: String

  init(_ descriptor: Int32, _ path: String) throws(GitError) {
    digest = Digest()
    self.descriptor = descriptor
    self.path = path
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
    if bytes.count < 65_536 {
      pending.append(contentsOf: bytes)
      if pending.count >= 65_536 { try flush() }
    } else {
      try flush()
      digest.add(bytes)
      try Files.write(bytes, to: descriptor, path)
    }
  }

  mutating func add(_ bytes: [UInt8]) throws(GitError) {
    pending.append(contentsOf: bytes)
  }

  mutating func add(extension name: [UInt8], _ data: [UInt8]) throws(GitError) {
    var header = name
    header.append(big: UInt32(data.count))
    try add(header)
    try add(data)
  }

  /// - Returns: the sum that ends the index.
  @discardableResult
  mutating func finish() throws(GitError) -> [UInt8] {
    try flush()
    let sum = digest.finish().bytes
    try Files.write(sum, to: descriptor, path)
    return sum
  }

  private mutating func flush() throws(GitError) {
    digest.add(pending)
    try Files.write(pending, to: descriptor, path)
    pending.removeAll(keepingCapacity: true)
  }
}
