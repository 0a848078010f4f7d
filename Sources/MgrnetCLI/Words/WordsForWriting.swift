/// `post`, `reply`, `edit`, `withdraw`, `undo`, `accept`, `mark`.
extension Words {
  static let post = CommandWords(
    en: "Write a post; prints its id", fr: "Écrit un message et affiche son identifiant",
    discussion: Phrase(
      en: """
        Without text, the editor opens. A question first shows earlier answers that are close. A practice or an \
        analogy needs a takeaway: one sentence that a reader can act on.
        """,
      fr: """
        Sans texte, l'éditeur s'ouvre. Une question montre d'abord les réponses proches déjà données. Une pratique \
        ou une analogie demande ce qu'il faut en retenir : une phrase que le lecteur peut appliquer.
        """),
    examples: [
      .init(
        Phrase(
          en: "mgrnet post idf -t \"How do you share out the summer leave?\" -m \"Eight people, two weeks…\"",
          fr:
            "mgrnet post idf -t \"Comment partager les congés d'été ?\" -m \"Huit personnes, deux semaines…\""
        ), en: "a question", fr: "une question"),
      .init(
        Phrase(
          en:
            "mgrnet post idf -k analogy -t Semmelweis --takeaway \"Measure before you argue\" --image hands.png -F text.md",
          fr:
            "mgrnet post idf -k analogy -t Semmelweis --takeaway \"Mesurer avant d'argumenter\" --image mains.png -F texte.md"
        ), en: "an analogy with its picture", fr: "une analogie avec son image"),
      .init(
        "pandoc notes.docx -t markdown | mgrnet post conges -t Notes -k news -", en: "a text from a pipe",
        fr: "un texte venu d'un tube"),
    ])
  static let postCommunity = Phrase(en: "The community to write to", fr: "La communauté à laquelle écrire")
  static let postTitle = Phrase(en: "The title, on one line", fr: "Le titre, sur une ligne")
  static let postKind = Phrase(en: "What it is", fr: "Ce que c'est")
  static let postTakeaway = Phrase(
    en: "One sentence that a reader can act on", fr: "Une phrase que le lecteur peut appliquer")
  static let postLanguage = Phrase(
    en: "The language of the text (fr, en; default: the community's)",
    fr: "La langue du texte (fr, en ; par défaut : celle de la communauté)")
  static let postImage = Phrase(en: "A picture to show (repeat it)", fr: "Une image à montrer (se répète)")
  static let optionTag = Phrase(en: "A tag (repeat it)", fr: "Un mot-clé (se répète)")
  static let optionAnonymous = Phrase(
    en: "Name nobody, in the file or in git", fr: "Ne nomme personne, ni dans le fichier ni dans git")
  static let askTitle = Phrase(en: "Title", fr: "Titre")
  static let askTakeaway = Phrase(en: "Takeaway, one sentence", fr: "À retenir, en une phrase")
  static let earlierAnswers = Phrase(
    en: "Already answered, close to this:", fr: "Déjà répondu, proche de cela :")

  static let reply = CommandWords(
    en: "Answer a post; prints the reply's id",
    fr: "Répond à un message et affiche l'identifiant de la réponse",
    examples: [
      .init(
        Phrase(
          en: "mgrnet reply 7k2m -m \"We draw lots in March, and swap until May.\"",
          fr: "mgrnet reply 7k2m -m \"Nous tirons au sort en mars, et échangeons jusqu'en mai.\""),
        en: "a concrete answer", fr: "une réponse concrète"),
      .init(
        "mgrnet reply 7k2m --disagree", en: "no public quarrel: whom to phone",
        fr: "pas de querelle publique : qui appeler"),
    ])
  static let replyPost = Phrase(
    en: "The post, or the reply in it, to answer", fr: "Le message, ou la réponse, auquel répondre")
  static let replyTo = Phrase(
    en: "The reply that this one answers", fr: "La réponse à laquelle celle-ci répond")
  static let replyDisagree = Phrase(
    en: "Publish nothing: show the author's phone", fr: "Ne publie rien : montre le téléphone de l'auteur")
  static func disagree(_ name: String) -> Phrase {
    Phrase(
      en: "the charter: who disagrees phones instead of replying. Call \(name).",
      fr: "la charte : qui n'est pas d'accord appelle au lieu de répondre. Appelez \(name).")
  }
  static func noPhone(_ name: String) -> Phrase {
    Phrase(
      en: "\(name) gives no phone number, but an address",
      fr: "\(name) ne donne pas de téléphone, mais une adresse")
  }
  static let disagreeAnonymous = Phrase(
    en: "its author chose not to be named: there is nobody to phone",
    fr: "son auteur a choisi de ne pas être nommé : il n'y a personne à appeler")
  static let disagreeAnonymousHint = Phrase(
    en: "talk to a steward of the community: `mgrnet community show`",
    fr: "parlez-en à un responsable de la communauté : `mgrnet community show`")

