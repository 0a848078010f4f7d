/// The options that every command takes, and the names of values.
extension Words {
  static let optionFolder = Phrase(
    en: "Look for the network from this folder on", fr: "Cherche le réseau à partir de ce dossier")
  static let optionJSON = Phrase(en: "Print one JSON object a line", fr: "Écrit un objet JSON par ligne")
  static let optionFormat = Phrase(
    en: "Print each item with this Mustache template, such as '{{id}} {{title}}'",
    fr: "Écrit chaque élément avec ce modèle Mustache, par exemple `'{{id}} {{title}}'`")
  static let optionColor = Phrase(
    en: "Use colours: auto (on a terminal), always or never",
    fr: "Couleurs : auto (sur un terminal), toujours ou jamais")
  static let optionNoPager = Phrase(
    en: "Do not use a pager", fr: "N'utilise pas de visualiseur page par page")
  static let optionQuiet = Phrase(
    en: "Say only what is wrong on standard error", fr: "N'écrit que les erreurs sur la sortie d'erreur")
  static let optionIds = Phrase(
    en: "Print ids only, one a line", fr: "N'écrit que les identifiants, un par ligne")
  static let optionHelp = Phrase(en: "Show this help", fr: "Affiche cette aide")

  /// The name of an option's value as help shows it; ``valueNames`` holds all of them.
  static func valueName(_ name: String) -> Phrase { valueNames[name] ?? Phrase(verbatim: "\(name)") }

  static let valueNames: [String: Phrase] = [
    "assignment": Phrase(en: "name=value", fr: "nom=valeur"),
    "category": Phrase(en: "category", fr: "catégorie"), "code": Phrase(en: "code", fr: "code"),
    "command": Phrase(en: "command", fr: "commande"), "community": Phrase(en: "community", fr: "communauté"),
    "consent": Phrase(en: "yes|no", fr: "yes|no"),
    "count": Phrase(en: "count", fr: "nombre"), "dash": Phrase(en: "-", fr: "-"),
    "day": Phrase(en: "day", fr: "jour"), "duration": Phrase(en: "duration", fr: "durée"),
    "email": Phrase(en: "email", fr: "courriel"), "file": Phrase(en: "file", fr: "fichier"),
    "folder": Phrase(en: "folder", fr: "dossier"), "format": Phrase(en: "format", fr: "format"),
    "from": Phrase(en: "from", fr: "du"), "handle": Phrase(en: "handle", fr: "pseudo"),
    "key": Phrase(en: "key", fr: "clé"),
    "id": Phrase(en: "id", fr: "id"), "kind": Phrase(en: "kind", fr: "genre"),
    "language": Phrase(en: "language", fr: "langue"),
    "mode": Phrase(en: "mode", fr: "mode"),
    "month": Phrase(en: "month", fr: "mois"), "name": Phrase(en: "name", fr: "nom"),
    "order": Phrase(en: "order", fr: "ordre"), "outcome": Phrase(en: "outcome", fr: "résultat"),
    "path": Phrase(en: "path", fr: "chemin"), "phone": Phrase(en: "phone", fr: "téléphone"),
    "prefix": Phrase(en: "prefix", fr: "préfixe"), "query": Phrase(en: "query", fr: "recherche"),
    "region": Phrase(en: "region", fr: "région"), "remote": Phrase(en: "remote", fr: "distant"),
    "reply": Phrase(en: "reply", fr: "réponse"), "seconds": Phrase(en: "seconds", fr: "secondes"),
    "sentence": Phrase(en: "sentence", fr: "phrase"), "shell": Phrase(en: "shell", fr: "shell"),
    "skill": Phrase(en: "skill", fr: "compétence"), "slug": Phrase(en: "slug", fr: "nom"),
    "story": Phrase(en: "story", fr: "récit"), "tag": Phrase(en: "tag", fr: "mot-clé"),
    "team": Phrase(en: "team", fr: "équipe"), "template": Phrase(en: "template", fr: "modèle"),
    "text": Phrase(en: "text", fr: "texte"), "theme": Phrase(en: "theme", fr: "thème"),
    "time": Phrase(en: "time", fr: "moment"), "title": Phrase(en: "title", fr: "titre"),
    "to": Phrase(en: "to", fr: "au"), "topic": Phrase(en: "topic", fr: "sujet"),
    "type": Phrase(en: "type", fr: "type"), "url": Phrase(en: "url", fr: "url"),
    "what": Phrase(en: "what", fr: "quoi"), "when": Phrase(en: "when", fr: "quand"),
    "answer": Phrase(en: "answer", fr: "réponse"), "number": Phrase(en: "number", fr: "nombre"),
    "place": Phrase(en: "place", fr: "lieu"),
    "source": Phrase(en: "source", fr: "source"), "hours": Phrase(en: "hours", fr: "heures"),
    "period": Phrase(en: "period", fr: "rythme"),
    "weekday": Phrase(en: "weekday", fr: "jour"),
    "words": Phrase(en: "words", fr: "mots"), "year": Phrase(en: "year", fr: "année"),
    "zone": Phrase(en: "zone", fr: "fuseau"),
  ]
}
