import Records
import Store

extension StoreError: Explained {
  var failure: Failure {
    Failure(status, phrase, hint: hint)
  }

  private var status: ExitStatus {
    switch self {
    case .noSuchField, .noIdentity, .titleEmpty, .titleTooLong, .titleNotOneLine, .fieldEmpty, .textEmpty,
      .takeawayMissing, .badTag,
      .badURL:
      .usage
    case .noCard, .charterNotAccepted, .communityArchived, .notTheAuthor, .notTheAsker, .anonymousElsewhere,
      .cannotUndo, .notAMember, .otherRepository, .lastMember:
      .notAllowed
    case .unknownCommunity, .unknownPerson, .unknownTemplate, .missingRecord, .replyElsewhere,
      .pictureMissing, .notInThread,
      .nothingToUndo, .notANetwork:
      .notFound
    case .privateNeedsWorkTree: .usage
    case .handleTaken, .alreadyAMember, .communityExists, .templateExists, .linkExists, .directoryNotEmpty,
      .uncommittedEdit, .detached(_, unfinishedByGit: nil):
      .cannotWrite
    case .detached: .busy
    case .fixedField, .broken, .wrongType, .alreadyWithdrawn, .textTooLarge, .pictureTooLarge,
      .pictureOutside,
      .pictureNotOne,
      .newerFormat, .nothingChanged, .recordTooLarge, .unportable, .invalid:
      .badData
    }
  }

