import Disclosure
import Git

/// Phrases for private names that would become public.
extension Words {
  static let syncIKnow = Phrase(
    en: "Send it even where it quotes private communities",
    fr: "Envoie même ce qui cite des communautés privées")

  /// `communities/idf/…/post.md:7 quotes the private title “Plan social”`
  static func leak(_ leak: Leak) -> Phrase { Phrase(verbatim: "\(place(leak.place)) \(quoted(in: leak))") }

  static func quoted(in leak: Leak) -> Phrase {
    let name = leak.name
    return switch leak.kind {
    case .slug:
      Phrase(en: "names the private community `\(name)`", fr: "nomme la communauté privée `\(name)`")
    case .title: Phrase(en: "quotes the private title “\(name)”", fr: "cite le titre privé « \(name) »")
    case .id: Phrase(en: "quotes the private id `\(name)`", fr: "cite l'identifiant privé `\(name)`")
    }
  }

  static func privateUnreadable(_ folder: String) -> Phrase {
    Phrase(
      en: "the private community in \(folder) cannot be read: what must not be said is unknown",
      fr: "la communauté privée de \(folder) est illisible : on ignore ce qu'il ne faut pas dire")
  }
  static let privateUnreadableHint = Phrase(
    en:
      "is its folder renamed, or its branch `private/SLUG`? Mend that, or move the folder out of `private/`",
    fr:
      "son dossier ou sa branche `private/NOM` a-t-il changé de nom ? Corrigez cela, ou sortez ce dossier de `private/`"
  )
  static let privateNotIgnored = Phrase(
    en: "`.gitignore` does not hold `/private/`: git may take private communities in",
    fr: "`.gitignore` ne contient pas `/private/` : git peut y prendre des communautés privées")
  static let privacyProblems = Phrase(
    en: "private communities in danger", fr: "communautés privées en danger")
  static let leaks = Phrase(
    en: "quotes of private communities, which `sync` will not send",
    fr: "citations de communautés privées, que `sync` n'enverra pas")

  private static func place(_ place: Leak.Place) -> Phrase {
    switch place {
    case .file(let path, let line): Phrase(verbatim: "\(path):\(line)")
    case .path(let path): Phrase(en: "the path \(path)", fr: "le chemin \(path)")
    case .message(let commit):
      Phrase(en: "the message of commit \(commit.short)", fr: "le message du commit \(commit.short)")
    case .person(let commit):
      Phrase(en: "the author of commit \(commit.short)", fr: "l'auteur du commit \(commit.short)")
    case .earlier(let commit, let path, let line):
      Phrase(
        en: "\(path):\(line) in commit \(commit.short)", fr: "\(path):\(line) dans le commit \(commit.short)")
    }
  }

  static func leaking(_ leaks: [Leak]) -> Phrase { some(of: leaks.map(leak)) }
  static let leakingHint = Phrase(
    en: """
      nothing was sent; `mgrnet undo` takes back what has not left yet, one act at a time, and `mgrnet sync --i-know` sends \
      it all the same
      """,
    fr: """
      rien n'a été envoyé ; `mgrnet undo` défait, un acte à la fois, ce qui n'est pas encore parti, et \
      `mgrnet sync --i-know` l'envoie quand même
      """)
  static let leakWarningHint = Phrase(
    en: "`mgrnet undo` takes it back; `mgrnet sync` will refuse to send it",
    fr: "`mgrnet undo` le défait ; `mgrnet sync` refusera de l'envoyer")
}
