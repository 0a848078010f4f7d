/// `contest`: the commands.
extension Words {
  static let contest = CommandWords(
    en: "Games with a prize: votes that stay sealed until the end, quizzes, draws that anybody can repeat",
    fr: "Des jeux dotés d'un prix : votes scellés jusqu'à la clôture, quiz, tirages que chacun peut refaire")
  static let contestID = Phrase(en: "The contest", fr: "Le concours")
  static let contestMode = Phrase(
    en: "How it ends: by votes, by lot (draw) or by right answers (quiz)",
    fr: "Comment il finit : au vote, au tirage (draw) ou aux bonnes réponses (quiz)")
  static let contestCloses = Phrase(
    en: "When it closes: `\"friday 18:00\"`, `\"15/02 18h\"`",
    fr: "Quand il se clôt : `\"vendredi 18h\"`, `\"15/02 18h\"`")
  static let contestPrize = Phrase(en: "What there is to win", fr: "Ce qu'il y a à gagner")
  static let contestMinutes = Phrase(
    en: "How many minutes it costs to take part", fr: "Combien de minutes il faut pour participer")
  static let contestChoice = Phrase(
    en: "Something to choose (repeat it); without: people vote for who enters",
    fr: "Un choix possible (répétable) ; sans : on vote pour qui participe")
  static let contestQuestion = Phrase(
    en: "A question of a quiz and its choices, with bars between them (repeat it)",
    fr: "Une question du quiz et ses choix, séparés par des barres (répétable)")
  static let contestAnswer = Phrase(
    en: "The right answer to each question, in order: its number, its letter or its text",
    fr: "La bonne réponse à chaque question, dans l'ordre : son numéro, sa lettre ou son texte")
  static let contestTrustee = Phrase(
    en: "Who opens the votes after the end; they are sealed for the newest key on that card",
    fr: "Qui ouvre les votes après la clôture ; ils sont scellés pour la dernière clé de sa fiche")
  static let contestDrawFrom = Phrase(
    en: "The public value of after the end that decides a draw, or a tie",
    fr: "La valeur publique, d'après la clôture, qui décide du tirage ou des ex æquo")
  static let contestCommunity = Phrase(
    en: "The private community whose members take part (without: everybody)",
    fr: "La communauté privée dont les membres participent (sans : tout le monde)")

  /// What no sealed vote promises: format.md, "Votes, draws, quizzes".
  private static let promises = Phrase(
    en: """
      What is not promised: the trustee can look before the end; a host can fail to fetch a vote; a vote that was not signed \
      can be forged; once opened, votes are by name. Elections belong elsewhere.
      """,
    fr: """
      Ce qui n'est pas promis : la personne de confiance peut regarder avant la clôture ; l'organisateur peut ne pas \
      recevoir un vote ; un vote non signé peut être contrefait ; une fois ouverts, les votes sont nominatifs. Les élections \
      ont leur place ailleurs.
      """)

