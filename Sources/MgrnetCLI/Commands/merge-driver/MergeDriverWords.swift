/// `merge-driver`.
extension Words {
  static let mergeDriver = CommandWords(
    en: "Merge one file as `sync` does, for git", fr: "Fusionne un fichier comme `sync`, pour git",
    discussion: Phrase(
      en: """
        Git calls it where `git merge`, `git pull` or `git rebase` meets a file that both sides changed; `init` and \
        `clone` set it up. The result is written into the second file. Where the two texts cannot be joined, both stand \
        there between marks, and the status is 1: git then waits for you.
        """,
      fr: """
        Git l'appelle quand `git merge`, `git pull` ou `git rebase` rencontre un fichier modifié des deux côtés ; \
        `init` et `clone` le mettent en place. Le résultat est écrit dans le deuxième fichier. Si les deux textes ne \
        peuvent être réunis, tous deux s'y trouvent entre des marques, et le statut est 1 : git vous attend alors.
        """),
    examples: [
      .init(
        "mgrnet merge-driver old.md mine.md theirs.md people/alice.md",
        en: "merge two versions of a card by hand, into `mine.md`",
        fr: "fusionner à la main deux versions d'une fiche, dans `mine.md`")
    ])
  static let mergeBase = Phrase(
    en: "The file as both knew it; empty where both added it",
    fr: "Le fichier tel que les deux le connaissaient ; vide si les deux l'ont ajouté")
  static let mergeOurs = Phrase(
    en: "The file on our side; the result goes into it",
    fr: "Le fichier de notre côté ; il reçoit le résultat")
  static let mergeTheirs = Phrase(en: "The file on the other side", fr: "Le fichier de l'autre côté")
  static let mergePath = Phrase(
    en: "Where the file lies in the network", fr: "L'emplacement du fichier dans le réseau")
  static let mergeMarkers = Phrase(
    en: "The length of git's conflict markers, by which inner merges are known",
    fr: "La longueur des marqueurs de conflit de git, qui trahit les fusions internes")
  static func bothChanged(_ path: String) -> Phrase {
    Phrase(en: "both sides changed the text of \(path)", fr: "les deux côtés ont changé le texte de \(path)")
  }
  static func settleMerge(_ path: String, aborting operation: String) -> Phrase {
    let file = (path.hasPrefix("-") ? "-- " : "") + path
    return Phrase(
      en:
        "`git \(operation) --abort && mgrnet sync` keeps both texts; or write what is to stand, then `git add \(file)` and go on",
      fr:
        "`git \(operation) --abort && mgrnet sync` garde les deux textes ; ou écrivez ce qui doit rester, puis `git add \(file)` et continuez"
    )
  }
  static let laterText = Phrase(en: "the later text", fr: "le texte le plus récent")
  static let otherText = Phrase(en: "the other text", fr: "l'autre texte")
}