  private var phrase: Phrase {
    switch self {
    case .noIdentity(let name):
      Phrase(
        en: "git does not know you: `\(name)` is not set",
        fr: "git ne vous connaît pas : `\(name)` n'est pas défini")
    case .noCard(let email):
      Phrase(
        en: "the network has no card for \(harmless(email))",
        fr: "le réseau n'a pas de fiche pour \(harmless(email))")
    case .handleTaken(let handle):
      Phrase(en: "the handle `\(handle)` is taken", fr: "le pseudo `\(handle.rawValue)` est pris")
    case .charterNotAccepted(let revision, let accepted):
      accepted == nil
        ? Phrase(en: "you have not accepted the charter", fr: "vous n'avez pas accepté la charte")
        : Phrase(
          en: "the charter has changed (revision \(revision)): accept it anew",
          fr: "la charte a changé (révision \(revision)) : acceptez-la de nouveau")
    case .unknownCommunity(let slug, _):
      Phrase(en: "there is no community `\(slug)`", fr: "il n'y a pas de communauté `\(slug)`")
    case .communityArchived(let slug):
      Phrase(
        en: "the community `\(slug)` is archived: it takes nothing new",
        fr: "la communauté `\(slug)` est archivée : elle ne prend plus rien de nouveau")
    case .communityExists(let slug):
      Phrase(en: "the community `\(slug)` exists already", fr: "la communauté `\(slug)` existe déjà")
    case .privateNeedsWorkTree:
      Phrase(
        en: "a private community needs a network with files, and this one is bare",
        fr: "une communauté privée demande un réseau avec des fichiers, et celui-ci est nu")
    case .notAMember(let slug):
      Phrase(
        en: "you are not a member of the private community `\(slug)`",
        fr: "vous n'êtes pas membre de la communauté privée `\(slug)`")
    case .alreadyAMember(let handle, let slug):
      Phrase(
        en: "\(handle.rawValue) is a member of `\(slug)` already",
        fr: "\(handle.rawValue) est déjà membre de `\(slug)`")
    case .lastMember(let slug):
      Phrase(
        en: "nobody would be left in `\(slug)`", fr: "il ne resterait personne dans `\(slug)`")
    case .otherRepository(let path):
      Phrase(
        en: "\(harmless(path)) belongs to another repository: nothing was written",
        fr: "\(harmless(path)) appartient à un autre dépôt : rien n'a été écrit")
    case .unknownPerson(let handle, nil, _):
      Phrase(
        en: "nobody here has the handle `\(handle)`", fr: "personne ici n'a le pseudo `\(handle.rawValue)`")
    case .unknownPerson(let handle, _, _):
      Phrase(en: "`\(handle)` is not a member", fr: "`\(handle.rawValue)` n'est pas membre")
    case .unknownTemplate(let slug, _):
      Phrase(en: "there is no template `\(slug)`", fr: "il n'y a pas de modèle `\(slug)`")
    case .templateExists(let slug):
      Phrase(en: "the template `\(slug)` exists already", fr: "le modèle `\(slug)` existe déjà")
    case .linkExists(let url, let id):
      Phrase(
        en: "the link is there already: \(harmless(url)) (\(id))",
        fr: "le lien est déjà là : \(harmless(url)) (\(id))")
    case .missingRecord(let path):
      Phrase(en: "there is no record at \(harmless(path))", fr: "aucune fiche à \(harmless(path))")
    case .broken(let path, let error):
      Phrase(verbatim: harmless(path)) + Words.colonBefore
        + Words.recordFault(error)
    case .wrongType(_, let type, let expected):
      Phrase(
        en:
          "this is \(Words.typeName(type).english), not \(Words.either(expected.map { Words.typeName($0).english }).english)",
        fr: "c'est \(Words.typeName(type)), pas \(Words.either(expected.map { Words.typeName($0).french }))")
    case .notTheAuthor(_, let author):
      Phrase(
        en: "only its author, \(harmless(author)), may do that",
        fr: "seul son auteur, \(harmless(author)), peut le faire")
    case .notTheAsker(_, let author):
      Phrase(
        en: "only who asked, \(harmless(author)), accepts an answer",
        fr: "seule la personne qui a posé la question, \(harmless(author)), accepte une réponse")
    case .alreadyWithdrawn: Phrase(en: "it was withdrawn", fr: "il a été retiré")
    case .anonymousElsewhere:
      Phrase(
        en: "it names nobody, and was not written on this machine",
        fr: "il ne nomme personne, et n'a pas été écrit sur cette machine")
    case .titleEmpty: Phrase(en: "the title is empty", fr: "le titre est vide")
    case .titleTooLong(let count):
      Phrase(
        en: "the title has \(count) characters; 200 are the most",
        fr: "le titre a \(count) caractères ; 200 au plus")
    case .titleNotOneLine:
      Phrase(en: "one line of plain text is wanted", fr: "une ligne de texte simple est attendue")
    case .fieldEmpty(let key): Phrase(en: "`\(key)` is empty", fr: "`\(key)` est vide")
    case .textEmpty: Phrase(en: "the text is empty", fr: "le texte est vide")
    case .textTooLarge(let bytes, let limit):
      Phrase(en: "the text has ", fr: "le texte a ") + Words.bytes(bytes, most: limit)
    case .takeawayMissing(let kind):
      Phrase(
        en: "a post of kind `\(kind)` needs a takeaway: one sentence that a reader can act on",
        fr:
          "un message de type `\(kind)` demande ce qu'il faut en retenir : une phrase que le lecteur peut appliquer"
      )
    case .badTag(let tag):
      Phrase(en: "`\(harmless(tag))` is no tag", fr: "`\(harmless(tag))` n'est pas un mot-clé")
    case .badURL(let url):
      Phrase(
        en: "`\(harmless(url))` is no address that a browser opens",
        fr: "`\(harmless(url))` n'est pas une adresse qu'un navigateur ouvre")
    case .replyElsewhere(let id):
      Phrase(en: "the reply \(id) is not in this thread", fr: "la réponse \(id) n'est pas dans ce fil")
    case .noSuchField(let key, let type):
      Phrase(
        en: "\(Words.typeName(type).english) has no `\(key)`",
        fr: "\(Words.typeName(type)) n'a pas de `\(key)`")
    case .fixedField(let key): Phrase(en: "`\(key)` never changes", fr: "`\(key)` ne change jamais")
    case .pictureMissing(let name):
      Phrase(en: "there is no picture \(harmless(name))", fr: "il n'y a pas d'image \(harmless(name))")
    case .pictureTooLarge(let name, let bytes, let limit):
      Phrase(en: "the picture \(harmless(name)) has ", fr: "l'image \(harmless(name)) a ")
        + Words.bytes(bytes, most: limit)
    case .pictureOutside(let name):
      Phrase(
        en: "\(harmless(name)) is a link that leads out of its folder",
        fr: "\(harmless(name)) est un lien qui sort de son dossier")
    case .pictureNotOne(let name):
      Phrase(
        en: "\(harmless(name)) is no PNG, JPEG, GIF, WebP or SVG picture",
        fr: "\(harmless(name)) n'est pas une image PNG, JPEG, GIF, WebP ou SVG")
    case .notInThread(let id): Phrase(en: "\(id) is not in this thread", fr: "\(id) n'est pas dans ce fil")
    case .nothingToUndo: Phrase(en: "there is nothing to take back", fr: "il n'y a rien à annuler")
    case .cannotUndo(let subject, .hasLeft):
      Phrase(
        en: "`\(harmless(subject))` has left this machine already",
        fr: "`\(harmless(subject))` a déjà quitté cette machine")
    case .cannotUndo(let subject, .changedSince):
      Phrase(
        en: "what `\(harmless(subject))` changed was changed again since",
        fr: "ce que `\(harmless(subject))` a changé a encore changé depuis")
    case .uncommittedEdit(let path):
      Phrase(
        en: "\(harmless(path)) has changes that are not committed",
        fr: "\(harmless(path)) a des changements non enregistrés dans git")
    case .notANetwork:
      Phrase(
        en: "this git repository holds no network (no `network.md`)",
        fr: "ce dépôt git ne contient pas de réseau (pas de `network.md`)")
    case .detached(_, let file?): Words.gitIsAtWork(file)
    case .detached:
      Phrase(
        en: "no branch is checked out here, and what is written belongs on one",
        fr: "aucune branche n'est extraite ici, et ce qu'on écrit doit aller sur une branche")
    case .newerFormat(let format):
      Phrase(
        en: "the network has format \(format); this mgrnet reads format 1",
        fr: "le réseau est au format \(format) ; ce mgrnet lit le format 1")
    case .directoryNotEmpty(let path):
      Phrase(en: "\(harmless(path)) is not empty", fr: "\(harmless(path)) n'est pas vide")
    case .nothingChanged: Phrase(en: "that changes nothing", fr: "cela ne change rien")
    case .recordTooLarge(let path, let bytes, let limit): Words.tooLarge(path, bytes, limit)
    case .unportable(let path): Phrase(verbatim: harmless(path)) + Words.colonBefore + Words.unportable
    case .invalid(let path, let problems):
      Phrase(verbatim: harmless(path)) + Words.colonBefore
        + (problems.first.map(Words.problem) ?? Phrase(verbatim: ""))
    }
  }
}

