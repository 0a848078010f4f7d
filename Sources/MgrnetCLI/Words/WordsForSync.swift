import Git
import Records
import Store
import Sync

/// `sync` and `clone`.
extension Words {
  static let sync = CommandWords(
    abstract: Phrase(
      en: "Exchange with others: fetch, merge, push",
      fr: "Échange avec les autres : recevoir, fusionner, envoyer"),
    discussion: Phrase(
      en: """
        Edits that were made with an editor are committed first, where they are valid; others are named and stay. \
        Nothing is ever forced or lost: where two changed the same text, the later one stands, and the other is kept \
        beside it. A remote that cannot be reached is named, and the next `sync` does the rest.

        Private communities that are shared come behind, each by its own way. What the commons would send is looked \
        through first: where it quotes a private name, title or id, nothing is sent.
        """,
      fr: """
        Les modifications faites dans un éditeur sont d'abord enregistrées, si elles sont valides ; les autres sont \
        nommées et restent. Rien n'est jamais forcé ni perdu : quand deux personnes changent le même texte, le plus \
        récent l'emporte et l'autre est gardé à côté. Un dépôt distant injoignable est nommé, et le `sync` suivant fait le \
        reste.

        Les communautés privées partagées suivent, chacune par sa propre voie. Ce que le commun enverrait est d'abord \
        relu : s'il cite un nom, un titre ou un identifiant privé, rien ne part.
        """),
    examples: [
      .init(
        command: Phrase(verbatim: "mgrnet sync"),
        meaning: Phrase(en: "exchange with all remotes", fr: "échanger avec tous les dépôts distants")),
      .init(
        command: Phrase(verbatim: "mgrnet sync --dry-run"),
        meaning: Phrase(en: "show what would come and go", fr: "montrer ce qui viendrait et partirait")),
      .init(
        command: Phrase(verbatim: "mgrnet sync --json | jq -r 'select(.direction == \"in\") | .title'"),
        meaning: Phrase(
          en: "exchange, and list the titles that came in", fr: "échanger, et lister les titres reçus")),
    ])
  static let syncRemotes = Phrase(
    en: "The remotes (default: all of git's settings)",
    fr: "Les dépôts distants (par défaut : tous ceux que git connaît)")
  static let syncDryRun = Phrase(
    en: "Fetch, and show what would come and go", fr: "Reçoit, et montre ce qui viendrait et partirait")
  static let syncAcceptRewritten = Phrase(
    en: "Take a remote whose history was rewritten: what was there before is kept as well",
    fr: "Accepte un dépôt distant dont l'historique a été réécrit : ce qu'il contenait est gardé aussi")

  static let clone = CommandWords(
    abstract: Phrase(en: "Copy an existing network", fr: "Copie un réseau existant"),
    discussion: Phrase(
      en: """
        The address may be `https://…`, `ssh://…`, `host:path`, `git://…`, `file://…` or a folder; ssh, keys and \
        passwords work as they do in git. A merge driver is set up, so that a plain `git pull` merges as `sync` does.
        """,
      fr: """
        L'adresse peut être `https://…`, `ssh://…`, `hôte:chemin`, `git://…`, `file://…` ou un dossier ; ssh, clés et mots \
        de passe marchent comme dans git. Un outil de fusion est installé, pour qu'un simple `git pull` fusionne comme \
        `sync`.
        """),
    examples: [
      .init(
        command: Phrase(verbatim: "mgrnet clone git@git.example.org:reseau.git"),
        meaning: Phrase(en: "a copy in the folder `reseau`", fr: "une copie dans le dossier `reseau`"))
    ])
  static let cloneURL = Phrase(en: "Where the network is", fr: "Où se trouve le réseau")
  static let cloneFolder = Phrase(
    en: "The new folder (default: the address's last word)",
    fr: "Le nouveau dossier (par défaut : le dernier mot de l'adresse)")
  static let cloneBare = Phrase(
    en: "Without work tree, as on a server", fr: "Sans fichiers extraits, comme sur un serveur")
  static func noFolderName(_ url: String) -> Phrase {
    let url = harmless(url)
    return Phrase(
      en: "no folder's name can be told from \(url)", fr: "aucun nom de dossier ne se déduit de \(url)")
  }
  static let sayFolder = Phrase(en: "name one behind it", fr: "indiquez-en un à la suite")
  static func cloned(into folder: String) -> Phrase {
    let folder = harmless(folder)
    return Phrase(en: "the network is in \(folder)", fr: "le réseau est dans \(folder)")
  }
  static let cloneNext = Phrase(
    en: "introduce yourself: `mgrnet me --name \"…\"`, then `mgrnet charter accept`, then `mgrnet sync`",
    fr: "présentez-vous : `mgrnet me --name \"…\"`, puis `mgrnet charter accept`, puis `mgrnet sync`")

  static let receiving = Phrase(en: "receiving, KiB", fr: "réception, Kio")
  static let unpacking = Phrase(en: "unpacking", fr: "déballage")
  static let sending = Phrase(en: "sending", fr: "envoi")
  static let checkingOut = Phrase(en: "writing files", fr: "écriture des fichiers")

