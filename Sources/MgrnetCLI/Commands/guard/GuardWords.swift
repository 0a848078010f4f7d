import Judging
import Sync

/// `guard`, and the reasons of its refusals.
extension Words {
  static let guardGroup = CommandWords(
    en: "Guard a shared repository on its server", fr: "Garde un dépôt partagé sur son serveur")
  static let guardInstall = CommandWords(
    en: "Check every push to this repository before it is taken",
    fr: "Vérifie chaque envoi vers ce dépôt avant de le prendre",
    discussion: Phrase(
      en: """
        Writes the hook `pre-receive`, which refuses: paths under `private/`, private branches, `.git` in any disguise, \
        links out of the tree, files too large (`mgrnet.maxRecordSize`, bytes), names that differ only by case or that \
        some systems cannot hold, rewritten history, the deletion of the network's branch, and what its author may not \
        change. Where a network has no steward left, `git config mgrnet.steward HANDLE` there lets that member become one.
        """,
      fr: """
        Écrit le hook `pre-receive`, qui refuse : chemins sous `private/`, branches privées, `.git` déguisé, liens qui \
        sortent du dépôt, fichiers trop grands (`mgrnet.maxRecordSize`, en octets), noms qui ne diffèrent que par la \
        casse ou que certains systèmes n'admettent pas, historique réécrit, suppression de la branche du réseau, et ce que \
        son auteur n'a pas le droit de modifier. Quand un réseau n'a plus d'animateur, `git config mgrnet.steward PSEUDO` \
        y permet à ce membre de le devenir.
        """),
    examples: [
      .init("mgrnet -C /srv/git/reseau.git guard install", en: "on the server", fr: "sur le serveur")
    ])
  static let guardForce = Phrase(en: "Replace another hook", fr: "Remplace un autre hook")
  static let guardReceive = CommandWords(en: "What the hook calls", fr: "Ce que le hook appelle")
  static func guardInstalled(_ path: String) -> Phrase {
    Phrase(en: "every push is checked now (\(path))", fr: "chaque envoi est désormais vérifié (\(path))")
  }
  static func hookInTheWay(_ path: String) -> Phrase {
    Phrase(en: "there is another hook in \(path)", fr: "il y a un autre hook dans \(path)")
  }
  static let hookInTheWayHint = Phrase(
    en: "call `mgrnet guard receive` from it with the same standard input, or replace it: `--force`",
    fr: "appelez-y `mgrnet guard receive` avec la même entrée standard, ou remplacez-le : `--force`")
  static func hooksElsewhere(_ path: String) -> Phrase {
    Phrase(
      en: "git looks for hooks in \(path) (`core.hooksPath`), and would never ask this one",
      fr: "git cherche les hooks dans \(path) (`core.hooksPath`) et n'appellerait jamais celui-ci")
  }
  static func hooksBackHere(_ gitDirectory: String) -> Phrase {
    Phrase(verbatim: "`git -C \(gitDirectory) config core.hooksPath \(gitDirectory)/hooks`")
  }
  static func notARefUpdate(_ line: String) -> Phrase {
    Phrase(
      en: "no line of a pre-receive hook: \(line)", fr: "ce n'est pas une ligne de pre-receive : \(line)")
  }
  static let pushRefused = Phrase(en: "this network does not take that", fr: "ce réseau ne prend pas cela")
  static let pushRefusedHint = Phrase(
    en: "nothing was taken; `mgrnet sync` makes no such commits",
    fr: "rien n'a été pris ; `mgrnet sync` n'en fait pas de tels")

  static func refused(_ refusal: Reception.Refusal) -> Phrase {
    let reason =
      switch refusal.reason {
      case .deletion: Phrase(en: "it must not be deleted", fr: "elle ne doit pas être supprimée")
      case .rewriting:
        Phrase(
          en: "what is there must stay in its history; fetch and merge first",
          fr: "ce qui s'y trouve doit rester dans l'historique ; recevez et fusionnez d'abord")
      case .privateBranch:
        Phrase(
          en: "a private community's branch stays at home",
          fr: "la branche d'une communauté privée reste chez elle")
      case .tooLarge(let bytes, let limit): guardTooLarge(bytes, limit)
      case .finding(let finding): guardFinding(finding)
      case .withoutRight(let disputed): withoutRight(disputed)
      }
    return Phrase(verbatim: "\(refusal.ref)\(colon)\(reason)")
  }

  /// `1a2b3c4d:charter.md: changed by paul, who may not do that (R4)`.
  static func withoutRight(_ disputed: Disputed) -> Phrase {
    cameWithoutRight("\(disputed.verdict.commit.short):\(disputed.path)", disputed)
  }

  static func guardFinding(_ finding: GuardFinding) -> Phrase {
    let problem =
      switch finding.problem {
      case .privatePath:
        Phrase(
          en: "what is private has no place in the commons",
          fr: "ce qui est privé n'a pas sa place dans le commun")
      case .unsafePath:
        Phrase(
          en: "this name could lead elsewhere on some machines",
          fr: "ce nom peut mener ailleurs sur certaines machines")
      case .unportable: unportable
      case .linkOut(let target):
        Phrase(en: "a link out of the network, to \(target)", fr: "un lien hors du réseau, vers \(target)")
      case .submodule: Phrase(en: "a repository within the repository", fr: "un dépôt dans le dépôt")
      case .tooLarge(let bytes, let limit): guardTooLarge(bytes, limit)
      case .differsByCase(let other):
        Phrase(en: "differs from \(other) by case alone", fr: "ne diffère de \(other) que par la casse")
      case .endlessTree:
        Phrase(
          en: "these folders name one another without end",
          fr: "ces dossiers se nomment les uns les autres sans fin")
      case .newerFormat(let format):
        Phrase(
          en: "format \(format) needs a newer mgrnet", fr: "le format \(format) demande un mgrnet plus récent"
        )
      case .idTwice(let other):
        Phrase(en: "\(other) has the same id", fr: "\(other) a le même identifiant")
      case .addressTwice(let other):
        Phrase(en: "\(other) has the same address", fr: "\(other) a la même adresse")
      case .nameTaken:
        Phrase(
          en: "this name was taken already: `mgrnet sync` finds another one",
          fr: "ce nom était déjà pris : `mgrnet sync` en trouve un autre")
      case .withoutCard:
        finding.path == "network.md"
          ? Phrase(
            en: "without the network's card there is no network",
            fr: "sans la fiche du réseau il n'y a plus de réseau")
          : Phrase(
            en: "without the community's card there is no community",
            fr: "sans la fiche de la communauté il n'y a plus de communauté")
      }
    // As `git show` takes it.
    let place = finding.commit.map { "\($0.short):\(finding.path)" } ?? finding.path
    return Phrase(verbatim: "\(place)\(colon)\(problem)")
  }

  static let unportable = Phrase(
    en: "not every system can hold this name, or shows it as it is",
    fr: "ce nom n'est pas possible sur tous les systèmes, ou s'y montre autrement")
  static let unportableHint = Phrase(
    en: "take another one, in plain letters and digits: Windows keeps `con`, `aux` and the like for itself",
    fr: "prenez-en un autre, en simples lettres et chiffres : Windows se réserve `con`, `aux` et d'autres")

  static func guardTooLarge(_ bytes: Int, _ limit: Int) -> Phrase {
    Phrase(
      en: "\(number(bytes)) bytes, more than \(number(limit))",
      fr: "\(number(bytes)) octets, plus que \(number(limit))")
  }
}
