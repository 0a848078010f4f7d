import Glibc

extension Repository {
  /// Moves a branch from one commit to another, if it is still there.
  ///
  /// Git's own lock file is held meanwhile, and the reflogs of the branch and HEAD get their line where
  /// git would write one.
  ///
  /// - Parameters:
  ///   - expected: where the caller saw the branch; `nil` for a branch that must not exist yet.
  ///   - reason: the reflog's message, such as `commit: the subject`.
  /// - Throws: `GitError.moved`, `GitError.locked`.
  package func move(
    branch: String, from expected: ObjectID?, to new: ObjectID, by person: Signature, reason: String,
    under lock: RepositoryLock
  ) throws(GitError) {
    try move(ref: "refs/heads/" + branch, from: expected, to: new, by: person, reason: reason, under: lock)
  }

  /// As `move(branch:)`, for any ref by its full name.
  func move(
    ref name: String, from expected: ObjectID?, to new: ObjectID, by person: Signature, reason: String,
    under lock: RepositoryLock
  ) throws(GitError) {
    let branch = name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
    guard RefFiles.isPlausible(name) else { throw .unsafePath(name) }
    let path = commonDirectory + "/" + name
    if let slash = path.lastIndex(of: "/") { try Files.makeFolder(String(path[..<slash])) }
    var file = try LockFile(of: name, in: commonDirectory, under: lock, waitingMilliseconds: 100)
    if let bytes = try Files.kind(path) == .file ? Files.read(path) : nil, bytes.starts(with: "ref:".utf8) {
      throw .exists(path: path)
    }
    let found = try RefFiles.target(of: name, commonDirectory: commonDirectory)
    guard found == expected else { throw .moved(branch: branch, expected: expected, found: found) }
    try Files.write(new.hexDigits + [UInt8(ascii: "\n")], to: file.descriptor, path)
    let line = "\(expected ?? .zero) \(new) \(person.encoded)\t\(oneLine(reason))\n"
    try log(line, commonDirectory + "/logs/" + name)
    if name.hasPrefix("refs/heads/"), try head().branch == branch {
      try log(line, gitDirectory + "/logs/HEAD")
    }
    try file.commit()
  }

  private func log(_ line: String, _ path: String) throws(GitError) {
    var flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW
    if try keepsLogs() {
      flags |= O_CREAT
      if let slash = path.lastIndex(of: "/") { try Files.makeFolder(String(path[..<slash])) }
    }
    let descriptor = Glibc.open(path, flags, 0o666)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw .system(errno, "open", path)
    }
    defer { close(descriptor) }
    try Files.write(Array(line.utf8), to: descriptor, path)
  }

  private func keepsLogs() throws(GitError) -> Bool {
    if try configString("core.logAllRefUpdates")?.lowercased() == "always" { return true }
    return try configBool("core.logAllRefUpdates") ?? !isBare
  }

  private func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
  }
}
