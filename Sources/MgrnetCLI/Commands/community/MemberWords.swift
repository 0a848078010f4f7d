import Records

/// `community share`, `invite`, `join`, `members`, `expel`.
extension Words {
  static let communityShare = CommandWords(
    en: "Say how a private community reaches its members",
    fr: "Dit par où une communauté privée rejoint ses membres",
    discussion: Phrase(
      en: """
        Either by a repository of its own, to which only its members have access: they and its server read it in clear. Or \
        sealed, by the network's shared repository: whoever has that sees that something sealed is there, how much and \
        when, and nothing else. Nothing is sent before the next `mgrnet sync`.
        """,
      fr: """
        Soit par un dépôt à elle, auquel seuls ses membres ont accès : eux et son serveur la lisent en clair. Soit scellée, \
        par le dépôt partagé du réseau : qui a celui-ci voit qu'il y a là quelque chose de scellé, combien et quand, et rien \
        d'autre. Rien ne part avant le prochain `mgrnet sync`.
        """),
    examples: [
      .init(
        "mgrnet community share rh --sealed", en: "by the shared repository, sealed",
        fr: "par le dépôt partagé, scellée"),
      .init(
        "mgrnet community share rh --remote git@git.example.org:rh.git", en: "by a repository of its own",
        fr: "par un dépôt à elle"),
    ])
  static let shareSealed = Phrase(
    en: "Sealed, by the network's shared repository", fr: "Scellée, par le dépôt partagé du réseau")
  static let shareRemote = Phrase(
    en: "By a repository of its own, in clear", fr: "Par un dépôt à elle, en clair")
  static func shared(_ slug: Slug, with url: String) -> Phrase {
    Phrase(en: "\(slug.rawValue) is exchanged with \(url)", fr: "\(slug) s'échange avec \(url)")
  }
  static func sharedSealed(_ slug: Slug) -> Phrase {
    Phrase(
      en: "\(slug.rawValue) is exchanged sealed, by the network's shared repository",
      fr: "\(slug) s'échange scellée, par le dépôt partagé du réseau")
  }
  static func shareNext(_ slug: Slug) -> Phrase {
    Phrase(
      en: "`mgrnet community invite \(slug.rawValue) HANDLE` for each member, then `mgrnet sync`",
      fr: "`mgrnet community invite \(slug.rawValue) PSEUDO` pour chaque membre, puis `mgrnet sync`")
  }
  static func alreadyShared(_ slug: Slug, by way: Phrase) -> Phrase {
    Phrase(en: "\(slug.rawValue) is shared already: ", fr: "\(slug) est déjà partagée : ") + way
  }
  static let sealedWay = Phrase(en: "sealed", fr: "scellée")
  static func sharesTheCommons(_ url: String) -> Phrase {
    Phrase(
      en: "\(url) is the network's own repository: everybody there would read it in clear",
      fr: "\(url) est le dépôt du réseau lui-même : tous l'y liraient en clair")
  }
  static let shareSealedInstead = Phrase(
    en: "`--sealed` goes by that repository, sealed for the members",
    fr: "`--sealed` passe par ce dépôt, scellée pour les membres")
  static func notShared(_ slug: Slug) -> Phrase {
    Phrase(
      en: "\(slug.rawValue) is not shared yet: there is nothing to join",
      fr: "\(slug) n'est pas encore partagée : il n'y a rien à rejoindre")
  }
  static func howToShare(_ slug: Slug) -> Phrase {
    Phrase(
      en: "by which way does \(slug.rawValue) reach its members?",
      fr: "par où \(slug) rejoint-elle ses membres ?")
  }
  static func shareFirst(_ slug: Slug) -> Phrase {
    Phrase(
      en: "`mgrnet community share \(slug.rawValue) --sealed` or `--remote URL`",
      fr: "`mgrnet community share \(slug.rawValue) --sealed` ou `--remote URL`")
  }