extension Words {
  static let colonBefore = Phrase(en: ": ", fr: " : ")

  /// With its article: `a post`, `un message`.
  static func typeName(_ type: RecordType) -> Phrase {
    switch type {
    case .network: Phrase(en: "the network's card", fr: "la fiche du réseau")
    case .charter: Phrase(en: "the charter", fr: "la charte")
    case .person: Phrase(en: "a person", fr: "une personne")
    case .community: Phrase(en: "a community", fr: "une communauté")
    case .post: Phrase(en: "a post", fr: "un message")
    case .reply: Phrase(en: "a reply", fr: "une réponse")
    case .mark: Phrase(en: "a mark", fr: "une marque")
    case .link: Phrase(en: "a link", fr: "un lien")
    case .template: Phrase(en: "a template", fr: "un modèle")
    case .absence: Phrase(en: "an absence", fr: "une absence")
    case .event: Phrase(en: "an event", fr: "un évènement")
    case .rsvp: Phrase(en: "an answer to an invitation", fr: "une réponse à une invitation")
    case .contest: Phrase(en: "a contest", fr: "un concours")
    case .entry: Phrase(en: "an entry", fr: "une participation")
    case .vote: Phrase(en: "a vote", fr: "un vote")
    case .member: Phrase(en: "a member's card", fr: "une fiche de membre")
    }
  }

  /// What is wrong with a key of a record.
  static func problem(_ problem: FieldProblem) -> Phrase {
    let key = harmless(problem.key)
    switch problem.reason {
    case .missing: return Phrase(en: "`\(key)` is missing", fr: "`\(key)` manque")
    case .notOneOf(let keys):
      return Phrase(
        en: "exactly one of \(keys.joined(separator: ", ")) is wanted",
        fr: "il faut exactement un champ parmi \(keys.joined(separator: ", "))")
    case .notA(let kind):
      return Phrase(
        en: "`\(key)` should be \(fieldKind(kind).english)", fr: "`\(key)` devrait être \(fieldKind(kind))")
    }
  }

  private static func fieldKind(_ kind: Field.Kind) -> Phrase {
    switch kind {
    case .line: Phrase(en: "one line of text", fr: "une ligne de texte")
    case .integer: Phrase(en: "a whole number", fr: "un nombre entier")
    case .id: Phrase(en: "an id (12 characters)", fr: "un identifiant (12 caractères)")
    case .handle: Phrase(en: "a person's handle", fr: "le pseudo d'une personne")
    case .slug: Phrase(en: "a slug", fr: "un nom court")
    case .day: Phrase(en: "a day (YYYY-MM-DD)", fr: "un jour (AAAA-MM-JJ)")
    case .time:
      Phrase(en: "a time (2026-11-23T12:00:00+01:00)", fr: "une date et heure (2026-11-23T12:00:00+01:00)")
    case .duration: Phrase(en: "a length of time (3d, 2w)", fr: "une durée (3d, 2w)")
    case .language: Phrase(en: "a language (fr, en)", fr: "une langue (fr, en)")
    case .choice(let words):
      Phrase(en: "one of \(words.joined(separator: ", "))", fr: "l'un de \(words.joined(separator: ", "))")
    case .list(let kind):
      Phrase(
        en: "a list, each item \(fieldKind(kind).english)",
        fr: "une liste, dont chaque élément est \(fieldKind(kind))")
    case .map: Phrase(en: "a map", fr: "une suite de clés et de valeurs")
    case .any: Phrase(en: "something else", fr: "autre chose")
    }
  }
}
