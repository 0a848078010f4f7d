import Records
import Store

/// `log` and `doctor`.
extension Words {
  static let doctor = CommandWords(
    en: "Check the whole network: records, references, conflicts, the index",
    fr: "Vérifie tout le réseau : fiches, renvois, conflits, index",
    discussion: Phrase(
      en: """
        Prints each finding as `path:line: what`; in a pipe, place, severity and what, separated by tabs. Errors end \
        with status 65, notices do not. How the index and your own settings are stands on standard error.
        """,
      fr: """
        Affiche chaque constat sous la forme `chemin:ligne: quoi` ; dans un tube, le lieu, la gravité et le constat, \
        séparés par des tabulations. Les erreurs donnent le statut 65, les remarques non. L'état de l'index et de vos \
        réglages va sur la sortie d'erreur.
        """),
    examples: [.init("mgrnet doctor --fix", en: "make the index anew as well", fr: "refaire aussi l'index")])
  static let doctorFix = Phrase(
    en: "Make the index anew and finish what was cut short; records are never changed",
    fr: "Refait l'index et termine ce qui a été interrompu ; les fiches ne sont jamais modifiées")
  static let doctorAll = Phrase(
    en: "Show all findings, also more than 20 of a kind",
    fr: "Montre tous les constats, même au-delà de 20 du même genre")
  static let doctorHistory = Phrase(
    en: "Check anew who changed what, in the whole history",
    fr: "Revérifie qui a modifié quoi, dans tout l'historique")
  static let checking = Phrase(en: "checking", fr: "vérification")
  static let errorLabel = Phrase(en: "error", fr: "erreur")
  static let noticeLabel = Phrase(en: "notice", fr: "remarque")
  private static let errorNoun = Noun(en: ("error", "errors"), fr: ("erreur", "erreurs"))
  private static let noticeNoun = Noun(en: ("notice", "notices"), fr: ("remarque", "remarques"))

  static func diagnosis(errors: Int, notices: Int) -> Phrase {
    errorNoun.counted(errors) + Phrase(verbatim: ", ") + noticeNoun.counted(notices)
  }
  static let correctByHand = Phrase(
    en: "correct the files in an editor and commit; everything else goes on working meanwhile",
    fr: "corrigez les fichiers dans un éditeur puis faites un commit ; tout le reste continue de marcher")
  /// How to settle a text that a merge kept, and where.
  static func settle(_ path: String, beside original: String) -> Phrase {
    let (kept, other) = (path, original)
    return Phrase(
      en: "take what is good of \(kept) over into \(other), then `git rm` the former and commit",
      fr:
        "reprenez dans \(other) ce qui est bon dans \(kept), puis faites `git rm` de ce dernier et un commit")
  }
  static func moreOfKind(_ count: Int, _ kind: Phrase) -> Phrase {
    Phrase(
      en: "and \(number(count)) more: \(kind) (`--all` shows them)",
      fr: "et \(number(count)) de plus : \(kind) (`--all` les montre)")
  }

  static let nothingToRecover = Phrase(
    en: "no command was cut short", fr: "aucune commande n'a été interrompue")
  static let indexFresh = Phrase(en: "the index is up to date", fr: "l'index est à jour")
  static let indexWasBehind = Phrase(
    en: "the index was behind, and is up to date now", fr: "l'index était en retard, il est à jour")
  static let indexWasMissing = Phrase(
    en: "there was no index; it is made now", fr: "il n'y avait pas d'index ; il est fait")
  static let indexWasDamaged = Phrase(
    en: "the index was damaged or of another version, and is made anew",
    fr: "l'index était abîmé ou d'une autre version, il est refait")
  static let indexMadeAnew = Phrase(en: "the index is made anew", fr: "l'index est refait")
  static let indexUnwritable = Phrase(
    en: "the index cannot be written: each command makes one in memory",
    fr: "l'index ne peut être écrit : chaque commande en fait un en mémoire")
  static func draftsLeft(_ names: [String], in folder: String) -> Phrase {
    let list = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    let count = number(names.count)
    return Phrase(
      en: "texts that did not become acts, in \(folder): \(count) (\(list))",
      fr: "textes qui ne sont pas devenus des actes, dans \(folder) : \(count) (\(list))")
  }
  static func identity(_ name: String, _ handle: String, hasAccepted: Bool) -> Phrase {
    let who = "\(name) (\(handle))"
    return hasAccepted
      ? Phrase(
        en: "you are \(who) and accepted the charter", fr: "vous êtes \(who) et avez accepté la charte")
      : Phrase(
        en: "you are \(who) and have yet to accept the charter: `mgrnet charter accept`",
        fr: "vous êtes \(who) et devez encore accepter la charte : `mgrnet charter accept`")
  }