  static let communityInvite = CommandWords(
    en: "Invite somebody to a private community", fr: "Invite dans une communauté privée",
    discussion: Phrase(
      en: """
        A steward's. Shows the fingerprint of each of their keys: ten words, which you let them read to you on the phone, for a card may \
        have been changed on its way. Then it enters them as a member, and prints a join code, which holds no secret: send it \
        any way you like. After the next `mgrnet sync` they can join. Again for a member, it takes in their new keys.
        """,
      fr: """
        Réservé aux animateurs. Montre l'empreinte de chacune de leurs clés : dix mots, à vous faire lire au téléphone, car une fiche peut avoir été \
        changée en chemin. Puis inscrit la personne comme membre, et affiche un code d'invitation, qui ne contient aucun \
        secret : envoyez-le comme il vous plaît. Après le prochain `mgrnet sync`, elle peut entrer. De nouveau pour un \
        membre, la commande reprend ses nouvelles clés.
        """),
    examples: [
      .init(
        "mgrnet community invite rh claire.martin", en: "shows their keys, and asks",
        fr: "montre ses clés, et demande")
    ])
  static let inviteHandle = Phrase(en: "Whom: a handle", fr: "Qui : un pseudo")
  static let optionYes = Phrase(en: "Do not ask", fr: "Ne demande rien")
  static func keysOf(_ name: String, _ handle: Handle) -> Phrase {
    Phrase(
      en:
        "the keys of \(name) (\(handle.rawValue)); phone them, and let them read theirs to you (`mgrnet key show`):",
      fr:
        "les clés de \(name) (\(handle)) ; appelez la personne, et faites-lui lire les siennes (`mgrnet key show`) :"
    )
  }
  static let sameWords = Phrase(en: "are these the same words?", fr: "sont-ce les mêmes mots ?")
  static func invited(_ name: String) -> Phrase {
    Phrase(
      en: "\(name) can join after the next `mgrnet sync`, with this code, which holds no secret",
      fr: "\(name) pourra entrer après le prochain `mgrnet sync`, avec ce code, qui ne contient aucun secret")
  }
  static func hasNoKeys(_ handle: Handle) -> Phrase {
    Phrase(
      en: "\(handle.rawValue) has no keys on their card", fr: "la fiche de \(handle) ne porte aucune clé")
  }
  static let askForKeys = Phrase(
    en: "ask them for `mgrnet key new` and `mgrnet sync`, then `mgrnet sync` here",
    fr: "demandez-lui `mgrnet key new` et `mgrnet sync`, puis faites `mgrnet sync` ici")
  static func ownKeysMissing(_ slug: String) -> Phrase {
    Phrase(
      en: "none of the keys of this machine is entered in \(slug)",
      fr: "aucune clé de cette machine n'est inscrite dans \(slug)")
  }
  static let ownKeysMissingOnCard = Phrase(
    en: "none of the keys of this machine is on your card",
    fr: "votre fiche ne porte aucune clé de cette machine")
  static let joinAs = Phrase(
    en: "Another name for it on this machine", fr: "Un autre nom pour elle sur cette machine")
  static let ownKeysHint = Phrase(
    en: "`mgrnet key new` makes keys; a member enters them with `mgrnet community invite`",
    fr: "`mgrnet key new` en crée ; un membre les inscrit par `mgrnet community invite`")

