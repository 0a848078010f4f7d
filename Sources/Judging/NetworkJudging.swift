import Disk
import Git
import Records
import Store

extension Network {
  /// The judgement of this machine on the network's history.
  package var judgementFile: JudgementFile { JudgementFile(in: stateFolder) }

  /// The number of commits, the newest ones, that a clone judges at first; `doctor --history` judges all.
  package static let judgedAtFirst = 10_000

  /// Makes a judge who knows what was judged before on this machine.
  ///
  /// - Parameter anew: whether to forget that.
  package func judge(anew: Bool = false) throws -> Judge {
    try Judge(
      repository, isPrivate: privateCommunity != nil,
      from: anew ? nil : onDisk(judgementFile.read()))
  }

  /// Returns the judgement up to the branch's tip, and keeps it for the next time.
  package func judgement(advancing: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws -> Judgement {
    let judge = try judge()
    guard let tip = try tip() else { return judge.judgement }
    let before = judge.judgement
    try judge.judge([tip], limit: Self.judgedAtFirst, advancing: advancing)
    if judge.judgement != before { try keep(judge.judgement) }
    return judge.judgement
  }

  package func keep(_ judgement: Judgement) throws { try judgementFile.keep(judgement) }
}

extension JudgementFile {
  /// Keeps a judgement on this machine. Who cannot write there judges again next time.
  package func keep(_ judgement: Judgement) throws(GitError) {
    do throws(DiskError) { try write(judgement) } catch .readOnly {} catch .notPermitted {} catch {
      throw GitError.disk(error)
    }
  }
}
