import ArgumentParser
import Records
import Sealing
import Store

struct KeyNewCommand: Command {
  static var configuration: CommandConfiguration { .words("new", Words.keyNew) }

  @Option(help: .words(Words.keyDevice, value: "name")) var device: String?
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let folder = try KeyFolder(context.environment)
    let device = try device.map(Session.slug) ?? context.thisDevice()
    if try folder.has(device) {
      throw Failure(.cannotWrite, Words.keyExists(device), hint: Words.keyExistsHint)
    }
    let passphrase = try passphrase.new(in: context)
    // Secrets never come from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    let key = try DeviceKey(using: &random)
    try folder.add(device, secret: context.kept(key, device, under: passphrase), keys: key.publicKeys)
    try KeyEntering(context).enter([
      StoredKey(device: device, isSealed: passphrase != nil, keys: key.publicKeys)
    ])
    var printer = try KeyPrinter(context)
    printer.add(device.rawValue, key.publicKeys)
    printer.finish()
    if passphrase == nil { context.hint(Words.keyInClear(folder.secretFile(device))) }
  }
}
