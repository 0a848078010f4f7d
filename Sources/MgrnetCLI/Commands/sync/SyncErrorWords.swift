import Git
import Store
import Sync

/// Why a `sync` failed.
extension SyncError: Explained {
  var failure: Failure {
    switch self {
    case .noRemote:
      Failure(
        .unavailable,
        Phrase(en: "there is nobody to exchange with", fr: "il n'y a personne avec qui échanger"),
        hint: Words.addRemote)
    case .unknownRemote(let name, let known):
      Failure(
        .notFound, Words.unknownRemote(name),
        hint: known.isEmpty
          ? Words.addRemote
          : Phrase(en: "there is \(Words.all(of: known))", fr: "il y a \(Words.all(of: known))"))
    case .gitIsAtWork(let file):
      Failure(
        .busy, Words.gitIsAtWork(file),
        hint: Words.abortAndSync(file)
          ?? Phrase(
            en: "`git status` says what; finish or abort it, then `mgrnet sync`",
            fr: "`git status` dit laquelle ; terminez-la ou abandonnez-la, puis `mgrnet sync`"))
    case .rewritten(let remote, let before, let after):
      Failure(
        .badData,
        Phrase(
          en:
            "the history of \(remote) was rewritten: it is at \(after.short), which does not contain \(before.short), where it was",
          fr:
            "l'historique du dépôt \(remote) a été réécrit : il est à \(after.short), qui ne contient pas \(before.short), où il était"
        ),
        hint: Phrase(
          en:
            "ask who did that; `mgrnet sync --accept-rewritten` merges both histories, so that nothing is lost",
          fr:
            "demandez qui l'a fait ; `mgrnet sync --accept-rewritten` fusionne les deux historiques, et rien n'est perdu"
        ))
    case .unrelated(let remote):
      Failure(
        .badData,
        Phrase(
          en: "\(remote) holds another repository: the two have nothing in common",
          fr: "\(remote) contient un autre dépôt : les deux n'ont rien en commun"),
        hint: Phrase(
          en: "is the address right? `git remote get-url \(remote)` shows it",
          fr: "l'adresse est-elle la bonne ? `git remote get-url \(remote)` la montre"))
    case .otherBranch(let remote, let branch, let theirs, let isHere):
      Failure(
        .badData,
        Phrase(
          en: "\(remote) has no branch \(branch), which is checked out here, but \(theirs)",
          fr: "\(remote) n'a pas la branche \(branch), extraite ici, mais \(theirs)"),
        hint: Words.otherBranch(remote, branch, theirs, isHere))
    case .hostile(let remote, let findings):
      Failure(
        .badData,
        Phrase(
          en: "what comes from \(remote) is refused: \(Words.some(of: findings))",
          fr: "ce qui vient de \(remote) est refusé : \(Words.some(of: findings))"),
        hint: Phrase(
          en:
            "nothing was merged; whoever pushed it must take it back, and `mgrnet guard install` on the server stops the next",
          fr: """
            rien n'a été fusionné ; qui l'a envoyé doit le retirer, et `mgrnet guard install` sur le serveur arrêtera le \
            prochain
            """))
    case .withoutRight(let remote, let disputed):
      Failure(
        .badData,
        Phrase(
          en: "what \(remote) has is not taken in: ", fr: "ce qui vient de \(remote) n'est pas repris : ")
          + Words.all(of: disputed.prefix(5).map { Words.withoutRight($0) }),
        hint: Phrase(
          en: "it is not the network's own repository; whoever pushed it there must take it back",
          fr: "ce n'est pas le dépôt du réseau ; qui l'y a envoyé doit le retirer"))
    case .guarded(let findings):
      Failure(
        .notAllowed,
        Phrase(
          en: "this must not leave: \(Words.some(of: findings))",
          fr: "ceci ne doit pas partir : \(Words.some(of: findings))"),
        hint: Phrase(
          en: "nothing was sent; take it out of the commits that are not sent yet",
          fr: "rien n'a été envoyé ; retirez-le des commits qui ne sont pas encore partis"))
    case .leaking(let leaks): Failure(.notAllowed, Words.leaking(leaks), hint: Words.leakingHint)
    case .editInTheWay(let left):
      Failure(
        .badData,
        Phrase(
          en: "others changed what you are editing, and it cannot be committed as it is: ",
          fr: "d'autres ont changé ce que vous modifiez, et qui ne peut être enregistré tel quel : ")
          + Words.all(of: left.prefix(5).map(\.path)),
        hint: Phrase(
          en: "correct the file, or set it aside, then `mgrnet sync`",
          fr: "corrigez le fichier, ou mettez-le de côté, puis `mgrnet sync`"))
    case .stillLate(let remote, let tries):
      Failure(
        .busy,
        Phrase(
          en: "\(remote): others were quicker \(tries) times; what is here was not sent",
          fr: "\(remote) : d'autres ont été plus rapides \(tries) fois ; ce qui est ici n'est pas parti"),
        hint: Words.tryAgain)
    }
  }
}

extension SyncOutcome.Failure {
  func explained(_ remote: String) -> any Error {
    switch self {
    case .transfer(let error): error
    case .sync(let error): error
    case .refused(_, let reasons):
      Failure(
        .notAllowed,
        Phrase(
          en: "\(remote) refused: \(reasons.joined(separator: "; "))",
          fr: "\(remote) a refusé : \(reasons.joined(separator: "; "))"), hint: Words.askTheServer)
    }
  }
}

extension Words {
  static let addRemote = Phrase(
    en: "name the shared repository: `git remote add origin URL`",
    fr: "indiquez le dépôt partagé : `git remote add origin URL`")
  static func unknownRemote(_ name: String) -> Phrase {
    Phrase(en: "there is no remote \(name)", fr: "il n'y a pas de dépôt distant \(name)")
  }
  /// For a merge or a rebase by git, which stops where mgrnet does not.
  static func abortAndSync(_ file: String) -> Phrase? {
    let command = file == "MERGE_HEAD" ? "merge" : "rebase"
    guard file == "MERGE_HEAD" || file.hasPrefix("rebase") else { return nil }
    return Phrase(
      en: "`git \(command) --abort && mgrnet sync` leaves it to mgrnet; `git status` says what git waits for",
      fr: "`git \(command) --abort && mgrnet sync` laisse faire mgrnet ; `git status` dit ce que git attend")
  }
  static func gitIsAtWork(_ file: String) -> Phrase {
    Phrase(
      en: "git is in the middle of something (\(file))", fr: "git est au milieu d'une opération (\(file))")
  }
  /// - Parameter isHere: The other branch is here as well. Where it is not, the branch here follows it by name, with
  ///   what was written and not sent yet.
  fileprivate static func otherBranch(_ remote: String, _ branch: String, _ theirs: String, _ isHere: Bool)
    -> Phrase
  {
    let command = isHere ? "git switch \(theirs)" : "git branch -m \(branch) \(theirs)"
    return Phrase(
      en: "`\(command)`, then `mgrnet sync`; to share \(branch) itself, `git push \(remote) \(branch)`",
      fr: "`\(command)`, puis `mgrnet sync` ; pour partager \(branch), `git push \(remote) \(branch)`")
  }

  fileprivate static func some(of findings: [GuardFinding]) -> Phrase { some(of: findings.map(guardFinding)) }

  /// The first three.
  static func some(of phrases: [Phrase]) -> Phrase {
    let shown = phrases.prefix(3).joined(separator: semicolon)
    return phrases.count > 3 ? shown + Phrase(verbatim: " …") : shown
  }
}

extension ObjectID {
  /// As much of it as people read.
  var short: String { String(description.prefix(8)) }
}
