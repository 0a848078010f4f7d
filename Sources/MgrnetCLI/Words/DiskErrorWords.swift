import Disk

extension DiskError: Explained {
  var failure: Failure {
    switch self {
    case .noSpace(let path):
      Failure(
        .cannotWrite,
        Phrase(
          en: "the disk is full: cannot write \(path)",
          fr: "le disque est plein : impossible d'écrire \(path)"), hint: Words.nothingWasWritten)
    case .readOnly(let path):
      Failure(
        .cannotWrite,
        Phrase(en: "\(path) is on a read-only disk", fr: "\(path) est sur un disque en lecture seule"),
        hint: Words.nothingWasWritten)
    case .notPermitted(let path):
      Failure(
        .cannotWrite,
        Phrase(
          en: "the system does not let you use \(path)", fr: "le système ne vous laisse pas utiliser \(path)"),
        hint: Words.nothingWasWritten)
    case .symbolicLink(let path): Failure(.notAllowed, Words.leadsOut(path))
    case .locked(let path): Failure(.busy, Words.lockedBy(path), hint: Words.tryAgain)
    case .system(let code, let operation, let path):
      Failure(.cannotWrite, Words.systemRefused(path, operation, systemMessage(code)))
    }
  }
}

extension Words {
  static let nothingWasWritten = Phrase(
    en: "nothing was changed; make room or change the rights, and try again",
    fr: "rien n'a été modifié ; libérez de la place ou changez les droits, et réessayez")
  static func leadsOut(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) leads out of the network and is not touched",
      fr: "\(path) mène hors du réseau : on n'y touche pas")
  }
  static func lockedBy(_ path: String) -> Phrase {
    Phrase(en: "another process is at work here (\(path))", fr: "un autre processus travaille ici (\(path))")
  }
  static func systemRefused(_ path: String, _ operation: String, _ reason: Phrase) -> Phrase {
    Phrase(en: "\(path): \(reason) (\(operation))", fr: "\(path) : \(reason) (\(operation))")
  }
}
