import Records
import Store
import Sync

/// What people are told of acts that wait on this machine.
extension Words {
  static func waits(_ act: WaitingAct) -> Phrase {
    let subject = act.subject
    return switch act.reason {
    case .anonymous:
      Phrase(
        en: "Written, and waits here: \(title(of: subject)). It leaves by itself, alone, within three days",
        fr: "Écrit, et attend ici : \(title(of: subject)). Il partira de lui-même, seul, d'ici trois jours")
    case .cooling:
      Phrase(
        en:
          "Written, and waits here: \(title(of: subject)). The thread takes a rest until \(moment(act.due))",
        fr: "Écrit, et attend ici : \(title(of: subject)). Le fil se repose jusqu'au \(moment(act.due))")
    case .delay:
      Phrase(
        en: "Written, and waits here: \(title(of: subject)). It is published from \(moment(act.due)) on",
        fr: "Écrit, et attend ici : \(title(of: subject)). Il sera publié à partir du \(moment(act.due))")
    }
  }

  /// `Is it me? (idf)` of `post: Is it me? (idf)`.
  private static func title(of subject: String) -> String {
    subject.firstRange(of: ": ").map { String(subject[$0.upperBound...]) } ?? subject
  }

  private static func moment(_ time: Timestamp) -> String {
    String(Clock.local(time).description.prefix(16)).replacing("T", with: " ")
  }

  static func undoWaiting(_ id: String) -> Phrase {
    Phrase(en: "`mgrnet undo \(id)` takes it back", fr: "`mgrnet undo \(id)` l'annule")
  }
  static let notPromised = Phrase(
    en: """
      not promised: whoever runs the server, and everybody where it shows such things, sees which account sent when; \
      your style may betray you; among few people there are few
      """,
    fr: """
      non promis : qui tient le serveur, et tous là où il le montre, voit quel compte a envoyé et quand ; votre style \
      peut vous trahir ; parmi peu de gens, on est peu nombreux
      """)
  static func isWaiting(_ act: WaitingAct) -> Phrase {
    act.sent == nil
      ? Phrase(
        en: "`\(act.id)` waits on this machine alone; `mgrnet undo \(act.id)` takes it back",
        fr: "`\(act.id)` attend sur cette machine seulement ; `mgrnet undo \(act.id)` l'annule")
      : Phrase(
        en: "`\(act.id)` is on its way, and comes back with a `mgrnet sync`",
        fr: "`\(act.id)` est en route, et reviendra par un `mgrnet sync`")
  }
  static let syncNow = Phrase(
    en: "Send now what names nobody, rather than at a moment drawn at random",
    fr: "Envoie maintenant ce qui ne nomme personne, plutôt qu'à un moment tiré au sort")
  static func heldEdit(_ subject: String) -> Phrase {
    Phrase(
      en: "waits in `.git/mgrnet` rather than in your files: \(title(of: subject))",
      fr:
        "ne nomme personne, et attend dans `.git/mgrnet` plutôt que dans vos fichiers : \(title(of: subject))"
    )
  }
  static func departed(_ subject: String) -> Phrase {
    Phrase(
      en: "left without a name: \(title(of: subject))", fr: "parti sans nom : \(title(of: subject))")
  }
  static func released(_ subject: String) -> Phrase {
    Phrase(
      en: "its time has come: \(title(of: subject))", fr: "le moment est venu : \(title(of: subject))")
  }
  static func resting(_ count: Int) -> Phrase {
    Noun(en: ("text waits here", "texts wait here"), fr: ("texte attend ici", "textes attendent ici"))
      .counted(count)
  }
  static let cool = CommandWords(
    en: "Give a hot thread a rest: replies wait until then",
    fr: "Laisse reposer un fil trop vif : les réponses attendent jusque-là",
    discussion: Phrase(
      en: """
        The author of the post or a steward does so. Who replies meanwhile sees the phone number first; the reply waits on \
        their own machine, where `undo` takes it back, and goes with the first `sync` after the rest.

        Who wants to sleep over everything they write sets `git config mgrnet.delay 30m` (`m`, `h`, `d`): their posts and \
        replies wait as long in the same way.
        """,
      fr: """
        L'auteur du message ou un animateur le fait. Qui répond entre-temps voit d'abord le numéro de téléphone ; la réponse \
        attend sur sa propre machine, où `undo` l'annule, et part avec le premier `sync` après la pause.

        Qui veut laisser passer un moment avant chaque envoi règle `git config mgrnet.delay 30m` (`m`, `h`, `j`) : ses \
        messages et réponses attendent d'autant, de la même façon.
        """),
    examples: [
      .init(
        Phrase(en: "mgrnet cool 7k2m --for 2d", fr: "mgrnet cool 7k2m --for 2j"), en: "two days of rest",
        fr: "deux jours de repos")
    ])
  static let coolID = Phrase(en: "The post", fr: "Le message")
  static let coolFor = Phrase(en: "How long (`2d`, `1w`)", fr: "Combien de temps (`2j`, `1s`)")
  static let coolForWhat = Phrase(
    en: "a rest has a length such as `2d` or `1w`", fr: "un repos a une durée telle que `2j` ou `1s`")
  static func restsUntil(_ time: Timestamp) -> Phrase {
    Phrase(
      en: "this thread takes a rest until \(moment(time)): what you write waits here until then",
      fr: "ce fil se repose jusqu'au \(moment(time)) : ce que vous écrivez attend ici jusque-là")
  }
  static func callFirst(_ name: String, _ number: String) -> Phrase {
    Phrase(
      en: "better than writing: call \(name), \(number)",
      fr: "mieux que d'écrire : appelez \(name), \(number)")
  }
  static func badDelay(_ text: String) -> Failure {
    Failure(
      .usage,
      Phrase(
        en: "`mgrnet.delay` is \(text), which is no length of time",
        fr: "`mgrnet.delay` vaut \(text), qui n'est pas une durée"),
      hint: Phrase(verbatim: "`git config mgrnet.delay 30m`"))
  }
  static let staysBehind = Phrase(
    en: "nothing was taken in, so that the history does not tell who sent it; the next `mgrnet sync` does",
    fr:
      "rien n'a été reçu, pour que l'historique ne dise pas qui l'a envoyé ; le prochain `mgrnet sync` le fera"
  )
  static let changedSinceWritten = Phrase(
    en: "what waited cannot leave: somebody changed the same meanwhile",
    fr: "ce qui attendait ne peut partir : quelqu'un a changé la même chose entre-temps")
  static func waiting(_ count: Int) -> Phrase {
    Noun(
      en: ("text without a name waits here", "texts without a name wait here"),
      fr: ("texte sans nom attend ici", "textes sans nom attendent ici")
    ).counted(count)
  }

