import ArgumentParser
import Records
import Sealing
import Store

struct KeyCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "key", Words.key,
      subcommands: [
        KeyNewCommand.self, KeyShowCommand.self, KeyAddCommand.self, KeyExportCommand.self,
        KeyPassphraseCommand.self,
      ], defaultSubcommand: KeyShowCommand.self)
  }
}

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

struct KeyAddCommand: Command {
  static var configuration: CommandConfiguration { .words("add", Words.keyAdd) }

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let folder = try KeyFolder(context.environment)
    let keys = try folder.devices().map(folder.stored)
    if keys.isEmpty { throw Failure(.notFound, Words.noKeyHere, hint: Words.keyNewHint) }
    let session = try Session(context)
    _ = try session.member()
    if try KeyEntering(context).enter(keys) == 0 { throw StoreError.nothingChanged }
  }
}

struct KeyExportCommand: Command {
  static var configuration: CommandConfiguration { .words("export", Words.keyExport) }

  @Argument(help: .words(Words.keyDeviceHere, value: "name")) var device: String?
  @Flag(name: .customLong("secret"), help: .words(Words.keySecret)) var isSecret = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let folder = try KeyFolder(context.environment)
    let device = try context.device(named: device, in: folder)
    let stored = try folder.stored(device)
    guard isSecret else {
      context.output.line("\(stored.keys.age) \(stored.keys.sign)")
      return
    }
    if context.terminal.output { throw Failure(.notAllowed, Words.secretToTerminal, hint: Words.redirectIt) }
    let text = String(decoding: try folder.secretBytes(device), as: UTF8.self)
    context.output.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    if !stored.isSealed { context.warn(Words.exportedInClear) }
  }
}

struct KeyPassphraseCommand: Command {
  static var configuration: CommandConfiguration { .words("passphrase", Words.keyPassphrase) }

  @Argument(help: .words(Words.keyDeviceHere, value: "name")) var device: String?
  @Option(
    name: .customLong("old-passphrase-file"), help: .words(Words.keyOldPassphraseFile, value: "file"),
    completion: .file())
  var oldFile: String?
  @Option(
    name: .customLong("passphrase-file"), help: .words(Words.keyPassphraseFile, value: "file"),
    completion: .file())
  var file: String?
  @Flag(name: .customLong("remove"), help: .words(Words.keyRemovePassphrase)) var removes = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    if removes, file != nil {
      throw Failure.contradiction("`--remove`", "`--passphrase-file`")
    }
    let folder = try KeyFolder(context.environment)
    let device = try context.device(named: device, in: folder)
    let key = try context.secretKeys(
      of: device, in: folder, passphraseFile: oldFile,
      flag: "--old-passphrase-file")
    var options = PassphraseOptions()
    (options.asks, options.file) = (!removes, file)
    let passphrase = try options.new(in: context)
    try folder.rewrite(device, secret: context.kept(key, device, under: passphrase), keys: key.publicKeys)
    context.say(passphrase == nil ? Words.passphraseRemoved(device) : Words.passphraseSet(device))
  }
}
