import Records

/// `key`.
extension Words {
  static let key = CommandWords(
    en: "Your keys: to open what is sealed, and to sign",
    fr: "Vos clés : pour ouvrir ce qui est scellé, et pour signer",
    discussion: Phrase(
      en: """
        Each of your devices has its own. The secret half stays on the device, in `~/.config/mgrnet/keys`; the public half \
        stands on your card.
        """,
      fr: """
        Chacun de vos appareils a les siennes. La moitié secrète reste sur l'appareil, dans `~/.config/mgrnet/keys` ; la \
        moitié publique est sur votre fiche.
        """))

  static let keyNew = CommandWords(
    en: "Make keys for this device", fr: "Crée des clés pour cet appareil",
    discussion: Phrase(
      en: """
        An age identity (X25519) and an Ed25519 key to sign with. The public halves go on your card. From then on each of \
        your acts is signed, as git signs commits with ssh keys, so that everybody can verify that it is yours. A key that is \
        there is never overwritten. After a loss, make new ones under the same name: they take the place of the lost ones on your \
        card, and a member seals anew for you.
        """,
      fr: """
        Une identité age (X25519) et une clé Ed25519 pour signer. Les moitiés publiques vont sur votre fiche. Dès lors, \
        chacun de vos actes est signé, comme git signe ses commits par une clé ssh : chacun peut vérifier qu'il est de vous. \
        Une clé existante n'est jamais écrasée. Après une perte, créez-en de nouvelles sous le même nom : elles remplacent les \
        anciennes sur votre fiche, et un membre scelle de nouveau pour vous.
        """),
    examples: [
      .init(
        "mgrnet key new --passphrase", en: "keys that a passphrase protects",
        fr: "des clés protégées par une phrase secrète"),
      .init(
        Phrase(en: "mgrnet key new --device phone", fr: "mgrnet key new --device telephone"),
        en: "under a name of your choice", fr: "sous un nom de votre choix"),
    ])
  static let keyDevice = Phrase(
    en: "What to call this device (default: its host name)",
    fr: "Le nom de cet appareil (par défaut : son nom de machine)")
  static let keyDeviceHere = Phrase(
    en: "Which keys of this machine (default: the only ones)",
    fr: "Quelles clés de cette machine (par défaut : les seules)")
  static let keyPassphraseFlag = Phrase(
    en: "Ask for a passphrase that protects the keys", fr: "Demande une phrase secrète qui protège les clés")
  static let keyPassphraseFile = Phrase(
    en: "The passphrase is the first line of this file (`-`: of standard input)",
    fr: "La phrase secrète est la première ligne de ce fichier (`-` : de l'entrée standard)")

  static let keyShow = CommandWords(
    en: "Show public keys and their fingerprints", fr: "Montre les clés publiques et leurs empreintes",
    discussion: Phrase(
      en: """
        A fingerprint is ten words, the same in French and in English. Read them to each other on the phone: who has the same \
        words has the same keys.
        """,
      fr: """
        Une empreinte est faite de dix mots, les mêmes en français et en anglais. Lisez-les-vous au téléphone : qui a les \
        mêmes mots a les mêmes clés.
        """),
    examples: [
      .init(
        "mgrnet key show claire.martin", en: "the keys on somebody's card",
        fr: "les clés de la fiche de quelqu'un")
    ])
  static let keyOwner = Phrase(
    en: "Whose keys (default: yours)", fr: "Les clés de qui (par défaut : les vôtres)")

