import Records

/// `upgrade`.
extension Words {
  static let upgrade = CommandWords(
    en: "Bring an older network to the newest version of the format",
    fr: "Fait passer un réseau plus ancien à la dernière version du format",
    discussion: Phrase(
      en:
        "From that commit on, the rights, the records and the rules of merging of the newest version hold. Only a steward of the network can do this. Everybody needs a mgrnet that reads the new version: an older one refuses the network, and says why. Private communities on this machine of which you are a steward go along.",
      fr:
        "À partir de ce commit valent les droits, les fiches et les règles de fusion de la dernière version. Seul un animateur du réseau peut le faire. Chacun doit avoir un mgrnet qui lit la nouvelle version : un plus ancien refuse le réseau, et dit pourquoi. Les communautés privées de cette machine dont vous êtes responsable suivent."
    ))

  static func upgradedBefore(_ format: Int) -> Phrase {
    Phrase(en: "the network has format \(format) already", fr: "le réseau est déjà au format \(format)")
  }

  static func upgradeIsForStewards(of community: Slug, _ stewards: [Handle]) -> Phrase {
    Phrase(
      en: "`\(community)` stays as it is until one of its stewards upgrades it: \(names(stewards))",
      fr:
        "`\(community)` reste comme elle est tant qu'un de ses animateurs ne l'a pas fait passer : \(names(stewards))"
    )
  }

  static func notANetworkSteward(_ stewards: [Handle]) -> Phrase {
    stewards.isEmpty
      ? Phrase(
        en: "only a steward of the network may do that", fr: "seul un animateur du réseau peut le faire")
      : Phrase(
        en: "only a steward of the network may do that: \(names(stewards))",
        fr: "seul un animateur du réseau peut le faire : \(names(stewards))")
  }

  private static func names(_ handles: [Handle]) -> String { handles.map(\.rawValue).joined(separator: ", ") }
}
