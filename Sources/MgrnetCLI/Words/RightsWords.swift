import Judging
import Rights
import Sync

/// Who may change what: what is said of a version that has no right.
extension Words {
  static let judging = Phrase(en: "checking who did what", fr: "vérification de qui a fait quoi")
  static let disputedWord = Phrase(en: "disputed", fr: "contesté")

  /// `changed by X, not by its author (R2)`.
  static func disputed(_ verdict: Verdict) -> Phrase {
    let (breach, by) = (verdict.breach, verdict.committer)
    let clause = breach.clause.name
    if breach.isClaim, let owner = breach.owner {
      return Phrase(
        en: "says it is by \(owner), committed by \(by) (\(clause))",
        fr: "se dit de \(owner), enregistré par \(by) (\(clause))")
    }
    if breach.owner != nil {
      return Phrase(
        en: "changed by \(by), not by its author (\(clause))",
        fr: "modifié par \(by), et non par son auteur (\(clause))")
    }
    return Phrase(
      en: "changed by \(by), who may not do that (\(clause))",
      fr: "modifié par \(by), qui n'en a pas le droit (\(clause))")
  }

  static let disputedRecords = Phrase(en: "disputed records", fr: "fiches contestées")

  static let lastRightful = Phrase(en: "the author's last version:", fr: "la dernière version de l'auteur :")
  static func versionOf(_ committer: String) -> Phrase {
    Phrase(en: "what \(committer) made of it:", fr: "ce qu'en a fait \(committer) :")
  }

  static func removedWithoutRight(_ verdict: Verdict) -> Phrase {
    Phrase(
      en: "removed by \(verdict.committer), who may not do that (\(verdict.breach.clause.name))",
      fr: "retiré par \(verdict.committer), qui n'en a pas le droit (\(verdict.breach.clause.name))")
  }

  /// What was taken back, before it was sent or after.
  static func tookBack(_ taken: TakingBack.Taken, _ path: String) -> Phrase {
    (taken.wasSent
      ? Phrase(en: "taken back: ", fr: "repris : ") : Phrase(en: "not sent: ", fr: "non envoyé : "))
      + mayNot(path, taken.disputed.verdict.breach)
  }

  /// `people/paul.md: only paul may change it (R2)`.
  static func mayNot(_ path: String, _ breach: Breach) -> Phrase {
    let reason: Phrase =
      switch breach.clause {
      case _ where breach.needsCharter:
        Phrase(
          en: "nobody writes here before accepting the charter: `mgrnet charter accept`",
          fr: "personne n'écrit ici avant d'accepter la charte : `mgrnet charter accept`")
      case .whoActs where breach.isClaim:
        Phrase(
          en: "your card has keys, and none of them signs here",
          fr: "votre fiche a des clés, et aucune ne signe ici")
      case .whoActs: Phrase(en: "no card has your address", fr: "aucune fiche n'a votre adresse")
      case .keys:
        Phrase(
          en: "a key is entered in a commit that it signs itself, or that an older key signs",
          fr: "une clé s'inscrit par un commit qu'elle signe elle-même, ou que signe une clé plus ancienne")
      default:
        breach.allowed.isEmpty
          ? Phrase(en: "you may not change it", fr: "vous ne pouvez pas le modifier")
          : Phrase(
            en: "only \(all(of: breach.allowed)) may change it",
            fr: "à modifier seulement par \(all(of: breach.allowed))")
      }
    return Phrase(verbatim: "\(path)\(colon)") + reason + Phrase(verbatim: " (\(breach.clause.name))")
  }

  static func draftOfTakenBack(_ file: String) -> Phrase {
    Phrase(en: "your text is kept in \(file)", fr: "votre texte est gardé dans \(file)")
  }
  static func cameWithoutRight(_ path: String, _ disputed: Disputed) -> Phrase {
    Phrase(verbatim: "\(path)\(colon)")
      + (disputed.blob == nil ? removedWithoutRight(disputed.verdict) : Words.disputed(disputed.verdict))
  }
}