  /// `3 posts, 12 replies in; 1 post out`
  static func synced(_ outcome: SyncOutcome, isDryRun: Bool) -> Phrase {
    let came = traffic(outcome.came)
    var parts: [Phrase] = []
    if let came { parts.append(came + Phrase(en: " in", fr: " en entrée")) }
    let several = Set(outcome.went.map(\.remote)).count > 1
    for (remote, went) in outcome.went {
      guard let words = traffic(went) else { continue }
      let name =
        several ? Phrase(en: " (\(harmless(remote)))", fr: " (\(harmless(remote)))") : Phrase(verbatim: "")
      parts.append(words + Phrase(en: " out", fr: " en sortie") + name)
    }
    if isDryRun, !outcome.ready.isEmpty {
      parts.append(
        Noun(
          en: ("edit would be committed first", "edits would be committed first"),
          fr: ("modification serait d'abord enregistrée", "modifications seraient d'abord enregistrées")
        ).counted(outcome.ready.count))
    }
    if outcome.late > 0 {
      parts.append(
        Phrase(en: "others were quicker ", fr: "d'autres ont été plus rapides ")
          + Noun(en: ("time", "times"), fr: ("fois", "fois")).counted(outcome.late))
    }
    guard let first = parts.first else { return Phrase(en: "nothing to exchange", fr: "rien à échanger") }
    return parts.dropFirst().reduce(first) { $0 + Phrase(en: "; ", fr: " ; ") + $1 }
  }

  /// `3 posts, 12 replies, 2 edits`; `nil` for nothing.
  private static func traffic(_ traffic: Traffic) -> Phrase? {
    var parts = RecordType.allCases.compactMap { type -> Phrase? in
      let count = traffic.count(type)
      return count == 0 ? nil : noun(type).counted(count)
    }
    let rest: [(Int, Noun)] = [
      (traffic.changed, Noun(en: ("edit", "edits"), fr: ("modification", "modifications"))),
      (traffic.removed, Noun(en: ("removal", "removals"), fr: ("retrait", "retraits"))),
    ]
    for (count, noun) in rest where count > 0 { parts.append(noun.counted(count)) }
    // Pictures and the like count where nothing else does.
    if parts.isEmpty, traffic.others > 0 {
      parts.append(
        Noun(en: ("other file", "other files"), fr: ("autre fichier", "autres fichiers")).counted(
          traffic.others))
    }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first) { $0 + Phrase(verbatim: ", ") + $1 }
  }

  private static func noun(_ type: RecordType) -> Noun {
    switch type {
    case .network:
      Noun(en: ("network's card", "networks' cards"), fr: ("fiche de réseau", "fiches de réseau"))
    case .charter: Noun(en: ("charter", "charters"), fr: ("charte", "chartes"))
    case .person: Noun(en: ("person", "people"), fr: ("personne", "personnes"))
    case .community: Noun(en: ("community", "communities"), fr: ("communauté", "communautés"))
    case .post: Noun(en: ("post", "posts"), fr: ("message", "messages"))
    case .reply: Noun(en: ("reply", "replies"), fr: ("réponse", "réponses"))
    case .mark: Noun(en: ("mark", "marks"), fr: ("avis", "avis"))
    case .link: Noun(en: ("link", "links"), fr: ("lien", "liens"))
    case .template: Noun(en: ("template", "templates"), fr: ("modèle", "modèles"))
    case .absence: Noun(en: ("absence", "absences"), fr: ("absence", "absences"))
    case .event: Noun(en: ("event", "events"), fr: ("rencontre", "rencontres"))
    case .rsvp: Noun(en: ("answer to an event", "answers to events"), fr: ("inscription", "inscriptions"))
    case .contest: Noun(en: ("contest", "contests"), fr: ("concours", "concours"))
    case .entry: Noun(en: ("entry", "entries"), fr: ("participation", "participations"))
    case .vote: Noun(en: ("vote", "votes"), fr: ("vote", "votes"))
    case .member: Noun(en: ("member", "members"), fr: ("membre", "membres"))
    }
  }

  static func conflictKept(_ path: String) -> Phrase {
    let path = harmless(path)
    return Phrase(
      en: "two versions: the other one is kept in \(path)",
      fr: "deux versions : l'autre est gardée dans \(path)")
  }
  static let settleConflicts = Phrase(
    en: "take from such a file what should stay, delete it, and commit; `mgrnet doctor` lists them",
    fr:
      "reprenez de ce fichier ce qui doit rester, supprimez-le et faites un commit ; `mgrnet doctor` les liste"
  )
  static func syncedOnly(_ reason: Phrase) -> Phrase {
    Phrase(
      en: "merged, but the files could not follow: ", fr: "fusionné, mais les fichiers n'ont pu suivre : ")
      + reason
  }
  static func editLeft(_ left: UncommittedEdits.Left) -> Phrase {
    let path = Phrase(verbatim: harmless(left.path))
    return Phrase(en: "not committed, left as it is: ", fr: "non enregistré, laissé tel quel : ") + path
      + colon
      + editObstacle(left.reason)
  }

  private static func editObstacle(_ reason: UncommittedEdits.Reason) -> Phrase {
    switch reason {
    case .unreadable(let error): recordFault(error)
    case .invalid(let problems):
      problems.first.map(problem) ?? Phrase(en: "it is no valid record", fr: "fiche non valide")
    case .fixedField(let key):
      Phrase(
        en: "`\(key)` is written once and never changed", fr: "`\(key)` s'écrit une fois et ne change jamais")
    case .tooLarge(let bytes, let limit): guardTooLarge(bytes, limit)
    case .missing:
      Phrase(
        en: "the file is gone; `git rm` says that this is meant, `git restore` brings it back",
        fr: "le fichier a disparu ; `git rm` dit que c'est voulu, `git restore` le ramène")
    case .unmerged:
      Phrase(en: "a merge by git is not settled there", fr: "une fusion de git n'y est pas réglée")
    case .notARecord:
      Phrase(
        en: "it is no record; commit it with git", fr: "ce n'est pas une fiche ; enregistrez-le avec git")
    }
  }
}

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
    case .refused(_, let reasons): Failure(.notAllowed, Words.remoteRefused(remote, reasons), hint: nil)
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
