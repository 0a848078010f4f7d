import Pages
import Records

/// `serve`, and what its pages say besides those of a site.
extension Words {
  static let serve = CommandWords(
    en: "Show your clone as pages in your browser", fr: "Montre votre copie en pages dans votre navigateur",
    discussion: Phrase(
      en: """
        Today's screen, communities, threads, people, links, absences and a search; replying, marking, accepting an answer, \
        and `mgrnet sync` by a button. On this machine alone: no request leaves it. The page that lets you in is a file that only you can read, and works once; the browser keeps a key until the \
        command ends. Private communities are shown too, and marked. Ctrl+C ends it.
        """,
      fr: """
        L'écran du jour, les communautés, les fils, les personnes, les liens, les absences et une recherche ; répondre, \
        marquer, accepter une réponse, et `mgrnet sync` par un bouton. Sur cette machine seulement : aucune requête n'en \
        sort. La page qui vous laisse entrer est un fichier que vous seul pouvez \
        lire, et ne sert qu'une fois ; le navigateur garde une clé jusqu'à la fin de la commande. Les communautés privées \
        y sont aussi, signalées. Ctrl+C arrête.
        """),
    examples: [
      .init("mgrnet serve --open", en: "open the browser at once", fr: "ouvre aussitôt le navigateur"),
      .init(
        "mgrnet serve --port 8080", en: "on this port; prints the file to open",
        fr: "sur ce port ; affiche le fichier à ouvrir"),
    ])
  static let servePort = Phrase(
    en: "The port to listen on (default: a free one)", fr: "Le port d'écoute (par défaut : un port libre)")
  static let serveOpen = Phrase(en: "Open it in the browser", fr: "L'ouvre dans le navigateur")
  static let serving = Phrase(
    en: "open this file in your browser; Ctrl+C ends it",
    fr: "ouvrez ce fichier dans votre navigateur ; Ctrl+C arrête")
  static func cannotListen(_ why: Phrase) -> Phrase {
    Phrase(en: "cannot listen on this port: \(why)", fr: "impossible d'écouter sur ce port : \(why)")
  }
  static let otherPort = Phrase(
    en: "without --port a free one is taken", fr: "sans --port, un port libre est pris")
  static let noBrowser = Phrase(
    en: "nothing here opens a browser", fr: "rien ici n'ouvre de navigateur")
  static let noWayIn = Phrase(
    en: "this page is closed: end `mgrnet serve`, and begin it again with --open",
    fr: "cette page est fermée : arrêtez `mgrnet serve`, et relancez-le avec --open")
  static let exchanged = Phrase(en: "Exchanged", fr: "Échange fait")
  static let notExchanged = Phrase(en: "Not exchanged", fr: "Échange manqué")
  static let usefulToMe = Phrase(en: "Useful", fr: "Utile")
  static let workedForMe = Phrase(en: "I tried it: it worked", fr: "Essayé : ça a marché")
  static let settlesIt = Phrase(en: "This answers my question", fr: "Voilà ma réponse")
  static let noSuchPage = Phrase(en: "there is no such page", fr: "cette page n'existe pas")

  static func served(in language: Language) -> SiteWords {
    site(
      in: language,
      adding: [
        "today": Phrase(en: "Today", fr: "Aujourd'hui"), "private": Phrase(en: "private", fr: "privé"),
        "search": Phrase(en: "Find", fr: "Chercher"), "older": Phrase(en: "Older", fr: "Plus anciens"),
        "monthBefore": Phrase(en: "The month before", fr: "Le mois précédent"),
        "monthAfter": Phrase(en: "The month after", fr: "Le mois suivant"),
        "nobodyAway": Phrase(en: "Nobody is away.", fr: "Personne n'est absent."),
        "reply": Phrase(en: "Reply", fr: "Répondre"),
        "replyText": Phrase(en: "Your reply, in Markdown", fr: "Votre réponse, en Markdown"),
        "sync": Phrase(en: "Exchange with the others", fr: "Échanger avec les autres"),
        "enter": Phrase(en: "Enter", fr: "Entrer"),
        "searchWords": Phrase(
          en: "Words, or such as \("author:paul") or \("is:unanswered")",
          fr: "Des mots, ou par exemple \("author:paul") ou \("is:unanswered")"),
      ])
  }
}
