import Records

/// `import`.
extension Words {
  static let importing = CommandWords(
    en: "Bring in what exists elsewhere", fr: "Reprend ce qui existe ailleurs")
  static let importMarkdown = CommandWords(
    en: "Make a post of each Markdown file below a folder",
    fr: "Fait un message de chaque fichier Markdown d'un dossier",
    discussion: Phrase(
      en: """
        Titles, dates, tags, authors and language come from the front matter where there is one, else from headings \
        and names. All of it is one commit. What is left out is named with its reason; importing again brings in only \
        what is new, and changes your posts as their files did.
        """,
      fr: """
        Titres, dates, mots-clés, auteurs et langue viennent de l'en-tête quand il existe, sinon des titres et des \
        noms de fichiers. Le tout fait un seul commit. Ce qui est laissé de côté est nommé avec sa raison ; importer \
        à nouveau ne reprend que le nouveau, et met vos messages à jour comme leurs fichiers.
        """),
    examples: [
      .init(
        "mgrnet import markdown ~/wiki --community idf", en: "a whole wiki, in one commit",
        fr: "un wiki entier, en un commit")
    ])
  static let importBookmarks = CommandWords(
    en: "Add the links of bookmark files or Markdown lists",
    fr: "Ajoute les liens de favoris ou de listes Markdown",
    discussion: Phrase(
      en: """
        Reads what browsers and bookmark services export (Netscape's format) and lists of links in Markdown. The folder \
        or heading around a link is its category. Links that the network has already are named, not doubled.
        """,
      fr: """
        Lit ce qu'exportent navigateurs et services de favoris (format Netscape) et les listes de liens en Markdown. \
        Le dossier ou le titre autour d'un lien est sa catégorie. Les liens déjà présents sont nommés, pas doublés.
        """),
    examples: [
      .init(
        "mgrnet import bookmarks bookmarks.html --dry-run", en: "what would come in",
        fr: "ce qui serait repris")
    ])
  static let importFolder = Phrase(en: "The folder to read", fr: "Le dossier à lire")
  static let importCommunity = Phrase(
    en: "The community that the posts go to", fr: "La communauté où vont les messages")
  static let importFiles = Phrase(
    en: "The files to read; `-` is standard input", fr: "Les fichiers à lire ; `-` est l'entrée standard")
  static let importCategory = Phrase(
    en: "The folder of links that stand in none", fr: "Le dossier des liens qui n'en ont pas")
  static let importPrivate = Phrase(
    en: "Take links that are marked as private, too", fr: "Reprend aussi les liens marqués privés")
  static let importDryRun = Phrase(
    en: "Change nothing: say what would come in", fr: "Ne change rien : dit ce qui serait repris")
  static let readingFiles = Phrase(en: "reading", fr: "lecture")
  static let writingFiles = Phrase(en: "writing", fr: "écriture")

  static let posts = Noun(en: ("post", "posts"), fr: ("message", "messages"))
  static let links = Noun(en: ("link", "links"), fr: ("lien", "liens"))
  static let semicolon = Phrase(en: "; ", fr: " ; ")
  static let leftOut = Phrase(en: "left out", fr: "laissé de côté")

  /// `388 posts in; 2 left out`
  static func imported(_ noun: Noun, _ count: Int, known: Int, leftOut: Int, _ dryRun: Bool) -> Phrase {
    let there = Phrase(en: " there already", fr: " déjà là")
    let out = semicolon + number(leftOut) + Phrase(en: " left out", fr: " de côté")
    if count == 0, known > 0 {
      let text =
        Phrase(en: "nothing new: ", fr: "rien de nouveau : ") + noun.counted(known) + there
      return leftOut > 0 ? text + out : text
    }
    var text =
      noun.counted(count)
      + (dryRun ? Phrase(en: " would come in", fr: " à reprendre") : Phrase(en: " in", fr: " en plus"))
    if known > 0 { text = text + semicolon + number(known) + there }
    return leftOut > 0 ? text + out : text
  }

  static func postsRevised(_ count: Int, _ dryRun: Bool) -> Phrase {
    posts.counted(count)
      + (dryRun
        ? Phrase(en: " would change as the files did", fr: " à mettre à jour")
        : Phrase(en: " changed as the files did", fr: " mis à jour"))
  }
  static func changedSince(_ id: RecordID) -> Phrase {
    Phrase(
      en: "it changed since it came in as \(id), which stays as it is",
      fr: "il a changé depuis sa reprise (\(id)), qui reste telle quelle")
  }

