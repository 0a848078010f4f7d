import Contests
import Git
import Judging
import Records
import Rights
import Sealing
import Store

/// Gathers from the history of a repository what a contest is checked by.
struct ContestEvidence {
  private let whole: WholeContest
  private let repository: Repository
  private let judgement: Judgement
  private let tip: ObjectID
  /// Paths of the network's become those of the repository.
  private let prefix: PrivatePrefix

  /// - Parameter tip: the branch's.
  init(_ whole: WholeContest, at tip: ObjectID) throws {
    self.whole = whole
    let network = try whole.shelf.network()
    (repository, judgement, prefix) = (network.repository, try network.judgement(), whole.shelf.prefix)
    self.tip = tip
  }

  func evidence() throws -> Evidence {
    let began = try record(at: whole.place.text, in: repository.log(own(whole.place.text), from: tip).last)
    let contest = began.flatMap(Contest.init) ?? whole.contest
    var evidence = Evidence(contest)
    if let began, let now = try card() { evidence.changedKeys = Contest.changedKeys(from: began, to: now) }
    let closed = RecordPath.end(.closed, of: whole.place.text)
    let closings = try repository.log(own(closed), from: tip, pastDeletions: true).reversed().filter {
      try isRightful(closed, in: $0)
    }
    evidence.votes = whole.votes.mapValues { .init($0.record, blob: $0.blob.description) }
    evidence.entries = whole.entries.mapValues(\.blob.description)
    evidence.doubled = try doubled()
    evidence.unsigned = try unsigned()
    evidence.opening = whole.opening
    evidence.result = try record(
      at: RecordPath.end(.result, of: whole.place.text), in: repository.commit(tip))
    guard let first = closings.first else { return evidence }
    evidence.closing = try record(at: closed, in: first).flatMap(Closing.init)
    evidence.closedAt = Timestamp(
      secondsSince1970: first.committer.seconds, offsetMinutes: first.committer.offsetMinutes)
    evidence.isClosedAgain = closings.count > 1
    try gather(at: first.id, &evidence)
    evidence.witnesses = try whole.witnesses.map { handle, value in
      let path = own(
        RecordPath.end(.witness, by: try Session.handle(handle), of: whole.place.text))
      let commit = try repository.log(path, from: tip, limit: 1).first?.id
      return .init(
        handle, value, isAfterClosing: try commit.map { try repository.isAncestor(first.id, of: $0) } ?? false
      )
    }
    return evidence
  }

  /// The last rightful version of the card: what others did to it is not the host's.
  private func card() throws -> Document? {
    let path = own(whole.place.text)
    let blob = try judgement.rightful(path, repository.entry(path, in: tip)?.id)
    return try blob.flatMap { try repository.blob($0) }.map { try Document(parsing: $0) }
  }

  /// What the host had when the contest was closed, and what was frozen.
  private func gather(at commit: ObjectID, _ evidence: inout Evidence) throws {
    let folder = own(RecordPath.folder(of: whole.place.text))
    func isInTime(_ record: Document) -> Bool {
      record["created"]?.time.map { $0.seconds < evidence.contest.closes.seconds } ?? true
    }
    func had(_ path: String) throws -> (key: String, blob: ObjectID, record: Document)? {
      guard let place = RecordPath(prefix.shown(path)), place.type == .vote || place.type == .entry,
        let blob = try repository.entry(path, in: commit)?.id, judgement.verdict(on: path, blob) == nil,
        let bytes = try repository.blob(blob),
        let record = try? Document(parsing: bytes), isInTime(record)  // what cannot be read is for `doctor`
      else { return nil }
      return (place.key, blob, record)
    }
    for entry in try repository.list(folder + "/votes", in: commit) {
      guard let (key, blob, record) = try had("\(folder)/votes/\(entry.name)") else { continue }
      evidence.hadVotes[key] = .init(record, blob: blob.description)
    }
    for entry in try repository.list(folder + "/entries", in: commit) {
      guard let (key, blob, _) = try had("\(folder)/entries/\(entry.name)/entry.md") else { continue }
      evidence.hadEntries[key] = blob.description
    }
    for vote in evidence.closing?.votes.values.map(\.blob) ?? [] {
      evidence.frozen[vote] = try repository.sealedVote(vote)
    }
  }

  /// Who voted on two machines: merging keeps the other vote beside the one that counts.
  private func doubled() throws -> Set<String> {
    let folder = own(RecordPath.folder(of: whole.place.text)) + "/votes"
    return Set(
      try repository.list(folder, in: tip).compactMap { entry in
        ConflictName.original(of: "\(folder)/\(entry.name)").flatMap { RecordPath(prefix.shown($0))?.key }
      })
  }

  /// Whose vote, as it is, came in a commit without a good signature.
  private func unsigned() throws -> Set<String> {
    let folder = own(RecordPath.folder(of: whole.place.text)) + "/votes"
    var open = whole.votes.mapValues(\.blob)
    var unsigned: Set<String> = []
    for commit in try repository.log(folder, from: tip) where commit.parents.count < 2 {
      let before = try commit.parents.first.map { try repository.list(folder, in: $0) } ?? []
      let old = Set(before.map(\.id))
      for entry in try repository.list(folder, in: commit.id) where !old.contains(entry.id) {
        guard let key = RecordPath(prefix.shown("\(folder)/\(entry.name)"))?.key, open[key] == entry.id else {
          continue
        }
        open[key] = nil
        let card = try whole.card(of: key)
        let signer = try repository.signedCommit(commit.id).flatMap {
          SSHSignature.signer(of: $0.content, $0.signature)?.description
        }
        if signer.map({ signer in CardKey.all(on: card).contains { $0.sign == signer } }) != true {
          unsigned.insert(key)
        }
      }
    }
    return unsigned
  }

  private func own(_ path: String) -> String { prefix.own(path) ?? path }

  private func isRightful(_ path: String, in commit: CommitInfo) throws -> Bool {
    guard let blob = try repository.entry(own(path), in: commit.id)?.id else { return false }
    return judgement.verdict(on: own(path), blob) == nil
  }

  private func record(at path: String, in commit: CommitInfo?) throws -> Document? {
    guard let commit, let bytes = try repository.blob(at: own(path), in: commit.id) else { return nil }
    return try? Document(parsing: bytes)  // what cannot be read is for `doctor`
  }
}