  static let communityJoin = CommandWords(
    en: "Join a private community, with the code of who invites you",
    fr: "Entre dans une communauté privée, avec le code de qui vous invite",
    discussion: Phrase(
      en: """
        Shows the fingerprint of who invited you, to be compared on the phone, then copies the community to `private/SLUG`. \
        The code holds no secret; what opens the community is your own key.
        """,
      fr: """
        Montre l'empreinte de qui vous invite, à comparer au téléphone, puis copie la communauté dans `private/NOM`. Le code \
        ne contient aucun secret ; ce qui ouvre la communauté est votre propre clé.
        """),
    examples: [
      .init(
        "mgrnet community join mgrjoin1qy…", en: "shows whose code it is, and asks",
        fr: "montre de qui vient le code, et demande")
    ])
  static let joinCode = Phrase(en: "The join code, `mgrjoin1…`", fr: "Le code d'invitation, `mgrjoin1…`")
  static func invitedBy(_ name: String, _ handle: Handle) -> Phrase {
    Phrase(
      en: "the code is of \(name) (\(handle.rawValue)); phone them, and let them read their words to you:",
      fr: "le code est de \(name) (\(handle)) ; appelez la personne, et faites-lui lire ses mots :")
  }
  static func inviterUnknown(_ handle: String) -> Phrase {
    Phrase(
      en: "the code says it is of \(handle), whose card does not have the key that it names",
      fr: "le code se dit de \(handle), dont la fiche ne porte pas la clé qu'il nomme")
  }
  static let inviterUnknownHint = Phrase(
    en: "`mgrnet sync`, and try again; if it stays so, somebody else made the code",
    fr: "`mgrnet sync`, et réessayez ; si rien ne change, le code vient de quelqu'un d'autre")
  static func joined(_ title: String, _ slug: Slug) -> Phrase {
    Phrase(en: "you are in: \(title) (\(slug.rawValue))", fr: "vous y êtes : \(title) (\(slug))")
  }
  static func hasNoPrivateBranch(_ url: String) -> Phrase {
    Phrase(
      en: "there is no private community at \(url) yet",
      fr: "il n'y a pas encore de communauté privée à \(url)")
  }
  static let hasNoPrivateBranchHint = Phrase(
    en: "who invited you sends it with `mgrnet sync`", fr: "qui vous invite l'envoie par `mgrnet sync`")
  static func severalPrivateBranches(_ url: String) -> Phrase {
    Phrase(en: "several private communities are at \(url)", fr: "plusieurs communautés privées sont à \(url)")
  }
  static func privateExists(_ slug: Slug) -> Phrase {
    Phrase(
      en: "there is a `private/\(slug.rawValue)` already", fr: "il y a déjà un `private/\(slug.rawValue)`")
  }
  static let joinNext = Phrase(
    en: "`mgrnet sync` brings what came since you were invited",
    fr: "`mgrnet sync` apporte ce qui est venu depuis votre invitation")
  static let notYetMember = Phrase(
    en: "you are not in the list of members yet: you can read, and `mgrnet sync` brings the rest",
    fr:
      "vous n'êtes pas encore dans la liste des membres : vous pouvez lire, et `mgrnet sync` apportera la suite"
  )

  static let communityMembers = CommandWords(
    en: "List the members of a private community", fr: "Liste les membres d'une communauté privée",
    discussion: Phrase(
      en: """
        Each with the day they joined, who invited them, and the fingerprints of their keys. A key that somebody else \
        entered is pending until you accept it: until then, this machine seals nothing for it and believes nothing that it \
        signed.
        """,
      fr: """
        Chacun avec le jour de son entrée, qui l'a invité, et les empreintes de ses clés. Une clé que quelqu'un d'autre a \
        inscrite est en attente jusqu'à ce que vous l'acceptiez : d'ici là, cette machine ne scelle rien pour elle et ne \
        croit rien de ce qu'elle a signé.
        """),
    examples: [
      .init(
        "mgrnet community members rh --accept", en: "shows what is pending, and asks",
        fr: "montre ce qui est en attente, et demande")
    ])
  static let membersAccept = Phrase(
    en: "Accept the keys that are pending", fr: "Accepte les clés qui sont en attente")
  static let pendingHint = Phrase(
    en: "compare the words on the phone, then `--accept`",
    fr: "comparez les mots au téléphone, puis `--accept`")
  static let nothingPending = Phrase(en: "nothing is pending", fr: "rien n'est en attente")
  static let acceptThese = Phrase(en: "accept these keys?", fr: "accepter ces clés ?")
  static func accepted(_ count: Int) -> Phrase {
    Noun(en: ("key accepted", "keys accepted"), fr: ("clé acceptée", "clés acceptées")).counted(count)
  }

