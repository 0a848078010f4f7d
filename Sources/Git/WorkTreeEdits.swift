import Glibc

/// A file of the work tree that is not as git's index has it.
package struct WorkTreeEdit: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case changed
    /// The index has it, the work tree not.
    case missing
    /// The work tree has it, the index not.
    case new
    /// A merge by git left it unsettled.
    case unmerged
    /// The index has it otherwise than the commit, and maybe because it is behind: nothing, or what there was before.
    case staged
  }

  package let path: String
  package let kind: Kind
  /// What the index has, where a person wrote that, staged it and went on writing.
  var superseded: ObjectID?
  package var isSuperseding: Bool { superseded != nil }
}

extension Repository {
  /// What a person changed in the work tree since the index was written, in the order of the paths' bytes; nothing in a
  /// bare repository.
  ///
  /// A file whose times and size are those of the index is taken for unchanged, as git does; any other is read.
  ///
  /// A folder that did not change since the last look, of which a note is kept, is not read again: only what the index
  /// has in it is compared. With 100,000 folders, to read them is most of the work.
  ///
  /// - Parameters:
  ///   - commit: what the index should have, if nothing were staged; `nil` where that is not known.
  ///   - isWanted: asked of every new or staged file, and with `/` at the end of every new folder before it is entered.
  ///     Another repository is never entered.
  /// - Throws: `GitError.corrupt` where the index cannot be read.
  package func workTreeEdits(
    against commit: ObjectID? = nil, isWanted: (String) -> Bool
  ) throws(GitError) -> [WorkTreeEdit] {
    guard let workTree else { return [] }
    try Files.makeFolder(commonDirectory + "/mgrnet")
    let moment = try WorkTreeLook.moment(near: lookNote)
    if let file = try MappedFile.open(gitDirectory + "/index"), file.bytes.count > 20 {
      let sum = Array(file.bytes.suffix(20))
      let last = try WorkTreeLook.read(lookNote)
      guard
        let (edits, unknown) = try search(
          workTree, file.bytes, written: file.status.st_mtim, since: last?.index == sum ? last : nil, isWanted
        )
      else {
        let (edits, staged) = try editsByGit(isWanted)
        return try telling(commit == nil ? [] : staged, apart: edits, commit, since: nil)
      }
      // Whatever index the last look found nothing staged in, and mgrnet alone changed since, has nothing staged.
      if let commit, last?.index != sum || last?.commit != commit {
        let staged = try staged(file.bytes, commit).filter { isWanted($0.path) }
        // The note of the last look stays: it tells where the index was before.
        if !staged.isEmpty { return try telling(staged, apart: edits, commit, since: last?.commit) }
      }
      WorkTreeLook(
        seconds: moment.tv_sec, nanoseconds: moment.tv_nsec, index: sum, commit: commit, unknown: unknown
      ).write(lookNote)
      return edits
    }
    // Where nothing was ever added there is no index.
    let none: [UInt8] = Array("DIRC".utf8) + [0, 0, 0, 2] + [UInt8](repeating: 0, count: 24)
    return try none.withUnsafeBufferPointer { (bytes) throws(GitError) in
      try search(workTree, UnsafeRawBufferPointer(bytes), written: timespec(), since: nil, isWanted)?.edits
        ?? []
    }
  }

  /// The note of the last look, of this machine alone.
  var lookNote: String { commonDirectory + "/mgrnet/looked" }

  /// - Returns: `nil` where the index is of a kind that only git can read.
  private func search(
    _ workTree: String, _ bytes: UnsafeRawBufferPointer, written: timespec, since look: WorkTreeLook?,
    _ isWanted: (String) -> Bool
  ) throws(GitError) -> (edits: [WorkTreeEdit], unknown: Set<String>)? {
    var entries: [IndexFile.Entry] = []
    var index: IndexFile
    do throws(IndexFile.Problem) {
      index = try IndexFile(bytes)
      entries.reserveCapacity(index.count)
      try index.scan { entries.append($0) }
      // Some change what the entries mean.
      _ = try index.extensions()
    } catch .foreign {
      return nil
    } catch {
      throw .corrupt(gitDirectory + "/index")
    }
    var search = try EditSearch(index, entries, written: written, since: look)
    let root = Glibc.open(workTree, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw .system(errno, "open", workTree) }
    defer { close(root) }
    try search.look(from: root, isWanted)
    let unknown = search.unknown
    let edits = search.finish()
    return (edits.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, unknown)
  }
}