  static let contestCreate = CommandWords(
    en: "Begin a contest; prints its id", fr: "Lance un concours et affiche son identifiant",
    discussion: Phrase(
      en: """
        Who has accepted the charter by now may vote, and enter where people vote for one another. Votes are sealed for the \
        trustee's key, and nobody sees them before you close the contest.

        \(promises[.english])
        """,
      fr: """
        Peuvent voter, et participer quand on vote les uns pour les autres, celles et ceux qui ont accepté la charte à ce \
        jour. Les votes sont scellés pour la clé d'une personne de confiance : nul ne les voit avant la clôture.

        \(promises[.french])
        """),
    examples: [
      .init(
        Phrase(
          en:
            "mgrnet contest create -t \"The most useful meeting\" --closes \"friday 18:00\" --trustee claire.martin --prize \"lunch\" --draw-from \"Saturday's lottery\"",
          fr:
            "mgrnet contest create -t \"La réunion la plus utile\" --closes \"vendredi 18h\" --trustee claire.martin --prize \"un déjeuner\" --draw-from \"le loto de samedi\""
        ),
        en: "people enter, and vote for one another", fr: "on participe, et on vote les uns pour les autres"),
      .init(
        Phrase(
          en:
            "mgrnet contest create -t Quiz --mode quiz --closes \"friday 18:00\" --trustee paul --question \"Days off in May? | two | three | four\" --answer three",
          fr:
            "mgrnet contest create -t Quiz --mode quiz --closes \"vendredi 18h\" --trustee paul --question \"Jours fériés en mai ? | deux | trois | quatre\" --answer trois"
        ), en: "the key is committed to now, and opened at the end",
        fr: "la solution est engagée dès maintenant, et ouverte à la clôture"),
      .init(
        Phrase(
          en:
            "mgrnet contest create -t \"Two tickets\" --mode draw --closes \"friday 18:00\" --draw-from \"Saturday's lottery\"",
          fr:
            "mgrnet contest create -t \"Deux places\" --mode draw --closes \"vendredi 18h\" --draw-from \"le loto de samedi\""
        ), en: "by lot", fr: "au tirage"),
    ])
  static let contestList = CommandWords(
    en: "List the contests that are not decided", fr: "Liste les concours qui ne sont pas encore décidés")
  static let contestPast = Phrase(en: "Those that are decided", fr: "Ceux qui sont décidés")
  static let contestShow = CommandWords(
    en: "Show a contest: the prize, who takes part, how it stands",
    fr: "Montre un concours : le prix, qui participe, où il en est")
  static let contestEnter = CommandWords(
    en: "Enter with a text of one screen, and pictures; again: replaces it",
    fr: "Participe par un texte d'un écran, et des images ; de nouveau : le remplace",
    discussion: Phrase(
      en: "In a draw, your name alone is an entry.", fr: "À un tirage, votre nom seul suffit."),
    examples: [
      .init(
        Phrase(
          en: "mgrnet contest enter nxgb -m \"Fifteen minutes, standing, one question.\" --image board.jpg",
          fr: "mgrnet contest enter nxgb -m \"Quinze minutes debout, une question.\" --image tableau.jpg"),
        en: "with a picture", fr: "avec une image")
    ])
  static let contestVote = CommandWords(
    en: "Vote, sealed until the contest closes; again: replaces it",
    fr: "Vote, sous scellé jusqu'à la clôture ; de nouveau : remplace le vote",
    discussion: promises,
    examples: [
      .init("mgrnet contest vote nxgb luc", en: "for who entered", fr: "pour qui participe"),
      .init(
        "mgrnet contest vote bw07 b a c", en: "a quiz of three questions", fr: "un quiz de trois questions"),
    ])
  static let contestVoteChoice = Phrase(
    en: "Your choice: its number, its letter, its text, or somebody's name; in a quiz one for each question",
    fr: "Votre choix : son numéro, sa lettre, son texte, ou un nom ; au quiz, un par question")
  static let contestClose = CommandWords(
    en: "Freeze the votes and entries that have come, after the closing time; for the host alone",
    fr: "Fige les votes et participations reçus, après l'heure de clôture ; à qui organise",
    discussion: Phrase(
      en: "`mgrnet sync` first, so that none is missing: what you have not fetched comes late.",
      fr: "`mgrnet sync` d'abord, pour qu'aucun ne manque : ce que vous n'avez pas reçu arrive trop tard."))
  static let contestOpen = CommandWords(
    en: "Open the frozen votes; for the trustee alone",
    fr: "Ouvre les votes figés ; à la personne de confiance",
    discussion: Phrase(
      en: """
        The key is the one on your card when the contest began. With it, the age tool opens a vote without mgrnet: two bytes for \
        each choice, then 32 of the nonce.
        """,
      fr: """
        La clé est celle de votre fiche au début du concours. Avec elle, l'outil age ouvre un vote sans mgrnet : deux octets par \
        choix, puis 32 d'aléa.
        """),
    examples: [
      .init("mgrnet contest open nxgb", en: "all votes that were frozen", fr: "tous les votes figés"),
      .init(
        Phrase(
          verbatim:
            #"mgrnet key export --secret > KEY; printf %b "$(sed -n 's/^sealed: "\(.*\)"$/\1/p' votes/HANDLE.md)" | age -d -i KEY | od -An -tx1"#
        ),
        en: "one vote, by age alone", fr: "un vote, par age seul"),
    ])
  static let contestWitness = CommandWords(
    en: "Write down the public value that decides a draw; two who agree are needed, not the host",
    fr: "Inscrit la valeur publique qui décide d'un tirage ; il en faut deux d'accord, sauf qui organise",
    examples: [
      .init(
        "mgrnet contest witness nxgb \"5 12 33 41 48\"", en: "as it was published",
        fr: "telle qu'elle a été publiée")
    ])
  static let contestValue = Phrase(
    en: "The value; several sources with slashes between them",
    fr: "La valeur ; plusieurs sources se séparent par des barres obliques")
  static let contestVerify = CommandWords(
    en: "Check a contest from its history, and compute its result",
    fr: "Vérifie un concours d'après son histoire, et calcule son résultat",
    discussion: Phrase(
      en: """
        Names votes that were left out, came late, twice, unsigned or do not match what was committed to; a host who closed \
        early, again, or changed the contest; a trustee who opened something else; witnesses who do not count. The status is 65 \
        where somebody broke a rule.
        """,
      fr: """
        Nomme les votes omis, tardifs, doubles, non signés ou qui ne correspondent pas à leur engagement ; qui a clos trop tôt, \
        deux fois, ou modifié le concours ; qui a ouvert autre chose ; les témoins qui ne comptent pas. Le code est 65 quand \
        une règle a été enfreinte.
        """),
    examples: [
      .init(
        "mgrnet contest verify nxgb", en: "what is wrong, and who won", fr: "ce qui cloche, et qui gagne"),
      .init(
        "mgrnet contest verify nxgb --script | python3", en: "without trusting mgrnet",
        fr: "sans se fier à mgrnet"),
    ])
  static let contestScript = Phrase(
    en: "Print a Python program that recomputes the result from git alone",
    fr: "Affiche un programme Python qui recalcule le résultat d'après git seul")
  static let contestSave = Phrase(
    en: "Write the result down for all (`result.md`)", fr: "Inscrit le résultat pour tous (`result.md`)")
}
