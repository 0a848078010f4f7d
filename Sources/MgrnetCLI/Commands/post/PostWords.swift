import Attention
import Planning
import Records

/// `post`.
extension Words {
  static func whichCommunity(_ names: [String]) -> Phrase {
    let some = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? "…" : "")
    return Phrase(en: "in which community (\(some))?", fr: "dans quelle communauté (\(some)) ?")
  }
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
            "mgrnet post idf -k analogie -t Semmelweis --takeaway \"Mesurer avant d'argumenter\" --image mains.png -F texte.md"
        ), en: "an analogy with its picture", fr: "une analogie avec son image"),
      .init(
        Phrase(
          en:
            "mgrnet post idf -k practice -t \"Summer leave\" --takeaway \"Draw lots\" --from 9x4q --from 3nnb",
          fr:
            "mgrnet post idf -k practice -t \"Congés d'été\" --takeaway \"Tirer au sort\" --from 9x4q --from 3nnb"
        ),
        en: "what others answered, written up", fr: "ce que d'autres ont répondu, mis au propre"),
      .init(
        Phrase(
          en: "pandoc notes.docx -t markdown | mgrnet post conges -t Notes -k news -",
          fr: "pandoc notes.docx -t markdown | mgrnet post conges -t Notes -k nouvelle -"),
        en: "a text from a pipe",
        fr: "un texte venu d'un tube"),
    ])
  static let postCommunity = Phrase(en: "The community to write to", fr: "La communauté à laquelle écrire")
  static let postSource = Phrase(
    en: "What was read: an address or a reference", fr: "Ce qui a été lu : une adresse ou une référence")
  static let postFrom = Phrase(
    en: "An answer that it is made of (repeat it)", fr: "Une réponse dont il est fait (se répète)")
  static let questionFromAnswers = Phrase(
    en: "a question is not made of answers", fr: "une question n'est pas faite de réponses")
  static func answerIsPrivate(_ id: String, _ community: Slug) -> Phrase {
    Phrase(
      en: "`\(id)` is in \(community.rawValue), which is private",
      fr: "`\(id)` est dans \(community), qui est privée")
  }
  static func publishFirst(_ id: String) -> Phrase {
    Phrase(
      en: "`mgrnet publish \(id) COMMUNITY` copies it, and shows first what will be seen",
      fr: "`mgrnet publish \(id) COMMUNAUTÉ` le copie, en montrant d'abord ce qui sera vu")
  }
  static func colleaguesUntilTheyAgree(_ id: String) -> Phrase {
    Phrase(
      en: "the people who answered are “colleagues” until they agree: mgrnet mark \(id) --credit yes",
      fr:
        "ceux qui ont répondu sont « des collègues » tant qu'ils n'ont pas dit oui : mgrnet mark \(id) --credit yes"
    )
  }
  static let postStrike = Phrase(
    en: "Somebody who may know, but is not to be asked (repeat it)",
    fr: "Quelqu'un qui sait peut-être, mais à qui ne pas demander (se répète)")
  static let postImage = Phrase(en: "A picture to show (repeat it)", fr: "Une image à montrer (se répète)")
}

/// Who is asked.
extension Words {
  static func willBeAsked(_ names: [Phrase], after end: CalendarDay) -> Phrase {
    let first = all(of: Array(names.prefix(Question.mostAtOnce)))
    let rest = names.count - Question.mostAtOnce
    let others =
      rest > 0
      ? Phrase(
        en: "; else \(all(of: Array(names.suffix(rest))))",
        fr: " ; à défaut \(all(of: Array(names.suffix(rest))))")
      : Phrase(verbatim: "")
    return Phrase(
      en:
        "without an answer by \(day(end, .withoutYear)), these who may know see it as theirs: \(first)\(others)",
      fr:
        "sans réponse le \(day(end, .withoutYear)), ceux qui savent peut-être la verront comme la leur : \(first)\(others)"
    )
  }

  /// How long a first answer takes.
  static func firstAnswerTakes(_ survival: Survival) -> Phrase {
    let count = Noun(en: ("question", "questions"), fr: ("question", "questions")).counted(survival.count)
    guard let median = survival.median else {
      return Phrase(
        en: "here more than half of the questions wait for an answer (of \(count))",
        fr: "ici, plus de la moitié des questions attendent une réponse (sur \(count))")
    }
    return Phrase(
      en: "here a first answer takes \(length(median)) (median of \(count))",
      fr: "ici, une première réponse vient en \(length(median)) (médiane de \(count))")
  }

  /// `3 hours`, `2 days`: a length of time, roughly.
  static func length(_ seconds: Int64) -> Phrase {
    let hours = Int((seconds + 1_800) / 3_600)
    if hours < 1 { return Phrase(en: "less than an hour", fr: "moins d'une heure") }
    if hours < 36 { return hourNoun.counted(hours) }
    return dayNoun.counted((hours + 12) / 24)
  }
}
