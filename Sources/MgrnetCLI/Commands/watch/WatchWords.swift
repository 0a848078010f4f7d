/// `watch`.
extension Words {
  static let watch = CommandWords(
    en: "Print what comes in, as it comes", fr: "Affiche ce qui arrive, à mesure",
    discussion: Phrase(
      en: """
        Exchanges with the network as `mgrnet sync` does, again and again, and prints each new post, reply, link and event \
        that the query finds: a line each, or with `--json` an object with its `text`. The pauses grow while nothing comes, \
        up to an hour. It goes on where it stopped, also after days; each query has its own place. Public communities only, \
        unless `--community` names one of yours. Ctrl+C ends it.
        """,
      fr: """
        Échange avec le réseau comme `mgrnet sync`, encore et encore, et affiche chaque nouveau message, réponse, lien et \
        événement que la recherche trouve : une ligne chacun, ou avec `--json` un objet avec son `text`. Les pauses \
        s'allongent quand rien ne vient, jusqu'à une heure. Il reprend où il s'est arrêté, même des jours après ; chaque \
        recherche a sa place. Seulement les communautés publiques, sauf si `--community` en nomme une des vôtres. Ctrl+C \
        l'arrête.
        """),
    examples: [
      .init(
        "mgrnet watch in:idf kind:question --json | ./to-our-chat",
        en: "questions of a community, into a chat",
        fr: "les questions d'une communauté, vers une messagerie"),
      .init(
        "mgrnet watch --once --format '{{title}} ({{author}})'", en: "one look, for cron",
        fr: "un seul regard, pour cron"),
    ])
  static let watchQuery = Phrase(
    en: "What to watch for, as in `mgrnet find`", fr: "Ce qu'il faut guetter, comme dans `mgrnet find`")
  static let watchEvery = Phrase(
    en: "The shortest pause: `30s`, `5m`, `1h`", fr: "La pause la plus courte : `30s`, `5m`, `1h`")
  static let watchOnce = Phrase(en: "Look once, and end", fr: "Regarde une fois, et s'arrête")
  static let watchNoSync = Phrase(
    en: "Exchange nothing: another program syncs", fr: "N'échange rien : un autre programme synchronise")
  static let watching = Phrase(
    en: "watching; Ctrl+C ends it, and the next watch goes on from there",
    fr: "à l'affût ; Ctrl+C arrête, et la prochaine fois reprend là")
  static func noPause(_ text: String) -> Phrase {
    Phrase(en: "`\(text)` is no pause", fr: "`\(text)` n'est pas une pause")
  }
  static let pauseForm = Phrase(
    en: "such as `30s`, `5m` or `1h`", fr: "par exemple `30s`, `5m` ou `1h`")
}
