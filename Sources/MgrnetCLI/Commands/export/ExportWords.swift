/// `export`.
extension Words {
  static let exporting = CommandWords(
    en: "Take what is in the network elsewhere", fr: "Emporte ce qui est dans le réseau")
  static let exportJSON = CommandWords(
    en: "Print whole threads, one JSON object a line",
    fr: "Affiche des fils entiers, un objet JSON par ligne",
    discussion: Phrase(
      en: """
        Each line is a post with its replies, its readers' marks and its pictures; `mgrnet import json` reads it back. \
        Public communities only; a private one of yours comes out where `--community` names it, in clear.
        """,
      fr: """
        Chaque ligne est un message avec ses réponses, ce qu'en disent les lecteurs et ses images ; `mgrnet import json` \
        les relit. Seulement les communautés publiques ; une communauté privée à vous sort si `--community` la nomme, \
        en clair.
        """),
    examples: [
      .init(
        "mgrnet export json -o network.ndjson", en: "all public threads in one file",
        fr: "tous les fils publics dans un fichier"),
      .init(
        "mgrnet export json --community idf | jq -r .title", en: "the titles of one community",
        fr: "les titres d'une communauté"),
    ])
  static let exportAtom = CommandWords(
    en: "Write a feed of the newest texts", fr: "Écrit un flux des textes les plus récents",
    discussion: Phrase(
      en: """
        Atom with threads, for feed readers: posts and replies, the newest first, under ids that never change. An entry \
        counts as updated when its text was edited, not when somebody replied. Pictures stay behind.
        """,
      fr: """
        De l'Atom avec les fils, pour les lecteurs de flux : messages et réponses, du plus récent au plus ancien, sous \
        des identifiants qui ne changent jamais. Une entrée est mise à jour quand son texte change, pas quand quelqu'un \
        répond. Les images restent.
        """),
    examples: [
      .init(
        "mgrnet export atom --site https://managers.example.org -o site/feed.xml",
        en: "entries lead to the pages of an exported site",
        fr: "les entrées mènent aux pages d'un site exporté")
    ])
  static let exportMbox = CommandWords(
    en: "Write threads as mails", fr: "Écrit les fils comme des courriels",
    discussion: Phrase(
      en: """
        An mbox (mboxrd) that mail programs open: a mail for each post and reply, threaded, pictures attached. Nobody's \
        address leaves by this way: all end in `mgrnet.invalid`, where nothing arrives.
        """,
      fr: """
        Une boîte mbox (mboxrd) que lisent les logiciels de courriel : un courriel par message et par réponse, en fils, \
        images jointes. Aucune adresse ne sort ainsi : toutes finissent par `mgrnet.invalid`, où rien n'arrive.
        """),
    examples: [
      .init(
        "mgrnet export mbox -o network.mbox && mutt -R -f network.mbox", en: "read it in mutt",
        fr: "le lire dans mutt")
    ])
  static let exportLimit = Phrase(en: "So many entries at most", fr: "Au plus tant d'entrées")
  static let exportSite = Phrase(
    en: "The address of the exported site, for links", fr: "L'adresse du site exporté, pour les liens")
  static func entriesOut(_ count: Int) -> Phrase {
    Noun(en: ("entry", "entries"), fr: ("entrée", "entrées")).counted(count)
      + Phrase(en: " out", fr: " en sortie")
  }
  static func mailsOut(_ count: Int) -> Phrase {
    Noun(en: ("mail", "mails"), fr: ("courriel", "courriels")).counted(count)
      + Phrase(en: " out", fr: " en sortie")
  }
  static let exportCommunity = Phrase(
    en: "One community alone, private ones too", fr: "Une seule communauté, même privée")
  static let exportOutput = Phrase(
    en: "Write to a file, not to standard output", fr: "Écrit dans un fichier, pas sur la sortie standard")
  static let nothingToExport = Phrase(en: "there is nothing yet", fr: "il n'y a encore rien")

  static let threads = Noun(en: ("thread", "threads"), fr: ("fil", "fils"))

  /// `12 threads out, with 30 replies`
  static func exported(threads count: Int, replies: Int) -> Phrase {
    let text = threads.counted(count) + Phrase(en: " out", fr: " en sortie")
    return replies == 0
      ? text : text + Phrase(en: ", with ", fr: ", avec ") + repliesCounted(replies)
  }
}
