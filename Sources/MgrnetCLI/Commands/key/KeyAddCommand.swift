import ArgumentParser
import Records
import Sealing
import Store

struct KeyAddCommand: Command {
  static var configuration: CommandConfiguration { .words("add", Words.keyAdd) }

  @Argument(help: .words(Words.keyAddKeys, value: "key")) var keys: [String] = []
  @Option(help: .words(Words.keyAddDevice, value: "name")) var device: String?
  @Option(
    name: .customLong("for"), help: .words(Words.keyAddFor, value: "handle"), completion: .from(.handle))
  var owner: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let keys = try keys.isEmpty ? keysHere(context, session) : [named()]
    if keys.isEmpty { throw Failure(.notFound, Words.noKeyHere, hint: Words.keyNewHint) }
    let member = try session.member()
    let entering = try KeyEntering(context, of: owner.map(session.person) ?? member.handle)
    if try entering.isShutOut() {
      throw Failure(.notAllowed, Words.noKeyOfCardHere, hint: Words.keyAddElsewhere)
    }
    if try entering.enter(keys) == 0 { throw StoreError.nothingChanged }
  }

  /// The keys that were made here, and the one by which git signs.
  private func keysHere(_ context: Context, _ session: Session) throws -> [DeviceKeys] {
    let folder = try KeyFolder(context.environment)
    var keys = try folder.devices().map { try folder.stored($0).cardKey }
    if let own = try GitSigningKey(in: context.environment, session.network().repository.configString),
      let device = Slug(rawValue: "\(try context.thisDevice())-ssh")
    {
      keys.append(DeviceKeys(device: device, age: nil, sign: own.key))
    }
    return keys
  }

  /// The keys that were typed, as `key export` prints those of another device.
  private func named() throws -> DeviceKeys {
    guard let device else { throw Failure(.usage, Words.whichDevice, hint: Words.give("--device NAME")) }
    let age = try keys.first.flatMap { $0.hasPrefix("age1") ? try X25519Recipient($0) : nil }
    let sign = try VerifyingKey(keys.dropFirst(age == nil ? 0 : 1).joined(separator: " "))
    return DeviceKeys(device: try Session.slug(device), age: age, sign: sign)
  }
}
