import Git

extension GitError: Explained {
  var failure: Failure {
    switch self {
    case .notFound(let what):
      Failure(
        .notFound, Phrase(en: "git has no \(what)", fr: "git ne trouve pas \(what)"),
        hint: ObjectID(hex: what) == nil
          ? nil
          : Phrase(
            en: "a copy made with `git clone --filter` gets the rest by `git fetch --refetch --no-filter`",
            fr:
              "une copie faite par `git clone --filter` reçoit le reste par `git fetch --refetch --no-filter`"
          ))
    case .notARepository(let path):
      Failure(
        .notFound, Phrase(en: "\(path) is no git repository", fr: "\(path) n'est pas un dépôt git"),
        hint: Words.initOrClone)
    case .notOwned(let path):
      Failure(
        .notAllowed,
        Phrase(
          en: "the repository \(path) belongs to somebody else",
          fr: "le dépôt \(path) appartient à quelqu'un d'autre"),
        hint: Phrase(
          en: "if you trust it: `git config --global --add safe.directory \(path)`",
          fr: "si vous lui faites confiance : `git config --global --add safe.directory \(path)`"))
    case .exists(let path):
      Failure(
        .cannotWrite, Phrase(en: "\(path) is in the way", fr: "\(path) est déjà là et gêne"),
        hint: Phrase(en: "move it away, or give another name", fr: "déplacez-le, ou donnez un autre nom"))
    case .locked(let path): Failure(.busy, Words.lockedBy(path), hint: Words.tryAgain)
    case .moved(let branch, _, _):
      Failure(
        .busy,
        Phrase(en: "the branch \(branch) moved meanwhile", fr: "la branche \(branch) a bougé entre-temps"),
        hint: Words.tryAgain)
    case .checkedOut(let branch, let workTree):
      Failure(
        .cannotWrite,
        Phrase(
          en: "the branch \(branch) is checked out in \(workTree)",
          fr: "la branche \(branch) est extraite dans \(workTree)"),
        hint: Phrase(
          en: "do it there, so that the files follow", fr: "faites-le là-bas, pour que les fichiers suivent"))
    case .unsafePath(let path): Failure(.notAllowed, Words.leadsOut(path))
    case .unknownFormat(let name):
      Failure(
        .badData,
        Phrase(
          en: "this git repository was made with `\(name)`, which mgrnet does not know",
          fr: "ce dépôt git a été fait avec `\(name)`, que mgrnet ne connaît pas"),
        hint: Phrase(
          en: "`mgrnet init` or `git init` without that setting makes one that it knows",
          fr: "`mgrnet init`, ou `git init` sans ce réglage, en fait un qu'il connaît"))
    case .unsupported(let feature): feature.failure
    case .corrupt(let what):
      Failure(
        .badData, Phrase(en: "the repository is damaged: \(what)", fr: "le dépôt est abîmé : \(what)"),
        hint: Words.runFsck)
    case .endlessTree(let path):
      Failure(
        .badData,
        Phrase(
          en: "the folders below \(path) name one another without end",
          fr: "les dossiers sous \(path) se nomment les uns les autres sans fin"), hint: Words.runFsck)
    case .tooLarge(let what, let bytes, let limit): Failure(.badData, Words.tooLarge(what, bytes, limit))
    case .disk(let error): error.failure
    case .other(_, _, let message, let operation):
      Failure(
        .internalError,
        Phrase(en: "git refused: \(message) (\(operation))", fr: "git a refusé : \(message) (\(operation))"),
        hint: Words.reportThis)
    }
  }
}

extension Words {
  static let tryAgain = Phrase(en: "try again in a moment", fr: "réessayez dans un instant")
  static func tooLarge(_ what: String, _ bytes: Int, _ limit: Int) -> Phrase {
    Phrase(en: "\(what) has ", fr: "\(what) a ") + Words.bytes(bytes, most: limit)
  }
  static let runFsck = Phrase(en: "`git fsck` says more", fr: "`git fsck` en dit plus")
  static let overLimit = Phrase(
    en: "what came takes more memory or time than so few bytes may",
    fr: "ce qui est venu prend plus de mémoire ou de temps que si peu d'octets ne le peuvent")
}

extension GitFeature {
  /// Why libgit2 cannot read a repository, and the git command that converts it.
  fileprivate var failure: Failure {
    switch self {
    case .sha256:
      Failure(
        .badData,
        Phrase(
          en: "this git repository names its objects by SHA-256, which mgrnet cannot read",
          fr: "ce dépôt git nomme ses objets par SHA-256, que mgrnet ne sait pas lire"),
        hint: Phrase(
          en:
            "`git init NEW && git fast-export --all | git -C NEW fast-import` copies it into one with SHA-1",
          fr:
            "`git init NOUVEAU && git fast-export --all | git -C NOUVEAU fast-import` le copie dans un autre, en SHA-1"
        ))
    case .reftable:
      Failure(
        .badData,
        Phrase(
          en: "this git repository keeps its branches in a reftable, which mgrnet cannot read",
          fr: "ce dépôt git tient ses branches dans une reftable, que mgrnet ne sait pas lire"),
        hint: Phrase(
          en: "`git refs migrate --ref-format=files` turns it into files",
          fr: "`git refs migrate --ref-format=files` en refait des fichiers"))
    case .splitIndex:
      Failure(
        .badData,
        Phrase(
          en: "git's index is split over two files here, which mgrnet cannot read",
          fr: "l'index de git est ici réparti sur deux fichiers, ce que mgrnet ne sait pas lire"),
        hint: Phrase(
          en: "`git update-index --no-split-index` makes it one file again",
          fr: "`git update-index --no-split-index` en refait un seul fichier"))
    case .sparseIndex:
      Failure(
        .badData,
        Phrase(
          en: "git's index is a sparse one here, which mgrnet cannot read",
          fr: "l'index de git est ici de la sorte « sparse », que mgrnet ne sait pas lire"),
        hint: Phrase(
          en: "`git sparse-checkout reapply --no-sparse-index` makes it whole; what is checked out stays",
          fr: "`git sparse-checkout reapply --no-sparse-index` le rend entier ; ce qui est extrait le reste"))
    case .indexWithoutSum:
      Failure(
        .badData,
        Phrase(
          en: "git's index has no checksum here, and mgrnet does not read one without",
          fr: "l'index de git est ici sans somme de contrôle, et mgrnet n'en lit pas sans elle"),
        hint: Phrase(
          en: "`git -c index.skipHash=false update-index --force-write-index` writes it with one",
          fr: "`git -c index.skipHash=false update-index --force-write-index` l'écrit avec elle"))
    case .shallowHistory:
      Failure(
        .badData,
        Phrase(
          en: "this copy has only the end of the history, which cannot be exchanged",
          fr: "cette copie n'a que la fin de l'historique, qui ne peut pas être échangée"),
        hint: Phrase(
          en: "`git fetch --unshallow` brings the rest", fr: "`git fetch --unshallow` apporte le reste"))
    }
  }
}
