import Git

/// Why a remote cannot be reached: the host, the way that was tried, and what to do next.
extension TransferError: Explained {
  var failure: Failure {
    let (status, phrase, hint) = Words.transfer(self)
    let named = Words.way(self) + Words.colon + phrase
    return Failure(status, said.isEmpty ? named : named + Words.otherSideSaid(said), hint: hint)
  }
}

extension Words {
  /// `origin (ssh, git.example.org)`
  fileprivate static func way(_ error: TransferError) -> Phrase {
    let place = error.host ?? error.address
    let way = error.way.map { $0 == .path || $0 == .file ? place : "\($0.rawValue), \(place)" } ?? place
    return Phrase(verbatim: "\(error.remote.map { "\($0) (\(way))" } ?? way)")
  }

  /// The last lines of the other side.
  fileprivate static func otherSideSaid(_ lines: [String]) -> Phrase {
    let shown = lines.suffix(3).joined(separator: " / ")
    return Phrase(en: " (it said: \(shown))", fr: " (réponse : \(shown))")
  }

  static let addressForms = Phrase(
    en: "such as `https://host/net.git`, `user@host:net.git` or a folder",
    fr: "par exemple `https://machine/reseau.git`, `nom@machine:reseau.git` ou un dossier")

  fileprivate static func transfer(_ error: TransferError) -> (ExitStatus, Phrase, Phrase?) {
    let address = error.address
    switch error.problem {
    case .badAddress:
      return (
        .usage, Phrase(en: "\(address) is no address", fr: "\(address) n'est pas une adresse"), addressForms
      )
    case .unsupportedWay(let way):
      return (
        .usage,
        Phrase(
          en: "`\(way)` is no way that mgrnet goes", fr: "`\(way)` n'est pas une voie que mgrnet emprunte"),
        Phrase(en: "use https, ssh, git or file", fr: "utilisez https, ssh, git ou file")
      )
    case .portNotTaken:
      return (
        .usage,
        Phrase(
          en: "`ssh.variant` is `simple`, and such a program takes no port",
          fr: "`ssh.variant` vaut `simple`, et un tel programme ne prend pas de port"),
        Phrase(
          en: "set the port where that program has its settings, or `git config ssh.variant ssh`",
          fr: "indiquez le port dans les réglages de ce programme, ou `git config ssh.variant ssh`")
      )
    case .programMissing(let program):
      return (
        .unavailable, Phrase(en: "the program \(program) is missing", fr: "le programme \(program) manque"),
        Phrase(en: "install it, and try again", fr: "installez-le et réessayez")
      )
    case .refusedBranch(let branch):
      let isPrivate = branch.lowercased().hasPrefix("private/")
      return (
        .notAllowed,
        Phrase(
          en: "it has the branch `\(branch)`, and a private community shares a repository with nothing else",
          fr:
            "il contient la branche `\(branch)`, et une communauté privée ne partage son dépôt avec rien d'autre"
        ),
        isPrivate
          ? Phrase(
            en:
              "if it came there by mistake, whoever reads that repository may have read it: remove the branch there",
            fr:
              "si elle y est venue par erreur, qui lit ce dépôt a pu la lire : retirez-en la branche")
          : Phrase(
            en: "give it a repository of its own, or share it with `--sealed`",
            fr: "donnez-lui un dépôt à elle, ou partagez-la avec `--sealed`")
      )
    case .unknownHost:
      return (
        .unavailable, Phrase(en: "no such machine is known", fr: "cette machine est inconnue"),
        Words.isTheNameRight
      )
    case .noConnection:
      return (
        .unavailable, Phrase(en: "nobody answers", fr: "personne ne répond"),
        Words.syncWhenBack
      )
    case .timedOut(let seconds):
      return (
        .unavailable,
        Phrase(en: "nothing came for \(seconds) seconds", fr: "rien n'est venu pendant \(seconds) secondes"),
        tryAgain
      )
    case .unknownHostKey:
      return (
        .unavailable,
        Phrase(
          en: "the machine's ssh key is not known here", fr: "la clé ssh de la machine n'est pas connue ici"),
        Phrase(
          en:
            "connect once with `ssh`, compare the key's fingerprint with your administrator's, and accept it",
          fr:
            "connectez-vous une fois par `ssh`, comparez l'empreinte de la clé avec celle de votre administrateur, et acceptez-la"
        )
      )
    case .changedHostKey:
      return (
        .notAllowed,
        Phrase(
          en: "the machine's ssh key is another one than before",
          fr: "la clé ssh de la machine n'est plus la même"),
        Phrase(
          en: "it may be somebody else's machine: ask your administrator before anything else",
          fr: "c'est peut-être la machine d'un autre : demandez d'abord à votre administrateur")
      )
    case .certificate(let reason):
      return (
        .unavailable,
        Phrase(
          en: "the certificate is not trusted: \(reason)", fr: "le certificat n'est pas reconnu : \(reason)"),
        Phrase(
          en: "your company's own authority is set by `git config http.sslCAInfo FILE`",
          fr: "l'autorité de votre entreprise s'indique par `git config http.sslCAInfo FICHIER`")
      )
    case .cutOff:
      return (
        .unavailable, Phrase(en: "the connection was cut off", fr: "la connexion a été coupée"),
        Phrase(
          en: "nothing is lost; the same command again finishes it",
          fr: "rien n'est perdu ; la même commande, relancée, termine")
      )
    case .proxy(let place, let reason):
      let (place, reason) = (place.map { $0 + " " } ?? "", reason)
      return (
        .unavailable,
        Phrase(en: "the proxy \(place)fails: \(reason)", fr: "le proxy \(place)échoue : \(reason)"),
        Phrase(
          en: "see `git config http.proxy` and the variable `https_proxy`",
          fr: "voyez `git config http.proxy` et la variable `https_proxy`")
      )
    case .loginRefused:
      return (
        .notAllowed, Phrase(en: "it does not let you in", fr: "l'accès vous est refusé"),
        error.way == .ssh
          ? Phrase(
            en: "is your key known there? `ssh -v` tells which keys were tried",
            fr: "votre clé y est-elle connue ? `ssh -v` dit quelles clés ont été essayées")
          : Phrase(
            en: "is the password right? `git credential reject` forgets a stored one",
            fr: "le mot de passe est-il juste ? `git credential reject` oublie celui qui est retenu")
      )
    case .loginMissing:
      return (
        .notAllowed,
        Phrase(en: "it asks for a name and a password", fr: "un nom et un mot de passe sont demandés"),
        Phrase(
          en:
            "set a credential helper: `git config --global credential.helper store`, or run it on a terminal",
          fr:
            "choisissez un gardien : `git config --global credential.helper store`, ou lancez-le dans un terminal"
        )
      )
    case .notAllowed:
      return (
        .notAllowed, Phrase(en: "you may not do that there", fr: "vous n'en avez pas le droit là-bas"),
        askTheServer
      )
    case .noSuchRepository:
      return (
        .unavailable,
        Phrase(en: "there is no repository at \(address)", fr: "il n'y a pas de dépôt à \(address)"),
        Phrase(
          en: "is the address right, and may you read it?",
          fr: "l'adresse est-elle juste, et pouvez-vous la lire ?")
      )
    case .noSuchBranch(let branch):
      return (
        .notFound, Phrase(en: "there is no branch \(branch)", fr: "il n'y a pas de branche \(branch)"),
        Phrase(
          en: "`git ls-remote \(address)` lists those that are there",
          fr: "`git ls-remote \(address)` liste celles qui existent")
      )
    case .notGit(let what):
      return (
        .unavailable,
        Phrase(en: "the answer is not git's: \(what)", fr: "la réponse n'est pas celle de git : \(what)"),
        Phrase(
          en: "is the address that of a repository? `git ls-remote \(address)` tries it by git",
          fr: "l'adresse est-elle celle d'un dépôt ? `git ls-remote \(address)` l'essaie avec git")
      )
    case .status(let code):
      return (
        .unavailable, Phrase(en: "the server answers \(code)", fr: "le serveur répond \(code)"),
        code >= 500 ? tryAgain : askTheServer
      )
    case .failedThere:
      return (.unavailable, Phrase(en: "it failed over there", fr: "l'autre côté a échoué"), tryAgain)
    case .incomplete(let id):
      return (
        .badData,
        Phrase(en: "it lacks the object \(id.description)", fr: "il lui manque l'objet \(id.description)"),
        runFsckThere
      )
    case .overLimit:
      return (
        .badData, Words.overLimit,
        Phrase(
          en: "nothing of it was kept; tell whoever runs that server, it may be an attack",
          fr: "rien n'en a été gardé ; prévenez qui gère ce serveur, c'est peut-être une attaque")
      )
    case .hostilePath(let path):
      return (
        .badData,
        Phrase(
          en: "it holds a path that must not be written: \(path)",
          fr: "il contient un chemin qu'il ne faut pas écrire : \(path)"),
        Phrase(
          en: "nothing was written; tell whoever runs it, it may be an attack",
          fr: "rien n'a été écrit ; prévenez qui le gère, c'est peut-être une attaque")
      )
    case .here(let error): return (error.failure.status, error.failure.phrase, error.failure.hint)
    }
  }

  static let askTheServer = Phrase(
    en: "what you wrote is safe here; ask whoever runs that server",
    fr: "ce que vous avez écrit est en sûreté ici ; demandez à qui gère ce serveur")

  private static let runFsckThere = Phrase(
    en: "`git fsck` over there says more", fr: "`git fsck` là-bas en dit plus")
}
