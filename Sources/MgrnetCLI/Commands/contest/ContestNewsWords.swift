import Contests
import Records

/// `contest`: what is said.
extension Words {
  static let askCloses = Phrase(en: "When does it close?", fr: "Quand se clôt-il ?")
  static let askTrustee = Phrase(
    en: "Who opens the votes at the end?", fr: "Qui ouvre les votes à la clôture ?")
  static let closesInThePast = Phrase(
    en: "it would close in the past", fr: "il serait clos dans le passé")
  static let contestOfNoCommunity = Phrase(
    en: "a public contest is for everybody: leave `--community` out",
    fr: "un concours public est pour tout le monde : omettez `--community`")
  static let oneChoiceIsNone = Phrase(
    en: "one choice is none: give two at least", fr: "un seul choix n'en est pas un : donnez-en deux au moins"
  )
  static let quizNeedsQuestions = Phrase(
    en: "a quiz needs `--question \"… | … | …\"` and `--answer`",
    fr: "un quiz a besoin de `--question \"… | … | …\"` et de `--answer`")
  static let answerEach = Phrase(
    en: "each `--question` needs one `--answer`", fr: "à chaque `--question` son `--answer`")
  static func questionForm(_ text: String) -> Phrase {
    Phrase(
      en: "\(inQuotes(text)) has no choices: write `\"Question? | one | another\"`",
      fr: "\(inQuotes(text)) n'a pas de choix : écrivez `\"Question ? | un | autre\"`")
  }
  static let drawNeedsSource = Phrase(
    en: "a draw needs `--draw-from`: a public value that nobody knows yet",
    fr: "un tirage a besoin de `--draw-from` : une valeur publique que nul ne connaît encore")
  static let hostIsTrustee = Phrase(
    en: "you open the votes yourself, and can look before the end: somebody else would be trusted more",
    fr:
      "vous ouvrirez vous-même les votes, et pouvez regarder avant : quelqu'un d'autre inspirerait plus confiance"
  )
  static func closesAt(_ moment: Timestamp) -> Phrase {
    Phrase(en: "closes \(shortMoment(moment))", fr: "clôture : \(shortMoment(moment))")
  }
  static func contestState(_ state: String) -> Phrase {
    switch state {
    case "open": Phrase(en: "open", fr: "ouvert")
    case "closing": Phrase(en: "to be closed", fr: "à clore")
    case "sealed": Phrase(en: "votes to be opened", fr: "votes à ouvrir")
    case "value": Phrase(en: "to be drawn", fr: "à tirer au sort")
    case "decided": Phrase(en: "decided", fr: "décidé")
    default: Phrase(verbatim: "\(state)")
    }
  }
  static let noContests = Phrase(en: "no contest is open", fr: "aucun concours n'est ouvert")
  static let noPastContests = Phrase(
    en: "no contest is decided yet", fr: "aucun concours n'est encore décidé")
  static func contestKind(_ mode: Contest.Mode) -> Phrase {
    switch mode {
    case .vote: Phrase(en: "A vote", fr: "Un vote")
    case .draw: Phrase(en: "A draw", fr: "Un tirage")
    case .quiz: Phrase(en: "A quiz", fr: "Un quiz")
    }
  }
  static func hostedBy(_ name: String) -> Phrase { Phrase(en: "Host: \(name)", fr: "Organisation : \(name)") }
  static func toWin(_ prize: String) -> Phrase { Phrase(en: "To win: \(prize)", fr: "À gagner : \(prize)") }
  static func costsMinutes(_ count: Int) -> Phrase {
    Phrase(en: "It takes \(minutes(count))", fr: "Il faut \(minutes(count))")
  }
  static func opensVotes(_ name: String) -> Phrase {
    Phrase(en: "\(name) opens the votes", fr: "\(name) ouvre les votes")
  }
  static func drawnFrom(_ source: String) -> Phrase {
    Phrase(en: "Drawn from: \(source)", fr: "Tirage d'après : \(source)")
  }
  static func votesSoFar(_ count: Int) -> Phrase {
    count == 0
      ? Phrase(en: "Nobody has voted yet", fr: "Personne n'a encore voté")
      : Phrase(
        en: "\(count) sealed vote\(count == 1 ? "" : "s")",
        fr: "\(count) vote\(count > 1 ? "s scellés" : " scellé")")
  }
  static func drawnInOrder(_ names: [String], _ value: String) -> Phrase {
    Phrase(
      en: "Drawn from \(inQuotes(value)): \(names.joined(separator: ", "))",
      fr: "Tirés d'après \(inQuotes(value)) : \(names.joined(separator: ", "))")
  }
  static func won(_ names: [String]) -> Phrase {
    names.isEmpty
      ? Phrase(en: "Nobody won", fr: "Personne n'a gagné")
      : Phrase(en: "\(all(of: names)) won", fr: "\(all(of: names)) \(names.count > 1 ? "gagnent" : "gagne")")
  }
  static func onlyThey(_ name: String) -> Phrase {
    Phrase(en: "only \(name) may do that", fr: "cela revient à \(name)")
  }
  static let contestIsOver = Phrase(en: "that contest is closed", fr: "ce concours est clos")
  static let hasNoEntries = Phrase(
    en: "nobody enters there: people vote", fr: "on n'y participe pas par un texte : on vote")
  static let isDrawn = Phrase(en: "it is drawn: nobody votes", fr: "c'est un tirage : on ne vote pas")
  static let notOneOfTheVoters = Phrase(
    en: "it is for those who had accepted the charter when it began",
    fr: "il est réservé à qui avait accepté la charte à son début")
  static let takesNoSealedVotes = Phrase(
    en: "nobody was named who opens its votes", fr: "personne n'est désigné pour en ouvrir les votes")
  static let notForOneself = Phrase(en: "nobody votes for themselves", fr: "on ne vote pas pour soi")
  static func noSuchChoice(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` is none of the choices", fr: "`\(text)` n'est pas l'un des choix")
  }
  static func choicesAre(_ choices: [String]) -> Phrase {
    choices.isEmpty
      ? Phrase(en: "nobody has entered yet", fr: "personne ne participe encore")
      : Phrase(
        en: "choose of: \(choices.joined(separator: ", "))",
        fr: "au choix : \(choices.joined(separator: ", "))")
  }
  static func oneChoiceEach(_ count: Int) -> Phrase {
    count == 1
      ? Phrase(en: "give one choice", fr: "donnez un choix")
      : Phrase(
        en: "give \(count) choices, one for each question", fr: "donnez \(count) choix, un par question")
  }
  static func isSealed(_ name: String, _ moment: Timestamp) -> Phrase {
    Phrase(
      en: "sealed for \(name); until \(shortMoment(moment)), another vote replaces it",
      fr: "scellé pour \(name) ; jusqu'au \(shortMoment(moment)), un autre vote le remplace")
  }
  static let isClosedAlready = Phrase(en: "it is closed already", fr: "il est déjà clos")
  static func notYetClosing(_ moment: Timestamp) -> Phrase {
    Phrase(
      en: "it closes \(shortMoment(moment)), not before", fr: "clôture : \(shortMoment(moment)), pas avant")
  }
  static func frozen(votes: Int, entries: Int) -> Phrase {
    Phrase(
      en: "frozen: \(votes) vote\(votes == 1 ? "" : "s"), \(entries) entr\(entries == 1 ? "y" : "ies")",
      fr:
        "figés : \(votes) vote\(votes > 1 ? "s" : ""), \(entries) participation\(entries > 1 ? "s" : "")")
  }
  static func trusteeOpens(_ name: String, _ id: String) -> Phrase {
    Phrase(
      en: "after `mgrnet sync`, \(name) opens them: `mgrnet contest open \(id)`",
      fr: "après `mgrnet sync`, \(name) les ouvre : `mgrnet contest open \(id)`")
  }
  static func notClosedYet(_ name: String) -> Phrase {
    Phrase(en: "\(name) has not closed it yet", fr: "\(name) ne l'a pas encore clos")
  }
  static let keyIsElsewhere = Phrase(
    en: "the key that its votes are sealed for is not on this machine",
    fr: "la clé pour laquelle ses votes sont scellés n'est pas sur cette machine")
  static func openedVotes(_ count: Int, of all: Int) -> Phrase {
    Phrase(
      en: "\(count) of \(all) vote\(all == 1 ? "" : "s") opened",
      fr: "\(count) vote\(count > 1 ? "s" : "") sur \(all) ouvert\(count > 1 ? "s" : "")")
  }
  static func twoMustSee(_ source: String) -> Phrase {
    Phrase(
      en: "two have to write down \(inQuotes(source)): `mgrnet contest witness`",
      fr: "deux personnes doivent inscrire \(inQuotes(source)) : `mgrnet contest witness`")
  }
  static let nothingIsDrawn = Phrase(
    en: "nothing is drawn there: it began without `--draw-from`",
    fr: "rien ne s'y tire au sort : il a commencé sans `--draw-from`")
  static let hostIsNoWitness = Phrase(
    en: "the host is no witness", fr: "qui organise ne peut être témoin")
  static let valueIsEmpty = Phrase(en: "the value is empty", fr: "la valeur est vide")
  static let notDecided = Phrase(en: "it is not decided yet", fr: "il n'est pas encore décidé")
  static let breachesFound = Phrase(en: "somebody broke a rule", fr: "une règle a été enfreinte")
  static func thenEnter(_ id: String) -> Phrase {
    Phrase(en: "`mgrnet contest enter \(id)` takes part", fr: "`mgrnet contest enter \(id)` pour participer")
  }
  static func thenVote(_ id: String) -> Phrase {
    Phrase(en: "`mgrnet contest vote \(id) CHOICE` votes", fr: "`mgrnet contest vote \(id) CHOIX` pour voter")
  }
  static func thenClose(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet sync`, then `mgrnet contest close \(id)`",
      fr: "`mgrnet sync`, puis `mgrnet contest close \(id)`")
  }
  static func thenOpen(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet contest open \(id)` opens the votes", fr: "`mgrnet contest open \(id)` ouvre les votes")
  }
  static func thenWitness(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet contest witness \(id) VALUE` writes down what was published",
      fr: "`mgrnet contest witness \(id) VALEUR` inscrit ce qui a été publié")
  }
  static func thenVerify(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet contest verify \(id)` checks it", fr: "`mgrnet contest verify \(id)` le vérifie")
  }
  static func thenSave(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet contest verify \(id) --save` writes the result down for all",
      fr: "`mgrnet contest verify \(id) --save` inscrit le résultat pour tous")
  }

  static func nothingIsWrong(_ count: Int) -> Phrase {
    count == 0
      ? Phrase(en: "Nothing is wrong", fr: "Tout est en ordre")
      : Phrase(
        en: "Nothing is wrong; \(count) vote\(count == 1 ? " counts" : "s count")",
        fr: "Tout est en ordre ; \(count) vote\(count > 1 ? "s comptent" : " compte")")
  }
  static func verified(_ outcome: Outcome, _ name: (String) -> String) -> Phrase {
    switch outcome.state {
    case .open: Phrase(en: "It is open; nothing is frozen yet", fr: "Il est ouvert ; rien n'est encore figé")
    case .sealed: Phrase(en: "It is closed; the votes are sealed", fr: "Il est clos ; les votes sont scellés")
    case .awaitsValue:
      Phrase(
        en: "Level: \(all(of: outcome.level.map(name))); two witnesses are missing",
        fr: "Ex æquo : \(all(of: outcome.level.map(name))) ; il manque deux témoins")
    case .decided: won(outcome.winners.map(name))
    }
  }

  static func finding(_ finding: Irregularity, _ name: (String) -> String) -> Phrase {
    let who = finding.person.map(name) ?? ""
    return switch finding {
    case .changed(let key):
      Phrase(
        en: "the host changed `\(key)` after it began", fr: "`\(key)` a été modifié après le début")
    case .closedEarly: Phrase(en: "it was closed early", fr: "il a été clos trop tôt")
    case .closedAgain:
      Phrase(
        en: "it was closed again; the first time counts",
        fr: "il a été clos de nouveau ; la première fois compte")
    case .voteLeftOut:
      Phrase(en: "the vote of \(who) was left out", fr: "le vote de \(who) a été omis")
    case .entryLeftOut:
      Phrase(en: "the entry of \(who) was left out", fr: "la participation de \(who) a été omise")
    case .voteLate: Phrase(en: "the vote of \(who) came late", fr: "le vote de \(who) est arrivé trop tard")
    case .entryLate:
      Phrase(en: "the entry of \(who) came late", fr: "la participation de \(who) est arrivée trop tard")
    case .voteChanged:
      Phrase(
        en: "the vote of \(who) was changed afterwards; the frozen one counts",
        fr: "le vote de \(who) a été modifié après ; celui qui fut figé compte")
    case .entryChanged:
      Phrase(
        en: "the entry of \(who) was changed afterwards",
        fr: "la participation de \(who) a été modifiée après")
    case .voteMissing:
      Phrase(
        en: "the vote of \(who) is not what was frozen", fr: "le vote de \(who) n'est pas celui qui fut figé")
    case .votedTwice:
      Phrase(
        en: "\(who) voted on two machines; one vote counts",
        fr: "\(who) a voté sur deux machines ; un vote compte")
    case .unsigned:
      Phrase(en: "the vote of \(who) is not signed", fr: "le vote de \(who) n'est pas signé")
    case .notAVoter:
      Phrase(
        en: "\(who) had no vote; it does not count", fr: "\(who) n'avait pas de voix ; elle ne compte pas")
    case .copied(_, let other):
      Phrase(
        en: "the votes of \(who) and \(name(other)) are copies of each other",
        fr: "les votes de \(who) et de \(name(other)) sont des copies")
    case .notOpened:
      Phrase(en: "the vote of \(who) was not opened", fr: "le vote de \(who) n'a pas été ouvert")
    case .notMatching:
      Phrase(
        en: "what was opened for \(who) is not what they committed to",
        fr: "ce qui a été ouvert pour \(who) ne correspond pas à son engagement")
    case .noSuchChoice:
      Phrase(
        en: "\(who) chose what there is not; it does not count",
        fr: "\(who) a choisi ce qui n'existe pas ; cela ne compte pas")
    case .forOneself:
      Phrase(
        en: "\(who) voted for themselves; it does not count",
        fr: "\(who) a voté pour soi ; cela ne compte pas")
    case .keyNotMatching:
      Phrase(
        en: "the answers are not those that were committed to",
        fr: "les réponses ne sont pas celles qui étaient engagées")
    case .witnessIsHost:
      Phrase(en: "\(who) is the host, and no witness", fr: "\(who) organise, et ne peut être témoin")
    case .witnessTooEarly:
      Phrase(
        en: "\(who) wrote the value down before the end; it does not count",
        fr: "\(who) a inscrit la valeur avant la clôture ; cela ne compte pas")
    case .witnessesDisagree:
      Phrase(en: "the witnesses do not agree", fr: "les témoins ne sont pas d'accord")
    case .resultDiffers:
      Phrase(
        en: "the result that was written down is not what is computed",
        fr: "le résultat inscrit n'est pas celui qui se calcule")
    }
  }
}
