import Disk
import Git
import Records
import Store

extension Network {
  /// The judgement of this machine on the network's history.
  private var judgementFile: JudgementFile { JudgementFile(in: stateFolder) }
  private var sharedFile: JudgementFile { JudgementFile(in: stateFolder, isShared: true) }

  /// The number of commits, the newest ones, that a clone judges at first; `doctor --history` judges all.
  package static let judgedAtFirst = 10_000

  private func judge(from judgement: Judgement?) -> Judge {
    Judge(repository, isPrivate: privateCommunity != nil, from: judgement)
  }

  /// Makes a judge who knows nothing.
  package func newJudge() -> Judge { judge(from: nil) }

  /// Makes a judge who knows what others have, by what was judged before on this machine.
  package func judgeOfShared() throws -> Judge { try judge(from: onDisk(sharedFile.read())) }

  /// Makes a judge who knows all up to the branch's tip.
  package func judgeOfTip(advancing: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws -> Judge {
    try judge(from: judgement(advancing: advancing))
  }

  /// Returns the judgement up to the branch's tip, and keeps it for the next time.
  package func judgement(advancing: (_ done: Int, _ all: Int) -> Void = { _, _ in }) throws -> Judgement {
    let judge = try judge(from: onDisk(judgementFile.read()))
    guard let tip = try tip() else { return judge.judgement }
    let before = judge.judgement
    try judge.judge([tip], limit: Self.judgedAtFirst, advancing: advancing)
    if judge.judgement != before { try keep(judge.judgement) }
    return judge.judgement
  }

  package func keep(_ judgement: Judgement) throws { try judgementFile.keep(judgement) }

  /// Keeps what is known up to what others have.
  package func keepShared(_ judgement: Judgement) throws { try sharedFile.keep(judgement) }
}

extension JudgementFile {
  /// Keeps a judgement on this machine. Who cannot write there judges again next time.
  package func keep(_ judgement: Judgement) throws(GitError) {
    do throws(DiskError) { try write(judgement) } catch .readOnly {} catch .notPermitted {} catch {
      throw GitError.disk(error)
    }
  }
}
