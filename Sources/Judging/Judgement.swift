import Git
import Records
import Rights

/// What is known of the rights in a repository's histories, up to some commits.
///
/// A version without a right is known by its path and its content, so that a verdict holds in every commit that has it.
package struct Judgement: Equatable, Sendable {
  /// The commits whose histories were judged.
  var tips: Set<ObjectID> = []
  /// The versions without a right by path, then by blob; `nil` for a file that was removed.
  var disputed: [String: [ObjectID?: Verdict]] = [:]
  /// The files that were removed with right, and did not come back: who removes them as well takes nothing away.
  var removed: Set<String> = []
  /// The last rightful versions of cards that their owners deleted.
  var deletedCards: [String: ObjectID] = [:]
  /// The handles of all cards that ever had an address, in lower case.
  var handles: [String: Set<String>] = [:]
  var restrictions = Restrictions()
  /// The network's first commit, and the address of who made it.
  var founding: Founding?
  /// Whether a commit of version 2 was judged: from then on, all others are.
  var isUpgraded = false

  struct Founding: Equatable {
    let commit: ObjectID
    let email: String
  }

  package init() {}

  /// Whether a commit was judged, as the last one of its branch.
  package func covers(_ tip: ObjectID) -> Bool { tips.contains(tip) }

  /// Whether no version of any file is disputed.
  package var isUndisputed: Bool { disputed.isEmpty }

  /// Returns why a version of a file has no right; `nil` if it has one.
  package func verdict(on path: String, _ blob: ObjectID?) -> Verdict? { disputed[path]?[blob] }

  /// Returns the last rightful version for a version of a file.
  package func rightful(_ path: String, _ blob: ObjectID?) -> ObjectID? {
    verdict(on: path, blob).map(\.rightful) ?? blob
  }

  /// Returns the handles of all cards that ever had an address.
  package func handles(of email: String) -> Set<String> { handles[email.lowercased()] ?? [] }

  /// Returns the disputed files of a commit, by path.
  package func disputes(in commit: ObjectID, of repository: Repository) throws -> [Disputed] {
    try disputed.keys.sorted().compactMap { path in
      let blob = try repository.entry(path, in: commit)?.id
      return verdict(on: path, blob).map { Disputed(path: path, blob: blob, verdict: $0) }
    }
  }

  mutating func dispute(_ path: String, _ blob: ObjectID?, _ verdict: Verdict) {
    if blob == nil, removed.contains(path) { return }
    disputed[path, default: [:]][blob] = verdict
  }

  /// Notes that a version came with right.
  mutating func accept(_ path: String, _ blob: ObjectID?) {
    if blob == nil { removed.insert(path) } else { removed.remove(path) }
    guard disputed[path]?.removeValue(forKey: blob) != nil else { return }
    if disputed[path]?.isEmpty ?? false { disputed[path] = nil }
  }
}
