/// `post`.
extension Words {
  static let post = CommandWords(
    en: "Write a post; prints its id", fr: "Écrit un message et affiche son identifiant",
    discussion: Phrase(
      en: """
        Without text, the editor opens. A question first shows earlier answers that are close. A practice or an \
        analogy needs a takeaway: one sentence that a reader can act on.

        With `--anonymous` it waits on this machine, and leaves by itself within three days: alone, in a `sync` that has \
        nothing else of yours to send, after somebody else's. What this does not promise: whoever runs the server, and \
        everybody where it shows such things, sees which account sent when; your style may betray you; among few people \
        there are few.
        """,
      fr: """
        Sans texte, l'éditeur s'ouvre. Une question montre d'abord les réponses proches déjà données. Une pratique \
        ou une analogie demande ce qu'il faut en retenir : une phrase que le lecteur peut appliquer.

        Avec `--anonymous`, il attend sur cette machine et part de lui-même d'ici trois jours : seul, par un `sync` qui n'a \
        rien d'autre de vous à envoyer, après l'envoi d'un autre. Ce qui n'est pas promis : qui tient le serveur, et tous \
        là où il le montre, voit quel compte a envoyé et quand ; votre style peut vous trahir ; parmi peu de gens, on est \
        peu nombreux.
        """),
    examples: [
      .init(
        Phrase(
          en: "mgrnet post idf -t \"How do you share out the summer leave?\" -m \"Eight people, two weeks…\"",
          fr:
            "mgrnet post idf -t \"Comment partager les congés d'été ?\" -m \"Huit personnes, deux semaines…\""
        ), en: "a question", fr: "une question"),
      .init(
        Phrase(
          en:
            "mgrnet post idf -k analogy -t Semmelweis --takeaway \"Measure before you argue\" --image hands.png -F text.md",
          fr:
            "mgrnet post idf -k analogy -t Semmelweis --takeaway \"Mesurer avant d'argumenter\" --image mains.png -F texte.md"
        ), en: "an analogy with its picture", fr: "une analogie avec son image"),
      .init(
        "pandoc notes.docx -t markdown | mgrnet post conges -t Notes -k news -", en: "a text from a pipe",
        fr: "un texte venu d'un tube"),
    ])
  static let postCommunity = Phrase(en: "The community to write to", fr: "La communauté à laquelle écrire")
  static let postImage = Phrase(en: "A picture to show (repeat it)", fr: "Une image à montrer (se répète)")
}
