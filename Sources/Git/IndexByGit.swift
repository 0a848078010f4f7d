import Clibgit2
import Glibc

/// The index of a kind that only git itself understands (version 4, split, sparse), read and changed by git.
extension Repository {
  /// As `workTreeEdits`, without a note of the look; what is staged is told beside.
  func editsByGit(_ isWanted: (String) -> Bool) throws(GitError) -> (
    edits: [WorkTreeEdit], staged: [StagedPath]
  ) {
    let listing = try runGit([
      "--no-optional-locks", "status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames",
    ])
    var edits: [WorkTreeEdit] = []
    var staged: [StagedPath] = []
    let isWhole = unfinishedByGit == nil
    // `1 XY sub mH mI mW hH hI path`, `u XY sub m1 m2 m3 mW h1 h2 h3 path` or `? path`, each with NUL behind it.
    for line in listing.split(separator: 0) {
      let count =
        switch line.first {
        case UInt8(ascii: "1"): 8
        case UInt8(ascii: "u"): 10
        case UInt8(ascii: "?"): 1
        default: Int.max
        }
      let fields = line.split(
        separator: UInt8(ascii: " "), maxSplits: count, omittingEmptySubsequences: false)
      // Another repository is a folder here.
      guard fields.count == count + 1, let name = fields.last, name.last != UInt8(ascii: "/") else {
        continue
      }
      let path = String(decoding: name, as: UTF8.self)
      switch (count, count > 1 ? fields[1].last : nil) {
      case (1, _): if isWanted(path) { edits.append(WorkTreeEdit(path: path, kind: .new)) }
      case (10, _): edits.append(WorkTreeEdit(path: path, kind: .unmerged))
      case _ where fields[2].first == UInt8(ascii: "S"): break
      case (_, UInt8(ascii: "D")): edits.append(WorkTreeEdit(path: path, kind: .missing))
      case (_, UInt8(ascii: ".")): break
      default: edits.append(WorkTreeEdit(path: path, kind: .changed))
      }
      if count == 8, isWhole, isWanted(path), fields[1].first != UInt8(ascii: "."), fields[6] != fields[7] {
        let id = ObjectID(hex: fields[7])
        staged.append(StagedPath(path: path, id: id == .zero ? nil : id))
      }
    }
    return (edits.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, staged)
  }

  /// As `updateIndex`; git takes its lock itself, so the caller must not hold it.
  func updateIndexByGit(_ edits: [IndexEdit], under lock: RepositoryLock) throws(GitError) -> [String] {
    let listing = try runGit(["ls-files", "-s", "-z"])
    var staged: [[UInt8]: [(id: ObjectID?, stage: UInt8)]] = [:]
    let wanted = Set(edits.map(\.path))
    // `mode SP id SP stage TAB path NUL`
    for line in listing.split(separator: 0) {
      guard let tab = line.firstIndex(of: UInt8(ascii: "\t")), tab - line.startIndex > 43 else { continue }
      let path = Array(line[(tab + 1)...])
      guard wanted.contains(path) else { continue }
      let id = ObjectID(hex: line[(line.startIndex + 7)..<(line.startIndex + 47)])
      staged[path, default: []].append((id, line[tab - 1] - UInt8(ascii: "0")))
    }
    var input: [UInt8] = []
    var left: [String] = []
    for edit in edits {
      let found = staged[edit.path] ?? []
      let isExpected =
        found.isEmpty
        ? edit.old == nil || edit.new == nil
        : found.count == 1 && found[0].stage == 0 && [edit.old, edit.new?.id].contains(found[0].id)
      guard isExpected else {
        left.append(String(decoding: edit.path, as: UTF8.self))
        continue
      }
      let mode = edit.new.map { String($0.mode.rawValue, radix: 8) } ?? "0"
      input.append(contentsOf: "\(mode) \(edit.new?.id ?? .zero)\t".utf8)
      input.append(contentsOf: edit.path)
      input.append(0)
    }
    if !input.isEmpty { _ = try runGit(["update-index", "-z", "--index-info"], input: input, under: lock) }
    return left
  }

  /// Runs git with an input that is written under a lock, or none.
  private func runGit(_ arguments: [String], input: [UInt8] = [], under lock: RepositoryLock? = nil)
    throws(GitError) -> [UInt8]
  {
    let path = lock.map { $0.folder + "/file.new" } ?? "/dev/null"
    if lock != nil { unlink(path) }
    let flags = lock == nil ? O_RDONLY : O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
    let feed = Glibc.open(path, flags | O_CLOEXEC, 0o600)
    guard feed >= 0 else { throw .system(errno, "open", path) }
    defer { close(feed) }
    if lock != nil {
      unlink(path)
      try Files.write(input, to: feed, path)
      lseek(feed, 0, SEEK_SET)
    }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(errno, "pipe", path) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let all = ["git", "--git-dir=" + gitDirectory, "--work-tree=" + (workTree ?? ".")] + arguments
    let words = all.map { strdup($0) }
    defer { for word in words { free(word) } }
    let process = (words.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer {
      clibgit2_spawn_git($0.baseAddress, feed, ends[1])
    }
    close(ends[1])
    guard process > 0 else { throw .system(-process, "posix_spawnp", "git") }
    var output: [UInt8] = []
    var failure: GitError?
    do throws(GitError) { output = try Files.read(ends[0], "git") } catch { failure = error }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    if let failure { throw failure }
    guard status == 0 else {
      throw .other(code: status, klass: 0, message: "", operation: "git " + (arguments.first ?? ""))
    }
    return output
  }
}
