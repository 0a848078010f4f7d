/// `leave`: the commands.
extension Words {
  static let leave = CommandWords(
    en: "Who is away, and when", fr: "Qui est absent, et quand",
    discussion: Phrase(
      en: "Nobody is asked why: an absence has days, perhaps a deputy and a handover, and no reason.",
      fr:
        "Personne ne demande pourquoi : une absence a des jours, parfois un remplaçant et une passation, et aucun motif."
    ))
  static let leaveAdd = CommandWords(
    en: "Note that you are away; prints the absence's id",
    fr: "Note que vous êtes absent et affiche l'identifiant de l'absence",
    discussion: dayForms
      + Phrase(
        en: """
           A week means Monday to Friday. `TO` counts from `FROM`: `leave add 15/02 +3d`. Days that meet another of your \
          absences are refused; a deputy who is away too is a warning. With `--every` it comes each week from `FROM` (or \
          today) on; holidays may lie over it.
          """,
        fr: """
           Une semaine va du lundi au vendredi. `AU` se compte depuis `DU` : `leave add 15/02 +3d`. Des jours déjà pris par \
          une autre de vos absences sont refusés ; un remplaçant absent lui aussi est signalé. Avec `--every`, elle revient \
          chaque semaine à partir de `DU` (sinon d'aujourd'hui) ; des congés peuvent la recouvrir.
          """),
    examples: [
      .init(
        Phrase(
          en: "mgrnet leave add 2027-02-15 friday --deputy luc.moreau",
          fr: "mgrnet leave add 15/02 vendredi --deputy luc.moreau"),
        en: "Monday to Friday, Luc covers for you",
        fr: "du lundi au vendredi, Luc vous remplace"),
      .init(
        Phrase(en: "mgrnet leave add tomorrow --starts noon", fr: "mgrnet leave add demain --starts midi"),
        en: "tomorrow afternoon", fr: "demain après-midi"),
      .init(
        Phrase(
          en: "mgrnet leave add --every friday --until 2027-06-30",
          fr: "mgrnet leave add --every vendredi --until 30/06"), en: "every Friday until the end of June",
        fr: "chaque vendredi jusqu'à fin juin"),
      .init(
        "mgrnet leave add 2027-W07 --tentative", en: "a week that is not sure yet",
        fr: "une semaine qui n'est pas encore sûre"),
    ])
  static let leaveFrom = Phrase(
    en: "The first day, or a whole week or month", fr: "Le premier jour, ou une semaine ou un mois entiers")
  static let leaveTo = Phrase(en: "The last day, itself included", fr: "Le dernier jour, compris")
  static let leaveEvery = Phrase(
    en: "Each week on these days: `friday`, `\"wednesday afternoon\"`",
    fr: "Chaque semaine ces jours-là : `vendredi`, `\"mercredi après-midi\"`")
  static let leaveEveryUntil = Phrase(
    en: "The last day of what comes each week", fr: "Le dernier jour de ce qui revient chaque semaine")
  static let leaveStarts = Phrase(
    en: "Away from noon of the first day", fr: "Absent à partir de midi le premier jour")
  static let leaveEnds = Phrase(en: "Back at noon of the last day", fr: "De retour à midi le dernier jour")
  static let leaveDeputy = Phrase(en: "Who covers for you", fr: "Qui vous remplace")
  static let leaveEditDeputy = Phrase(
    en: "Who covers for you; empty for nobody", fr: "Qui vous remplace ; vide pour personne")
  static let leaveTentative = Phrase(en: "It is not sure yet", fr: "Ce n'est pas encore sûr")
  static let leaveConfirmed = Phrase(en: "It is sure", fr: "C'est sûr")
  static let leaveHandover = Phrase(
    en: "The handover: what runs, who decides", fr: "La passation : ce qui est en cours, qui décide")
  static let leaveID = Phrase(en: "Your absence", fr: "Votre absence")
  static let leaveIDs = Phrase(
    en: "Your absences; `-` reads ids from standard input",
    fr: "Vos absences ; `-` lit les identifiants sur l'entrée standard")
  static let leaveEdit = CommandWords(
    en: "Change an absence of yours", fr: "Modifie une de vos absences",
    examples: [
      .init(
        "mgrnet leave edit xjpe --to 2027-02-18 --ends noon", en: "back a day and a half earlier",
        fr: "de retour un jour et demi plus tôt")
    ])
  static let leaveCancel = CommandWords(
    en: "Take an absence of yours back", fr: "Annule une de vos absences",
    discussion: Phrase(
      en: "Its file goes; git's history keeps it.",
      fr: "Son fichier disparaît ; l'historique de git le garde."),
    examples: [
      .init(
        "mgrnet leave list --person me --ids | mgrnet leave cancel -", en: "all that is ahead",
        fr: "tout ce qui est à venir")
    ])
  static let leaveList = CommandWords(
    en: "List absences, from today on", fr: "Liste les absences à partir d'aujourd'hui", discussion: dayForms,
    examples: [
      .init(
        Phrase(
          en: "mgrnet leave list --team support --from 2027-02",
          fr: "mgrnet leave list --team support --from février"), en: "a team's, of a month",
        fr: "celles d'une équipe, d'un mois")
    ])
  static let leaveTeam = Phrase(
    en: "Only the people of this team, as their cards name it (`me`: your own)",
    fr: "Seulement les gens de cette équipe, comme leurs fiches la nomment (`me` : la vôtre)")
  static let leavePerson = Phrase(
    en: "Only this person (`me`: you)", fr: "Seulement cette personne (`me` : vous)")
  static let leaveSince = Phrase(
    en: "From this day on; of a week, month or year without `--to`, all of it",
    fr: "À partir de ce jour ; d'une semaine, d'un mois ou d'une année sans `--to`, leur totalité")
  static let leaveUntil = Phrase(en: "Through this day", fr: "Jusqu'à ce jour compris")
  static let leaveWho = CommandWords(
    en: "Who is away on a day, and when they are back", fr: "Qui est absent un jour, et quand revient-il",
    examples: [
      .init(
        Phrase(en: "mgrnet leave who --on monday", fr: "mgrnet leave who --on lundi"),
        en: "who will not be there on Monday", fr: "qui ne sera pas là lundi")
    ])
  static let leaveOn = Phrase(en: "The day (default: today)", fr: "Le jour (par défaut : aujourd'hui)")
  static let leaveCalendar = CommandWords(
    en: "A month or a year of absences, as a grid", fr: "Un mois ou une année d'absences, en grille",
    discussion: Phrase(
      en: """
        One line for each person. Of a year, a cell is a week, with the number of its working days away. In a pipe there is \
        a field for each day. Holidays are those of each person's card (`holidays: FR-57`), else of the network's.
        """,
      fr: """
        Une ligne par personne. Sur une année, une case est une semaine, avec le nombre de ses jours ouvrés d'absence. Dans \
        un tube, il y a un champ par jour. Les jours fériés sont ceux de la fiche de chacun (`holidays: FR-57`), sinon du réseau.
        """),
    examples: [
      .init(
        Phrase(
          en: "mgrnet leave calendar --month feb --team support",
          fr: "mgrnet leave calendar --month février --team support"), en: "a team's February",
        fr: "le mois de février d'une équipe"),
      .init(
        "mgrnet leave calendar --year 2027 --as csv > 2027.csv", en: "for a spreadsheet",
        fr: "pour un tableur"),
    ])
  static let leaveMonth = Phrase(en: "The month (default: this one)", fr: "Le mois (par défaut : celui-ci)")
  static let leaveYear = Phrase(en: "A whole year", fr: "Une année entière")
  static let leaveSchool = Phrase(
    en: "Show the school holidays of this French zone (A, B, C)",
    fr: "Montre les vacances scolaires de cette zone (A, B, C)")
  static let leaveAs = Phrase(
    en: "As a Markdown table (md), for a spreadsheet (csv), or as a calendar file (ics)",
    fr:
      "En tableau Markdown (md), pour un tableur (csv : à points-virgules dans un fichier, à virgules dans un tube), ou en fichier d'agenda (ics)"
  )
  static let leaveCheck = CommandWords(
    en: "Days with too few people, deputies who are away too, absences that overlap",
    fr: "Jours sans assez de monde, remplaçants absents eux aussi, absences qui se chevauchent",
    discussion: Phrase(
      en:
        "Looks three months ahead unless told. As `list` does, it ends with status 1 where there is nothing to show: nothing is wrong.",
      fr:
        "Regarde trois mois devant, sauf indication. Comme `list`, finit avec le code 1 quand il n'y a rien à montrer : tout va bien."
    ),
    examples: [
      .init(
        "mgrnet leave check --team support --present 3", en: "days on which fewer than 3 are there",
        fr: "les jours où moins de 3 sont là")
    ])
  static let leavePresent = Phrase(
    en: "How many of the team must be there", fr: "Combien de l'équipe doivent être là")
  static let leaveBridges = CommandWords(
    en: "The days to take for a long rest, best first",
    fr: "Les ponts : les jours à poser pour un long repos, les meilleurs d'abord",
    discussion: Phrase(
      en:
        "Only what is better than an ordinary week (9 days of rest for 5 taken), with your card's holidays, else the network's.",
      fr:
        "Seulement ce qui vaut mieux qu'une semaine ordinaire (9 jours de repos pour 5 posés), avec les jours fériés de votre fiche, sinon du réseau."
    ),
    examples: [
      .init(
        "mgrnet leave bridges 2027 --holidays FR-57 --most 4", en: "in Alsace-Moselle, 4 days at most",
        fr: "en Alsace-Moselle, 4 jours au plus")
    ])
  static let bridgesYear = Phrase(en: "The year (default: this one)", fr: "L'année (par défaut : celle-ci)")
  static let bridgesHolidays = Phrase(
    en: "With these holidays: a country or a part of one (FR, FR-57, BE, CA-QC), or a file of `holidays/`",
    fr: "Avec ces jours fériés : un pays ou une partie (FR, FR-57, BE, CA-QC), ou un fichier de `holidays/`")
  static let bridgesMost = Phrase(
    en: "How many days at most are taken at once", fr: "Combien de jours au plus se posent d'un coup")
  static let leaveExport = CommandWords(
    en: "Print absences or holidays as a calendar file (iCalendar)",
    fr: "Écrit absences ou jours fériés en fichier d'agenda (iCalendar)",
    discussion: Phrase(
      en:
        "From the first day of this year on, unless told. It says who is away and never why. To import it twice changes nothing.",
      fr:
        "À partir du premier jour de cette année, sauf indication. Il dit qui est absent, jamais pourquoi. L'importer deux fois ne change rien."
    ),
    examples: [
      .init(
        "mgrnet leave export --team support > support.ics", en: "for Thunderbird, Outlook, a phone",
        fr: "pour Thunderbird, Outlook, un téléphone")
    ])
  static let leaveExportHolidays = Phrase(
    en: "The network's holidays of this year instead", fr: "Plutôt les jours fériés du réseau, de cette année"
  )
  static let leaveImport = CommandWords(
    en: "Take absences or holidays from a calendar file (iCalendar)",
    fr: "Reprend absences ou jours fériés d'un fichier d'agenda (iCalendar)",
    discussion: Phrase(
      en: """
        Takes your own absences: events of half a working day at least, not those that leave the time free. Titles and \
        descriptions stay outside, as they may say why. An event that changed changes its absence, one that was cancelled \
        takes it away; what is left out is named.
        """,
      fr: """
        Reprend vos propres absences : les évènements d'une demi-journée de travail au moins, sauf ceux qui laissent le temps \
        libre. Titres et descriptions restent dehors, car ils pourraient dire pourquoi. Un évènement modifié modifie l'absence, \
        annulé il l'annule ; ce qui reste de côté est nommé.
        """),
    examples: [
      .init(
        "mgrnet leave import absences.ics --dry-run", en: "what would come in", fr: "ce qui serait repris"),
      .init(
        "mgrnet leave import company.ics --holidays company --for-all",
        en: "the company's own days off, for everybody", fr: "les jours chômés de l'entreprise, pour tous"),
    ])
  static let leaveImportHolidays = Phrase(
    en: "They are holidays: to `holidays/NAME.ics`", fr: "Ce sont des jours chômés : vers `holidays/NOM.ics`")
  static let leaveImportFree = Phrase(
    en: "Also take what is marked free or not sure yet (birthdays, working elsewhere)",
    fr: "Reprend aussi ce qui est marqué libre ou provisoire (anniversaires, travail ailleurs)")
  static let leaveImportForAll = Phrase(
    en: "Name them on the network's card, for everybody", fr: "Les nomme sur la fiche du réseau, pour tous")
}
