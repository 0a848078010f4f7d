import Git
import Judging
import Records
import Store

/// R10: what a clone takes back of its own acts, since they had no right, before it sends.
///
/// Commits that nobody else has are made anew without it. Where others build on them, a commit follows that restores the last
/// rightful versions; so it does, after merging, where others have them.
package struct TakingBack {
  package struct Taken: Hashable, Sendable {
    package let disputed: Disputed
    /// Whether others had it by then, and a commit restores the last rightful version.
    package let wasSent: Bool
    /// The file with the text that was taken back; `nil` if there was none.
    package var draft: String?
  }

  /// The commit to go on from.
  package let commit: ObjectID
  package let taken: [Taken]

  /// Judges what `start` has and no remote has, by what the remotes have.
  ///
  /// - Parameters:
  ///   - known: commits that others have.
  ///   - judge: has judged those.
  /// - Returns: `nil` if nothing has to be taken back.
  package init?(
    of network: Network, by actor: Actor, at start: ObjectID, known: [ObjectID], judge: Judge
  ) throws {
    let repository = network.repository
    let unsent = try repository.commits(from: [start], without: known)
    try judge.judge([start], limit: Network.judgedAtFirst)
    let disputes = try judge.judgement.disputes(in: start, of: repository).filter {
      unsent.contains($0.verdict.commit)
    }
    guard !disputes.isEmpty else { return nil }
    taken = disputes.map { Taken(disputed: $0, wasSent: false) }
    let commit =
      try Remaking(network, actor, unsent, disputes, judge.judgement).run(to: start)
      ?? Self.restore(disputes, at: start, in: network, by: actor)
    try judge.judge([commit])
    self.commit = commit
  }

  /// Notes what was taken back and keeps the texts as drafts; once, however often the push comes late.
  static func note(
    _ taken: [Taken], in network: Network, isDryRun: Bool, _ outcome: inout SyncOutcome
  ) throws {
    for var back in taken where !outcome.tookBack.contains(where: { $0.disputed == back.disputed }) {
      if !isDryRun { back.draft = try draft(of: back.disputed, in: network) }
      outcome.tookBack.append(back)
    }
  }

  private static func draft(of dispute: Disputed, in network: Network) throws -> String? {
    // A picture stays in the commit that git still has.
    guard let blob = dispute.blob, let bytes = try network.repository.blob(blob),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let place = RecordPath(dispute.path)
    let name = place.map { "\($0.type.rawValue)-\($0.key)" } ?? "text"
    return try network.drafts.keep(text, as: name)
  }

  /// Writes a commit that has the last rightful versions.
  static func restore(
    _ disputes: [Disputed], at start: ObjectID, in network: Network, by actor: Actor
  ) throws -> ObjectID {
    let disputed = Set(disputes.map(\.path))
    var changes = disputes.map { dispute -> TreeChange in
      dispute.verdict.rightful.map { .put(dispute.path, $0) } ?? .remove(dispute.path)
    }
    // What was added to a thread goes back with it.
    for (folder, former) in movedThreads(disputes.map { ($0.path, $0.blob == nil) }) {
      try network.repository.walk(start, under: folder) { path, blob in
        let place = former + path.dropFirst(folder.count)
        guard !disputed.contains(path), try network.repository.entry(place, in: start) == nil,
          !changes.contains(where: { $0.path == place })
        else { return }
        changes += [.remove(path), .put(place, blob.id, mode: blob.mode)]
      }
    }
    guard !changes.isEmpty else { return start }
    let files = changes.count == 1 ? "1 file" : "\(changes.count) files"
    return try network.write("restore: \(files)", changes, on: start, by: actor)
  }
}

/// Returns the folders of threads that move, by their new folders.
private func movedThreads(_ changes: [(path: String, isGone: Bool)]) -> [String: String] {
  var (gone, come): ([String: String], [String: String]) = ([:], [:])
  for change in changes {
    guard let key = RecordKey(change.path), key.isThread else { continue }
    let folder = RecordPath.folder(of: change.path)
    if change.isGone { gone[key.id] = folder } else { come[key.id] = folder }
  }
  return come.reduce(into: [:]) { moves, thread in moves[thread.value] = gone[thread.key] }
}