  /// Returns the words for a problem, without its place.
  static func problem(_ problem: Finding.Problem) -> Phrase {
    switch problem {
    case .unreadable(let error): recordFault(error.reason)
    case .field(let fault): Words.problem(fault)
    case .idDiffers(let id):
      Phrase(
        en: "the id `\(id)` is not the one in the path", fr: "l'identifiant `\(id)` n'est pas celui du chemin"
      )
    case .idTwice(let also):
      Phrase(en: "the id is also that of \(also)", fr: "l'identifiant est aussi celui de \(also)")
    case .unknownPerson(let key, let handle):
      Phrase(
        en: "`\(key)` names \(handle), who has no card",
        fr: "`\(key)` nomme \(handle.rawValue), qui n'a pas de fiche")
    case .unknownCommunity(let slug): unknownCommunity(slug)
    case .dangling(let key, let id):
      Phrase(en: "`\(key)` names \(id), which is not there", fr: "`\(key)` nomme \(id), qui n'existe pas")
    case .brokenLink(let address):
      Phrase(en: "the link to `\(address)` leads nowhere", fr: "le lien vers `\(address)` ne mène nulle part")
    case .missingPicture(let path): Phrase(en: "the picture \(path) is missing", fr: "l'image \(path) manque")
    case .withoutThread(let path):
      Phrase(en: "\(path), to which it belongs, is not there", fr: "\(path), dont ceci dépend, n'existe pas")
    case .leftFromConflict(let original):
      Phrase(
        en: "the other text of \(original), kept when two were merged",
        fr: "l'autre texte de \(original), gardé lors d'une fusion")
    case .differsByCase(let also):
      Phrase(
        en: "on some machines this name is the same as \(also)",
        fr: "sur certaines machines, ce nom est le même que \(also)")
    case .withoutCard(let slug):
      Phrase(
        en:
          "the community's card is missing: `mgrnet community edit \(slug) -t TITLE --theme THEME` writes it anew",
        fr:
          "la fiche de la communauté manque : `mgrnet community edit \(slug.rawValue) -t TITRE --theme THÈME` la récrit"
      )
    case .privateInCommons:
      Phrase(
        en: "private content is in the commons: everyone can read it",
        fr: "un contenu privé est dans la partie commune : tout le monde peut le lire")
    case .tooLarge(let bytes, let limit): Words.bytes(bytes, most: limit)
    case .notARecord: Phrase(en: "no record has such a path", fr: "aucune fiche n'a un tel chemin")
    }
  }

  /// The kind of a problem, for a summary.
  static func problemKind(_ problem: Finding.Problem) -> Phrase {
    switch problem {
    case .unreadable: Phrase(en: "files that cannot be read", fr: "fichiers illisibles")
    case .field: Phrase(en: "keys that are missing or wrong", fr: "clés absentes ou fausses")
    case .idDiffers, .idTwice: Phrase(en: "ids", fr: "identifiants")
    case .unknownPerson: Phrase(en: "people without a card", fr: "personnes sans fiche")
    case .unknownCommunity: Phrase(en: "unknown communities", fr: "communautés inconnues")
    case .dangling: Phrase(en: "references to nothing", fr: "renvois vers rien")
    case .brokenLink: Phrase(en: "links that lead nowhere", fr: "liens qui ne mènent nulle part")
    case .missingPicture: Phrase(en: "missing pictures", fr: "images manquantes")
    case .withoutThread: Phrase(en: "replies and marks without a post", fr: "réponses et avis sans message")
    case .leftFromConflict: Phrase(en: "left from conflicts", fr: "restes de conflits")
    case .differsByCase: Phrase(en: "names that are the same elsewhere", fr: "noms identiques ailleurs")
    case .privateInCommons: Phrase(en: "private content", fr: "contenu privé")
    case .withoutCard: Phrase(en: "communities without a card", fr: "communautés sans fiche")
    case .tooLarge: Phrase(en: "too large", fr: "trop gros")
    case .notARecord: Phrase(en: "not records", fr: "pas des fiches")
    }
  }
}
