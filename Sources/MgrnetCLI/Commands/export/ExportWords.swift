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
