import Records

/// Phrases that tell a person what their act did.
extension Words {
  /// `post: Notes (idf)`, as the act's commit says it, is `Message published: Notes (idf)`.
  static func done(_ subject: String) -> Phrase {
    guard let colon = subject.firstRange(of: ": ") else { return Phrase(verbatim: "\(subject)") }
    let what = String(subject[colon.upperBound...])
    let said: Phrase
    switch subject[..<colon.lowerBound] {
    case "post": said = Phrase(en: "Message published", fr: "Message publié")
    case "reply": said = Phrase(en: "Reply published", fr: "Réponse publiée")
    case "accept": said = Phrase(en: "Answer accepted", fr: "Réponse acceptée")
    case "mark": said = Phrase(en: "Your opinion is noted", fr: "Votre avis est noté")
    case "promise": said = Phrase(en: "Answer promised", fr: "Réponse promise")
    case "decline": said = Phrase(en: "Left to others", fr: "Laissé à d'autres")
    case "edit": said = Phrase(en: "Changed", fr: "Modifié")
    case "cool": said = Phrase(en: "The thread takes a rest", fr: "Le fil se repose")
    case "withdraw": said = Phrase(en: "Withdrawn", fr: "Retiré")
    case "link": said = Phrase(en: "Link added", fr: "Lien ajouté")
    case "check": said = Phrase(en: "Links checked", fr: "Liens vérifiés")
    case "template": said = Phrase(en: "Template made", fr: "Modèle créé")
    case "import": said = Phrase(en: "Imported", fr: "Importé")
    case "init": said = Phrase(en: "Network made", fr: "Réseau créé")
    case "upgrade": said = Phrase(en: "Upgraded", fr: "Mis à niveau")
    case "charter": said = Phrase(en: "Charter changed", fr: "Charte modifiée")
    case "me": said = Phrase(en: "Your card is written", fr: "Votre fiche est écrite")
    case "key": said = Phrase(en: "Keys entered", fr: "Clés inscrites")
    case "community": said = Phrase(en: "Community made", fr: "Communauté créée")
    case "edit community": said = Phrase(en: "Community changed", fr: "Communauté modifiée")
    case "archive community":
      said = Phrase(en: "Community closed to new posts", fr: "Communauté fermée aux nouveaux messages")
    case "reopen community": said = Phrase(en: "Community open again", fr: "Communauté rouverte")
    case "subscribe": said = Phrase(en: "Subscription noted", fr: "Abonnement noté")
    case "unsubscribe": said = Phrase(en: "Subscription ended", fr: "Abonnement terminé")
    case "member": said = Phrase(en: "Membership noted", fr: "Adhésion notée")
    case "expel": said = Phrase(en: "Membership ended", fr: "Adhésion terminée")
    case "event": said = Phrase(en: "Event entered", fr: "Rencontre inscrite")
    case "edit event": said = Phrase(en: "Event changed", fr: "Rencontre modifiée")
    case "cancel event": said = Phrase(en: "Event cancelled", fr: "Rencontre annulée")
    case "enter rsvp": said = Phrase(en: "Their answer is noted", fr: "Sa réponse est notée")
    case "rsvp": said = Phrase(en: "Your answer is noted", fr: "Votre réponse est notée")
    case "seats": said = Phrase(en: "Seats given", fr: "Places attribuées")
    case "groups": said = Phrase(en: "Groups made", fr: "Groupes formés")
    case "met": said = Phrase(en: "Noted whom you met", fr: "Vos rencontres sont notées")
    case "contest": said = Phrase(en: "Contest begun", fr: "Concours lancé")
    case "entry": said = Phrase(en: "Your entry is in", fr: "Votre participation est inscrite")
    case "vote": said = Phrase(en: "Your vote is in", fr: "Votre vote est déposé")
    case "contest closed": said = Phrase(en: "Contest closed", fr: "Concours clos")
    case "contest opened": said = Phrase(en: "Votes opened", fr: "Votes ouverts")
    case "contest witness": said = Phrase(en: "What you saw is noted", fr: "Votre témoignage est noté")
    case "contest result": said = Phrase(en: "Result written down", fr: "Résultat inscrit")
    case "holidays": said = Phrase(en: "Holidays noted", fr: "Jours chômés notés")
    case "leave": return absence(Phrase(en: "Absence noted", fr: "Absence notée"), what)
    case "cancel leave": return absence(Phrase(en: "Absence cancelled", fr: "Absence annulée"), what)
    case "import leave": return absence(Phrase(en: "Absences taken in", fr: "Absences reprises"), what)
    // A commit that no act of this version makes.
    default: return Phrase(verbatim: "\(subject)")
    }
    return Phrase(verbatim: "\(said)\(self.colon)\(what)")
  }

  /// - Parameter what: `claire.martin, 2027-02-15 to 2027-02-19`, or a number of absences and whose they are.
  private static func absence(_ said: Phrase, _ what: String) -> Phrase {
    let days = what.split(separator: " ").compactMap { CalendarDay(String($0)) }
    guard let first = days.first, let last = days.last, first <= last else {
      return Phrase(verbatim: "\(said)\(colon)\(what)")
    }
    return Phrase(verbatim: "\(said)\(colon)\(self.days(first...last))")
  }

  static func undone(_ subject: String) -> Phrase {
    Phrase(en: "Taken back: “\(done(subject))”", fr: "Annulé : « \(done(subject)) »")
  }
}
