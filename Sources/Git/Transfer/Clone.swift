import Glibc

/// What came of a clone.
package struct Cloned {
  package let repository: Repository
  /// The branch that is checked out; without a commit where the remote is empty.
  package let branch: String
  package let tip: ObjectID?
}

extension Repository {
  /// Says by an error that a commit must not come in.
  package typealias Admission = (Repository, ObjectID) throws(TransferProblem) -> Void

  /// Copies a remote repository: all its branches and tags, as `git clone` does, with the remote `origin`,
  /// and the branch that its HEAD names checked out.
  ///
  /// - Parameters:
  ///   - path: a folder that is missing or empty.
  ///   - branch: another one than that of the remote's HEAD.
  ///   - admits: is asked about the branch's commit before any file of it is written.
  /// - Throws: where it fails, what was made is gone; `hostilePath` where the tree must not be checked out.
  package static func clone(
    _ url: String, into path: String, bare: Bool = false, branch: String? = nil, _ options: TransferOptions,
    admits: Admission = { _, _ in }
  ) throws(TransferError) -> Cloned {
    var place = TransferPlace(remote: nil, address: nil, text: url)
    var said: [String] = []
    do throws(TransferProblem) {
      let address = try RemoteAddress(url)
      place.address = address
      let full = try here { () throws(GitError) in try absolute(path) }
      guard try here({ () throws(GitError) in try Files.isMissingOrEmpty(full) }) else {
        throw .here(.exists(path: path))
      }
      let source = address.way == .path ? try here { () throws(GitError) in try absolute(url) } : url
      let folder = try here { () throws(GitError) in try CloneFolder(full) }
      do throws(TransferProblem) {
        return try clone(source, full, bare, branch, options, admits, &said)
      } catch {
        folder.remove()
        throw error
      }
    } catch {
      throw place.error(error, said)
    }
  }

  private static func clone(
    _ url: String, _ path: String, _ bare: Bool, _ branch: String?, _ options: TransferOptions,
    _ admits: Admission, _ said: inout [String]
  ) throws(TransferProblem) -> Cloned {
    let repository = try here { () throws(GitError) in try create(at: path, bare: bare) }
    let tips = try repository.takeAll(repository.remote(at: url, named: "origin"), options, &said)
    let name = branch ?? tips.head ?? "main"
    let tip = tips.branches[name]
    if tip == nil, branch != nil { throw .noSuchBranch(name) }
    try here { () throws(GitError) in
      try repository.setUp(url, name, tips)
      try Files.replace(repository.gitDirectory + "/HEAD", with: Array("ref: refs/heads/\(name)\n".utf8))
    }
    guard let tip else { return Cloned(repository: repository, branch: name, tip: nil) }
    try admits(repository, tip)
    try repository.begin(name, at: tip, reason: "clone: from " + url, options)
    return Cloned(repository: repository, branch: name, tip: tip)
  }

  /// Moves a branch that has no commit to one, and checks it out.
  ///
  /// Nothing changes where it has one.
  /// - Throws: `TransferProblem.hostilePath`; the branch is there then, and no file.
  package func begin(_ branch: String, at tip: ObjectID, reason: String, _ options: TransferOptions)
    throws(TransferProblem)
  {
    let lock = try here { () throws(GitError) in try self.lock() }
    try here { () throws(GitError) in
      guard try self.tip(of: branch) == nil else { return }
      // Who is killed while files are written finds them written by the next command.
      if !isBare { try Journal(branch: branch, old: nil, new: tip).write(under: lock) }
      try move(branch: branch, from: nil, to: tip, by: options.person, reason: reason, under: lock)
    }
    guard let workTree else { return }
    let tree = try here { () throws(GitError) in try links(tip).tree }
    var checkout = Checkout(self, workTree, options)
    try checkout.run(tree, under: lock)
    Journal.remove(under: lock)
  }