  static let keyAdd = CommandWords(
    en: "Enter this machine's keys on your card", fr: "Inscrit les clés de cette machine sur votre fiche",
    discussion: Phrase(
      en: """
        `key new` does it by itself; this is for a second network, and for the ssh key by which git signs (`gpg.format` is \
        `ssh`, and `user.signingKey` an Ed25519 key). With the keys of another of your devices, it enters those: the commit is \
        then signed by a key that others know already.
        """,
      fr: """
        `key new` le fait de lui-même ; cette commande sert pour un second réseau, et pour la clé ssh par laquelle git signe \
        (`gpg.format` vaut `ssh`, et `user.signingKey` est une clé Ed25519). Avec les clés d'un autre de vos appareils, elle \
        inscrit celles-ci : le commit est alors signé par une clé que les autres connaissent déjà.
        """),
    examples: [
      .init(
        Phrase(
          en: "mgrnet key add --device phone age1… mgrsign1…",
          fr: "mgrnet key add --device telephone age1… mgrsign1…"),
        en: "what `mgrnet key export` printed on the phone",
        fr: "ce que `mgrnet key export` a affiché sur le téléphone")
    ])
  static let keyAddKeys = Phrase(
    en: "Public keys of another device (default: those of this machine)",
    fr: "Les clés publiques d'un autre appareil (par défaut : celles de cette machine)")
  static let keyAddDevice = Phrase(en: "What that device is called", fr: "Le nom de cet appareil")
  static let whichDevice = Phrase(en: "whose keys are these?", fr: "de quel appareil sont ces clés ?")

  static let keySigners = CommandWords(
    en: "Print the keys on all cards as git's list of allowed signers",
    fr: "Affiche les clés de toutes les fiches comme liste de signataires pour git",
    discussion: Phrase(
      en: "With it `git verify-commit` and `git log --show-signature` say whose an act is, without mgrnet.",
      fr:
        "Avec elle, `git verify-commit` et `git log --show-signature` disent de qui est un acte, sans mgrnet."
    ),
    examples: [
      .init(
        "mgrnet key signers > .git/signers && git config gpg.ssh.allowedSignersFile .git/signers",
        en: "git verifies the acts of this network", fr: "git vérifie les actes de ce réseau")
    ])
  static func signerShares(_ handle: Handle, _ others: [Handle]) -> Phrase {
    let names = others.map { "`\($0)`" }.joined(separator: ", ")
    return Phrase(
      en: "`\(handle)` is left out: \(names) has the same address",
      fr: "`\(handle)` est laissé de côté : \(names) a la même adresse")
  }
  static func signerNotPlain(_ handle: Handle, _ email: String) -> Phrase {
    Phrase(
      en: "`\(handle)` is left out: \(email) would not mean one address in this list",
      fr: "`\(handle)` est laissé de côté : \(email) ne serait pas une seule adresse dans cette liste")
  }
  static let noSigners = Phrase(en: "no card has a key", fr: "aucune fiche n'a de clé")

  static let actsAreSigned = Phrase(
    en: "your acts are signed from now on: everybody can verify that they are yours",
    fr: "désormais vos actes sont signés : chacun peut vérifier qu'ils sont de vous")
  static func signsWith(_ device: Slug) -> Phrase {
    Phrase(
      en: "your acts are signed with the key of `\(device)`",
      fr: "vos actes sont signés avec la clé de `\(device)`")
  }
  static func signsWithGitKey(_ name: String) -> Phrase {
    Phrase(
      en: "your acts are signed with git's key, \(name)",
      fr: "vos actes sont signés avec la clé de git, \(name)")
  }
  static let signsNothing = Phrase(en: "your acts are not signed", fr: "vos actes ne sont pas signés")
  static func cannotAskToSign(_ device: Slug) -> Phrase {
    Phrase(
      en: "nothing was done: a passphrase protects the key of `\(device)`, and there is nobody to ask for it",
      fr:
        "rien n'a été fait : une phrase secrète protège la clé de `\(device)`, et il n'y a personne à qui la demander"
    )
  }
  static func askToSignHint(_ device: Slug) -> Phrase {
    Phrase(
      en: "at a terminal you are asked; `mgrnet key passphrase \(device) --remove` keeps the key without one",
      fr:
        "dans un terminal elle vous est demandée ; `mgrnet key passphrase \(device) --remove` garde la clé sans phrase secrète"
    )
  }
  static func cannotSign(program: String, _ reason: String) -> Phrase {
    let why = reason.isEmpty ? Phrase(verbatim: "") : Phrase(verbatim: "\(Words.colon)\(reason)")
    return Phrase(
      en: "nothing was done: `\(program)` does not sign\(why)",
      fr: "rien n'a été fait : `\(program)` ne signe pas\(why)")
  }
  /// - Parameter file: `nil` for a key that stands in the settings.
  static func addToAgent(_ file: String?) -> Phrase {
    Phrase(
      en: "`ssh-add -t 1h \(file ?? "FILE")` opens the key for an hour",
      fr: "`ssh-add -t 1h \(file ?? "FICHIER")` ouvre la clé pour une heure")
  }

