import Records
import SealedSync
import Sealing
import Sync

/// What `sync` says of sealed communities.
extension Words {
  static let sealedRewritten = Phrase(
    en: "the host's sealed branch does not contain what it had before: it went back, or was rewritten",
    fr:
      "la branche scellée de l'hôte ne contient pas ce qu'elle contenait : elle est revenue en arrière, ou fut réécrite"
  )
  static func segmentGone(_ id: SegmentID) -> Phrase {
    Phrase(
      en: "the host dropped segment \(id.description), which was there before",
      fr: "l'hôte a supprimé le segment \(id.description), qui y était")
  }
  static func segmentGoneOrClosed(_ id: SegmentID) -> Phrase {
    Phrase(
      en:
        "segment \(id.description), which was there before, is gone: the host dropped it, or what it held is in one that is not sealed for this device",
      fr:
        "le segment \(id.description), qui y était, n'y est plus : l'hôte l'a supprimé, ou son contenu est dans un segment qui n'est pas scellé pour cet appareil"
    )
  }
  static func segmentMissing(_ id: SegmentID) -> Phrase {
    Phrase(
      en: "segment \(id.description), on which others build, is not at the host",
      fr: "le segment \(id.description), sur lequel d'autres s'appuient, n'est pas chez l'hôte")
  }
  static func segmentCoveredFalsely(_ id: SegmentID, by member: String) -> Phrase {
    Phrase(
      en: "\(member) took segment \(id.description) away without keeping what it held",
      fr: "\(member) a retiré le segment \(id.description) sans garder ce qu'il contenait")
  }
  static func segmentRestored(_ id: SegmentID) -> Phrase {
    Phrase(en: "segment \(id.description) was put back", fr: "le segment \(id.description) a été remis")
  }
  static func segmentRefused(_ id: SegmentID, _ refusal: SegmentRefusal) -> Phrase {
    Phrase(
      en: "segment \(id.description) is not taken in: ", fr: "le segment \(id.description) n'est pas pris : ")
      + self.refusal(refusal)
  }
  static func segmentsBesides(_ count: Int) -> Phrase {
    Phrase(
      en: "and \(number(count)) more (`--json` names them)",
      fr: "et \(number(count)) autres (`--json` les nomme)")
  }
  static func namedOnce(_ slug: Slug) -> Phrase {
    Phrase(
      en: "named once; `mgrnet community privacy \(slug.rawValue)` lists what is not taken in",
      fr: "signalé une seule fois ; `mgrnet community privacy \(slug.rawValue)` liste ce qui n'est pas pris")
  }
  static func segmentsNotForThisKey(_ count: Int) -> Phrase {
    Phrase(
      en: count == 1
        ? "1 segment is not sealed for this device: its sender does not count you among the members"
        : "\(count) segments are not sealed for this device: their senders do not count you among the members",
      fr: count == 1
        ? "1 segment n'est pas scellé pour cet appareil : qui l'a envoyé ne vous compte pas parmi les membres"
        : "\(count) segments ne sont pas scellés pour cet appareil : qui les a envoyés ne vous compte pas parmi les membres"
    )
  }
  static func refusal(_ refusal: SegmentRefusal) -> Phrase {
    switch refusal {
    case .notForThisKey:
      Phrase(en: "it is not sealed for this device", fr: "il n'est pas scellé pour cet appareil")
    case .damaged: Words.sealBroken
    case .exchanged: Phrase(en: "something else has its name now", fr: "autre chose porte maintenant son nom")
    case .fault(let fault): segmentFault(fault)
    case .incomplete:
      Phrase(en: "it builds on something that is not here", fr: "il s'appuie sur ce qui n'est pas ici")
    case .badPack: Phrase(en: "what it holds is no pack", fr: "ce qu'il contient n'est pas un pack")
    case .hollow:
      Phrase(en: "it says that it holds more than it does", fr: "il prétend contenir plus qu'il ne contient")
    case .unrelated:
      Phrase(
        en: "its history has nothing in common with the community's",
        fr: "son historique n'a rien en commun avec celui de la communauté")
    case .hostile(let findings):
      findings.first.map(guardFinding) ?? Phrase(en: "it must not come in", fr: "il ne doit pas entrer")
    }
  }
  static func noLongerSealedFor(_ entry: MemberList.Entry) -> Phrase {
    let (member, device) = (entry.member, entry.device)
    return Phrase(
      en: "nothing more is sealed for \(member) (\(device))",
      fr: "plus rien n'est scellé pour \(member) (\(device))")
  }
  static func waitsForYou(_ entry: MemberList.Entry) -> Phrase {
    let (member, device) = (entry.member, entry.device)
    return Phrase(
      en: "the keys of \(member) (\(device)) wait for you: nothing is sealed for them here",
      fr: "les clés de \(member) (\(device)) vous attendent : rien n'est scellé pour elles ici")
  }
  static func acceptPending(_ slug: Slug) -> Phrase {
    Phrase(
      en: "`mgrnet community members \(slug.rawValue) --accept` shows them",
      fr: "`mgrnet community members \(slug.rawValue) --accept` les montre")
  }
}

extension SealedError: Explained {
  var failure: Failure {
    switch self {
    case .notSealed: Failure(.usage, Words.communityNotSealed)
    case .unknownRemote(let name): Failure(.notFound, Words.unknownRemote(name), hint: Words.addRemote)
    case .nothingAccepted:
      Failure(
        .notAllowed, Words.nothingAccepted,
        hint: Phrase(
          en: "`mgrnet community members SLUG --accept`", fr: "`mgrnet community members NOM --accept`"))
    case .keyNotInList:
      Failure(
        .notAllowed,
        Phrase(
          en: "the key of this device is on no member's card: what is here is not sealed for anybody",
          fr:
            "la clé de cet appareil n'est sur aucune fiche de membre : ce qui est ici n'est scellé pour personne"
        ),
        hint: Phrase(
          en: "a member enters it with `mgrnet community invite`; who was expelled keeps what they have",
          fr: "un membre l'inscrit par `mgrnet community invite` ; qui a été exclu garde ce qu'il a"))
    case .noSuchBranch:
      Failure(
        .notFound,
        Phrase(
          en: "the network's remote has no such sealed community",
          fr: "le dépôt distant du réseau n'a pas cette communauté scellée"),
        hint: Words.hasNoPrivateBranchHint)
    case .notInvitedYet:
      Failure(
        .notFound,
        Phrase(
          en: "nothing there is sealed for your key by who invited you",
          fr: "rien n'y est scellé pour votre clé par qui vous a invité"), hint: Words.hasNoPrivateBranchHint)
    case .noSlug:
      Failure(
        .badData,
        Phrase(
          en: "the community's card does not say what it is called",
          fr: "la fiche de la communauté ne dit pas son nom"), hint: Words.give("--as SLUG"))
    }
  }
}

extension Words {
  static let communityNotSealed = Phrase(en: "it is not shared sealed", fr: "elle n'est pas partagée scellée")
  static let nothingAccepted = Phrase(
    en: "nobody accepted the member list on this machine yet",
    fr: "personne n'a encore accepté la liste des membres sur cette machine")
}
