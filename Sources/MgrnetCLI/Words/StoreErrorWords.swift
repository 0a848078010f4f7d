import Records
import Store

extension StoreError: Explained {
  var failure: Failure {
    switch self {
    // MARK: Who one is, and what one may do
    case .noIdentity(let names):
      Failure(
        .usage, Words.unknownToGit(names), hint: names.map(Words.gitSetting).joined(separator: Words.comma))
    case .noCard(let email):
      Failure(
        .notAllowed,
        Phrase(en: "the network has no card for \(email)", fr: "le réseau n'a pas de fiche pour \(email)"),
        hint: Phrase(
          en: "`mgrnet me --name \"Your Name\"` makes it", fr: "`mgrnet me --name \"Votre Nom\"` la crée"))
    case .handleTaken(let handle):
      Failure(
        .cannotWrite, Phrase(en: "the handle `\(handle)` is taken", fr: "le pseudo `\(handle)` est pris"),
        hint: Words.give("--handle"))
    case .charterNotAccepted(let revision, let accepted):
      Failure(
        .notAllowed,
        accepted == nil
          ? Phrase(en: "you have not accepted the charter", fr: "vous n'avez pas accepté la charte")
          : Phrase(
            en: "the charter has changed (revision \(revision)): accept it anew",
            fr: "la charte a changé (révision \(revision)) : acceptez-la de nouveau"),
        hint: Phrase(
          en: "`mgrnet charter` shows it, `mgrnet charter accept` accepts it",
          fr: "`mgrnet charter` la montre, `mgrnet charter accept` l'accepte"))
    case .notTheAuthor(_, let author):
      Failure(
        .notAllowed,
        Phrase(
          en: "only its author, \(author), may do that", fr: "seul son auteur, \(author), peut le faire"),
        hint: Phrase(
          en: "`mgrnet reply ID` answers; `mgrnet reply ID --disagree` shows whom to phone",
          fr: "`mgrnet reply ID` y répond ; `mgrnet reply ID --disagree` montre qui appeler"))
    case .notTheHost(_, let host):
      Failure(
        .notAllowed,
        Phrase(en: "only its host, \(host), may do that", fr: "seul \(host), qui invite, peut le faire"))
    case .eventCancelled:
      Failure(.badData, Phrase(en: "that event was cancelled", fr: "cette rencontre a été annulée"))
    case .eventOver:
      Failure(
        .badData, Phrase(en: "that event is over", fr: "cette rencontre est passée"),
        hint: Phrase(
          en: "`mgrnet event met ID HANDLE` notes whom you met",
          fr: "`mgrnet event met ID PERSONNE` note qui vous y avez vu"))
    case .answeredThemselves(let handle): Words.answeredThemselves(handle)
    case .answerNotNewer(let handle): Words.answerNotNewer(handle)
    case .eventNotBegun:
      Failure(
        .badData, Phrase(en: "that event has not begun yet", fr: "cette rencontre n'a pas encore commencé"))
    case .entryTooLong(let lines, let limit):
      Failure(
        .badData,
        Phrase(
          en: "an entry has one screen: \(limit) lines, not \(lines)",
          fr: "une participation tient sur un écran : \(limit) lignes, pas \(lines)"))
    case .notTheAsker(_, let author):
      Failure(
        .notAllowed,
        Phrase(
          en: "only who asked, \(author), accepts an answer",
          fr: "seule la personne qui a posé la question, \(author), accepte une réponse"),
        hint: Phrase(
          en: "`mgrnet mark ID --useful` says what an answer was worth to you",
          fr: "`mgrnet mark ID --useful` dit ce qu'une réponse a valu pour vous"))
    case .sourceMissing: Words.sourceMissing
    case .notAQuestion: Words.notAQuestion
    case .ownQuestion: Words.ownQuestion
    case .ownAnswer:
      Failure(
        .notAllowed,
        Phrase(en: "you wrote this yourself", fr: "c'est vous qui l'avez écrit"),
        hint: Phrase(
          en: "what an answer was worth, those who tried it say",
          fr: "ce que vaut une réponse, qui l'a essayée le dit"))
    case .anonymousElsewhere: Words.anonymousElsewhere
    case .anonymousWithoutKey: Words.anonymousWithoutKey
    case .anonymousInPrivate(let slug): Words.anonymousInPrivate(slug)
    case .waitsStill(let id): Words.waitsStill(id)
    case .badDelay(let text): Words.badDelay(text)
    case .notAMember(let slug):
      Failure(
        .notAllowed,
        Phrase(
          en: "you are not a member of the private community `\(slug)`",
          fr: "vous n'êtes pas membre de la communauté privée `\(slug)`"),
        hint: Phrase(
          en: "a steward lets you in: `mgrnet community invite \(slug) HANDLE`",
          fr: "un animateur vous fait entrer : `mgrnet community invite \(slug) PSEUDO`"))
    case .alreadyAMember(let handle, let slug):
      Failure(
        .cannotWrite,
        Phrase(
          en: "\(handle) is a member of `\(slug)` already", fr: "\(handle) est déjà membre de `\(slug)`"),
        hint: Words.membersAre(slug))
    case .notASteward(let slug, let stewards):
      Failure(
        .notAllowed,
        Phrase(
          en: "only a steward of `\(slug)` lets people in or expels them",
          fr: "seul un animateur de `\(slug)` fait entrer ou exclut quelqu'un"),
        hint: Phrase(
          en: "ask \(Words.either(stewards.map { Phrase(verbatim: "`\($0)`") }))",
          fr: "demandez à \(Words.either(stewards.map { Phrase(verbatim: "`\($0)`") }))"))
    case .lastMember(let slug):
      Failure(
        .notAllowed,
        Phrase(en: "nobody would be left in `\(slug)`", fr: "il ne resterait personne dans `\(slug)`"),
        hint: Phrase(
          en: "first let somebody else in: `mgrnet community invite \(slug) HANDLE`",
          fr: "faites d'abord entrer quelqu'un : `mgrnet community invite \(slug) PSEUDO`"))

    // MARK: What is not there
    case .unknownCommunity(let slug, let nearest):
      Failure(
        .notFound, Words.unknownCommunity(slug),
        hint: Words.didYouMean(nearest.map(\.rawValue)) ?? Words.communitiesAre)
    case .unknownPerson(let handle, nil, let nearest):
      Failure(
        .notFound, Words.nobodyIs(handle.rawValue),
        hint: Words.didYouMean(nearest.map(\.rawValue)) ?? Words.peopleAre)
    case .unknownPerson(let handle, let community?, let nearest):
      Failure(
        .notFound, Phrase(en: "`\(handle)` is not a member", fr: "`\(handle)` n'est pas membre"),
        hint: Words.didYouMean(nearest.map(\.rawValue)) ?? Words.membersAre(community))
    case .unknownTemplate(let slug, let nearest):
      Failure(
        .notFound, Phrase(en: "there is no template `\(slug)`", fr: "il n'y a pas de modèle `\(slug)`"),
        hint: Words.didYouMean(nearest.map(\.rawValue))
          ?? Phrase(en: "`mgrnet template list` names them", fr: "`mgrnet template list` les nomme"))
    case .missingRecord(let path):
      Failure(
        .notFound, Phrase(en: "there is no record at \(path)", fr: "aucune fiche à \(path)"),
        hint: Words.noSuchItemHint)
    case .wrongType(_, let type, let expected):
      Failure(
        .badData,
        Phrase(
          en: "this is \(Words.typeName(type)), not \(Words.either(expected.map(Words.typeName)))",
          fr: "c'est \(Words.typeName(type)), pas \(Words.either(expected.map(Words.typeName)))"),
        hint: Words.noSuchItemHint)
    case .replyElsewhere(let id):
      Failure(
        .notFound,
        Phrase(en: "the reply \(id) is not in this thread", fr: "la réponse \(id) n'est pas dans ce fil"),
        hint: Words.showThread)
    case .notInThread(let id):
      Failure(
        .notFound, Phrase(en: "\(id) is not in this thread", fr: "\(id) n'est pas dans ce fil"),
        hint: Words.showThread)
    case .nothingToUndo:
      Failure(
        .notFound, Phrase(en: "there is nothing to take back", fr: "il n'y a rien à annuler"),
        hint: Phrase(
          en: "only what you did on this machine can be taken back; `mgrnet log` shows what was done",
          fr: "seul ce que vous avez fait sur cette machine s'annule ; `mgrnet log` montre ce qui a été fait")
      )
    case .noActOn(let id): Words.noActOn(id)
    case .cannotUndo(let subject, let obstacle): Words.cannotUndo(subject, obstacle)

    // MARK: What is there already
    case .communityArchived(let slug):
      Failure(
        .notAllowed,
        Phrase(
          en: "the community `\(slug)` is archived: it takes nothing new",
          fr: "la communauté `\(slug)` est archivée : elle ne prend plus rien de nouveau"),
        hint: Phrase(
          en: "`mgrnet community archive --reopen \(slug)` opens it again",
          fr: "`mgrnet community archive --reopen \(slug)` la rouvre"))
    case .communityExists(let slug):
      Failure(
        .cannotWrite,
        Phrase(en: "the community `\(slug)` exists already", fr: "la communauté `\(slug)` existe déjà"),
        hint: Phrase(
          en: "`mgrnet community edit \(slug)` changes it", fr: "`mgrnet community edit \(slug)` la modifie"))
    case .templateExists(let slug):
      Failure(
        .cannotWrite,
        Phrase(en: "the template `\(slug)` exists already", fr: "le modèle `\(slug)` existe déjà"),
        hint: Phrase(
          en: "give another name, or change `templates/\(slug).md` in an editor",
          fr: "donnez un autre nom, ou modifiez `templates/\(slug).md` dans un éditeur"))
    case .linkExists(let url, let id):
      Failure(
        .cannotWrite,
        Phrase(en: "the link is there already: \(url) (\(id))", fr: "le lien est déjà là : \(url) (\(id))"),
        hint: Phrase(en: "`mgrnet edit \(id)` changes it", fr: "`mgrnet edit \(id)` le modifie"))
    case .alreadyWithdrawn:
      Failure(
        .badData, Phrase(en: "it was withdrawn", fr: "il a été retiré"),
        hint: Phrase(
          en: "what was withdrawn stays so: write it anew",
          fr: "ce qui a été retiré le reste : écrivez-le de nouveau"))
    case .nothingChanged: Failure(.badData, Phrase(en: "that changes nothing", fr: "cela ne change rien"))

    // MARK: What was typed
    case .titleEmpty:
      Failure(.usage, Phrase(en: "the title is empty", fr: "le titre est vide"), hint: Words.give("--title"))
    case .titleTooLong(let count):
      Failure(
        .usage,
        Phrase(
          en: "the title has \(count) characters; 200 are the most",
          fr: "le titre a \(count) caractères ; 200 au plus"),
        hint: Phrase(en: "say the rest in the text", fr: "dites le reste dans le texte"))
    case .titleNotOneLine:
      Failure(
        .usage, Phrase(en: "one line of plain text is wanted", fr: "une ligne de texte simple est attendue"),
        hint: Phrase(
          en: "without line ends and control characters",
          fr: "sans retour à la ligne ni caractère de commande"))
    case .fieldEmpty(let key):
      Failure(.usage, Phrase(en: "`\(key)` is empty", fr: "`\(key)` est vide"), hint: Words.give("--\(key)"))
    case .textEmpty:
      Failure(
        .usage, Phrase(en: "the text is empty", fr: "le texte est vide"),
        hint: Phrase(en: "give `-m TEXT`, `-F FILE` or `-`", fr: "donnez `-m TEXTE`, `-F FICHIER` ou `-`"))
    case .textTooLarge(let bytes, let limit):
      Failure(
        .badData, Phrase(en: "the text has ", fr: "le texte a ") + Words.bytes(bytes, most: limit),
        hint: Words.cutIt)
    case .takeawayMissing(let kind):
      Failure(
        .usage,
        Phrase(
          en: "a post of kind `\(kind)` needs a takeaway: one sentence that a reader can act on",
          fr:
            "un message de type `\(kind)` demande ce qu'il faut en retenir : une phrase que le lecteur peut appliquer"
        ), hint: Words.give("--takeaway"))
    case .badTag(let tag):
      Failure(
        .usage, Phrase(en: "`\(tag)` is no tag", fr: "`\(tag)` n'est pas un mot-clé"),
        hint: Phrase(en: "64 characters on one line are the most", fr: "64 caractères au plus, sur une ligne")
      )
    case .badURL(let url):
      Failure(
        .usage,
        Phrase(
          en: "`\(url)` is no address that a browser opens",
          fr: "`\(url)` n'est pas une adresse qu'un navigateur ouvre"),
        hint: Phrase(
          en: "`https://…`, `http://…`, `mailto:…` or `tel:…`",
          fr: "`https://…`, `http://…`, `mailto:…` ou `tel:…`"))
    case .passwordInURL:
      Failure(
        .usage,
        Phrase(
          en: "the address holds a password, which everybody would read",
          fr: "l'adresse contient un mot de passe, que tout le monde lirait"),
        hint: Phrase(
          en: "give it without what stands before the `@`", fr: "donnez-la sans ce qui précède le `@`"))
    case .noSuchField(let key, let type):
      Failure(
        .usage,
        Phrase(
          en: "\(Words.typeName(type)) has no `\(key)`", fr: "\(Words.typeName(type)) n'a pas de `\(key)`"),
        hint: Phrase(en: "leave that option out", fr: "retirez cette option"))
    case .fixedField(let key):
      Failure(
        .badData, Phrase(en: "`\(key)` never changes", fr: "`\(key)` ne change jamais"),
        hint: Phrase(en: "leave its line as it was", fr: "laissez sa ligne comme elle était"))

    // MARK: Pictures
    case .pictureMissing(let name):
      Failure(
        .notFound, Phrase(en: "there is no picture \(name)", fr: "il n'y a pas d'image \(name)"),
        hint: Words.pathsFromHere)
    case .pictureTooLarge(let name, let bytes, let limit):
      Failure(
        .badData,
        Phrase(en: "the picture \(name) has ", fr: "l'image \(name) a ") + Words.bytes(bytes, most: limit),
        hint: Phrase(
          en: "make it smaller, or add a link to it", fr: "réduisez-la, ou ajoutez un lien vers elle"))
    case .pictureOutside(let name):
      Failure(
        .badData,
        Phrase(
          en: "\(name) is a link that leads out of its folder",
          fr: "\(name) est un lien qui sort de son dossier"),
        hint: Phrase(en: "give the file that it leads to", fr: "donnez le fichier auquel il mène"))
    case .pictureTells(let name): Failure(.badData, Words.pictureTells(name), hint: Words.pictureTellsHint)
    case .pictureNotOne(let name):
      Failure(
        .badData,
        Phrase(
          en: "\(name) is no PNG, JPEG, GIF, WebP or SVG picture",
          fr: "\(name) n'est pas une image PNG, JPEG, GIF, WebP ou SVG"),
        hint: Phrase(en: "convert it to one of these", fr: "convertissez-le dans l'un de ces formats"))

    // MARK: The repository
    case .privateNeedsWorkTree:
      Failure(
        .usage,
        Phrase(
          en: "a private community needs a network with files, and this one is bare",
          fr: "une communauté privée demande un réseau avec des fichiers, et celui-ci est nu"),
        hint: Phrase(
          en: "`mgrnet clone` makes a copy with files",
          fr: "`mgrnet clone` en fait une copie avec des fichiers"))
    case .otherRepository(let path):
      Failure(
        .notAllowed,
        Phrase(
          en: "\(path) belongs to another repository: nothing was written",
          fr: "\(path) appartient à un autre dépôt : rien n'a été écrit"), hint: Words.reportThis)
    case .uncommittedEdit(let path):
      Failure(
        .cannotWrite,
        Phrase(
          en: "\(path) has changes that are not committed",
          fr: "\(path) a des changements non enregistrés dans git"), hint: Words.commitThem(path))
    case .notANetwork:
      Failure(
        .notFound,
        Phrase(
          en: "this git repository holds no network (no `network.md`)",
          fr: "ce dépôt git ne contient pas de réseau (pas de `network.md`)"), hint: Words.initOrClone)
    case .detached(_, let file?):
      Failure(
        .busy, Words.gitIsAtWork(file),
        hint: Phrase(
          en: "`git status` says what; finish or abort it, then try again",
          fr: "`git status` dit laquelle ; terminez-la ou abandonnez-la, puis recommencez"))
    case .detached(let branch, nil):
      Failure(
        .cannotWrite,
        Phrase(
          en: "no branch is checked out here, and what is written belongs on one",
          fr: "aucune branche n'est extraite ici, et ce qu'on écrit doit aller sur une branche"),
        hint: Phrase(en: "`git switch \(branch)`, then again", fr: "`git switch \(branch)`, puis recommencez")
      )
    case .notANetworkSteward(let stewards): Failure(.notAllowed, Words.notANetworkSteward(stewards))
    case .newerFormat(let format):
      Failure(
        .badData,
        Phrase(
          en: "the network has format \(format); this mgrnet reads format \(Schema.formatVersion)",
          fr: "le réseau est au format \(format) ; ce mgrnet lit le format \(Schema.formatVersion)"),
        hint: Phrase(en: "install a newer mgrnet", fr: "installez un mgrnet plus récent"))
    case .directoryNotEmpty(let path):
      Failure(
        .cannotWrite, Phrase(en: "\(path) is not empty", fr: "\(path) n'est pas vide"),
        hint: Phrase(en: "give a folder that is new or empty", fr: "donnez un dossier nouveau ou vide"))
    case .broken(let path, let error):
      Failure(
        .badData, Phrase(verbatim: "\(path)\(Words.colon)\(Words.recordFault(error))"),
        hint: error.reason.explanation.hint ?? Words.doctorListsThem)
    case .invalid(let path, let problems):
      Failure(
        .badData,
        Phrase(
          verbatim:
            "\(path)\(Words.colon)\(problems.prefix(1).map(Words.problem).joined(separator: Words.comma))"))
    case .unportable(let path):
      Failure(
        .badData, Phrase(verbatim: "\(path)\(Words.colon)\(Words.unportable)"), hint: Words.unportableHint)
    case .recordTooLarge(let path, let bytes, let limit):
      Failure(.badData, Words.tooLarge(path, bytes, limit), hint: Words.cutIt)
    }
  }
}

