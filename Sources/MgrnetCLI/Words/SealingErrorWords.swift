import Sealing

extension SealingError: Explained {
  var failure: Failure {
    switch self {
    case .noKeyFits:
      Failure(.notAllowed, Phrase(en: "none of your keys opens this", fr: "aucune de vos clés n'ouvre ceci"))
    case .headerChanged, .payload: Failure(.badData, Words.sealBroken)
    case .header(.workFactorTooHigh(let logN, let most)):
      Failure(
        .badData,
        Phrase(
          en: "this asks for too much memory to try a passphrase (work factor \(logN); at most \(most))",
          fr:
            "ceci demande trop de mémoire pour essayer une phrase secrète (facteur \(logN) ; \(most) au plus)"
        ))
    case .header(.unknownVersion(let version)):
      Failure(
        .badData,
        Phrase(
          en: "this is sealed with version `\(version)` of age, which is not known here",
          fr: "ceci est scellé avec la version `\(version)` d'age, inconnue ici"))
    case .header, .armor:
      Failure(
        .badData,
        Phrase(en: "this is no age file as it should be", fr: "ceci n'est pas un fichier age correct"))
    case .key(.emptyPassphrase):
      Failure(.usage, Phrase(en: "the passphrase is empty", fr: "la phrase secrète est vide"))
    case .key(.line(let line)):
      Failure(
        .badData,
        Phrase(
          en: "line \(line) of the key file is no key", fr: "la ligne \(line) du fichier n'est pas une clé"))
    case .key: Failure(.badData, Phrase(en: "this is no key", fr: "ceci n'est pas une clé"))
    case .recipients(let count):
      Failure(
        .badData,
        Phrase(
          en: "nothing is sealed for \(Words.number(count)) recipients",
          fr: "rien ne se scelle pour \(Words.number(count)) destinataires"))
    case .segment(let fault): Failure(.badData, Words.segmentFault(fault))
    case .joinCode(let fault): fault.failure
    }
  }
}

extension Words {
  static let sealBroken = Phrase(
    en: "this was changed or cut since it was sealed",
    fr: "ceci a été modifié ou coupé depuis qu'on l'a scellé")
  static func segmentFault(_ fault: SegmentFault) -> Phrase {
    switch fault {
    case .badHeader, .badPadding:
      Phrase(en: "this segment was not made by mgrnet", fr: "ce segment n'a pas été fait par mgrnet")
    case .otherName(let id):
      Phrase(
        en: "this segment was `\(id.description)`, and somebody renamed it",
        fr: "ce segment était `\(id.description)`, et quelqu'un l'a renommé")
    case .otherCommunity(let name):
      Phrase(
        en: "this segment is of another community (`\(name)`)",
        fr: "ce segment est d'une autre communauté (`\(name)`)")
    case .notAMember(let sender, let key):
      Phrase(
        en:
          "this segment says it is from \(sender), and is signed with a key that no member has: \(key.description)",
        fr: "ce segment se dit de \(sender), et est signé d'une clé qu'aucun membre n'a : \(key.description)")
    case .formerKey(let sender, let key):
      Phrase(
        en:
          "this segment says it is from \(sender), and is signed with a key that was theirs before: \(key.description)",
        fr: "ce segment se dit de \(sender), et est signé d'une clé qui fut la sienne : \(key.description)")
    case .notAccepted(let sender, let key):
      Phrase(
        en:
          "this segment is from \(sender), whose key nobody has accepted on this machine yet: \(key.description)",
        fr:
          "ce segment est de \(sender), dont personne n'a encore accepté la clé sur cette machine : \(key.description)"
      )
    case .unknownEpoch(let epoch):
      Phrase(en: "nobody has begun epoch \(epoch)", fr: "personne n'a commencé l'époque \(epoch)")
    case .lateForEpoch(let epoch):
      Phrase(
        en: "this segment says it is of epoch \(epoch), which had ended without it",
        fr: "ce segment se dit de l'époque \(epoch), qui s'était achevée sans lui")
    case .badSignature: Phrase(en: "the signature is not good", fr: "la signature n'est pas bonne")
    case .otherPack:
      Phrase(en: "the content is not what was signed", fr: "le contenu n'est pas ce qui a été signé")
    case .tooLarge(let bytes, let most):
      Phrase(en: "this segment has ", fr: "ce segment a ") + Words.bytes(bytes, most: most)
    }
  }
}