  static func importedBesides(undated: Int, pictures: Int) -> [Phrase] {
    var phrases: [Phrase] = []
    if undated > 0 {
      phrases.append(
        Noun(en: ("post", "posts"), fr: ("message", "messages")).counted(undated)
          + Phrase(
            en: " without a date: today's stands for it", fr: " sans date : celle du jour en tient lieu"))
    }
    if pictures > 0 {
      phrases.append(
        Noun(en: ("picture", "pictures"), fr: ("image", "images")).counted(pictures)
          + Phrase(en: " came along", fr: " avec"))
    }
    return phrases
  }

  /// Files that no import of Markdown is about, each by its name.
  static func notLookedAt(others: [String], hidden: [String], atMost most: Int) -> [Phrase] {
    var phrases: [Phrase] = []
    if !others.isEmpty {
      phrases.append(
        Noun(en: ("other file is", "other files are"), fr: ("autre fichier n'est", "autres fichiers ne sont"))
          .counted(others.count) + Phrase(en: " no Markdown", fr: " pas du Markdown") + colon
          + named(others, atMost: most))
    }
    if !hidden.isEmpty {
      phrases.append(
        Noun(en: ("hidden name", "hidden names"), fr: ("nom caché", "noms cachés")).counted(hidden.count)
          + Phrase(en: " skipped", fr: " sans y regarder") + colon + named(hidden, atMost: most))
    }
    return phrases
  }

  private static func named(_ names: [String], atMost most: Int) -> Phrase {
    let all = Phrase(verbatim: "\(names.prefix(most).joined(separator: ", "))")
    guard names.count > most else { return all }
    let rest = number(names.count - most)
    return Phrase(
      en: "\(all) and \(rest) more (`--dry-run` names them)",
      fr: "\(all) et \(rest) de plus (`--dry-run` les nomme)")
  }

  static func iconsLeft(_ count: Int) -> Phrase {
    Noun(en: ("icon", "icons"), fr: ("icône", "icônes")).counted(count)
      + Phrase(en: " of a browser left behind", fr: " de navigateur non reprises")
  }
  static func privateLink(_ title: String) -> Phrase {
    Phrase(
      en: "it is marked as private, `--include-private` takes it (\(title))",
      fr: "il est marqué privé, `--include-private` le reprend (\(title))")
  }
  static func sameAddress(as place: String) -> Phrase {
    Phrase(en: "the same address as at \(place)", fr: "la même adresse qu'en \(place)")
  }
  static let noLinksInFile = Phrase(en: "there are no links in it", fr: "il ne contient aucun lien")
  static func quoted(_ what: String) -> Phrase { Phrase(verbatim: " (\(what))") }

  static func folderFault(_ fault: MarkdownFolder.Fault) -> Phrase {
    switch fault {
    case .link:
      Phrase(en: "a symbolic link, which may lead anywhere", fr: "un lien symbolique, qui peut mener partout")
    case .notUTF8: Phrase(en: "its name is not UTF-8", fr: "son nom n'est pas de l'UTF-8")
    case .notAFile: Phrase(en: "it is no plain file", fr: "ce n'est pas un simple fichier")
    case .tooDeep:
      Phrase(en: "it lies more than 64 folders deep", fr: "il est à plus de 64 dossiers de profondeur")
    case .unreadable(let reason): Phrase(en: "cannot be read: \(reason)", fr: "illisible : \(reason)")
    case .tooLarge(let bytes, let limit): Phrase(en: "it has ", fr: "il a ") + Words.bytes(bytes, most: limit)
    }
  }

  static func pictureTaken(_ address: String) -> Phrase {
    Phrase(en: "with the picture \(address)", fr: "avec l'image \(address)")
  }
  static func pictureNotBeside(_ address: String) -> Phrase {
    Phrase(en: "the picture \(address) is not beside it", fr: "l'image \(address) n'est pas à côté")
  }
  static func pictureStays(_ name: String) -> Phrase {
    Phrase(
      en: "the picture \(name) stays behind: `![…](…)` does not show it",
      fr: "l'image \(name) reste en arrière : `![…](…)` ne la montre pas")
  }
  static func titleShortened(_ title: String) -> Phrase {
    Phrase(
      en: "the title is cut at 200 characters (\(title))",
      fr: "le titre est coupé à 200 caractères (\(title))")
  }
  static func tagDropped(_ tag: String) -> Phrase {
    Phrase(en: "the tag `\(tag)` cannot be one here", fr: "le mot-clé `\(tag)` ne peut en être un ici")
  }
}
