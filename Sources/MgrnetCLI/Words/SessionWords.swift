import Git

/// Phrases for finding the network, reading texts, and finishing killed commands.
extension Words {
  static let initOrClone = Phrase(
    en: "`mgrnet init DIR` makes a network; or go to one, or name it with `-C`",
    fr: "`mgrnet init DOSSIER` crée un réseau ; sinon allez dans l'un, ou nommez-le avec `-C`")
  static func noNetwork(at folder: String) -> Phrase {
    Phrase(en: "there is no network at \(folder)", fr: "il n'y a pas de réseau à \(folder)")
  }
  static let noNetworkHere = Phrase(
    en: "there is no network here, nor in the folders above",
    fr: "il n'y a pas de réseau ici, ni dans les dossiers au-dessus")
  static func notASlug(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` is not a valid name", fr: "`\(text)` n'est pas un nom valable")
  }
  static let slugForm = Phrase(
    en: "1 to 64 of a-z, 0-9, `.` and `-`, with a letter or a digit at both ends",
    fr: "de 1 à 64 signes parmi a-z, 0-9, `.` et `-`, avec une lettre ou un chiffre aux deux bouts")
  static func cannotRead(_ path: String, _ reason: Phrase) -> Phrase {
    Phrase(en: "cannot read \(path): \(reason)", fr: "impossible de lire \(path) : \(reason)")
  }
  static let pathsFromHere = Phrase(
    en: "paths count from the current folder", fr: "les chemins partent du dossier courant")
  static let notAText = Phrase(
    en: "a document is no text: `pandoc FILE -t markdown` converts one",
    fr: "un document n'est pas un texte : `pandoc FICHIER -t markdown` en convertit un")
  static let convertToUTF8 = Phrase(
    en: "`iconv -f WINDOWS-1252 -t UTF-8 FILE` converts a file",
    fr: "`iconv -f WINDOWS-1252 -t UTF-8 FICHIER` convertit un fichier")
  static func recovered(_ recovery: Recovery) -> Phrase {
    switch recovery {
    case .finished:
      Phrase(
        en: "a command that was cut short is now finished: the work tree follows its commit",
        fr: "une commande interrompue est maintenant terminée : la copie de travail suit son commit")
    case .dropped:
      Phrase(
        en: "a command was cut short before it was committed: nothing of it is in the network",
        fr: "une commande a été interrompue avant d'être enregistrée : rien n'en est dans le réseau")
    case .unlocked(let name):
      Phrase(
        en: "the lock of a command that was cut short is removed: \(name)",
        fr: "le verrou d'une commande interrompue est levé : \(name)")
    }
  }
  static func draftRecovered(_ path: String) -> Phrase {
    Phrase(
      en: "a command was cut short before its text was committed: the text is kept in \(path)",
      fr: "une commande a été interrompue avant d'enregistrer son texte : le texte est gardé dans \(path)")
  }
  static func committedOnly(_ reason: Phrase) -> Phrase {
    Phrase(
      en: "it is committed, but the files of the work tree could not follow: \(reason)",
      fr: "c'est enregistré, mais les fichiers de la copie de travail n'ont pas pu suivre : \(reason)")
  }
  static let nextFinishes = Phrase(
    en: "the next command of mgrnet tries again; do not do it twice",
    fr: "la prochaine commande de mgrnet réessaiera ; ne le refaites pas")
  static func keptAsEdited(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) keeps your own changes in the work tree",
      fr: "\(path) garde vos propres modifications dans la copie de travail")
  }
  static let optionMessage = Phrase(en: "The text", fr: "Le texte")
  static let optionFile = Phrase(
    en: "Read the text from a file (`-`: standard input)",
    fr: "Lit le texte dans un fichier (`-` : entrée standard)")
  static let argumentDash = Phrase(
    en: "`-` reads the text from standard input", fr: "`-` lit le texte sur l'entrée standard")
  static let indexing = Phrase(en: "indexing", fr: "indexation")
  static let indexingChanges = Phrase(en: "bringing the index up to date", fr: "mise à jour de l'index")
  static let indexBusy = Phrase(
    en: "the network changes faster than its index can follow",
    fr: "le réseau change plus vite que son index ne peut suivre")
  static func prefixTooShort(_ text: String) -> Phrase {
    Phrase(
      en: "`\(text)` is too short: 4 characters of an id at least",
      fr: "`\(text)` est trop court : 4 signes d'un identifiant au moins")
  }
  static func noSuchItem(_ text: String) -> Phrase {
    Phrase(en: "there is no `\(text)`", fr: "il n'y a pas de `\(text)`")
  }
  static let noSuchItemHint = Phrase(
    en: "`mgrnet find WORDS` and `mgrnet list` show ids",
    fr: "`mgrnet find MOTS` et `mgrnet list` montrent les identifiants")
  static func ambiguous(_ text: String, _ candidates: [(key: String, title: String)]) -> Phrase {
    let lines = candidates.map { Phrase(verbatim: "\n  \($0.key)  \($0.title)") }.joined(
      separator: Phrase(verbatim: ""))
    return Phrase(en: "`\(text)` may mean any of these:\(lines)", fr: "`\(text)` peut désigner :\(lines)")
  }
  static func typeInFull(_ names: [String]) -> Phrase {
    Phrase(
      en: "type which one: \(names.map { "`\($0)`" }.joined(separator: " or "))",
      fr: "tapez lequel : \(names.map { "`\($0)`" }.joined(separator: " ou "))")
  }
  static let ambiguousHint = Phrase(en: "type one more character", fr: "tapez un caractère de plus")
}