  static func waits(_ act: WaitingAct, _ obstacle: Departure.Obstacle) -> Phrase {
    Phrase(
      en: "waits still: \(title(of: act.subject)): ", fr: "attend encore : \(title(of: act.subject)) : ")
      + reason(obstacle)
  }

  private static func reason(_ obstacle: Departure.Obstacle) -> Phrase {
    switch obstacle {
    case .early: Phrase(en: "its moment has not come", fr: "son moment n'est pas venu")
    case .ownTip:
      Phrase(
        en:
          "the last push to the shared repository was yours, and would say whose it is; it leaves after somebody else's",
        fr:
          "le dernier envoi au dépôt partagé était le vôtre, et dirait de qui il est ; il partira après celui d'un autre"
      )
    case .company:
      Phrase(
        en:
          "this time something else of yours was sent; a `mgrnet sync` that has nothing else to send takes it along, `--now` as well",
        fr:
          "cette fois, autre chose de vous est parti ; un `mgrnet sync` qui n'a rien d'autre à envoyer l'emportera, `--now` aussi"
      )
    case .unreachable:
      Phrase(en: "the shared repository could not be reached", fr: "le dépôt partagé n'a pu être joint")
    case .late:
      Phrase(
        en: "somebody else sent at the same moment; the next `mgrnet sync` tries again",
        fr: "un autre envoyait au même moment ; le prochain `mgrnet sync` réessaiera")
    case .leaking(let leaks): leaking(leaks)
    case .hostile(let findings):
      findings.first.map(guardFinding) ?? Phrase(en: "it must not go out", fr: "il ne doit pas sortir")
    case .refused(let reasons):
      Phrase(
        en: "the shared repository refuses it: \(reasons.last ?? "")",
        fr: "le dépôt partagé le refuse : \(reasons.last ?? "")")
    }
  }

  static func pictureTells(_ name: String) -> Phrase {
    Phrase(
      en:
        "what \(name) may tell of who made it cannot be taken out: it is no JPEG, PNG, WebP or GIF that can be read",
      fr:
        "ce que \(name) peut dire de son auteur ne peut en être retiré : ce n'est pas un JPEG, PNG, WebP ou GIF lisible"
    )
  }
  static let pictureTellsHint = Phrase(
    en: "save it as PNG with a program for pictures, or leave it out",
    fr: "enregistrez-la en PNG avec un logiciel d'images, ou renoncez-y")
  static let anonymousElsewhere = Failure(
    .notAllowed,
    Phrase(
      en: "it names nobody, and was not written on this machine",
      fr: "il ne nomme personne, et n'a pas été écrit sur cette machine"),
    hint: Phrase(
      en: "do it on the machine where it was written", fr: "faites-le sur la machine où il a été écrit"))
  static let anonymousWithoutKey = Failure(
    .notAllowed,
    Phrase(
      en:
        "it names nobody, and is from a time when such texts had no key: a steward can withdraw it, nobody can change it",
      fr:
        "il ne nomme personne, et date d'un temps où ces textes n'avaient pas de clé : un animateur peut le retirer, nul ne peut le changer"
    ),
    hint: Phrase(en: "write a new one", fr: "écrivez-en un nouveau"))
  static func anonymousInPrivate(_ slug: Slug) -> Failure {
    Failure(
      .notAllowed,
      Phrase(
        en:
          "nobody is anonymous in the private community `\(slug)`: it has few members, and what it sends says whose device sealed it",
        fr:
          "nul n'est anonyme dans la communauté privée `\(slug)` : ses membres sont peu nombreux, et ce qu'elle envoie dit quel appareil l'a scellé"
      ),
      hint: Phrase(
        en: "write it in a public community, or by name",
        fr: "écrivez dans une communauté publique, ou sous votre nom"))
  }
  static func waitsStill(_ id: String) -> Failure {
    Failure(
      .notAllowed,
      Phrase(
        en:
          "`\(id)` waits on this machine, and nobody else knows of it yet: nothing else may tell of it before",
        fr: "`\(id)` attend sur cette machine, et nul autre ne le connaît : rien ne peut en parler avant"),
      hint: Phrase(
        en: "wait until it came back by `mgrnet sync`; `mgrnet undo \(id)` takes it back",
        fr: "attendez qu'il revienne par `mgrnet sync` ; `mgrnet undo \(id)` l'annule"))
  }
}
