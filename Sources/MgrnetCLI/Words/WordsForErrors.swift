import Git
import Records
import Store

extension GitError: Explained {
  var failure: Failure {
    switch self {
    case .notARepository, .notFound:
      Failure(.notFound, Words.gitProblem(describing: self), hint: Words.initOrClone)
    case .notOwned(let path):
      Failure(
        .notAllowed,
        Phrase(
          en: "\(harmless(path)) belongs to another user",
          fr: "\(harmless(path)) appartient à un autre utilisateur"),
        hint: Phrase(
          en: "if you trust it: `git config --global --add safe.directory \(harmless(path))`",
          fr: "si vous lui faites confiance : `git config --global --add safe.directory \(harmless(path))`"))
    case .exists(let path):
      Failure(
        .cannotWrite, Phrase(en: "\(harmless(path)) exists already", fr: "\(harmless(path)) existe déjà"))
    case .locked(let path):
      Failure(
        .busy,
        Phrase(
          en: "another process holds the lock \(harmless(path))",
          fr: "un autre processus tient le verrou \(harmless(path))"),
        hint: Phrase(
          en: "try again when it has ended; if nothing runs, delete that file",
          fr: "réessayez quand il aura fini ; si rien ne tourne, effacez ce fichier"))
    case .moved(let branch, _, _):
      Failure(
        .busy,
        Phrase(
          en: "another process has just changed \(branch)",
          fr: "un autre processus vient de modifier \(branch)"),
        hint: Phrase(en: "try again", fr: "réessayez"))
    case .unsafePath(let path):
      Failure(
        .badData, Phrase(en: "unsafe path: \(harmless(path))", fr: "chemin dangereux : \(harmless(path))"))
    case .noSpace(let path):
      Failure(
        .cannotWrite,
        Phrase(en: "the disk is full: \(harmless(path))", fr: "le disque est plein : \(harmless(path))"),
        hint: Phrase(
          en: "make room and try again; nothing was half written",
          fr: "faites de la place et réessayez ; rien n'est à moitié écrit"))
    case .readOnly(let path):
      Failure(
        .cannotWrite,
        Phrase(
          en: "\(harmless(path)) is on a read-only file system",
          fr: "\(harmless(path)) est sur un système de fichiers en lecture seule"))
    case .notPermitted(let path):
      Failure(
        .cannotWrite,
        Phrase(en: "no permission to write \(harmless(path))", fr: "pas le droit d'écrire \(harmless(path))"),
        hint: Phrase(en: "look at its owner and mode", fr: "regardez son propriétaire et ses droits"))
    case .corrupt, .libraryMissing, .system, .other:
      Failure(
        isLibraryMissing ? .unavailable : .badData, Words.gitProblem(describing: self),
        hint: isLibraryMissing
          ? Phrase(
            en: "install libgit2 (Debian: `apt-get install libgit2-1.5`)",
            fr: "installez libgit2 (Debian : `apt-get install libgit2-1.5`)")
          : Phrase(en: "`git fsck` says more", fr: "`git fsck` en dit plus"))
    }
  }

  private var isLibraryMissing: Bool { if case .libraryMissing = self { true } else { false } }
}

extension RecordError: Explained {
  var failure: Failure { Failure(.badData, Words.place(line: line, column: column) + words) }

  /// What is wrong, without the place.
  var words: Phrase {
    switch reason {
    case .notUTF8: Phrase(en: "the text is not UTF-8", fr: "le texte n'est pas en UTF-8")
    case .nulByte: Phrase(en: "the text holds a NUL byte", fr: "le texte contient un octet nul")
    case .noFrontMatter: Phrase(en: "the first line is not `---`", fr: "la première ligne n'est pas `---`")
    case .unclosedFrontMatter:
      Phrase(en: "the front matter has no closing `---`", fr: "l'en-tête n'a pas de `---` de fin")
    case .frontMatterTooLarge:
      Phrase(en: "the front matter is larger than 64 KiB", fr: "l'en-tête dépasse 64 Kio")
    case .tooComplex:
      Phrase(
        en: "the front matter is nested too deeply or repeats too much",
        fr: "l'en-tête est trop imbriqué ou se répète trop")
    case .duplicateKey(let key):
      Phrase(en: "the key `\(harmless(key))` stands twice", fr: "la clé `\(harmless(key))` figure deux fois")
    case .notAMap:
      Phrase(en: "the front matter is no map of keys", fr: "l'en-tête n'est pas une suite de clés")
    case .yaml(let problem):
      Phrase(
        en: "the YAML cannot be read: \(harmless(problem))",
        fr: "le YAML est illisible : \(harmless(problem))")
    case .cannotEdit(let key):
      Phrase(
        en: "`\(harmless(key))` is written in a form that cannot be changed line by line",
        fr: "`\(harmless(key))` est écrit sous une forme qui ne se modifie pas ligne à ligne")
    }
  }
}

extension Words {
  static let initOrClone = Phrase(
    en: "`mgrnet init DIR` makes a network; or go to one, or name it with `-C`",
    fr: "`mgrnet init DOSSIER` crée un réseau ; sinon allez dans l'un, ou nommez-le avec `-C`")
  static func place(line: Int, column: Int) -> Phrase {
    Phrase(en: "line \(line), column \(column): ", fr: "ligne \(line), colonne \(column) : ")
  }
  static func gitProblem(describing error: GitError) -> Phrase {
    switch error {
    case .notFound(let what):
      Phrase(en: "not found: \(harmless(what))", fr: "introuvable : \(harmless(what))")
    case .notARepository(let path):
      Phrase(en: "\(harmless(path)) is no git repository", fr: "\(harmless(path)) n'est pas un dépôt git")
    case .corrupt(let what):
      Phrase(en: "the repository is damaged: \(harmless(what))", fr: "le dépôt est abîmé : \(harmless(what))")
    case .libraryMissing(let what):
      Phrase(en: "libgit2 is missing: \(what)", fr: "libgit2 est absente : \(what)")
    case .system(let code, let operation, let path):
      Phrase(verbatim: "\(operation) \(harmless(path)): \(systemMessage(code))")
    case .other(_, _, let message, let operation): Phrase(verbatim: "\(operation): \(harmless(message))")
    default: Phrase(verbatim: harmless(String(describing: error)))
    }
  }
}
