import Git
import Judging
import Records
import Rights
import Store

/// A record whose version here has no right.
struct DisputedRecord {
  let verdict: Verdict
  /// The last rightful version; `nil` if there was none, or if it cannot be read.
  let rightful: Document?

  /// For programs.
  var value: OutputRow.Value {
    .fields([
      .init("by", .text(verdict.committer)), .init("owner", .optional(verdict.breach.owner)),
      .init("claim", .flag(verdict.breach.isClaim)), .init("clause", .text(verdict.breach.clause.name)),
      .init("commit", .text(verdict.commit.description)), .init("rightful", .optional(rightful?.text)),
    ])
  }
}

extension Shelf {
  /// Returns what is disputed at the branch's tip, by the network's paths. Judges what was not judged yet.
  func disputes() throws -> [String: Disputed] {
    let tip = try tip()
    if let found = foundDisputes, found.tip == tip { return found.disputes }
    var found: [String: Disputed] = [:]
    for dispute in try tip.map(judged) ?? [] { found[prefix.shown(dispute.path)] = dispute }
    foundDisputes = (tip, found)
    return found
  }

  private func judged(_ tip: ObjectID) throws -> [Disputed] {
    let kept = try onDisk(JudgementFile(in: stateFolder).read())
    if let kept, kept.covers(tip) {
      return kept.isUndisputed ? [] : try kept.disputes(in: tip, of: network().repository)
    }
    let network = try network()
    // Who has only the end of the history cannot know who may what.
    guard network.repository.hasWholeHistory else { return [] }
    let judgement = try network.judgement(advancing: judgingBar())
    return try judgement.disputes(in: tip, of: network.repository)
  }

  /// Checks that an act's author may do it, before it is committed on a tip.
  ///
  /// - Throws: ``Failure`` (77).
  func admit(_ act: Act, by actor: Actor, on tip: ObjectID?) throws {
    let network = try network()
    guard act.isNamed, let tip, network.repository.hasWholeHistory else { return }
    let judge = try network.judgeOfTip(advancing: judgingBar())
    var files: [String: [UInt8]?] = [:]
    for change in act.changes {
      guard let path = prefix.own(change.path) else { continue }
      switch change {
      case .put(_, let bytes): files[path] = bytes
      // No rule looks into a picture.
      case .copy: files[path] = []
      case .remove: files[path] = .some(nil)
      }
    }
    let around = try commons?.network() ?? network
    let committer = try Committer(
      email: actor.email, key: keyring.signingKey(in: around)?.description, on: actor.now.day)
    let breaches = try judge.breaches(of: files, by: committer, on: tip)
    guard let (path, breach) = breaches.min(by: { $0.key < $1.key }) else { return }
    throw Failure(
      .notAllowed, Words.mayNot(prefix.shown(path), breach),
      hint: breach.clause == .whoActs && breach.isClaim ? Words.keyAddElsewhere : nil)
  }

  /// Judges the whole history anew.
  func judgeAll() throws {
    let network = try network()
    guard let tip = try network.tip() else { return }
    let judge = network.newJudge()
    try judge.judge([tip], advancing: judgingBar())
    try network.keep(judge.judgement)
    foundDisputes = nil
    try settleIndex()
  }

  /// Returns what shows how far judging has come, as soon as it takes long.
  private func judgingBar() -> (_ done: Int, _ all: Int) -> Void {
    var bar: Progress?
    return { [context] done, all in
      if bar == nil { bar = Progress(Words.judging, total: all, in: context) }
      bar?.advance(to: done + 1)
      if done + 1 == all { bar?.finish() }
    }
  }
}

extension Session {
  /// Returns why a record is disputed; `nil` for a rightful one.
  func dispute(at path: String) throws -> DisputedRecord? {
    let shelf = try shelf(at: path)
    guard let verdict = try shelf.disputes()[path]?.verdict else { return nil }
    let rightful = try verdict.rightful.flatMap { try shelf.network().repository.blob($0) }
    let document = rightful.flatMap { try? Document(parsing: $0) }  // git has what is no record
    return DisputedRecord(verdict: verdict, rightful: document)
  }
}
