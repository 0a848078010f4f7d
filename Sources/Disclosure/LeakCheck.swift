import Git
import Records

/// A public place that quotes a name of a private community.
package struct Leak: Hashable, Sendable {
  package enum Place: Hashable, Sendable {
    case file(path: String, line: Int)
    /// The path itself.
    case path(String)
    /// A commit's message.
    case message(ObjectID)
    /// The name or address of who made a commit.
    case person(ObjectID)
    /// A file in an earlier commit that would be published too, even if later commits no longer have it.
    case earlier(ObjectID, path: String, line: Int)
  }

  package let place: Place
  package let kind: PrivateNames.Kind
  /// The name as the private community writes it.
  package let name: String
}

/// Searches commits that are about to be published for names of private communities.
package struct LeakCheck {
  private let repository: Repository
  private let names: PrivateNames

  /// The limit for leaks; a person reads no more.
  private static let most = 100
  package init(_ repository: Repository, _ names: PrivateNames) {
    self.repository = repository
    self.names = names
  }

  /// Returns the leaks in a commit that an earlier one has not published: in added lines, new paths and messages, also
  /// those of the commits in between; the first hundred.
  ///
  /// - Parameters:
  ///   - base: the earlier commit; `nil` to check everything.
  ///   - published: a commit that is public already, with all that it says.
  package func leaks(from base: ObjectID?, to tip: ObjectID, besides published: ObjectID?) throws -> [Leak] {
    guard !names.isEmpty, base != tip else { return [] }
    var look = Look(repository, names, base)
    try look.take(from: base, to: tip, isLast: true)
    let commits =
      try base.map { try repository.divergence(tip, $0).ours.map(repository.commit) }
      ?? repository.log("", from: tip)
    for commit in commits.sorted(by: Self.isEarlier) {
      guard look.leaks.count < Self.most else { break }
      if commits.count > 1 { try look.take(commit) }
      try look.takeMessage(of: commit)
      look.takePeople(of: commit)
    }
    let leaks = Array(look.leaks.prefix(Self.most))
    guard let published, !leaks.isEmpty else { return leaks }
    let known = try said(leaks.map(\.name), in: published)
    return leaks.filter { !known.contains($0.name) }
  }

  /// Returns which of some names a commit's files quote. Reads all of them, but only where there is a leak.
  private func said(_ wanted: [String], in commit: ObjectID) throws -> Set<String> {
    let names = names.only(Set(wanted))
    var found: Set<String> = []
    try repository.walk(commit) { path, blob in
      guard found.count < wanted.count, blob.mode != .submodule else { return }
      let bytes = try repository.blob(blob.id).flatMap(SearchedText.text) ?? []
      found.formUnion((names.quotes(in: bytes) + names.quotes(in: Array(path.utf8))).map(\.name))
    }
    return found
  }

  private static func isEarlier(_ one: CommitInfo, _ other: CommitInfo) -> Bool {
    (one.committer.seconds, one.id.description) < (other.committer.seconds, other.id.description)
  }

  /// One search, and the leaks that it found.
  private struct Look {
    let repository: Repository
    let names: PrivateNames
    let base: ObjectID?
    var leaks: [Leak] = []
    private var seen: Set<Blob> = []
    /// The paths that the last commit taken changed.
    private var touched: [String] = []

    init(_ repository: Repository, _ names: PrivateNames, _ base: ObjectID?) {
      (self.repository, self.names, self.base) = (repository, names, base)
    }

    /// Searches the changes of a commit.
    mutating func take(_ commit: CommitInfo) throws {
      let parents = try commit.parents.filter(repository.has)
      guard let parent = parents.first else { return try take(from: nil, to: commit.id) }
      // Of a merge, only the files that differ from all its parents count; the others come with commits of their own.
      var differing: Set<String>?
      for other in parents.dropFirst() {
        let paths = Set(try repository.changes(from: other, to: commit.id).map(\.path))
        differing = differing?.intersection(paths) ?? paths
      }
      try take(from: parent, to: commit.id, among: differing)
    }

    mutating func take(
      from old: ObjectID?, to new: ObjectID, among paths: Set<String>? = nil, isLast: Bool = false
    ) throws {
      touched = []
      try repository.changes(from: old, to: new) { change in
        guard paths?.contains(change.path) ?? true else { return }
        touched.append(change.path)
        try take(change, in: isLast ? nil : new)
      }
    }

    /// Searches the message of the commit taken last.
    mutating func takeMessage(of commit: CommitInfo) throws {
      for quote in names.quotes(in: Array(commit.message.utf8)) {
        // A message names its thread, whose title may be public already.
        let isKnown = try touched.contains { path in
          let post = RecordPath(path)?.thread == nil ? path : RecordPath.post(ofThreadAt: path)
          return try isPublic(quote.name, at: post)
        }
        if !isKnown { add(.message(commit.id), quote) }
      }
    }

    /// Searches the names and addresses of the people whom a commit names.
    mutating func takePeople(of commit: CommitInfo) {
      for person in [commit.author, commit.committer] {
        for quote in names.quotes(in: Array("\(person.name)\n\(person.email)".utf8)) {
          add(.person(commit.id), quote)
        }
      }
    }

    /// Returns whether a public file quotes a name already.
    private func isPublic(_ name: String, at path: String) throws -> Bool {
      guard let base, let bytes = try repository.blob(at: path, in: base) else { return false }
      return names.quotes(in: bytes).contains { $0.name == name }
    }

    /// Searches a changed file.
    ///
    /// - Parameter commit: an earlier commit; `nil` for the last one.
    private mutating func take(_ change: PathChange, in commit: ObjectID?) throws {
      guard let new = change.new, new.mode != .submodule, leaks.count < LeakCheck.most else { return }
      if change.old == nil { try take(path: change.path) }
      guard seen.insert(new).inserted else { return }
      guard let found = try repository.blob(new.id) else { throw GitError.notFound(new.id.description) }
      guard let bytes = SearchedText.text(of: found) else { return }
      let quotes = names.quotes(in: bytes)
      guard !quotes.isEmpty else { return }
      let lines = Self.lines(bytes)
      // A line that the file had before, at any place, is public already.
      let known =
        try change.old.flatMap { try repository.blob($0.id) }.flatMap(SearchedText.text)
        .map { Set(Self.lines($0)) } ?? []
      for quote in quotes {
        guard let line = quote.lines.first(where: { !known.contains(lines[$0 - 1]) }) else { continue }
        if let commit {
          add(.earlier(commit, path: change.path, line: line), quote)
        } else {
          add(.file(path: change.path, line: line), quote)
        }
      }
    }

    /// Searches the new part of a path; existing folders are public already.
    private mutating func take(path: String) throws {
      guard !names.quotes(in: Array(path.utf8)).isEmpty else { return }
      let parts = path.split(separator: "/")
      var known = 0
      while known < parts.count - 1, let base,
        try repository.entry(parts.prefix(known + 1).joined(separator: "/"), in: base) != nil
      { known += 1 }
      for quote in names.quotes(in: Array(parts.dropFirst(known).joined(separator: "/").utf8)) {
        add(.path(path), quote)
      }
    }

    private mutating func add(_ place: Leak.Place, _ quote: PrivateNames.Quote) {
      let leak = Leak(place: place, kind: quote.kind, name: quote.name)
      if !leaks.contains(leak) { leaks.append(leak) }
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
      bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }
  }
}
