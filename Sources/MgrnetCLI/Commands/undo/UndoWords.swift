import Store

/// `undo`.
extension Words {
  static let undo = CommandWords(
    en: "Take back your last act, as long as it has not left this machine",
    fr: "Annule votre dernier acte, tant qu'il n'a pas quitté cette machine",
    discussion: Phrase(
      en: """
        With an id, your last act on that item: its publication, a change, a mark. A text that goes is kept as a draft. At a \
        terminal you see first what would be taken back.
        """,
      fr: """
        Avec un identifiant, votre dernier acte sur cet élément : sa publication, une modification, un avis. Un texte qui \
        disparaît reste en brouillon. Dans un terminal, vous voyez d'abord ce qui serait annulé.
        """),
    examples: [
      .init(
        "mgrnet undo 7k2m", en: "what you did last to this item", fr: "votre dernier acte sur cet élément")
    ])
  static let undoID = Phrase(
    en: "Take back your last act on this item (default: your last act)",
    fr: "Annule votre dernier acte sur cet élément (par défaut : votre dernier acte)")
  static func undoQuestion(_ subject: String, _ ago: Phrase) -> Phrase {
    Phrase(en: "take back “\(done(subject))” (\(ago))?", fr: "annuler « \(done(subject)) » (\(ago)) ?")
  }
  static let notUndone = Phrase(en: "nothing was taken back", fr: "rien n'a été annulé")

  static func noActOn(_ id: String) -> Failure {
    Failure(
      .notFound,
      Phrase(
        en: "you did nothing on this machine to `\(id)` that could be taken back",
        fr: "vous n'avez rien fait sur cette machine à `\(id)` qui puisse s'annuler"),
      hint: Phrase(
        en: "`mgrnet log \(id)` shows what was done", fr: "`mgrnet log \(id)` montre ce qui a été fait"))
  }
  static func cannotUndo(_ subject: String, _ obstacle: StoreError.UndoObstacle) -> Failure {
    let act = done(subject)
    return switch obstacle {
    case .hasLeft:
      Failure(
        .notAllowed,
        Phrase(en: "“\(act)” has left this machine already", fr: "« \(act) » a déjà quitté cette machine"),
        hint: Phrase(
          en: "`mgrnet edit` or `mgrnet withdraw` changes it for everyone",
          fr: "`mgrnet edit` ou `mgrnet withdraw` le change pour tous"))
    case .changedSince:
      Failure(
        .notAllowed,
        Phrase(
          en: "“\(act)”: what that wrote was changed again since",
          fr: "« \(act) » : ce qui fut écrit alors a encore changé depuis"),
        hint: Phrase(
          en: "`mgrnet edit` or `mgrnet withdraw` changes what is there now",
          fr: "`mgrnet edit` ou `mgrnet withdraw` change ce qui est là maintenant"))
    case .builtUpon:
      Failure(
        .notAllowed,
        Phrase(en: "“\(act)”: something was written there since", fr: "« \(act) » : on y a écrit depuis"),
        hint: Phrase(
          en: "`mgrnet undo ID` takes back first what you wrote there",
          fr: "`mgrnet undo ID` annule d'abord ce que vous y avez écrit"))
    case .rewritten:
      Failure(
        .notAllowed,
        Phrase(
          en: "your last act, “\(act)”, was made anew with git",
          fr: "votre dernier acte, « \(act) », a été refait avec git"),
        hint: Phrase(
          en: "git takes it back, as by `git revert`; `mgrnet undo ID` takes back an earlier act",
          fr: "git l'annule, comme par `git revert` ; `mgrnet undo ID` annule un acte antérieur"))
    }
  }
}
