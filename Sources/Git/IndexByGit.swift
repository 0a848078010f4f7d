import Clibgit2
import Glibc

/// The index of a kind that only git itself understands (version 4, split, sparse), changed by git.
extension Repository {
  /// As `updateIndex`; git takes its lock itself, so the caller must not hold it.
  func updateIndexByGit(_ edits: [IndexEdit], under lock: RepositoryLock) throws(GitError) -> [String] {
    let listing = try runGit(["ls-files", "-s", "-z"], input: [], under: lock)
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

  private func runGit(_ arguments: [String], input: [UInt8], under lock: RepositoryLock) throws(GitError)
    -> [UInt8]
  {
    let path = lock.folder + "/file.new"
    unlink(path)
    let feed = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard feed >= 0 else { throw .system(errno, "open", path) }
    defer { close(feed) }
    unlink(path)
    try Files.write(input, to: feed, path)
    lseek(feed, 0, SEEK_SET)
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
