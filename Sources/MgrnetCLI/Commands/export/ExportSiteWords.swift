import Pages
import Records

/// `export site`, and what its pages say.
extension Words {
  static let exportSitePages = CommandWords(
    en: "Write the commons as pages for any browser",
    fr: "Écrit le réseau public en pages pour tout navigateur",
    discussion: Phrase(
      en: """
        Pages that open from a folder or stand on any web server, with a search that needs no server; nothing is loaded from \
        elsewhere. Public communities only, and of people what `site` on their card allows: their name, unless it says \
        otherwise. Writing again into the same folder touches only what changed.
        """,
      fr: """
        Des pages qui s'ouvrent depuis un dossier ou depuis n'importe quel serveur web, avec une recherche qui se passe de \
        serveur ; rien n'est chargé d'ailleurs. Seulement les communautés publiques, et des personnes ce que `site` permet \
        sur leur fiche : leur nom, sauf avis contraire. Écrire à nouveau dans le même dossier ne touche que ce qui a changé.
        """),
    examples: [
      .init(
        "mgrnet export site ~/site", en: "then open ~/site/index.html", fr: "puis ouvrez ~/site/index.html"),
      .init(
        "mgrnet export site /srv/www --for fr --leave", en: "in French, with who is away",
        fr: "en français, avec les absences"),
    ])
  static let exportSiteFolder = Phrase(en: "The folder to write", fr: "Le dossier à écrire")
  static let exportSiteLanguage = Phrase(
    en: "The language of the pages (default: the network's)",
    fr: "La langue des pages (par défaut : celle du réseau)")
  static let exportSiteLeave = Phrase(
    en: "With a page of who is away, of those whose card allows it",
    fr: "Avec une page des absences, de qui le permet sur sa fiche")
  static func noSuchLanguage(_ text: String) -> Phrase {
    Phrase(en: "pages are not written in `\(text)`", fr: "les pages ne s'écrivent pas en `\(text)`")
  }
  static func siteFolderTaken(_ path: String) -> Phrase {
    Phrase(en: "\(path) holds something else than a site", fr: "\(path) contient autre chose qu'un site")
  }
  static let siteFolderHint = Phrase(en: "give an empty folder", fr: "donnez un dossier vide")
  static let siteIsCurrent = Phrase(en: "nothing changed", fr: "rien n'a changé")
  static func siteWritten(_ threads: Int, written: Int, removed: Int) -> Phrase {
    let files = Noun(en: ("file", "files"), fr: ("fichier", "fichiers"))
    var text = Words.threads.counted(threads) + Phrase(en: " on pages; ", fr: " en pages ; ")
    text =
      text
      + (written == 0
        ? siteIsCurrent
        : files.counted(written)
          + (written == 1 ? Phrase(en: " written", fr: " écrit") : Phrase(en: " written", fr: " écrits")))
    return removed == 0
      ? text
      : text + Phrase(en: ", ", fr: ", ") + files.counted(removed)
        + (removed == 1 ? Phrase(en: " removed", fr: " retiré") : Phrase(en: " removed", fr: " retirés"))
  }

  static func site(in language: Language, adding labels: [String: Phrase] = [:]) -> SiteWords {
    SiteWords(
      language, labels: siteLabels.merging(labels) { $1 }.mapValues { $0[language] },
      replies: { repliesCounted($0)[language] },
      posts: { posts.counted($0)[language] },
      useful: {
        Noun(
          en: ("useful to one reader", "useful to \($0) readers"),
          fr: ("utile à une personne", "utile à \($0) personnes")
        )
        .form(for: $0)[language]
      },
      day: { day($0, .long)[language] }, month: { monthAndYear($0)[language] },
      kind: { kindName($0, of: .post)[language] },
      tried: { outcome, name in triedBy(Phrase(verbatim: "\(name)"), Words.outcome(outcome))[language] },
      answers: { Phrase(en: "to \($0)", fr: "à \($0)")[language] })
  }

  private static func monthAndYear(_ day: CalendarDay) -> Phrase {
    // `15 February 2027` without the number of the day.
    func month(_ language: Language) -> String {
      Words.day(day, .long)[language].split(separator: " ").dropFirst().joined(separator: " ")
    }
    return Phrase(en: "\(month(.english))", fr: "\(month(.french))")
  }

  private static let siteLabels: [String: Phrase] = [
    "skip": Phrase(en: "Skip to the content", fr: "Aller au contenu"), "menu": Phrase(en: "Menu", fr: "Menu"),
    "search": Phrase(en: "Search", fr: "Recherche"), "tags": Phrase(en: "Tags", fr: "Mots-clés"),
    "links": Phrase(en: "Useful links", fr: "Liens utiles"), "people": Phrase(en: "People", fr: "Personnes"),
    "away": Phrase(en: "Away", fr: "Absences"), "communities": Phrase(en: "Communities", fr: "Communautés"),
    "newest": Phrase(en: "Newest", fr: "Nouveautés"), "open": Phrase(en: "no answer yet", fr: "sans réponse"),
    "stillOpen": Phrase(en: "Still open: can you answer?", fr: "Encore sans réponse : la vôtre ?"),
    "settled": Phrase(en: "an answer was accepted, or worked", fr: "une réponse a été acceptée, ou a marché"),
    "accepted": Phrase(en: "accepted answer", fr: "réponse acceptée"),
    "withdrawn": withdrawnTitle, "edited": Phrase(en: "edited", fr: "modifié le"),
    "source": Phrase(en: "Read here:", fr: "Lu ici :"), "phone": Phrase(en: "Telephone:", fr: "Téléphone :"),
    "nothing": Phrase(en: "Nothing yet.", fr: "Rien pour l'instant."),
    "byMonth": Phrase(en: "By month", fr: "Par mois"), "person": Phrase(en: "Who", fr: "Qui"),
    "days": Phrase(en: "When", fr: "Quand"),
    "searchWords": Phrase(en: "Words, or how they begin", fr: "Des mots, ou leur début"),
    "noScript": Phrase(
      en: "The search needs JavaScript; communities, tags and people list everything.",
      fr: "La recherche a besoin de JavaScript ; communautés, mots-clés et personnes mènent à tout."),
    "nothingFound": Phrase(en: "Nothing has all these words.", fr: "Rien ne contient tous ces mots."),
    "foundOne": Phrase(en: "1 thread", fr: "1 fil"), "foundMany": Phrase(en: "# threads", fr: "# fils"),
    "foundFirst": Phrase(en: "The best 50 of # threads", fr: "Les 50 meilleurs de # fils"),
  ]
}
