import Contests
import Git
import Records
import Rights
import Sealing
import Store

/// Judges the commits of a repository by the rules of `Rights`, each once, oldest first.
///
/// Of commits that do not know of each other, those that a clone had first are judged first; in one batch, the older ones by
/// their times.
package final class Judge {
  let repository: Repository
  private let isPrivate: Bool
  package private(set) var judgement: Judgement
  /// What was known when the judge was made.
  private let initial: Judgement
  /// The versions without a right that were found since the judge was made, in the order of their commits.
  package private(set) var found: [Disputed] = []
  /// Who alone may become steward of a network that has none left; `nil` for any member.
  private let heir: String?
  private var documents: [ObjectID: Document] = [:]

  /// The number of documents that are kept in memory.
  private static let most = 4096
  /// The limit of a text that is looked into, in bytes; a larger one is a file without an owner.
  private static let textLimit = 10 << 20

  package init(
    _ repository: Repository, isPrivate: Bool, heir: String? = nil, from judgement: Judgement?
  ) {
    (self.repository, self.isPrivate, self.heir) = (repository, isPrivate, heir)
    initial = judgement ?? Judgement()
    self.judgement = initial
  }

  /// Judges what was not judged yet of some commits and their histories.
  ///
  /// - Parameters:
  ///   - limit: only so many of the newest commits are judged; what they build on counts as rightful.
  ///   - advancing: called with the number of judged commits of all.
  package func judge(
    _ tips: [ObjectID], limit: Int = .max, advancing: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws {
    let missing = tips.filter { !judgement.tips.contains($0) }
    guard !missing.isEmpty else { return }
    // An upgrade binds all that it does not build on, also what was known before it: judged anew, as any fresh clone does.
    if !judgement.isUpgraded, !judgement.tips.isEmpty,
      try missing.contains(where: { try repository.formatVersion(of: $0) > 1 })
    {
      judgement = Judgement()
    }
    let commits = try repository.commitsOldestFirst(
      repository.commits(from: missing, without: Array(judgement.tips))
    ).suffix(limit)
    if judgement.tips.isEmpty { try begin(before: Set(commits), at: missing) }
    try judge(Array(commits), advancing)
    judgement.tips = try judgement.tips.filter { old in
      try !missing.contains { try repository.isAncestor(old, of: $0) }
    }.union(missing)
  }

  /// Returns the disputed files of a commit whose verdicts are not of `known` and its history.
  package func disputes(broughtBy commit: ObjectID, to known: ObjectID?) throws -> [Disputed] {
    let disputes = try judgement.disputes(in: commit, of: repository)
    guard !disputes.isEmpty else { return [] }
    let new = try repository.commits(from: [commit], without: known.map { [$0] } ?? [])
    return disputes.filter { new.contains($0.verdict.commit) }
  }

  /// Whether a dispute was not known when the judge was made.
  package func isNew(_ dispute: Disputed) -> Bool { initial.verdict(on: dispute.path, dispute.blob) == nil }

  /// Whether a file of a commit is disputed, and has a last rightful version.
  package func canRestore(_ path: String, in commit: ObjectID) throws -> Bool {
    judgement.verdict(on: path, try repository.entry(path, in: commit)?.id)?.rightful != nil
  }

  private func judge(_ commits: [ObjectID], _ advancing: (Int, Int) -> Void) throws {
    let older = try judgement.isUpgraded ? [] : ancestorsOfUpgrades(among: commits)
    for (count, id) in commits.enumerated() {
      advancing(count, commits.count)
      let commit = try repository.commit(id)
      if commit.parents.count > 1 {
        try judge(merge: commit, isOlder: older.contains(id))
      } else {
        let isFirst = commit.parents.isEmpty && judgement.founding?.commit ?? id == id
        if isFirst { judgement.founding = .init(commit: id, email: commit.author.email.lowercased()) }
        let base = commit.parents.first ?? .emptyTree
        try take(changes(from: base, to: id), of: commit, on: base, isJudged: !isFirst && !older.contains(id))
      }
    }
  }

  /// Reads the people whom commits that are not judged brought in.
  private func begin(before commits: Set<ObjectID>, at tips: [ObjectID]) throws {
    let bases = try repository.bases(of: commits)
    guard !bases.isEmpty else { return }
    judgement.founding = try tips.first.map {
      let first = try repository.commit(repository.firstAncestor(of: $0))
      return .init(commit: first.id, email: first.author.email.lowercased())
    }
    judgement.isUpgraded = try bases.contains { try repository.formatVersion(of: $0) > 1 }
    for base in bases {
      try repository.walk(base, under: isPrivate ? "members" : "people") { path, blob in
        guard let place = RecordPath(path), let card = try document(blob) else { return }
        note(card, of: place.key)
      }
    }
  }

  /// Returns the commits to which the rules of version 1 apply: those that an upgrade builds on, and all if there is none.
  private func ancestorsOfUpgrades(among commits: [ObjectID]) throws -> Set<ObjectID> {
    // Whoever takes the card away and puts it back upgrades nothing.
    var upgraded: Set<ObjectID> = []
    var upgrades: Set<ObjectID> = []
    for id in commits {
      let parents = try repository.commit(id).parents
      if parents.contains(where: upgraded.contains) {
        upgraded.insert(id)
      } else if try repository.formatVersion(of: id) > 1 {
        upgraded.insert(id)
        upgrades.insert(id)
      }
    }
    judgement.isUpgraded = !upgrades.isEmpty
    guard judgement.isUpgraded else { return Set(commits) }
    // The upgrade itself is an act of the older rules, unless it is the network's first commit.
    return try repository.commits(from: Array(upgrades), without: []).intersection(commits)
  }

  // MARK: Acts

  private func changes(from base: ObjectID, to commit: ObjectID) throws -> [PathChange] {
    var changes: [PathChange] = []
    try repository.changes(from: base, to: commit) { changes.append($0) }
    return changes
  }

  /// Takes in what an act made of some files.
  ///
  /// - Parameters:
  ///   - base: the commit or tree that the act changed.
  ///   - isJudged: `false` for an act to which only the rules of version 1 apply.
  ///   - clause: what an act of nobody breaks, if not the clause that the rules name.
  private func take(
    _ changes: [PathChange], of commit: CommitInfo, on base: ObjectID, isJudged: Bool, clause: Clause? = nil
  ) throws {
    guard !changes.isEmpty else { return }
    guard isJudged else {
      for change in changes { try noteCard(change) }
      return
    }
    let made = try made(changes)
    let (committer, ground) = (try committer(of: commit), ground(at: base))
    let breaches = try Rights.breaches(of: made, by: committer, on: ground)
    let actors = try Rights.handles(of: committer, in: made, on: ground)
    let moved = Set(changes.filter { $0.old == nil }.compactMap { RecordKey($0.path) })
    for (change, made) in zip(changes, made) {
      let (old, new) = (change.old?.id, change.new?.id)
      if var breach = breaches[change.path] {
        if let clause, actors.isEmpty {
          breach = Breach(clause, owner: breach.owner, isClaim: breach.isClaim)
        }
        dispute(
          change.path, new,
          Verdict(
            breach, in: commit.id, by: actors.first ?? committer.email,
            rightful: judgement.rightful(change.path, old)))
      } else if new != nil, !made.isRestored, let twin = made.twin,
        let verdict = judgement.verdict(on: twin, new)
      {
        // What moves with its thread is as disputed as it was.
        judgement.dispute(change.path, new, verdict)
      } else {
        try accept(change, made, of: commit, moved: moved, by: actors, on: committer.day)
      }
    }
  }

  /// Returns changes as the rules take them.
  private func made(_ changes: [PathChange]) throws -> [Change] {
    let twins = Twins(changes)
    return try changes.map { change in
      let before = judgement.verdict(on: change.path, change.old?.id)
      let after = try change.new.flatMap { try document($0) }
      return Change(
        change.path, to: change.new == nil ? .absent : after.map(Change.Version.record) ?? .file,
        isNew: change.old == nil, isRestored: before.map { $0.rightful == change.new?.id } ?? false,
        twin: twins[change],
        isProved: after.map { AnonymousProof.holds(for: $0, at: change.path, before: change.old?.id) }
          ?? false)
    }
  }

  /// Returns what of an act would have no right, before anything is written.
  ///
  /// - Parameter files: the new contents by path; `nil` removes the file.
  package func breaches(of files: [String: [UInt8]?], by committer: Committer, on tip: ObjectID?) throws
    -> [String: Breach]
  {
    // Who makes the network's first commit may do everything.
    guard let tip, judgement.isUpgraded else { return [:] }
    let changes = try files.map { path, bytes in
      let entry = try repository.entry(path, in: tip)
      let new = bytes.map { Blob(ObjectID(ofBlob: $0)) }
      if let new, let bytes { documents[new.id] = Self.parsed(bytes) }
      return PathChange(path: path, old: entry.map { Blob($0.id, mode: $0.mode) }, new: new)
    }
    return try Rights.breaches(of: made(changes), by: committer, on: ground(at: tip))
  }

  private func dispute(_ path: String, _ blob: ObjectID?, _ verdict: Verdict) {
    judgement.dispute(path, blob, verdict)
    guard judgement.verdict(on: path, blob) == verdict else { return }
    found.append(Disputed(path: path, blob: blob, verdict: verdict))
  }

  /// Notes that an act had a right to a change.
  ///
  /// - Parameter moved: the records that the act brought to other paths.
  private func accept(
    _ change: PathChange, _ made: Change, of commit: CommitInfo, moved: Set<RecordKey>, by actors: [String],
    on day: CalendarDay
  ) throws {
    let before = judgement.rightful(change.path, change.old?.id)
    let isMove =
      change.new == nil && (made.twin != nil || RecordKey(change.path).map(moved.contains) ?? false)
    // Who moves what another takes away at the same time does not agree with that.
    let verdict = isMove ? judgement.verdict(on: change.path, nil) : nil
    if try verdict.map({ try repository.isAncestor($0.commit, of: commit.id) }) ?? true {
      judgement.accept(change.path, change.new?.id, isMove: isMove)
    }
    judgement.restrictions.note(made, before: try before.flatMap(document), by: actors, on: day)
    try noteCard(change)
  }

  private func noteCard(_ change: PathChange) throws {
    guard let place = RecordPath(change.path), place.type == (isPrivate ? .member : .person) else { return }
    judgement.deletedCards[change.path] =
      change.new == nil ? judgement.rightful(change.path, change.old?.id) : nil
    if let new = change.new, let card = try document(new) { note(card, of: place.key) }
  }

  private func note(_ card: Document, of handle: String) {
    if !CardKey.all(on: card).isEmpty { judgement.restrictions.keyed.insert(handle) }
    guard let email = card["email"]?.text?.lowercased() else { return }
    judgement.handles[email, default: []].insert(handle)
  }

  // MARK: Merges

  /// R9: a merge is nobody's act where its tree is what the rules make of its parents; what differs is its author's.
  private func judge(merge commit: CommitInfo, isOlder: Bool) throws {
    var base = commit.parents[0]
    if commit.parents.count == 2, !isOlder {
      let (one, other) = (commit.parents[0], commit.parents[1])
      let merged = try repository.merge(one, other)
      for change in merged.changes { try inherit(change, one, other) }
      base = try repository.writeTree(merged.changes, on: one)
    }
    let changes = try base == commit.tree ? [] : changes(from: base, to: commit.tree)
    try take(changes, of: commit, on: base, isJudged: !isOlder, clause: .merges)
  }

  /// Passes the verdict on a version on to what the rules made of it.
  private func inherit(_ change: TreeChange, _ one: ObjectID, _ other: ObjectID) throws {
    guard let blob = change.blob?.id else { return }
    let path = change.path
    let sides = try [one, other].map { try repository.entry(path, in: $0)?.id }
    guard !sides.contains(blob) else { return }
    if let moved = moved(blob, to: path) { return judgement.dispute(path, blob, moved) }
    let verdicts = sides.map { judgement.verdict(on: path, $0) }
    guard let verdict = verdicts[0] ?? verdicts[1] else { return }
    let rightful = verdicts[0] == nil ? sides[0] : verdicts[1] == nil ? sides[1] : verdict.rightful
    judgement.dispute(
      path, blob, Verdict(verdict.breach, in: verdict.commit, by: verdict.committer, rightful: rightful))
  }

  /// Returns the verdict on a version of the same record at another path.
  private func moved(_ blob: ObjectID, to path: String) -> Verdict? {
    guard !judgement.disputed.isEmpty, let key = RecordPath(path)?.key else { return nil }
    for (other, versions) in judgement.disputed where other != path && RecordPath(other)?.key == key {
      if let verdict = versions[blob] { return verdict }
    }
    return nil
  }

  // MARK: What is judged by

  /// Returns who a commit says that it is by, and the key that signed it.
  private func committer(of commit: CommitInfo) throws -> Committer {
    let key = try repository.signedCommit(commit.id).flatMap { signed in
      SSHSignature.signer(of: signed.content, signed.signature)
    }
    let time = Timestamp(
      secondsSince1970: commit.author.seconds, offsetMinutes: commit.author.offsetMinutes)
    return Committer(email: commit.author.email, key: key?.description, on: time.day)
  }

  private func ground(at base: ObjectID) -> Ground {
    Ground(
      isPrivate: isPrivate, founder: judgement.founding?.email, restrictions: judgement.restrictions,
      isGone: { [self] in
        let path = isPrivate ? "members/\($0).md" : "people/\($0).md"
        return try judgement.rightful(path, repository.entry(path, in: base)?.id) == nil
      },
      isHeir: { [self] in heir == nil || heir == $0 },
      members: { [self] in try members(at: base) },
      result: { [self] in try result(ofContestIn: $0, at: base) },
      handles: { [self] in judgement.handles[$0, default: []].sorted() },
      record: { [self] in try record($0, at: base) })
  }

  /// Returns the last rightful version of a record.
  private func record(_ path: String, at base: ObjectID) throws -> Document? {
    let blob = try repository.entry(path, in: base)?.id
    return try (judgement.rightful(path, blob) ?? judgement.deletedCards[path]).flatMap(document)
  }

  private func result(ofContestIn folder: String, at base: ObjectID) throws -> Document? {
    guard let contest = try record("\(folder)/contest.md", at: base).flatMap(Contest.init) else { return nil }
    let closing = try record("\(folder)/closed.md", at: base).flatMap(Closing.init)
    let opening = try record("\(folder)/opened.md", at: base).flatMap(Opening.init)
    var witnesses: [String: String] = [:]
    for entry in try repository.list("\(folder)/witnesses", in: base) {
      guard let place = RecordPath("\(folder)/witnesses/\(entry.name)"), place.type == .witness else {
        continue
      }
      witnesses[place.key] = try record(place.text, at: base)?["value"]?.text
    }
    return try Outcome(contest, closing, opening, witnesses: witnesses).document()
  }

  /// Returns the members of a private community, in the order in which they joined.
  private func members(at base: ObjectID) throws -> [String] {
    try repository.list("members", in: base).compactMap { entry -> (joined: String, handle: String)? in
      guard let place = RecordPath("members/\(entry.name)"), let card = try document(entry.id) else {
        return nil
      }
      return (card["joined"]?.text ?? "", place.key)
    }.sorted { $0 < $1 }.map(\.handle)
  }

  private func document(_ blob: Blob) throws -> Document? {
    blob.mode == .file || blob.mode == .executable ? try document(blob.id) : nil
  }

  /// Reads a text with front matter; `nil` for anything else.
  private func document(_ id: ObjectID) throws -> Document? {
    if let known = documents[id] { return known }
    guard let size = try repository.size(of: id), size <= Self.textLimit, let bytes = try repository.blob(id),
      let document = Self.parsed(bytes)
    else { return nil }
    if documents.count >= Self.most { documents = [:] }
    documents[id] = document
    return document
  }

  private static func parsed(_ bytes: [UInt8]) -> Document? {
    guard bytes.starts(with: "---".utf8) || bytes.starts(with: "\u{FEFF}---".utf8) else { return nil }
    return try? Document(parsing: bytes)  // what cannot be read is a file like any other
  }
}

/// Where the files of an act come from, or go to, with the same bytes.
private struct Twins {
  private var gone: [ObjectID: [String]] = [:]
  private var come: [ObjectID: [String]] = [:]

  init(_ changes: [PathChange]) {
    for change in changes {
      if change.new == nil, let old = change.old { gone[old.id, default: []].append(change.path) }
      if change.old == nil, let new = change.new { come[new.id, default: []].append(change.path) }
    }
  }

  subscript(change: PathChange) -> String? {
    let others =
      change.new == nil
      ? change.old.flatMap { come[$0.id] } : change.old == nil ? change.new.flatMap { gone[$0.id] } : nil
    let name = change.path.split(separator: "/").last
    return others?.first { $0.split(separator: "/").last == name } ?? others?.first
  }
}
