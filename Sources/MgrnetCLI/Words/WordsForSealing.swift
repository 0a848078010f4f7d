import Sealing

extension SealingError: Explained {
  var failure: Failure {
    switch self {
    case .noKeyFits: Failure(.notAllowed, Words.noKeyFits)
    case .headerChanged, .payload: Failure(.badData, Words.sealBroken)
    case .header(.workFactorTooHigh(let logN, let most)):
      Failure(.badData, Words.passphraseTooCostly(logN, most))
    case .header(.unknownVersion(let version)): Failure(.badData, Words.unknownAge(version))
    case .header, .armor: Failure(.badData, Words.notSealed)
    case .key(.emptyPassphrase): Failure(.usage, Words.passphraseEmpty)
    case .key(.line(let line)): Failure(.badData, Words.keyLine(line))
    case .key: Failure(.badData, Words.notAKey)
    case .recipients(let count): Failure(.badData, Words.cannotSealFor(count))
    case .segment(let fault): Failure(.badData, Words.segmentFault(fault))
    case .joinCode(let fault): Failure(.usage, Words.joinCodeFault(fault), hint: Words.joinCodeHint(fault))
    }
  }
}

extension Words {
  static let noKeyFits = Phrase(en: "none of your keys opens this", fr: "aucune de vos clés n'ouvre ceci")
  static let sealBroken = Phrase(
    en: "this was changed or cut since it was sealed",
    fr: "ceci a été modifié ou coupé depuis qu'on l'a scellé")
  static func passphraseTooCostly(_ logN: Int, _ most: Int) -> Phrase {
    Phrase(
      en: "this asks for too much memory to try a passphrase (work factor \(logN); at most \(most))",
      fr: "ceci demande trop de mémoire pour essayer une phrase secrète (facteur \(logN) ; \(most) au plus)")
  }
  static func unknownAge(_ version: String) -> Phrase {
    Phrase(
      en: "this is sealed with version `\(harmless(version))` of age, which is not known here",
      fr: "ceci est scellé avec la version `\(harmless(version))` d'age, inconnue ici")
  }
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
        en: "this segment is of another community (`\(harmless(name))`)",
        fr: "ce segment est d'une autre communauté (`\(harmless(name))`)")
    case .notAMember(let sender, let key):
      Phrase(
        en:
          "this segment says it is from \(harmless(sender)), and is signed with a key that no member has: \(key.description)",
        fr:
          "ce segment se dit de \(harmless(sender)), et est signé d'une clé qu'aucun membre n'a : \(key.description)"
      )
    case .formerKey(let sender, let key):
      Phrase(
        en:
          "this segment says it is from \(harmless(sender)), and is signed with a key that was theirs before: \(key.description)",
        fr:
          "ce segment se dit de \(harmless(sender)), et est signé d'une clé qui fut la sienne : \(key.description)"
      )
    case .notAccepted(let sender, let key):
      Phrase(
        en:
          "this segment is from \(harmless(sender)), whose key nobody has accepted on this machine yet: \(key.description)",
        fr:
          "ce segment est de \(harmless(sender)), dont personne n'a encore accepté la clé sur cette machine : \(key.description)"
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
  static let notSealed = Phrase(
    en: "this is no age file as it should be", fr: "ceci n'est pas un fichier age correct")
  static let passphraseEmpty = Phrase(en: "the passphrase is empty", fr: "la phrase secrète est vide")
  static func keyLine(_ line: Int) -> Phrase {
    Phrase(en: "line \(line) of the key file is no key", fr: "la ligne \(line) du fichier n'est pas une clé")
  }
  static let notAKey = Phrase(en: "this is no key", fr: "ceci n'est pas une clé")
  static func cannotSealFor(_ count: Int) -> Phrase {
    Phrase(
      en: "nothing is sealed for \(number(count).english) recipients",
      fr: "rien ne se scelle pour \(number(count)) destinataires")
  }
}