  static let communityExpel = CommandWords(
    en: "End somebody's membership", fr: "Exclut un membre",
    discussion: Phrase(
      en: """
        A steward's. Removes them from the members, and begins a new epoch: what is sealed from then on does not open with \
        their keys. The commit that removes them is the last thing that they can read: their next `sync` tells them. \
        What they have, they keep. With a remote of its own, end their access there too.
        """,
      fr: """
        Réservé aux animateurs. Retire la personne des membres, et commence une nouvelle époque : ce qui est scellé ensuite \
        ne s'ouvre pas avec ses clés. Le commit qui l'exclut est la dernière chose qu'elle peut lire : son prochain `sync` le \
        lui dit. Ce qu'elle a, elle le garde. Si la communauté a un dépôt à elle, fermez-lui-en aussi l'accès.
        """),
    examples: [
      .init(
        "mgrnet community expel rh paul.durand", en: "says what they keep, and asks",
        fr: "dit ce que garde qui part, et demande")
    ])
  static func expelled(_ handle: Handle, by expeller: String) -> Phrase {
    Phrase(en: "\(expeller) expelled \(handle)", fr: "\(expeller) a exclu \(handle)")
  }
  static func noLongerMember(of slug: Slug) -> Phrase {
    Phrase(
      en: "you are no longer a member of \(slug); what you write there reaches nobody",
      fr: "vous ne faites plus partie de \(slug) ; ce que vous y écrivez n'atteint personne")
  }
  static let expelQuestion = Phrase(en: "end the membership?", fr: "exclure ?")
  static func expelledKeeps(_ handle: Handle, isSealed: Bool) -> Phrase {
    let common = Phrase(
      en: "\(handle.rawValue) keeps what they have: every text up to now, and their copy of the history",
      fr:
        "\(handle) garde ce qui est en sa possession : tous les textes jusqu'ici, et sa copie de l'historique"
    )
    return isSealed
      ? common
        + Phrase(
          en: "; what is sealed after the next `mgrnet sync` does not open with their keys",
          fr: " ; ce qui est scellé après le prochain `mgrnet sync` ne s'ouvre pas avec ses clés")
      : common
        + Phrase(
          en: "; and reads what comes until the server no longer lets them in",
          fr: " ; et lit la suite tant que le serveur lui laisse l'accès")
  }
  static func notPrivate(_ slug: Slug) -> Phrase {
    Phrase(
      en: "there is no private community `\(slug.rawValue)`",
      fr: "il n'y a pas de communauté privée `\(slug.rawValue)`")
  }
  static let notPrivateHint = Phrase(
    en: "`mgrnet community list` names what there is; `mgrnet community create SLUG --private` makes one",
    fr: "`mgrnet community list` nomme ce qu'il y a ; `mgrnet community create NOM --private` en crée une")

  static func notInvited(_ name: String) -> Phrase {
    Phrase(en: "\(name) is not invited", fr: "\(name) ne reçoit pas d'invitation")
  }
  static func cardChanged(_ handle: Handle) -> Phrase {
    Phrase(
      en: "the keys of \(handle.rawValue) changed meanwhile",
      fr: "les clés de \(handle) ont changé entre-temps")
  }
  static let notJoined = Phrase(en: "nothing was copied", fr: "rien n'a été copié")
  static let expelHandle = Phrase(en: "Who: a handle", fr: "Qui : un pseudo")
  static func notExpelled(_ handle: Handle) -> Phrase {
    Phrase(en: "\(handle.rawValue) is still a member", fr: "\(handle) est toujours membre")
  }
  static func endAccess(_ handle: Handle, _ url: String) -> Phrase {
    Phrase(
      en: "end the access of \(handle.rawValue) to \(url) too: mgrnet cannot",
      fr: "fermez aussi à \(handle) l'accès à \(url) : mgrnet ne le peut pas")
  }
}
