import Records
import Store

extension StoreError {
  /// What to do about it.
  var hint: Phrase? {
    switch self {
    case .noIdentity("user.email"): Phrase(verbatim: "`git config --global user.email you@example.org`")
    case .noIdentity:
      Phrase(
        en: "`git config --global user.name \"Your Name\"`",
        fr: "`git config --global user.name \"Votre Nom\"`")
    case .noCard:
      Phrase(en: "`mgrnet me --name \"Your Name\"` makes it", fr: "`mgrnet me --name \"Votre Nom\"` la crée")
    case .charterNotAccepted:
      Phrase(
        en: "`mgrnet charter` shows it, `mgrnet charter accept` accepts it",
        fr: "`mgrnet charter` la montre, `mgrnet charter accept` l'accepte")
    case .unknownCommunity(_, let nearest) where nearest.isEmpty: Words.communitiesAre
    case .unknownCommunity(_, let nearest): Words.didYouMean(nearest.map(\.rawValue))
    case .unknownPerson(_, _, let nearest) where !nearest.isEmpty: Words.didYouMean(nearest.map(\.rawValue))
    case .unknownPerson(_, let community?, _): Words.membersAre(community)
    case .unknownPerson: Words.peopleAre
    case .unknownTemplate(_, let nearest) where nearest.isEmpty:
      Phrase(en: "`mgrnet template list` names them", fr: "`mgrnet template list` les nomme")
    case .unknownTemplate(_, let nearest): Words.didYouMean(nearest.map(\.rawValue))
    case .titleEmpty: Words.give("--title")
    case .fieldEmpty(let key): Words.give("--\(key)")
    case .titleTooLong: Phrase(en: "say the rest in the text", fr: "dites le reste dans le texte")
    case .titleNotOneLine:
      Phrase(
        en: "without line ends and control characters", fr: "sans retour à la ligne ni caractère de commande")
    case .badTag:
      Phrase(en: "64 characters on one line are the most", fr: "64 caractères au plus, sur une ligne")
    case .pictureMissing: Words.pathsFromHere
    case .pictureOutside:
      Phrase(en: "give the file that it leads to", fr: "donnez le fichier auquel il mène")
    case .notTheAuthor:
      Phrase(
        en: "`mgrnet reply ID` answers; `mgrnet reply ID --disagree` shows whom to phone",
        fr: "`mgrnet reply ID` y répond ; `mgrnet reply ID --disagree` montre qui appeler")
    case .anonymousElsewhere:
      Phrase(
        en: "do it on the machine where it was written", fr: "faites-le sur la machine où il a été écrit")
    case .textEmpty:
      Phrase(en: "give `-m TEXT`, `-F FILE` or `-`", fr: "donnez `-m TEXTE`, `-F FICHIER` ou `-`")
    case .takeawayMissing: Words.give("--takeaway")
    case .badURL:
      Phrase(
        en: "`https://…`, `http://…`, `mailto:…` or `tel:…`",
        fr: "`https://…`, `http://…`, `mailto:…` ou `tel:…`")
    case .uncommittedEdit(let path):
      Words.commitThem(path)
    case .notANetwork: Words.initOrClone
    case .newerFormat: Phrase(en: "install a newer mgrnet", fr: "installez un mgrnet plus récent")
    case .cannotUndo(_, .hasLeft):
      Phrase(
        en: "`mgrnet edit` or `mgrnet withdraw` changes it for everyone",
        fr: "`mgrnet edit` ou `mgrnet withdraw` le change pour tous")
    case .pictureTooLarge:
      Phrase(en: "make it smaller, or add a link to it", fr: "réduisez-la, ou ajoutez un lien vers elle")
    case .broken(_, let error):
      Words.recordHint(error.reason) ?? Words.doctorListsThem
    case .handleTaken: Words.give("--handle")
    case .communityArchived(let slug):
      Phrase(
        en: "`mgrnet community archive --reopen \(slug)` opens it again",
        fr: "`mgrnet community archive --reopen \(slug)` la rouvre")
    case .communityExists(let slug):
      Phrase(
        en: "`mgrnet community edit \(slug)` changes it", fr: "`mgrnet community edit \(slug)` la modifie")
    case .privateNeedsWorkTree:
      Phrase(
        en: "`mgrnet clone` makes a copy with files", fr: "`mgrnet clone` en fait une copie avec des fichiers"
      )
    case .notAMember(let slug):
      Phrase(
        en: "a member lets you in: `mgrnet community invite \(slug) HANDLE`",
        fr: "un membre vous fait entrer : `mgrnet community invite \(slug) PSEUDO`")
    case .alreadyAMember(_, let slug): Words.membersAre(slug)
    case .lastMember(let slug):
      Phrase(
        en: "first let somebody else in: `mgrnet community invite \(slug) HANDLE`",
        fr: "faites d'abord entrer quelqu'un : `mgrnet community invite \(slug) PSEUDO`")
    case .otherRepository: Words.reportThis
    case .templateExists(let slug):
      Phrase(
        en: "give another name, or change `templates/\(slug).md` in an editor",
        fr: "donnez un autre nom, ou modifiez `templates/\(slug).md` dans un éditeur")
    case .linkExists(_, let id):
      Phrase(en: "`mgrnet edit \(id)` changes it", fr: "`mgrnet edit \(id)` le modifie")
    case .missingRecord, .wrongType: Words.noSuchItemHint
    case .notTheAsker:
      Phrase(
        en: "`mgrnet mark ID --useful` says what an answer was worth to you",
        fr: "`mgrnet mark ID --useful` dit ce qu'une réponse a valu pour vous")
    case .alreadyWithdrawn:
      Phrase(
        en: "what was withdrawn stays so: write it anew",
        fr: "ce qui a été retiré le reste : écrivez-le de nouveau")
    case .unportable: Words.unportableHint
    case .textTooLarge, .recordTooLarge:
      Phrase(
        en: "cut it into several, or add a link to it",
        fr: "coupez-le en plusieurs, ou ajoutez un lien vers lui")
    case .replyElsewhere, .notInThread:
      Phrase(en: "`mgrnet show ID` shows a whole thread", fr: "`mgrnet show ID` montre tout un fil")
    case .noSuchField: Phrase(en: "leave that option out", fr: "retirez cette option")
    case .fixedField:
      Phrase(en: "leave its line as it was", fr: "laissez sa ligne comme elle était")
    case .pictureNotOne:
      Phrase(en: "convert it to one of these", fr: "convertissez-le dans l'un de ces formats")
    case .nothingToUndo:
      Phrase(
        en: "only what you did on this machine can be taken back; `mgrnet log` shows what was done",
        fr: "seul ce que vous avez fait sur cette machine s'annule ; `mgrnet log` montre ce qui a été fait")
    case .cannotUndo(_, .changedSince):
      Phrase(
        en: "`mgrnet edit` or `mgrnet withdraw` changes what is there now",
        fr: "`mgrnet edit` ou `mgrnet withdraw` change ce qui est là maintenant")
    case .detached(let branch, nil):
      Phrase(
        en: "`git switch \(harmless(branch))`, then again",
        fr: "`git switch \(harmless(branch))`, puis recommencez")
    case .detached:
      Phrase(
        en: "`git status` says what; finish or abort it, then try again",
        fr: "`git status` dit laquelle ; terminez-la ou abandonnez-la, puis recommencez")
    case .directoryNotEmpty:
      Phrase(en: "give a folder that is new or empty", fr: "donnez un dossier nouveau ou vide")
    // What it should be is said.
    case .nothingChanged, .invalid: nil
    }
  }
}

extension Words {
  static let communitiesAre = Phrase(
    en: "`mgrnet community list` names them", fr: "`mgrnet community list` les nomme")
  static let peopleAre = Phrase(
    en: "`mgrnet list --type person` names them", fr: "`mgrnet list --type person` les nomme")
  static func membersAre(_ community: Slug) -> Phrase {
    Phrase(
      en: "`mgrnet community members \(community)` names them",
      fr: "`mgrnet community members \(community)` les nomme")
  }

  /// A private community is a repository of its own.
  fileprivate static func commitThem(_ path: String) -> Phrase {
    let community = RecordPath.privateCommunity(of: path)
    let own = harmless(PrivatePrefix(community).own(path) ?? path)
    let place = community.map { "-C \(RecordPath.folder(of: $0, isPrivate: true)) " } ?? ""
    return Phrase(en: "`git \(place)commit \(own)` keeps them", fr: "`git \(place)commit \(own)` les garde")
  }
}
