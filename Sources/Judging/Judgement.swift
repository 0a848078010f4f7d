import Git
import Records
import Rights
import Store

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
  ///
  /// A file that is missing is disputed where a commit of the history took it away, and its record lives nowhere else.
  package func disputes(in commit: ObjectID, of repository: Repository) throws -> [Disputed] {
    var isInHistory: [ObjectID: Bool] = [:]
    let disputes = try disputed.keys.sorted().compactMap { path -> Disputed? in
      let blob = try repository.entry(path, in: commit)?.id
      guard let verdict = verdict(on: path, blob) else { return nil }
      if blob == nil {
        let known = try isInHistory[verdict.commit] ?? repository.isAncestor(verdict.commit, of: commit)
        isInHistory[verdict.commit] = known
        guard known else { return nil }
      }
      return Disputed(path: path, blob: blob, verdict: verdict)
    }
    let gone = Set(disputes.filter { $0.blob == nil }.compactMap { RecordKey($0.path) })
    guard !gone.isEmpty else { return disputes }
    let paths = Set(disputes.map(\.path))
    var elsewhere: Set<RecordKey> = []
    try repository.walk(commit) { path, _ in
      if let key = RecordKey(path), gone.contains(key), !paths.contains(path) { elsewhere.insert(key) }
    }
    return disputes.filter { $0.blob != nil || RecordKey($0.path).map { !elsewhere.contains($0) } ?? true }
  }

  mutating func dispute(_ path: String, _ blob: ObjectID?, _ verdict: Verdict) {
    if blob == nil, removed.contains(path) { return }
    disputed[path, default: [:]][blob] = verdict
  }

  /// Notes that a version came with right.
  ///
  /// - Parameter isMove: whether the file is missing since its record went to another path, so that nothing was removed.
  mutating func accept(_ path: String, _ blob: ObjectID?, isMove: Bool = false) {
    if blob != nil { removed.remove(path) } else if !isMove { removed.insert(path) }
    guard disputed[path]?.removeValue(forKey: blob) != nil else { return }
    if disputed[path]?.isEmpty ?? false { disputed[path] = nil }
  }
}
