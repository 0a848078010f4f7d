import ArgumentParser
import Records
import SealedSync
import Sealing
import Store

struct CommunityInviteCommand: Command {
  static var configuration: CommandConfiguration { .words("invite", Words.communityInvite) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @Argument(help: .words(Words.inviteHandle, value: "handle"), completion: .from(.handle)) var handle: String
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes)) var yes = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, slug) = try session.privateShelf(slug)
    let handle = try session.person(handle)
    let caller = try session.author(in: shelf)
    let network = try shelf.network()
    try network.snapshot().requireMembershipSteward(caller.handle)
    let code = try JoinCode(
      to: place(of: network, slug), from: caller.handle.rawValue,
      session.signingKey(of: caller.handle, in: network))

    let snapshot = try network.snapshot()
    let person = try snapshot.record(at: RecordPath.person(handle), as: [.person])
    let name = person["name"]?.text ?? handle.rawValue
    let keys = KeyCard(person).entries.compactMap { entry in entry.keys.map { (entry.device, $0) } }
    if keys.isEmpty { throw Failure(.notFound, Words.hasNoKeys(handle), hint: Words.askForKeys) }
    let act = MemberAct(handle, of: slug)
    let isEntered = try snapshot.document(at: act.path)?["keys"] == person["keys"]
    // Another member may have entered keys that were not compared on this machine. If all keys are the same, the code
    // is printed once more.
    let isSealed = if case .sealed = code.place { true } else { false }
    let isAccepted =
      try !isSealed || !PinnedRoster.pendingList(of: network).contains { $0.member == handle.rawValue }
    if !isEntered || !isAccepted {
      context.show(keys, of: Words.keysOf(name, handle))
      guard try yes || context.confirm(Words.sameWords, flag: "--yes") else {
        throw Failure(.notAllowed, Words.notInvited(name))
      }
    }
    if !isEntered {
      let done = try session.perform(by: caller, in: shelf) { snapshot in
        // The keys that were shown are entered, even if the card changes meanwhile.
        guard try snapshot.document(at: RecordPath.person(handle))?["keys"] == person["keys"] else {
          throw Failure(.busy, Words.cardChanged(handle), hint: Words.tryAgain)
        }
        try snapshot.requireMembershipSteward(caller.handle)
        return try act.invitation(by: caller.handle, on: caller.now.day, in: snapshot)
      }
      context.say(Words.done(done.subject))
    }
    if isSealed {
      let shown = keys.map { MemberList.Entry(member: handle.rawValue, device: $0.0, keys: $0.1) }
      try PinnedRoster.accept(shown, of: network)
    }
    context.output.line("\(code)")
    context.hint(Words.invited(name))
  }

  private func place(of network: Network, _ slug: Slug) throws -> JoinCode.Place {
    switch try ShareWay(of: network) {
    case .remote(let url): .remote(url)
    case .sealed(let name): .sealed(name.description)
    case nil: throw Failure(.usage, Words.notShared(slug), hint: Words.shareFirst(slug))
    }
  }
}

extension Session {
  /// Returns the verifying key of this machine that the other members know.
  ///
  /// - Throws: ``Failure`` (66) where there is none.
  func signingKey(of handle: Handle, in network: Network) throws -> VerifyingKey {
    try storedKey(of: handle, in: network).keys.sign
  }

  /// Returns the keys of this machine that are on the caller's member card.
  ///
  /// - Throws: ``Failure`` (66) where there are none.
  func storedKey(of handle: Handle, in network: Network) throws -> StoredKey {
    guard let slug = network.privateCommunity,
      let card = try network.snapshot().document(at: RecordPath.member(handle, of: slug)),
      let key = try ownKeys(on: KeyCard(card))
    else {
      throw Failure(
        .notFound, Words.ownKeysMissing(network.privateCommunity?.rawValue ?? ""), hint: Words.ownKeysHint)
    }
    return key
  }
}

extension Context {
  /// Prints the fingerprint of each device, to be compared on the phone.
  func show(_ keys: [(device: String, keys: PublicKeys)], of heading: Phrase) {
    say(heading)
    for (device, keys) in keys {
      say(Phrase(verbatim: "  \(device)"))
      for line in keys.fingerprint.lines { say(Phrase(verbatim: "    \(line)")) }
    }
  }
}