  static let keyExport = CommandWords(
    en: "Print keys, public or secret", fr: "Affiche des clés, publiques ou secrètes",
    discussion: Phrase(
      en: """
        The public keys on one line; with `--secret` the file of the secret ones, which `age -d -i FILE` reads as well. Keep a \
        copy where you keep what you must not lose.
        """,
      fr: """
        Les clés publiques sur une ligne ; avec `--secret`, le fichier des clés secrètes, que `age -d -i FICHIER` lit aussi. \
        Gardez-en une copie là où vous gardez ce que vous ne devez pas perdre.
        """),
    examples: [
      .init(
        "mgrnet key export --secret > /media/usb/mgrnet.key", en: "a copy on a USB stick",
        fr: "une copie sur une clé USB")
    ])
  static let keySecret = Phrase(en: "The secret keys", fr: "Les clés secrètes")

  static let keyPassphrase = CommandWords(
    en: "Set, change or remove the passphrase", fr: "Met, change ou retire la phrase secrète")
  static let keyOldPassphraseFile = Phrase(
    en: "The passphrase until now is the first line of this file",
    fr: "La phrase secrète actuelle est la première ligne de ce fichier")
  static let keyRemovePassphrase = Phrase(en: "Keep the keys without one", fr: "Garde les clés sans elle")

  static let newPassphrase = Phrase(en: "new passphrase", fr: "nouvelle phrase secrète")
  static let passphraseAgain = Phrase(en: "once more", fr: "encore une fois")
  static func passphrase(of device: Slug) -> Phrase {
    Phrase(en: "passphrase of `\(device)`", fr: "phrase secrète de `\(device)`")
  }
  static let passphrasesDiffer = Phrase(
    en: "the two passphrases are not the same", fr: "les deux phrases secrètes diffèrent")
  static let wrongPassphrase = Phrase(en: "this is not the passphrase", fr: "ce n'est pas la phrase secrète")
  static func passphraseSet(_ device: Slug) -> Phrase {
    Phrase(
      en: "a passphrase protects the keys of `\(device)`",
      fr: "une phrase secrète protège les clés de `\(device)`")
  }
  static func passphraseRemoved(_ device: Slug) -> Phrase {
    Phrase(
      en: "no passphrase protects the keys of `\(device)`",
      fr: "aucune phrase secrète ne protège les clés de `\(device)`")
  }