  /// Brings all branches and tags of a remote here; no ref changes yet.
  private func takeAll(_ remote: Remote, _ options: TransferOptions, _ said: inout [String])
    throws(TransferProblem) -> RemoteTips
  {
    let address = try RemoteAddress(remote.url)
    if address.way == .path {
      guard let other = try LocalRemote.open(address.path) else { throw .noSuchRepository }
      let isPlain = try here { () throws(GitError) in
        guard try other.isPlainToFetch() else { return false }
        return try !other.repository.files.isPartial
      }
      if isPlain {
        return try here { () throws(GitError) in
          let tips = try other.tips()
          let (from, to) = (other.repository.commonDirectory, commonDirectory)
          try ObjectLinks.take(from: from + "/objects", to: to + "/objects")
          try files.lookForPacks(again: true)
          return tips
        }
      }
    }
    let session = try Session(self, address, .uploadPack, program: nil, options, said: &said)
    let tips = session.advertisement.tips
    let wanted = Array(Set(tips.branches.values).union(tips.tags.values)).sorted()
    if wanted.isEmpty {
      session.end()
      return tips
    }
    try session.run(said: &said) { (said) throws(TransferProblem) in
      try FetchTalk(
        repository: self, reader: session.reader, advertisement: session.advertisement, options: options
      ).get(wanted, known: [], others: [], said: &said)
    }
    return tips
  }

  /// Writes the refs of a new clone and the settings that lead back to where it came from.
  private func setUp(_ url: String, _ branch: String, _ tips: RemoteTips) throws(GitError) {
    var refs: [String: ObjectID] = [:]
    for (name, id) in tips.branches {
      refs["refs/remotes/origin/" + name] = id
      if isBare { refs["refs/heads/" + name] = id }
    }
    for (name, id) in tips.tags { refs["refs/tags/" + name] = id }
    var text = ""
    for (name, id) in refs.sorted(by: { $0.key < $1.key }) where RefFiles.isPlausible(name) {
      guard try has(id) else { throw .notFound(id.description) }
      text += "\(id) \(name)\n"
    }
    if !text.isEmpty { try Files.replace(commonDirectory + "/packed-refs", with: Array(text.utf8)) }
    if let head = tips.head {
      try Files.makeFolder(commonDirectory + "/refs/remotes/origin")
      try Files.replace(
        commonDirectory + "/refs/remotes/origin/HEAD",
        with: Array("ref: refs/remotes/origin/\(head)\n".utf8))
    }
    try setConfig("remote.origin.url", url)
    try setConfig("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    try setConfig("branch.\(branch).remote", "origin")
    try setConfig("branch.\(branch).merge", "refs/heads/" + branch)
  }

  /// A path that does not hang on the process's folder; what is not there yet is kept as it is.
  private static func absolute(_ path: String) throws(GitError) -> String {
    var rest: [Substring] = []
    var at = path[...]
    while at.hasSuffix("/"), at.count > 1 { at = at.dropLast() }
    while true {
      if let real = realpath(at.isEmpty ? "." : String(at), nil) {
        defer { free(real) }
        let start = String(cString: real)
        return rest.isEmpty ? start : (start == "/" ? "" : start) + "/" + rest.joined(separator: "/")
      }
      guard errno == ENOENT, !at.isEmpty else { throw .system(errno, "realpath", path) }
      let slash = at.lastIndex(of: "/")
      rest.insert(at[(slash.map { at.index(after: $0) } ?? at.startIndex)...], at: 0)
      at = slash.map { $0 == at.startIndex ? "/" : at[..<$0] } ?? ""
    }
  }

  /// The folder that `git clone` would make for an address; `nil` where none can be told from it.
  package static func folderName(for url: String) -> String? {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      if let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") {
        rest = rest[rest.index(after: at)...]
      }
    }
    while let last = rest.last, last == "/" || last.isWhitespace { rest = rest.dropLast() }
    if rest.hasSuffix("/.git") {
      rest = rest.dropLast(5)
      while rest.last == "/" { rest = rest.dropLast() }
    }
    // A host alone, perhaps with a port.
    if !rest.contains("/"), let colon = rest.lastIndex(of: ":"),
      case let port = rest[rest.index(after: colon)...], !port.isEmpty, port.allSatisfy(\.isNumber)
    {
      rest = rest[..<colon]
    }
    if let cut = rest.lastIndex(where: { $0 == "/" || $0 == ":" }) { rest = rest[rest.index(after: cut)...] }
    if rest.hasSuffix(".git") { rest = rest.dropLast(4) }
    let words = rest.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 } }
    let name = words.joined(separator: " ")
    return name.isEmpty || name == "/" || name == "." || name == ".." || name.hasPrefix("-") ? nil : name
  }
}
