import Disk
import Git
import Records

/// The texts that people typed, in `<git directory>/mgrnet/drafts`. They are on disk before anything else is asked.
///
/// The name of a draft whose act is under way has the number of its process: `post-idf~1234.md`. It is removed when
/// the act is committed. If the act fails, the draft is renamed to `post-idf.md` and can be given again with `-F`.
package struct Drafts: Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// Makes the folder, for an editor to write in.
  package func prepare() throws { try Files.makeFolder(folder) }

  /// Returns the name, without its ending, of a draft of this process.
  package static func nameUnderWay(_ name: String) -> String { "\(name)~\(Files.thisProcess)" }

  /// Saves a text during its act. Returns its file.
  package func begin(_ text: String, as name: String) throws -> String {
    try prepare()
    let file = "\(folder)/\(Self.nameUnderWay(name)).md"
    try Files.replace(file, with: Array(text.utf8))
    return file
  }

  /// Returns the names of the files, sorted.
  package func names() throws -> [String] { try Files.names(in: folder).sorted() }

  /// Saves a text for good, under a free name. Returns its file.
  package func keep(_ text: String, as name: String) throws -> String { try settle(begin(text, as: name)) }

  /// Gives the draft of a failed act a name that stays. Returns its new file.
  package func settle(_ file: String) throws -> String {
    let name = Self.parts(of: file).name
    for count in 1... {
      let free = "\(folder)/\(name)\(count == 1 ? "" : "-\(count)").md"
      if try Files.move(file, toFree: free) { return free }
    }
    return file
  }

  package func forget(_ file: String) throws { try Files.remove(file) }

  /// Returns the drafts of processes that have ended, sorted.
  package func abandoned() throws -> [String] {
    try Files.names(in: folder).sorted().map { "\(folder)/\($0)" }.filter {
      Self.parts(of: $0).process.map { !Files.isRunning($0) } ?? false
    }
  }

  /// Splits a name into what stands before `~` and the process.
  private static func parts(of file: String) -> (name: Substring, process: Int32?) {
    let stem = (file.split(separator: "/").last ?? "").dropLast(file.hasSuffix(".md") ? 3 : 0)
    guard let mark = stem.lastIndex(of: "~"), let process = Int32(stem[stem.index(after: mark)...]),
      process > 0
    else { return (stem, nil) }
    return (stem[..<mark], process)
  }

  /// Reads a file that a person named, up to somewhat more than a limit.
  package static func read(_ path: String, upTo limit: Int = .max) throws -> [UInt8] {
    guard let bytes = try Files.read(path, upTo: limit) else { throw GitError.notFound(path) }
    return bytes
  }
}

extension Network {
  /// Keeps the drafts of killed commands, and removes those whose text reached the branch.
  ///
  /// - Returns: the files of those that did not.
  package func recoverDrafts() throws -> [String] {
    try drafts.abandoned().compactMap { file in
      guard let bytes = try Files.read(file) else { return nil }
      let text = String(decoding: bytes, as: UTF8.self)
      if try text.trimmed.isEmpty || isPublished(text) {
        try drafts.forget(file)
        return nil
      }
      return try drafts.settle(file)
    }
  }

  /// Whether one of the last acts of this machine wrote a record with this text. Records of others do not count.
  private func isPublished(_ text: String) throws -> Bool {
    guard let tip = try tip() else { return false }
    let typed = try (try? Document(parsing: text)) ?? Document([:], prose: text)  // it can be a bare text
    for case let bytes? in try waiting.files().values {
      let record = try? Document(parsing: bytes)  // a picture is no record
      if record?.holds(all: typed) ?? false { return true }
    }
    for act in try acts.lines().suffix(20).reversed()
    where try repository.has(act.commit) && repository.isAncestor(act.commit, of: tip) {
      let parent = try repository.commit(act.commit).parents.first
      for change in try repository.changes(from: parent, to: act.commit).prefix(64)
      where change.path.hasSuffix(".md") {
        guard let new = change.new, let bytes = try repository.blob(new.id),
          let record = try? Document(parsing: bytes)  // what cannot be read was not written by us
        else { continue }
        if record.holds(all: typed) { return true }
      }
    }
    return false
  }
}

extension Document {
  /// Whether the record has the front matter and the text that were typed, and after them at most pictures, which a
  /// post appends.
  fileprivate func holds(all typed: Document) -> Bool {
    let prose = typed.prose.nfc
    return typed.frontMatter.pairs.allSatisfy { self[$0.key] == $0.value } && self.prose.hasPrefix(prose)
      && self.prose.dropFirst(prose.count).split(separator: "\n").allSatisfy { $0.hasPrefix("![") }
  }
}
