import LinkCheck

/// `link check`.
extension Words {
  static let linkCheck = CommandWords(
    en: "Look whether links still answer", fr: "Regarde si les liens répondent encore",
    discussion: Phrase(
      en: """
        Asks many at once, at most two of one host, and notes `checked` and `status` (ok, moved, broken) in one commit. \
        What is out of order today, or takes too long, is shown and not noted.
        """,
      fr: """
        En interroge beaucoup à la fois, deux au plus par machine, et note `checked` et `status` (ok, moved, broken) en \
        un commit. Ce qui est en panne aujourd'hui, ou trop lent, est montré et n'est pas noté.
        """),
    examples: [
      .init(
        "mgrnet link check --category rh --dry-run", en: "look, and note nothing",
        fr: "regarder sans rien noter")
    ])
  static let linkCheckIDs = Phrase(
    en: "The links (default: all); `-` reads ids from standard input",
    fr: "Les liens (par défaut : tous) ; `-` lit les identifiants sur l'entrée standard")
  static let linkCheckTimeout = Phrase(
    en: "How long to wait for one link, 1 to 600", fr: "Combien de temps attendre un lien, de 1 à 600")
  static let linkCheckDryRun = Phrase(en: "Note nothing", fr: "Ne note rien")
  static let badTimeout = Phrase(
    en: "`--timeout` is a number of seconds from 1 to 600",
    fr: "`--timeout` est un nombre de secondes de 1 à 600")
  static let checkingLinks = Phrase(en: "asking", fr: "interrogation")
  static let cannotLookUp = Phrase(
    en: "names of machines cannot be looked up: is this machine connected?",
    fr: "les noms de machines ne peuvent être résolus : cette machine est-elle connectée ?")
  static func linkNotRecorded(_ path: String) -> Phrase {
    Phrase(
      en: "nothing is noted in \(path): it is being changed, or cannot be read",
      fr: "rien n'est noté dans \(path) : il est en cours de modification, ou illisible")
  }

  /// `7 links: 3 ok, 1 moved, 1 broken; 2 unavailable, not noted`
  static func linksChecked(_ verdicts: [LinkState], _ dryRun: Bool) -> Phrase {
    var counts = [0, 0, 0, 0, 0, 0]
    for verdict in verdicts {
      switch verdict {
      case .ok: counts[0] += 1
      case .moved: counts[1] += 1
      case .broken: counts[2] += 1
      case .restricted: counts[3] += 1
      case .unavailable: counts[4] += 1
      case .notWeb: counts[5] += 1
      }
    }
    func noun(_ en: English, _ fr: (one: French, many: French)) -> Noun { Noun(en: (en, en), fr: fr) }
    let words = [
      noun("ok", ("en état", "en état")), noun("moved", ("déplacé", "déplacés")),
      noun("broken", ("mort", "morts")), noun("for members only", ("d'accès réservé", "d'accès réservé")),
      noun("unavailable, not noted", ("indisponible, non noté", "indisponibles, non notés")),
      noun("no web address, not asked", ("hors du web, non interrogé", "hors du web, non interrogés")),
    ]
    let parts = zip(counts, words).filter { $0.0 > 0 }.map { $1.counted($0) }
    let all = parts.joined(separator: comma)
    let text = links.counted(verdicts.count) + colon + all
    return dryRun ? text + Phrase(en: " (nothing was noted)", fr: " (rien n'a été noté)") : text
  }
}

extension LinkCheckError: Explained {
  var failure: Failure {
    switch self {
    case .noLibrary(let said): Failure(.unavailable, Words.noCurl(said), hint: Words.installCurl)
    case .failed: Failure(.internalError, Words.curlFailed)
    }
  }
}

extension Words {
  static func noCurl(_ said: String) -> Phrase {
    Phrase(en: "libcurl cannot be loaded: \(said)", fr: "libcurl ne peut être chargée : \(said)")
  }
  static let installCurl = Phrase(
    en: "`apt install libcurl4` brings it", fr: "`apt install libcurl4` l'installe")
  static let curlFailed = Phrase(en: "libcurl gave up", fr: "libcurl a abandonné")
}
