import Git
import Records
import Sealing
import Store

/// The caller's keys during one command: which of them signs the commits of acts, and the secret ones that were opened,
/// so that a passphrase is asked for once.
final class Keyring {
  enum Choice {
    /// A key of `mgrnet key new`.
    case device(Slug)
    case git(GitSigningKey)
  }

  private let context: Context
  /// The file with the passphrase; `nil` asks at the terminal.
  var passphraseFile: String?
  /// The device whose key signs as long as the caller's card has no key of this machine.
  var preferred: Slug?
  private var opened: [Slug: DeviceKey] = [:]
  private var chosen: Choice??

  init(_ context: Context) { self.context = context }

  /// Returns a device's secret keys, and asks for their passphrase at the first use.
  func open(_ device: Slug) throws -> DeviceKey {
    if let key = opened[device] { return key }
    let key = try context.secretKeys(
      of: device, in: KeyFolder(context.environment), passphraseFile: passphraseFile)
    opened[device] = key
    return key
  }

  /// Keeps keys that are open already.
  func keep(_ key: DeviceKey, of device: Slug) { opened[device] = key }

  // MARK: Signing

  /// Returns what signs commits in a network.
  ///
  /// - Parameter commons: the network with the caller's card; `nil` where there is none yet.
  func signer(in commons: Network?) -> CommitSigner {
    { [self] content in
      switch try choice(in: commons) {
      case .device(let device): try SSHSignature.armored(over: content, by: openToSign(device).signing)
      case .git(let key): try key.signature(of: content, in: context)
      case nil: nil
      }
    }
  }

  /// Returns the key that signs; `nil` if the caller has none.
  ///
  /// It is one that stands on the caller's card, of a device or else git's own. As long as none does, whichever there
  /// is: the commit that enters a key on a card is signed with it.
  func choice(in commons: Network?) throws -> Choice? {
    if let chosen { return chosen }
    let choice = try choose(in: commons)
    chosen = choice
    return choice
  }

  /// Returns the public key that signs; `nil` if the caller has none.
  func signingKey(in commons: Network) throws -> VerifyingKey? {
    switch try choice(in: commons) {
    case .device(let device): try KeyFolder(context.environment).stored(device).keys.sign
    case .git(let key): key.key
    case nil: nil
    }
  }

  /// Whether the caller's card has keys, of which this machine has none.
  func isShutOut(of commons: Network) throws -> Bool {
    guard let card = try card(in: commons) else { return false }
    let keys = card.entries.filter { !$0.isOver(on: context.now.day) }.compactMap(\.sign)
    return try !keys.isEmpty && !(signingKey(in: commons).map(keys.contains) ?? false)
  }

  private func choose(in commons: Network?) throws -> Choice? {
    let folder = try? KeyFolder(context.environment)  // who has no home has no keys
    let devices = try folder.map { folder in try folder.devices().map(folder.stored) } ?? []
    let own = try GitSigningKey(in: context.environment) { name in
      try commons.map { try $0.repository.configString(name) } ?? Repository.defaultConfigString(name)
    }
    if let card = try commons.flatMap(card) {
      let onCard = devices.first { card.has($0.keys.sign, on: context.now.day) }
      if let onCard { return .device(onCard.device) }
      if let own, card.has(own.key, on: context.now.day) { return .git(own) }
    }
    return (preferred ?? devices.first?.device).map(Choice.device) ?? own.map(Choice.git)
  }

  private func card(in commons: Network) throws -> KeyCard? {
    do {
      let member = try commons.member(now: context.now)
      return KeyCard(try commons.snapshot().record(at: RecordPath.person(member.handle), as: [.person]))
    } catch StoreError.noCard {
      return nil
    }
  }

  /// - Throws: ``Failure`` (77) where a passphrase closes the keys, and there is nobody to ask.
  private func openToSign(_ device: Slug) throws -> DeviceKey {
    if opened[device] == nil, passphraseFile == nil, !context.terminal.canAsk,
      try KeyFolder(context.environment).stored(device).isSealed
    {
      throw Failure(.notAllowed, Words.cannotAskToSign(device), hint: Words.askToSignHint(device))
    }
    return try open(device)
  }
}
