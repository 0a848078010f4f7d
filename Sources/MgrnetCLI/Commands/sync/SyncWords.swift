import Records
import Store
import Sync

/// `sync` and `clone`.
extension Words {
  static let syncWhenBack = Phrase(
    en: "what you wrote is safe here; `mgrnet sync` again when the network is back",
    fr: "ce que vous avez écrit est en sûreté ici ; refaites `mgrnet sync` quand le réseau est de retour")
  static let isTheNameRight = Phrase(
    en: "is the name right, and is this machine connected? What you wrote is safe here",
    fr: "le nom est-il juste, et cette machine connectée ? Ce que vous avez écrit est en sûreté ici")
  /// Instead of the two above where nothing was written yet.
  static let cloneAgain = Phrase(
    en:
      "is the address right, and is this machine connected? Nothing was made here: `mgrnet clone` again then",
    fr:
      "l'adresse est-elle juste, et cette machine connectée ? Rien n'a été créé ici : refaites alors `mgrnet clone`"
  )
  static let sync = CommandWords(
    en: "Exchange with others: fetch, merge, push",
    fr: "Échange avec les autres : recevoir, fusionner, envoyer",
    discussion: Phrase(
      en: """
        Edits that were made with an editor are committed first, where they are valid; others are named and stay. \
        Nothing is ever forced or lost: where two changed the same text, the later one stands, and the other is kept \
        beside it. A remote that cannot be reached is named, and the next `sync` does the rest.

        What you may not change is not sent: it is taken back, and your text is kept as a draft. What others changed \
        without right comes in and is marked; `find is:disputed` lists it.

        Private communities that are shared come behind, each by its own way. What would be sent publicly is looked \
        through first: where it quotes a private name, title or id, nothing is sent.
        """,
      fr: """
        Les modifications faites dans un éditeur sont d'abord enregistrées, si elles sont valides ; les autres sont \
        nommées et restent. Rien n'est jamais forcé ni perdu : quand deux personnes changent le même texte, le plus \
        récent l'emporte et l'autre est gardé à côté. Un dépôt distant injoignable est nommé, et le `sync` suivant fait le \
        reste.

        Ce que vous n'avez pas le droit de modifier ne part pas : c'est repris, et votre texte est gardé en brouillon. Ce \
        que d'autres ont modifié sans droit arrive et se voit ; `find is:disputed` en fait la liste.

        Les communautés privées partagées suivent, chacune par sa propre voie. Ce que le commun enverrait est d'abord \
        relu : s'il cite un nom, un titre ou un identifiant privé, rien ne part.
        """),
    examples: [
      .init("mgrnet sync", en: "exchange with all remotes", fr: "échanger avec tous les dépôts distants"),
      .init(
        "mgrnet sync --dry-run", en: "show what would come and go",
        fr: "montrer ce qui viendrait et partirait"),
      .init(
        "mgrnet sync --json | jq -r 'select(.direction == \"in\") | .title'",
        en: "exchange, and list the titles that came in", fr: "échanger, et lister les titres reçus"),
    ])
  static let syncRemotes = Phrase(
    en: "The remotes, by name or address (default: all of git's settings)",
    fr: "Les dépôts distants, par nom ou adresse (par défaut : tous ceux que git connaît)")
  static let syncDryRun = Phrase(
    en: "Fetch, and show what would come and go", fr: "Reçoit, et montre ce qui viendrait et partirait")
  static let syncAcceptRewritten = Phrase(
    en: "Take a remote whose history was rewritten: what was there before is kept as well",
    fr: "Accepte un dépôt distant dont l'historique a été réécrit : ce qu'il contenait est gardé aussi")

