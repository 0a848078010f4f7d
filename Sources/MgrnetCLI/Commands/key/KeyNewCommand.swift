import ArgumentParser
import Records
import Sealing

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
    let entering = try KeyEntering(context)
    entering.session?.commons.keyring.keep(key, of: device)
    let isShutOut = try entering.isShutOut()
    let isEntered =
      try !isShutOut
      && entering.enter([DeviceKeys(device: device, age: key.publicKeys.age, sign: key.publicKeys.sign)]) > 0
    var printer = try KeyPrinter(context)
    printer.add(device.rawValue, key.publicKeys)
    printer.finish()
    if isShutOut { context.hint(Words.keyAddElsewhere) }
    if isEntered { context.say(Words.actsAreSigned) }
    if passphrase == nil { context.hint(Words.keyInClear(folder.secretFile(device))) }
  }
}
