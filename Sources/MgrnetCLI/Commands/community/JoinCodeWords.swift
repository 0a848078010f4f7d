import Sealing

extension JoinCodeFault {
  var failure: Failure {
    let copyItWhole = Phrase(
      en: "copy it whole, as `mgrnet community invite` printed it",
      fr: "copiez-le en entier, tel que `mgrnet community invite` l'a affiché")
    return switch self {
    case .damaged:
      Failure(
        .usage,
        Phrase(
          en: "this is no join code: a letter is wrong, missing or too many",
          fr: "ce n'est pas un code d'invitation : une lettre est fausse, manque ou est en trop"),
        hint: copyItWhole)
    case .otherKind(let prefix):
      Failure(
        .usage,
        Phrase(
          en: "this is no join code: it begins with `\(prefix)1`, not with `mgrjoin1`",
          fr: "ce n'est pas un code d'invitation : il commence par `\(prefix)1`, non par `mgrjoin1`"),
        hint: copyItWhole)
    case .newerVersion(let version):
      Failure(
        .usage,
        Phrase(
          en: "this join code (version \(version)) was made by a newer mgrnet",
          fr: "ce code d'invitation (version \(version)) vient d'un mgrnet plus récent"),
        hint: Phrase(en: "update mgrnet", fr: "mettez mgrnet à jour"))
    case .address:
      Failure(
        .usage,
        Phrase(
          en: "this address cannot stand in a join code",
          fr: "cette adresse ne peut pas figurer dans un code d'invitation"), hint: Words.addressForms)
    case .password:
      Failure(
        .usage,
        Phrase(
          en: "the address holds a password, which everybody who sees the code would learn",
          fr: "l'adresse contient un mot de passe, que lirait quiconque voit le code"),
        hint: Phrase(
          en: "leave it out of the address: git asks for it, or keeps it (`git credential`)",
          fr: "ôtez-le de l'adresse : git le demande, ou le garde (`git credential`)"))
    }
  }
}