  static let clone = CommandWords(
    en: "Copy an existing network", fr: "Copie un réseau existant",
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
        "mgrnet clone git@git.example.org:reseau.git", en: "a copy in the folder `reseau`",
        fr: "une copie dans le dossier `reseau`")
    ])
  static let cloneURL = Phrase(en: "Where the network is", fr: "Où se trouve le réseau")
  static let cloneFolder = Phrase(
    en: "The new folder (default: the address's last word)",
    fr: "Le nouveau dossier (par défaut : le dernier mot de l'adresse)")
  static let cloneBare = Phrase(
    en: "Without work tree, as on a server", fr: "Sans fichiers extraits, comme sur un serveur")
  static func noFolderName(_ url: String) -> Phrase {
    Phrase(en: "no folder's name can be told from \(url)", fr: "aucun nom de dossier ne se déduit de \(url)")
  }
  static let sayFolder = Phrase(en: "name one behind it", fr: "indiquez-en un à la suite")
  static func cloned(into folder: String) -> Phrase {
    Phrase(en: "the network is in \(folder)", fr: "le réseau est dans \(folder)")
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
      let name = several ? " (\(remote))" : ""
      parts.append(Phrase(en: "\(words) out\(name)", fr: "\(words) en sortie\(name)"))
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
    return parts.isEmpty
      ? Phrase(en: "nothing to exchange", fr: "rien à échanger") : parts.joined(separator: semicolon)
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
    return parts.isEmpty ? nil : parts.joined(separator: comma)
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
    case .promise: Noun(en: ("promise of an answer", "promises of answers"), fr: ("promesse", "promesses"))
    case .closed: Noun(en: ("contest closed", "contests closed"), fr: ("clôture", "clôtures"))
    case .opened: Noun(en: ("opening of votes", "openings of votes"), fr: ("ouverture", "ouvertures"))
    case .witness: Noun(en: ("witness", "witnesses"), fr: ("témoin", "témoins"))
    case .result: Noun(en: ("result", "results"), fr: ("résultat", "résultats"))
    case .member: Noun(en: ("member", "members"), fr: ("membre", "membres"))
    }
  }

  /// What gave way before it was sent.
  static func gaveWay(_ given: GivingWay.Given) -> Phrase {
    switch given {
    case .joined(let path):
      Phrase(
        en: "you made \(path) on two devices: it is one again",
        fr: "vous aviez créé \(path) sur deux appareils : il n'y en a plus qu'un")
    case .dropped(let path):
      Phrase(
        en: "somebody else brought this in before you, and it stays once: \(path)",
        fr: "quelqu'un l'avait repris avant vous, et il ne reste qu'une fois : \(path)")
    case .record(let path, let id):
      Phrase(
        en: "another record has the id of \(path): yours has the id \(id) now",
        fr: "une autre fiche a l'identifiant de \(path) : la vôtre a désormais l'identifiant \(id)")
    case .community(let old, let new):
      Phrase(
        en: "somebody else made a community `\(old)` before you: yours is `\(new)` now",
        fr: "quelqu'un avait créé une communauté `\(old)` avant vous : la vôtre est désormais `\(new)`")
    case .template(let old, let new):
      Phrase(
        en: "somebody else made a template `\(old)` before you: yours is `\(new)` now",
        fr: "quelqu'un avait créé un modèle `\(old)` avant vous : le vôtre est désormais `\(new)`")
    case .person(let old, let new):
      Phrase(
        en: "the handle `\(old)` is another card's: you are `\(new)` now",
        fr: "le pseudo `\(old)` est celui d'une autre fiche : vous êtes désormais `\(new)`")
    }
  }
  static let conflictWord = Phrase(en: "two versions", fr: "deux versions")
  static func conflictKept(_ path: String) -> Phrase {
    Phrase(
      en: "two versions: the other one is kept in \(path)",
      fr: "deux versions : l'autre est gardée dans \(path)")
  }
  static func cameUnreadable(_ fault: Phrase) -> Phrase {
    Phrase(en: "came in, and cannot be read: ", fr: "arrivé, mais illisible : ") + fault
  }
  static func unreadableBesides(_ count: Int) -> Phrase {
    Phrase(
      en: "and \(number(count)) more that cannot be read",
      fr: "et \(number(count)) autres fichiers illisibles")
  }
  static let doctorListsThem = Phrase(
    en: "`mgrnet doctor` lists all such files", fr: "`mgrnet doctor` liste ces fichiers")
  static func cameElsewhere(_ branch: String) -> Phrase {
    Phrase(
      en: "it is on the branch \(branch), and another commit is checked out: `git switch \(branch)` shows it",
      fr: "c'est sur la branche \(branch), et un autre commit est extrait : `git switch \(branch)` le montre")
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
    Phrase(
      en: "not committed, left as it is: \(left.path): \(editObstacle(left.reason))",
      fr: "non enregistré, laissé tel quel : \(left.path) : \(editObstacle(left.reason))")
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
    case .unportable: unportable
    case .missing:
      Phrase(
        en: "the file is gone; `git rm` says that this is meant, `git restore` brings it back",
        fr: "le fichier a disparu ; `git rm` dit que c'est voulu, `git restore` le ramène")
    case .unmerged:
      Phrase(en: "a merge by git is not settled there", fr: "une fusion de git n'y est pas réglée")
    case .staged:
      Phrase(
        en: """
          git has staged that it goes, or goes back to an earlier text; `git commit` does that, \
          `git restore --staged --worktree` drops it, with what was edited there
          """,
        fr: """
          git a indexé sa suppression, ou le retour à un texte antérieur ; `git commit` l'enregistre, \
          `git restore --staged --worktree` y renonce, modifications comprises
          """)
    case .notCheckedOut(let branch):
      Phrase(
        en: "another commit is checked out than \(branch)", fr: "un autre commit que \(branch) est extrait")
    case .anonymous:
      Phrase(
        en:
          "it names nobody, and may only be changed on the machine where it was written; in private, not at all",
        fr: "il ne nomme personne, et ne se change que sur la machine où il fut écrit ; en privé, pas du tout"
      )
    case .pictureTells(let name): pictureTells(name)
    case .notARecord:
      Phrase(
        en: "it is no record; commit it with git", fr: "ce n'est pas une fiche ; enregistrez-le avec git")
    }
  }
}
