import Glibc

extension RefFiles {
  /// All refs below a folder of refs (`refs/heads`), by their full name; those that lead nowhere are left out.
  package static func list(_ folder: String, commonDirectory: String) throws(GitError) -> [String: ObjectID] {
    var found: [String: ObjectID] = [:]
    if let bytes = try Files.read(commonDirectory + "/packed-refs") {
      for line in bytes.split(separator: UInt8(ascii: "\n")) where line.count > 42 && line.first != 35 {
        guard let id = ObjectID(hex: line.prefix(40)) else { continue }
        let name = String(decoding: line.dropFirst(41), as: UTF8.self)
        if name.hasPrefix(folder + "/"), isPlausible(name) { found[name] = id }
      }
    }
    var folders = [folder]
    while let next = folders.popLast() {
      for name in try Files.names(in: commonDirectory + "/" + next) {
        let full = next + "/" + name
        switch try Files.kind(commonDirectory + "/" + full) {
        // Nobody's refs are so deep.
        case .folder where full.utf8.count < 1000: folders.append(full)
        case .file where isPlausible(full):
          if let id = try target(of: full, commonDirectory: commonDirectory) { found[full] = id }
        default: continue
        }
      }
    }
    return found
  }
}

extension Repository {
  /// The branches here and where they are, by name.
  package func branches() throws(GitError) -> [String: ObjectID] {
    var found: [String: ObjectID] = [:]
    for (name, id) in try RefFiles.list("refs/heads", commonDirectory: commonDirectory) {
      found[String(name.dropFirst(11))] = id
    }
    return found
  }

  /// Where the remotes' branches were when they were last looked at, by the full names of the refs that say so.
  package func remoteBranches() throws(GitError) -> [String: ObjectID] {
    try RefFiles.list("refs/remotes", commonDirectory: commonDirectory)
  }

  /// Where a remote's branch was when it was last looked at; `nil` for never.
  package func knownTip(of branch: String, at remote: Remote) throws(GitError) -> ObjectID? {
    try RefFiles.target(of: remote.trackingRef(of: branch), commonDirectory: commonDirectory)
  }

  /// Notes that what a branch is at has left this machine by another way than a remote of this repository.
  ///
  /// - Parameter name: of that way, in place of a remote's.
  package func noteLeft(_ branch: String, at id: ObjectID, by name: String, for person: Signature)
    throws(GitError)
  {
    try note("refs/remotes/\(name)/\(branch)", id, by: person, reason: "push")
  }

  /// Notes where a remote's branch is.
  func note(_ ref: String, _ id: ObjectID, by person: Signature, reason: String) throws(GitError) {
    guard ref.hasPrefix("refs/remotes/") else { throw .unsafePath(ref) }
    if try RefFiles.target(of: ref, commonDirectory: commonDirectory) == id { return }
    let lock = try lock()
    let now = try RefFiles.target(of: ref, commonDirectory: commonDirectory)
    if now == id { return }
    try move(ref: ref, from: now, to: id, by: person, reason: reason, under: lock)
  }
}
