import Sealing

/// Join codes.
extension Words {
  static func joinCodeFault(_ fault: JoinCodeFault) -> Phrase {
    switch fault {
    case .damaged:
      Phrase(
        en: "this is no join code: a letter is wrong, missing or too many",
        fr: "ce n'est pas un code d'invitation : une lettre est fausse, manque ou est en trop")
    case .otherKind(let prefix):
      Phrase(
        en: "this is no join code: it begins with `\(harmless(prefix))1`, not with `mgrjoin1`",
        fr: "ce n'est pas un code d'invitation : il commence par `\(harmless(prefix))1`, non par `mgrjoin1`")
    case .newerVersion(let version):
      Phrase(
        en: "this join code (version \(version)) was made by a newer mgrnet",
        fr: "ce code d'invitation (version \(version)) vient d'un mgrnet plus récent")
    case .address:
      Phrase(
        en: "this address cannot stand in a join code",
        fr: "cette adresse ne peut pas figurer dans un code d'invitation")
    case .password:
      Phrase(
        en: "the address holds a password, which everybody who sees the code would learn",
        fr: "l'adresse contient un mot de passe, que lirait quiconque voit le code")
    }
  }
  static func joinCodeHint(_ fault: JoinCodeFault) -> Phrase? {
    switch fault {
    case .damaged, .otherKind:
      Phrase(
        en: "copy it whole, as `mgrnet community invite` printed it",
        fr: "copiez-le en entier, tel que `mgrnet community invite` l'a affiché")
    case .newerVersion: Phrase(en: "update mgrnet", fr: "mettez mgrnet à jour")
    case .address: addressForms
    case .password:
      Phrase(
        en: "leave it out of the address: git asks for it, or keeps it (`git credential`)",
        fr: "ôtez-le de l'adresse : git le demande, ou le garde (`git credential`)")
    }
  }
}