  static let edit = CommandWords(
    en: "Change what you wrote", fr: "Modifie ce que vous avez écrit",
    discussion: Phrase(
      en: "With options, changes just that; without, opens the whole file in the editor.",
      fr: "Avec des options, ne change que cela ; sans option, ouvre tout le fichier dans l'éditeur."),
    examples: [
      .init("mgrnet edit 7k2m --tag congés --tag été", en: "other tags", fr: "d'autres mots-clés")
    ])
  static let editID = Phrase(en: "Your post, reply or link", fr: "Votre message, réponse ou lien")
  static let editTag = Phrase(
    en: "The tags, all of them (repeat it; empty: none)", fr: "Les mots-clés, tous (se répète ; vide : aucun)"
  )
  static let editReviewBy = Phrase(
    en: "The day by which to look at it again", fr: "Le jour avant lequel le relire")
  static let editReplacedBy = Phrase(en: "The post that is better now", fr: "Le message qui le remplace")
  static let withdraw = CommandWords(
    en: "Take back what you wrote; the thread stays readable",
    fr: "Retire ce que vous avez écrit ; le fil reste lisible")
  static let withdrawHistory = Phrase(
    en: "the text has left the files; git's history still holds it",
    fr: "le texte a quitté les fichiers ; l'historique de git le garde encore")
  static let undo = CommandWords(
    en: "Take back your last act, as long as it has not left this machine",
    fr: "Annule votre dernier acte, tant qu'il n'a pas quitté cette machine")
  static let undoTakesItBack = Phrase(
    en: "`mgrnet undo` takes it back", fr: "`mgrnet undo` l'annule")
  static let picturesMayTell = Phrase(
    en: "a picture may itself say who took it, where and when (EXIF)",
    fr: "une image peut dire elle-même qui l'a prise, où et quand (EXIF)")
  static func markedBefore(_ id: String) -> Phrase {
    Phrase(en: "\(id): that changes nothing", fr: "\(id) : cela ne change rien")
  }

  static let accept = CommandWords(
    en: "Say which reply answered your question", fr: "Dit quelle réponse a répondu à votre question")
  static let acceptReply = Phrase(en: "The reply", fr: "La réponse")
  static let mark = CommandWords(
    en: "Say what a post or an answer was worth to you",
    fr: "Dit ce qu'un message ou une réponse a valu pour vous",
    examples: [
      .init(
        Phrase(
          en: "mgrnet mark 9x4q --tried worked -m \"Done in our team: no quarrel this year.\"",
          fr: "mgrnet mark 9x4q --tried worked -m \"Fait dans notre équipe : pas de dispute cette année.\""),
        en: "the word of one who tried it", fr: "la parole de qui l'a essayé")
    ])
  static let markID = Phrase(
    en: "Posts or replies; `-` reads ids from standard input",
    fr: "Messages ou réponses ; `-` lit les identifiants sur l'entrée standard")
  static let markUseful = Phrase(en: "It is useful", fr: "C'est utile")
  static let markTried = Phrase(
    en: "You tried it, and how it went", fr: "Vous l'avez essayé, et avec quel résultat")
  static let markThanks = Phrase(en: "Thanks", fr: "Merci")
  static let markOutdated = Phrase(en: "It holds no more", fr: "Cela n'est plus à jour")
  static let markNothing = Phrase(en: "there is nothing to mark", fr: "il n'y a rien à marquer")
  static let linkURL = Phrase(en: "The address", fr: "L'adresse")
}
