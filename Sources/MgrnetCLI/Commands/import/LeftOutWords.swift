import Importing
import Records
import Store

/// Why an import leaves something out, and what it changes.
extension Words {
  static func leftOutReason(_ reason: LeftOut.Reason) -> Phrase {
    switch reason {
    case .browserQuery: Phrase(en: "a query of a browser's", fr: "une requête propre à un navigateur")
    case .script: Phrase(en: "a script, not an address", fr: "un script, pas une adresse")
    case .embeddedData: Phrase(en: "data, not an address", fr: "des données, pas une adresse")
    case .localFile: Phrase(en: "a file of one machine", fr: "un fichier d'une seule machine")
    case .scheme(let name):
      Phrase(en: "an address of the kind `\(name):`", fr: "une adresse du genre `\(name):`")
    case .relative:
      Phrase(en: "an address that only its own site understands", fr: "une adresse propre à son site")
    case .anchor: Phrase(en: "a place in the same text", fr: "un endroit du même texte")
    case .emptyAddress: Phrase(en: "it has no address", fr: "il n'a pas d'adresse")
    case .badAddress: Phrase(en: "what stands there is no address", fr: "ce n'est pas une adresse")
    case .undefinedReference:
      Phrase(en: "a name that no address is given for", fr: "un nom dont l'adresse manque")
    case .outsideList:
      Phrase(en: "it stands in running text, not in a list", fr: "il est dans une phrase, pas une liste")
    case .duplicate(let line?):
      Phrase(en: "the same address as on line \(line)", fr: "la même adresse qu'à la ligne \(line)")
    case .duplicate(nil): Phrase(en: "already in the network", fr: "déjà dans le réseau")
    case .unreadableDate: Phrase(en: "the date cannot be read", fr: "la date est illisible")
    case .folderDescription: Phrase(en: "words of a folder, not kept", fr: "texte d'un dossier, non repris")
    case .linkInDescription:
      Phrase(
        en: "a link in a description: only its text is kept",
        fr: "un lien dans une description : seul son texte est gardé")
    case .tooDeep: Phrase(en: "more than 32 folders deep", fr: "à plus de 32 dossiers de profondeur")
    case .strayText:
      Phrase(en: "text that describes no link, not kept", fr: "texte qui ne décrit aucun lien, non repris")
    case .nestsTooDeep:
      Phrase(en: "nested too deep to be read", fr: "trop imbriqué pour être lu")
    case .notUTF8: recordFault(.notUTF8)
    case .nulByte: recordFault(.nulByte)
    case .empty: Phrase(en: "it is empty", fr: "il est vide")
    case .noText: Phrase(en: "front matter without any text", fr: "un en-tête sans aucun texte")
    case .frontMatterLanguage(let name):
      Phrase(en: "its front matter is \(name), not YAML", fr: "son en-tête est en \(name), pas en YAML")
    case .brokenFrontMatter(let reason, _): recordFault(reason)
    }
  }

  static func remark(_ remark: ForeignDocument.Remark) -> Phrase {
    switch remark {
    case .setAside(let key):
      Phrase(en: "`\(key)` says that it was not to be read", fr: "`\(key)` dit qu'il n'était pas à lire")
    case .unreadableDate(let text):
      Phrase(en: "the date `\(text)` cannot be read", fr: "la date `\(text)` est illisible")
    case .textFromDescription:
      Phrase(en: "its description stands for its text", fr: "sa description tient lieu de texte")
    case .poorTitle(let title):
      Phrase(en: "its title is only `\(title)`", fr: "son titre n'est que `\(title)`")
    case .renamedKey(let key, let name): keyRenamed(key, name)
    }
  }

  static let importVerbose = Phrase(
    en: "Name every file that a note is about", fr: "Nomme chaque fichier dont une remarque parle")
  static func moreNotes(_ count: Int) -> Phrase {
    Noun(en: ("note", "notes"), fr: ("remarque", "remarques")).counted(count)
      + Phrase(
        en: " of these kinds besides; `--verbose` names the files",
        fr: " de ces genres en plus ; `--verbose` nomme les fichiers")
  }

  static func importChange(_ change: ImportPosts.Change) -> Phrase {
    switch change {
    case .titleShortened:
      Phrase(
        en: "the title is cut at 200 characters; all of it is in `source_title`",
        fr: "le titre est coupé à 200 caractères ; il est entier dans `source_title`")
    case .keyRenamed(let key, let name): keyRenamed(key, name)
    case .tagDropped(let tag): tagDropped(tag)
    case .linkBroken(let address):
      Phrase(en: "the link to `\(address)` leads nowhere", fr: "le lien vers `\(address)` ne mène nulle part")
    }
  }

  private static func keyRenamed(_ key: String, _ name: String) -> Phrase {
    Phrase(en: "the key `\(key)` is `\(name)` here", fr: "la clé `\(key)` est ici `\(name)`")
  }
}