/// Makes commits anew without what has no right.
private struct Remaking {
  private let network: Network
  private let repository: Repository
  private let email: String
  private let unsent: Set<ObjectID>
  private let judgement: Judgement
  /// The commits that brought what is disputed.
  private let faulty: Set<ObjectID>
  /// The new commits by the old ones.
  private var made: [ObjectID: ObjectID] = [:]
  /// The folders in which threads stay, by those to which they were moved without right.
  private var stays: [String: String] = [:]

  init(
    _ network: Network, _ actor: Actor, _ unsent: Set<ObjectID>, _ disputes: [Disputed],
    _ judgement: Judgement
  ) {
    faulty = Set(disputes.map(\.verdict.commit))
    (self.network, repository) = (network, network.repository)
    (email, self.unsent, self.judgement) = (actor.email.lowercased(), unsent, judgement)
  }

  /// Returns the new commit for `tip`; `nil` if one that has to change is somebody else's.
  func run(to tip: ObjectID) throws -> ObjectID? {
    var remaking = self
    for id in try repository.commitsOldestFirst(unsent) {
      guard try remaking.remake(id) else { return nil }
    }
    return remaking.made[tip] ?? tip
  }

  /// Returns `false` for a commit that would have to change, and cannot.
  private mutating func remake(_ id: ObjectID) throws -> Bool {
    let commit = try repository.commit(id)
    let parents = commit.parents.map { made[$0] ?? $0 }
    let base = commit.parents.first ?? .emptyTree
    var kept: [TreeChange] = []
    var isWhole = parents == commit.parents
    guard commit.parents.count < 2 else {
      guard !faulty.contains(id) else { return false }
      guard !isWhole else { return true }
      let (one, other) = (parents[0], parents[1])
      // A merge of the rules is made by them again; what a person changed in one would be lost.
      guard parents.count == 2, try isOfTheRules(commit) else { return false }
      made[id] =
        try repository.isAncestor(one, of: other)
        ? other
        : repository.isAncestor(other, of: one)
          ? one : repository.writeMerge(repository.merge(one, other).changes, of: one, and: other).commit
      return true
    }
    var changes: [PathChange] = []
    try repository.changes(from: base, to: id) { changes.append($0) }
    let come = Dictionary(grouping: changes.filter { $0.new != nil }) { $0.new?.id }
    var dropped: [(path: String, isGone: Bool)] = []
    for change in changes {
      // Whoever moves on what they moved without right takes nothing away from where it stays.
      let former = place(of: change.path)
      let movesOn =
        change.new == nil && former != change.path
        && come[change.old?.id, default: []].contains {
          judgement.verdict(on: $0.path, $0.new?.id) != nil || place(of: $0.path) == former
        }
      if movesOn || judgement.verdict(on: change.path, change.new?.id) != nil {
        dropped.append((change.path, change.new == nil))
        continue
      }
      if former != change.path { isWhole = false }
      let there = try parents.first.flatMap { try repository.entry(former, in: $0) }
      guard there?.id != change.new?.id || there?.mode != change.new?.mode else { continue }
      kept.append(change.new.map { .put(former, $0.id, mode: $0.mode) } ?? .remove(former))
    }
    if !dropped.isEmpty { isWhole = false }
    stays.merge(movedThreads(dropped).mapValues(place)) { $1 }
    guard !isWhole else { return true }
    guard commit.author.email.lowercased() == email, let parent = parents.first else { return false }
    guard !kept.isEmpty else {
      made[id] = parent
      return true
    }
    let again = BranchChange(
      branch: network.branch, parents: parents, changes: kept, author: commit.author,
      committer: commit.committer, message: commit.message)
    made[id] = try repository.write(again, signer: network.signer).commit
    return true
  }

  /// Where a file is, without the moves that had no right.
  private func place(of path: String) -> String {
    for (folder, former) in stays where path == folder || path.hasPrefix(folder + "/") {
      return former + path.dropFirst(folder.count)
    }
    return path
  }

  private func isOfTheRules(_ commit: CommitInfo) throws -> Bool {
    let (one, other) = (commit.parents[0], commit.parents[1])
    return try repository.writeMerge(repository.merge(one, other).changes, of: one, and: other).commit
      == commit.id
  }
}
