import Disclosure
import Git
import Records
import Store
import Sync

/// Finds names of private communities in acts and pushes of the commons.
extension Session {
  /// Returns the names that must not be quoted in the commons. Reads nothing if there is no private community.
  func privateNames() throws -> PrivateNames {
    var names = PrivateNames()
    for shelf in try privateShelves() { try PrivateNameFile(of: shelf.network()).add(to: &names) }
    for shelf in try privateShelves() {
      for title in try PublishedTitles(of: shelf.network()).all() { names.allow(title: title) }
    }
    try names.allowTemplates(of: network())
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
    guard try !privateShelves().isEmpty, let tip = try network().tip() else { return [] }
    let (network, repository) = (try network(), try network().repository)
    let remotes = try repository.remotes()
    if remotes.isEmpty { return [] }
    let known = try remotes.compactMap { try repository.knownTip(of: network.branch, at: $0) }.first
    return try LeakCheck(repository, privateNames()).leaks(from: known, to: tip)
  }

  private func leaks(in done: Network.Done) throws -> [Leak] {
    guard try !privateShelves().isEmpty else { return [] }
    let repository = try network().repository
    let parent = try repository.commit(done.commit).parents.first
    return try LeakCheck(repository, privateNames()).leaks(from: parent, to: done.commit)
  }
}
