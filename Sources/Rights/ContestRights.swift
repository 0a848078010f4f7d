import Records

extension ActOfRights {
  /// R2: the host closes a contest, the trustee opens its votes, and any member writes down what is computed from these.
  func breachOfEnd(_ change: Change, _ place: RecordPath) throws -> Breach? {
    let thread = RecordPath.thread(of: place)
    if place.type == .result {
      guard try isMember else { return try refusalOfMember() }
      let computed = try ground.result(RecordPath.folder(of: thread))
      return computed != nil && change.after.document == computed ? nil : Breach(.owners, owner: nil)
    }
    let contest = try ground.record(thread)
    let owner = (place.type == .closed ? contest?["host"] : contest?["trustee"]?["handle"])?.text
    return try owner.map(me.contains) ?? false ? nil : refusal(.owners, owner: owner, isClaim: true)
  }
}
