import Disclosure
import Git
import Records
import Store

/// Finds names of private communities in acts and pushes of the commons.
extension Session {
  /// Nothing, and at no cost, where there is no private community.
  ///
  /// - Parameters:
  ///   - withEdits: whether those of uncommitted files count as well, which takes longer.
  ///   - allowsTemplates: whether what the commons' templates say is left out, which takes longer.
  /// - Throws: ``Failure`` (77) naming a folder of `private/` in which no community can be read: what is in it is unknown.
  func privateNames(withEdits: Bool, allowsTemplates: Bool = true) throws -> PrivateNames {
    var names = PrivateNames()
    let shelves = try privateShelves()
    let read = Set(shelves.compactMap { $0.community?.rawValue })
    if let other = try commons.privateFolders().first(where: { !read.contains($0) }) {
      throw Failure(
        .notAllowed, Words.privateUnreadable("private/" + other), hint: Words.privateUnreadableHint)
    }
    for shelf in shelves { try PrivateNameFile(of: shelf.network()).add(to: &names, withEdits: withEdits) }
    for shelf in shelves {
      for title in try PublishedTitles(of: shelf.network()).all() { names.allow(title: title) }
    }
    if allowsTemplates { try names.allowTemplates(of: network()) }
    return names
  }

  /// Warns if an act in the commons quotes a private name, while it can still be undone.
  func warnOfLeaks(_ done: Network.Done, in shelf: Shelf) {
    guard !shelf.isPrivate else { return }
    do {
      let leaks = try leaks(in: done)
      for leak in leaks.prefix(3) { context.warn(Words.leak(leak)) }
      if !leaks.isEmpty { context.hint(Words.leakWarningHint) }
    } catch {
      // The act is done; `sync` looks again, and sends nothing where it cannot.
      context.warn(failure(for: error).phrase)
    }
  }

  /// Returns the private names that the next `sync` would send.
  func leaksOfNext() throws -> [Leak] {
    let (network, repository) = (try network(), try network().repository)
    guard let tip = try network.tip(), try !repository.remotes().isEmpty else { return [] }
    let names = try privateNames(withEdits: true)
    if names.isEmpty { return [] }
    let known = try published()
    return try LeakCheck(repository, names).leaks(from: known, to: tip, besides: known)
  }

  private func leaks(in done: Network.Done) throws -> [Leak] {
    // What waits is looked through before it leaves.
    guard let commit = done.commit else { return [] }
    var names = try privateNames(withEdits: false, allowsTemplates: false)
    let repository = try network().repository
    let parent = try repository.commit(commit).parents.first
    func find() throws -> [Leak] {
      try LeakCheck(repository, names).leaks(from: parent, to: commit, besides: published())
    }
    guard try !find().isEmpty else { return [] }
    try names.allowTemplates(of: network())
    return try find()
  }

  /// What the first remote has, as far as it is known here.
  private func published() throws -> ObjectID? {
    let (network, repository) = (try network(), try network().repository)
    return try repository.remotes().compactMap { try repository.knownTip(of: network.branch, at: $0) }.first
  }
}
