@preconcurrency import Glibc
import Records
import Sealing
import Store

/// Enters keys on a card: the caller's, or for a steward that of somebody who lost theirs. Outside of a network, or without a card, there is nothing to enter.
struct KeyEntering {
  let context: Context
  let session: Session?
  let member: Member?
  /// Whose card it is; `nil` without a card.
  let owner: Handle?

  init(_ context: Context, of owner: Handle? = nil) throws {
    self.context = context
    var found: (Session, Member)?
    do {
      let session = try Session(context)
      found = (session, try session.member())
    } catch let failure as Failure where failure.status == .notFound {
      // A key can be made before there is a network…
    } catch StoreError.noCard {
      // …and before its owner has a card.
    }
    (session, member) = (found?.0, found?.1)
    self.owner = owner ?? member?.handle
  }

  /// Whether the caller's acts are claims here: none of the keys of their card is on this machine.
  func isShutOut() throws -> Bool {
    guard let network = try session?.network(), try network.formatVersion > 1 else { return false }
    return try session?.commons.keyring.isShutOut(of: network) ?? false
  }

  func card() throws -> KeyCard? {
    guard let session, let owner else { return nil }
    return KeyCard(try session.network().snapshot().record(at: RecordPath.person(owner), as: [.person]))
  }

  /// Enters the public keys that the card lacks, and returns their number.
  @discardableResult
  func enter(_ keys: [DeviceKeys]) throws -> Int {
    guard let session, let member, let owner, let card = try card() else {
      context.hint(Words.keyAddLater)
      return 0
    }
    // Keys of this machine sign the commit that enters them.
    let folder = try KeyFolder(context.environment)
    session.commons.keyring.preferred = try keys.first { try $0.age != nil && folder.has($0.device) }?.device
    for key in keys where !card.has(key) && card[key.device] != nil {
      context.warn(Words.keyReplaced(key.device))
    }
    var count = try enter(keys, on: card, by: member, in: session.commons) {
      try PersonAct(owner).setKeys(of: $0.device, age: $1, sign: $2, in: $3)
    }
    // The others of a private community accept them there, and then seal for them.
    for shelf in try session.privateShelves() {
      guard let slug = shelf.community else { continue }
      let own = MemberAct(owner, of: slug)
      guard let card = try shelf.network().snapshot().document(at: own.path).map(KeyCard.init) else {
        continue
      }
      count += try enter(keys, on: card, by: member, in: shelf) {
        try own.setKeys(of: $0.device, age: $1, sign: $2, in: $3)
      }
    }
    return count
  }

  private func enter(
    _ keys: [DeviceKeys], on card: KeyCard, by member: Member, in shelf: Shelf,
    _ set: (DeviceKeys, _ age: String?, _ sign: String, Snapshot) throws -> Act
  ) throws -> Int {
    let missing = keys.filter { !card.has($0) }
    for key in missing {
      let done = try session?.perform(by: member, in: shelf) {
        try set(key, key.age?.description, key.sign.description, $0)
      }
      if let done { context.say(Words.done(done.subject)) }
    }
    return missing.count
  }
}

extension Context {
  /// The host name of this machine as a slug, the usual name of its key.
  func thisDevice() throws -> Slug {
    var name = [CChar](repeating: 0, count: 256)
    let isKnown = gethostname(&name, name.count - 1) == 0
    let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard isKnown, !text.isEmpty, let device = Slug(rawValue: pathWords(text)) else {
      throw Failure(.usage, Words.noDeviceName, hint: Words.give("--device NAME"))
    }
    return device
  }

  /// Returns the device that was named, else the only one with a key here.
  func device(named name: String?, in folder: KeyFolder) throws -> Slug {
    if let name { return try Session.slug(name) }
    let devices = try folder.devices()
    guard let first = devices.first else { throw Failure(.notFound, Words.noKeyHere, hint: Words.keyNewHint) }
    guard devices.count == 1 else { throw Failure(.usage, Words.severalDevices(devices)) }
    return first
  }
}