  static let noHome = Phrase(
    en: "neither `XDG_CONFIG_HOME` nor `HOME` says where keys are kept",
    fr: "ni `XDG_CONFIG_HOME` ni `HOME` ne disent où garder les clés")
  static let noDeviceName = Phrase(en: "this machine has no name", fr: "cette machine n'a pas de nom")
  static func noKey(_ device: Slug) -> Phrase {
    Phrase(en: "there is no key for `\(device)` here", fr: "il n'y a pas ici de clé pour `\(device)`")
  }
  static let noKeyHere = Phrase(en: "there are no keys here", fr: "il n'y a pas de clés ici")
  static func noKeyOnCard(_ handle: Handle) -> Phrase {
    Phrase(en: "the card of `\(handle)` has no keys", fr: "la fiche de `\(handle)` n'a pas de clés")
  }
  static func noPublicKey(_ file: String) -> Phrase {
    Phrase(en: "\(file) should have two public keys", fr: "\(file) devrait contenir deux clés publiques")
  }
  static func severalDevices(_ devices: [Slug]) -> Phrase {
    let names = devices.map { "`\($0)`" }.joined(separator: ", ")
    return Phrase(en: "say which keys: \(names)", fr: "dites quelles clés : \(names)")
  }
  static func keyExists(_ device: Slug) -> Phrase {
    Phrase(en: "there is a key for `\(device)` already", fr: "il y a déjà une clé pour `\(device)`")
  }
  static let keyExistsHint = Phrase(
    en: "`mgrnet key show` shows it, `mgrnet key add` enters it on your card; `--device NAME` makes another",
    fr:
      "`mgrnet key show` la montre, `mgrnet key add` l'inscrit sur votre fiche ; `--device NOM` en crée une autre"
  )
  static func keyOpenToOthers(_ file: String) -> Phrase {
    Phrase(en: "others can read \(file)", fr: "d'autres peuvent lire \(file)")
  }
  static func closeKey(_ file: String) -> Phrase { Phrase(verbatim: "`chmod 600 \(file)`") }
  static let keyNewHint = Phrase(en: "`mgrnet key new` makes them", fr: "`mgrnet key new` les crée")
  static let keyShowHint = Phrase(
    en: "`mgrnet key show` shows those that there are", fr: "`mgrnet key show` montre celles qu'il y a")
  static let keyAddHint = Phrase(
    en: "`mgrnet key add` enters on your card what it lacks",
    fr: "`mgrnet key add` inscrit sur votre fiche ce qui y manque")
  static let noKeyOfCardHere = Phrase(
    en: "your card has keys already, and none of them is on this machine",
    fr: "votre fiche a déjà des clés, et aucune n'est sur cette machine")
  static let keyAddElsewhere = Phrase(
    en: """
      on a machine whose key is on your card, `mgrnet key add --device NAME KEYS` enters those of this one \
      (`mgrnet key export`); if there is none left, a steward does it with `--for`
      """,
    fr: """
      sur une machine dont la clé est sur votre fiche, `mgrnet key add --device NOM CLÉS` inscrit celles de celle-ci \
      (`mgrnet key export`) ; s'il n'en reste aucune, un animateur le fait avec `--for`
      """)
  static let keyAddFor = Phrase(
    en: "Whose card, for a steward: of somebody who lost their keys",
    fr: "La fiche de qui, pour un animateur : quelqu'un qui a perdu ses clés")
  static let keyAddLater = Phrase(
    en: "in a network where you have a card, `mgrnet key add` enters the keys on it",
    fr: "dans un réseau où vous avez une fiche, `mgrnet key add` y inscrit les clés")
  static func keyReplaced(_ device: Slug) -> Phrase {
    Phrase(
      en: "your card's former keys of `\(device)` give way: what was sealed for them opens with nothing else",
      fr:
        "les anciennes clés de `\(device)` quittent votre fiche : ce qui était scellé pour elles ne s'ouvre avec rien d'autre"
    )
  }
  static func keyInClear(_ file: String) -> Phrase {
    Phrase(
      en: "no passphrase protects \(file): `mgrnet key passphrase` sets one",
      fr: "aucune phrase secrète ne protège \(file) : `mgrnet key passphrase` en met une")
  }
  static let secretToTerminal = Phrase(
    en: "secret keys are not shown on a terminal", fr: "les clés secrètes ne s'affichent pas sur un terminal")
  static let redirectIt = Phrase(
    en: "`mgrnet key export --secret > FILE`", fr: "`mgrnet key export --secret > FICHIER`")
  static let exportedInClear = Phrase(
    en: "no passphrase protects this copy: who reads it reads everything that is sealed for you",
    fr: "aucune phrase secrète ne protège cette copie : qui la lit, lit tout ce qui est scellé pour vous")
}
