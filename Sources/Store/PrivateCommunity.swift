import Disk
import Git
import Records

/// The prefix of a private community's paths in the network; empty for the commons.
package struct PrivatePrefix: Sendable {
  private let text: String

  package init(_ privateCommunity: Slug?) {
    text = privateCommunity.map { RecordPath.folder(of: $0, isPrivate: true) + "/" } ?? ""
  }

  /// Returns the network's path for a path from the repository's root.
  package func shown(_ own: String) -> String { text + own }

  /// Returns the path from the repository's root for a path of the network; `nil` if it lies in another repository.
  package func own(_ path: String) -> String? {
    if text.isEmpty { return RecordPath.isPrivate(path) ? nil : path }
    guard path.utf8.starts(with: text.utf8) else { return nil }
    return String(path.utf8.dropFirst(text.utf8.count))
  }
}

extension Network {
  /// Returns the branch of a private community.
  package static func branch(of privateCommunity: Slug) -> String { "private/\(privateCommunity)" }

  /// The prefix of the branches by which private communities travel sealed.
  package static let sealedFolder = "sealed/"

  /// Returns the folder of a private community's repository: one for all work trees.
  package func folder(of privateCommunity: Slug) throws -> String {
    guard let root = repository.mainWorkTree else { throw StoreError.privateNeedsWorkTree }
    return "\(root)/\(RecordPath.folder(of: privateCommunity, isPrivate: true))"
  }

  /// Opens a private community of a network.
  ///
  /// - Throws: `StoreError.privateNeedsWorkTree` in a bare network, `GitError.notARepository` where there is none.
  package init(privateCommunity slug: Slug, of commons: Network) throws {
    // Its own `.git`: that alone cannot have come in with the network's files.
    self.init(repository: try Repository.open(commons.folder(of: slug) + "/.git"), of: slug, in: commons)
  }

  /// Makes a private community: all of it elsewhere first, so that a killed command leaves no half of it.
  ///
  /// - Parameter fill: makes the repository at a path, and all that is in it.
  /// - Throws: `StoreError.communityExists`, `.privateNeedsWorkTree`, `.directoryNotEmpty`; what `fill` throws.
  package static func makePrivate<Result>(
    _ slug: Slug, of commons: Network, _ fill: (_ path: String) throws -> Result
  ) throws -> (network: Network, result: Result) {
    let folder = try commons.folderForPrivate(slug)
    let made = try FolderInMaking(for: folder)
    do {
      let result = try fill(made.path)
      // An earlier version left what was half made at its place; there is no text in it.
      Files.removeFolder(folder)
      try made.finish()
      return (try Network(privateCommunity: slug, of: commons), result)
    } catch {
      made.remove()
      throw error
    }
  }

  /// Opens the repository of a private community that is not at its place yet.
  package static func unplaced(_ slug: Slug, at path: String, of commons: Network) throws -> Network {
    let repository =
      try Files.isMissingOrEmpty(path)
      ? Repository.create(at: path, initialBranch: branch(of: slug)) : Repository.open(path)
    return Network(repository: repository, of: slug, in: commons)
  }

  /// Returns the folder for a new private community, and makes the commons ignore it. The folder may hold a
  /// repository without a commit.
  ///
  /// - Throws: `StoreError.communityExists`, `.privateNeedsWorkTree`, `.directoryNotEmpty`.
  package func folderForPrivate(_ slug: Slug) throws -> String {
    let folder = try folder(of: slug)
    if try snapshot().bytes(at: RecordPath.community(slug)) != nil { throw StoreError.communityExists(slug) }
    if let found = try Discovered.at(folder), try found.head().tip != nil {
      throw StoreError.communityExists(slug)
    }
    guard try Files.isMissingOrEmpty(folder) || Self.isHalfMade(folder) else {
      throw StoreError.directoryNotEmpty(folder)
    }
    try ignorePrivate()
    // Of no concern to other users of this machine.
    try Files.makeFolder(RecordPath.folder(of: folder), permissions: 0o700)
    return folder
  }

  /// Makes a private community, in one commit.
  package static func createPrivate(_ plan: PrivateCommunityInit, by member: Member, of commons: Network)
    throws -> (network: Network, done: Done)
  {
    // What cannot be is said before anything is made.
    let unmade = Snapshot(
      repository: commons.repository, commit: nil, acts: commons.acts, owners: commons.owners,
      privateCommunity: plan.community.slug, commons: (commons.repository, try commons.snapshot().commit))
    _ = try plan.act(by: member, in: unmade)
    let (made, done) = try makePrivate(plan.community.slug, of: commons) { path in
      let network = try unplaced(plan.community.slug, at: path, of: commons)
      return try network.perform(by: member.actor) { try plan.act(by: member, in: $0) }
    }
    return (made, done)
  }

  /// Whether a folder holds a repository, or some of one, in which nothing was ever committed or fetched.
  private static func isHalfMade(_ folder: String) throws -> Bool {
    guard try Files.names(in: folder) == [".git"] else { return false }
    let git = folder + "/.git"
    return try Files.kind(git + "/packed-refs") == nil && Files.names(in: git + "/refs/heads").isEmpty
      && Files.names(in: git + "/refs/remotes").isEmpty && Files.names(in: git + "/logs").isEmpty
  }

  /// Makes the commons ignore `private/`, unless it does already.
  private func ignorePrivate() throws {
    if try ignoresPrivate { return }
    let info = repository.commonDirectory + "/info"
    try Files.makeFolder(info)
    try Files.append(Array("/private/\n".utf8), to: info + "/exclude")
  }

  /// Whether git leaves `private/` out of the commons.
  package var ignoresPrivate: Bool {
    get throws {
      func isSaid(in bytes: [UInt8]?) -> Bool {
        bytes.map { String(decoding: $0, as: UTF8.self) }?.split(whereSeparator: \.isNewline)
          .contains { ["/private/", "/private", "private/", "private"].contains($0) } ?? false
      }
      return try isSaid(in: snapshot().bytes(at: ".gitignore"))
        || isSaid(in: Files.read(repository.commonDirectory + "/info/exclude"))
    }
  }
}

/// The act that makes a private community: its card, and that of its first member.
package struct PrivateCommunityInit: Sendable {
  package let community: CommunityAct
  package var title: String
  package var subject: CommunityAct.Subject
  package var language: Language?
  package var answerWithin: DayCount?
  package var about = ""

  package init(_ slug: Slug, title: String, _ subject: CommunityAct.Subject) {
    community = CommunityAct(slug)
    self.title = title
    self.subject = subject
  }

  package func act(by member: Member, in snapshot: Snapshot) throws -> Act {
    var act = try community.create(
      title: title, subject, language: language, answerWithin: answerWithin, about: about, by: member,
      in: snapshot)
    act.changes += try MemberAct(member.handle, of: community.slug).entry(
      by: nil, on: member.now.day, in: snapshot
    ).changes
    act.changes.append(
      .put(
        path: "\(snapshot.folder(of: community.slug))/\(MergeDriver.attributes.path)",
        MergeDriver.attributes.bytes))
    return act
  }
}
