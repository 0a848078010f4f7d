import Git
import Store
import Sync

/// Why a `sync` failed.
extension SyncError: Explained {
  var failure: Failure {
    switch self {
    case .noRemote: Failure(.unavailable, Words.noRemote, hint: Words.addRemote)
    case .unknownRemote(let name, let known):
      Failure(
        .notFound, Words.unknownRemote(name),
        hint: known.isEmpty ? Words.addRemote : Words.remotesAre(known))
    case .gitIsAtWork(let file): Failure(.busy, Words.gitIsAtWork(file), hint: Words.finishGitsWork)
    case .rewritten(let remote, let before, let after):
      Failure(
        .badData, Words.rewritten(remote, before.description, after.description), hint: Words.rewrittenHint)
    case .unrelated(let remote): Failure(.badData, Words.unrelated(remote), hint: Words.unrelatedHint(remote))
    case .otherBranch(let remote, let branch, let theirs, let isHere):
      Failure(
        .badData, Words.otherBranch(remote, branch, theirs),
        hint: Words.otherBranchHint(remote, branch, theirs, isHere))
    case .hostile(let remote, let findings):
      Failure(.badData, Words.hostile(remote, findings), hint: Words.hostileHint)
    case .guarded(let findings): Failure(.notAllowed, Words.guarded(findings), hint: Words.guardedHint)
    case .leaking(let leaks): Failure(.notAllowed, Words.leaking(leaks), hint: Words.leakingHint)
    case .editInTheWay(let left): Failure(.badData, Words.editInTheWay(left), hint: Words.editInTheWayHint)
    case .stillLate(let remote, let tries):
      Failure(.busy, Words.stillLate(remote, tries), hint: Words.tryAgain)
    }
  }
}

extension SyncOutcome.Failure {
  func explained(_ remote: String) -> any Error {
    switch self {
    case .transfer(let error): error
    case .sync(let error): error
    case .refused(_, let reasons):
      Failure(.notAllowed, Words.remoteRefused(remote, reasons), hint: Words.askTheServer)
    }
  }
}

