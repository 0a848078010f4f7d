import Records

/// `publish`.
extension Words {
  static let publish = CommandWords(
    en: "Copy one item of a private community to a public one",
    fr: "Copie un élément d'une communauté privée dans une communauté publique",
    discussion: Phrase(
      en: """
        Shows exactly what will be seen, and asks. The copy has a new id and is of now; nothing in it names the place \
        that it comes from. Your own text keeps your name, another's has none. Replies stay where they \
        are; one that is published becomes a post with a title, and a takeaway.
        """,
      fr: """
        Montre exactement ce qui sera vu, puis demande. La copie a un nouvel identifiant et la date du moment ; rien n'y \
        nomme l'endroit d'où elle vient. Votre texte garde votre nom, celui d'un autre n'en a aucun. Les réponses \
        restent où elles sont ; celle qu'on publie devient un message, avec un titre et un point à retenir.
        """),
    examples: [
      .init(
        "mgrnet publish 7k2m idf", en: "what was useful among few may be so to all",
        fr: "ce qui a servi à quelques-uns peut servir à tous"),
      .init(
        Phrase(
          en: "mgrnet publish 9xq4 idf -t \"A handover in ten minutes\" --takeaway \"One page, read aloud\"",
          fr:
            "mgrnet publish 9xq4 idf -t \"Passer le relais en dix minutes\" --takeaway \"Une page, lue à voix haute\""
        ), en: "an answer, as a post of its own", fr: "une réponse, en message à part entière"),
    ])
  static let publishID = Phrase(
    en: "The post, reply or link of a private community",
    fr: "Le message, la réponse ou le lien d'une communauté privée")
  static let publishCommunity = Phrase(en: "The public community", fr: "La communauté publique")
  static let publishTitle = Phrase(
    en: "The title of the copy (default: the item's)",
    fr: "Le titre de la copie (par défaut : celui de l'élément)")
  static let publishYes = Phrase(en: "Publish without asking", fr: "Publie sans demander")
  static let publishIKnow = Phrase(
    en: "Publish although it names something private", fr: "Publie bien que cela nomme quelque chose de privé"
  )

  static func publicAlready(_ id: String) -> Phrase {
    Phrase(en: "\(id) is public already", fr: "\(id) est déjà public")
  }
  static let publicAlreadyHint = Phrase(
    en: "`mgrnet find is:private` names what is not", fr: "`mgrnet find is:privé` nomme ce qui ne l'est pas"
  )
  static func publishWhere(_ slug: Slug) -> Phrase {
    Phrase(en: "`\(slug)` is private: it publishes nothing", fr: "`\(slug)` est privée : elle ne publie rien")
  }
  static let publishWhereHint = Phrase(
    en: "name a public community; `mgrnet community list` has them all",
    fr: "nommez une communauté publique ; `mgrnet community list` les a toutes")
  static func askPublish(_ slug: Slug) -> Phrase {
    Phrase(
      en: "Publish this in `\(slug)`, for everybody of the network?",
      fr: "Publier cela dans `\(slug)`, pour tous les membres du réseau ?")
  }
  static let notPublished = Phrase(en: "nothing was published", fr: "rien n'a été publié")
  static func pictureOf(bytes: Int) -> Phrase {
    Phrase(en: "a picture of ", fr: "une image de ") + number(bytes) + Phrase(en: " bytes", fr: " octets")
  }
  static func publishQuotes(_ name: String, line: Int) -> Phrase {
    Phrase(
      en: "line \(line) says `\(name)`, which is private", fr: "la ligne \(line) dit `\(name)`, qui est privé"
    )
  }
  static let publishQuotesHint = Phrase(
    en:
      "`mgrnet edit ID` changes the private text first, `--title` the copy's title; `--i-know` publishes it as it is",
    fr:
      "`mgrnet edit ID` change d'abord le texte privé, `--title` le titre de la copie ; `--i-know` le publie tel quel"
  )
}