extension Words {
  static func unknownCommunity(_ slug: some CustomStringConvertible) -> Phrase {
    Phrase(en: "there is no community `\(slug)`", fr: "il n'y a pas de communauté `\(slug)`")
  }
  static let communitiesAre = Phrase(
    en: "`mgrnet community list` names them", fr: "`mgrnet community list` les nomme")
  static func nobodyIs(_ name: String) -> Phrase {
    Phrase(en: "nobody here is called `\(name)`", fr: "personne ici ne s'appelle `\(name)`")
  }
  static let giveTheHandle = Phrase(en: "type the handle", fr: "tapez le pseudo")
  static let peopleAre = Phrase(
    en: "`mgrnet list --type person` names them", fr: "`mgrnet list --type person` les nomme")
  static func membersAre(_ community: Slug) -> Phrase {
    Phrase(
      en: "`mgrnet community members \(community)` names them",
      fr: "`mgrnet community members \(community)` les nomme")
  }
  fileprivate static let showThread = Phrase(
    en: "`mgrnet show ID` shows a whole thread", fr: "`mgrnet show ID` montre tout un fil")
  fileprivate static let cutIt = Phrase(
    en: "cut it into several, or add a link to it", fr: "coupez-le en plusieurs, ou ajoutez un lien vers lui")

  /// A private community is a repository of its own.
  fileprivate static func commitThem(_ path: String) -> Phrase {
    let community = RecordPath.privateCommunity(of: path)
    let own = PrivatePrefix(community).own(path) ?? path
    let place = community.map { "-C \(RecordPath.folder(of: $0, isPrivate: true)) " } ?? ""
    return Phrase(en: "`git \(place)commit \(own)` keeps them", fr: "`git \(place)commit \(own)` les garde")
  }
}