extension Words {
  static let noRemote = Phrase(
    en: "there is nobody to exchange with", fr: "il n'y a personne avec qui échanger")
  static let addRemote = Phrase(
    en: "name the shared repository: `git remote add origin URL`",
    fr: "indiquez le dépôt partagé : `git remote add origin URL`")
  static func unknownRemote(_ name: String) -> Phrase {
    let name = harmless(name)
    return Phrase(en: "there is no remote \(name)", fr: "il n'y a pas de dépôt distant \(name)")
  }
  static func remotesAre(_ names: [String]) -> Phrase {
    Phrase(en: "there is ", fr: "il y a ") + all(of: names.map(harmless))
  }
  static func gitIsAtWork(_ file: String) -> Phrase {
    Phrase(
      en: "git is in the middle of something (\(file))", fr: "git est au milieu d'une opération (\(file))")
  }
  static let finishGitsWork = Phrase(
    en: "`git status` says what; finish or abort it, then `mgrnet sync`",
    fr: "`git status` dit laquelle ; terminez-la ou abandonnez-la, puis `mgrnet sync`")
  static func rewritten(_ remote: String, _ before: String, _ after: String) -> Phrase {
    let name = harmless(remote)
    let (before, after) = (String(before.prefix(8)), String(after.prefix(8)))
    return Phrase(
      en:
        "the history of \(name) was rewritten: it is at \(after), which does not contain \(before), where it was",
      fr:
        "l'historique du dépôt \(name) a été réécrit : il est à \(after), qui ne contient pas \(before), où il était"
    )
  }
  static let rewrittenHint = Phrase(
    en: "ask who did that; `mgrnet sync --accept-rewritten` merges both histories, so that nothing is lost",
    fr:
      "demandez qui l'a fait ; `mgrnet sync --accept-rewritten` fusionne les deux historiques, et rien n'est perdu"
  )
  static func unrelated(_ remote: String) -> Phrase {
    let name = harmless(remote)
    return Phrase(
      en: "\(name) holds another repository: the two have nothing in common",
      fr: "\(name) contient un autre dépôt : les deux n'ont rien en commun")
  }
  static func unrelatedHint(_ remote: String) -> Phrase {
    let name = harmless(remote)
    return Phrase(
      en: "is the address right? `git remote get-url \(name)` shows it",
      fr: "l'adresse est-elle la bonne ? `git remote get-url \(name)` la montre")
  }
  static func otherBranch(_ remote: String, _ branch: String, _ theirs: String) -> Phrase {
    let (name, branch, theirs) = (harmless(remote), harmless(branch), harmless(theirs))
    return Phrase(
      en: "\(name) has no branch \(branch), which is checked out here, but \(theirs)",
      fr: "\(name) n'a pas la branche \(branch), extraite ici, mais \(theirs)")
  }
  /// - Parameter isHere: The other branch is here as well. Where it is not, the branch here follows it by name, with
  ///   what was written and not sent yet.
  static func otherBranchHint(_ remote: String, _ branch: String, _ theirs: String, _ isHere: Bool) -> Phrase
  {
    let (name, branch, theirs) = (harmless(remote), harmless(branch), harmless(theirs))
    let command = isHere ? "git switch \(theirs)" : "git branch -m \(branch) \(theirs)"
    return Phrase(
      en: "`\(command)`, then `mgrnet sync`; to share \(branch) itself, `git push \(name) \(branch)`",
      fr: "`\(command)`, puis `mgrnet sync` ; pour partager \(branch), `git push \(name) \(branch)`")
  }
  static func hostile(_ remote: String, _ findings: [GuardFinding]) -> Phrase {
    let name = harmless(remote)
    return Phrase(
      en: "what comes from \(name) is refused: ", fr: "ce qui vient de \(name) est refusé : ")
      + list(findings)
  }
  static let hostileHint = Phrase(
    en:
      "nothing was merged; whoever pushed it must take it back, and `mgrnet guard install` on the server stops the next",
    fr: """
      rien n'a été fusionné ; qui l'a envoyé doit le retirer, et `mgrnet guard install` sur le serveur arrêtera le \
      prochain
      """)
  static func guarded(_ findings: [GuardFinding]) -> Phrase {
    Phrase(en: "this must not leave: ", fr: "ceci ne doit pas partir : ") + list(findings)
  }
  static let guardedHint = Phrase(
    en: "nothing was sent; take it out of the commits that are not sent yet",
    fr: "rien n'a été envoyé ; retirez-le des commits qui ne sont pas encore partis")
  static func editInTheWay(_ left: [UncommittedEdits.Left]) -> Phrase {
    let paths = all(of: left.prefix(5).map { harmless($0.path) })
    return Phrase(
      en: "others changed what you are editing, and it cannot be committed as it is: ",
      fr: "d'autres ont changé ce que vous modifiez, et qui ne peut être enregistré tel quel : ") + paths
  }
  static let editInTheWayHint = Phrase(
    en: "correct the file, or set it aside, then `mgrnet sync`",
    fr: "corrigez le fichier, ou mettez-le de côté, puis `mgrnet sync`")
  static func stillLate(_ remote: String, _ tries: Int) -> Phrase {
    let name = harmless(remote)
    return Phrase(
      en: "\(name): others were quicker \(tries) times; what is here was not sent",
      fr: "\(name) : d'autres ont été plus rapides \(tries) fois ; ce qui est ici n'est pas parti")
  }
  static func remoteRefused(_ remote: String, _ reasons: [String]) -> Phrase {
    let name = harmless(remote)
    let words = reasons.map(harmless).joined(separator: "; ")
    return Phrase(en: "\(name) refused: \(words)", fr: "\(name) a refusé : \(words)")
  }

  private static func list(_ findings: [GuardFinding]) -> Phrase {
    let shown = findings.prefix(3).map(guardFinding)
    let text = shown.dropFirst().reduce(shown.first ?? Phrase(verbatim: "")) {
      $0 + Phrase(en: "; ", fr: " ; ") + $1
    }
    return findings.count > 3 ? text + Phrase(verbatim: " …") : text
  }
}
