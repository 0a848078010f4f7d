import ArgumentParser
import Records
import Sealing

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
    if removes, file != nil { throw Failure.contradiction("`--remove`", "`--passphrase-file`") }
    let folder = try KeyFolder(context.environment)
    let device = try context.device(named: device, in: folder)
    let key = try context.secretKeys(
      of: device, in: folder, passphraseFile: oldFile, flag: "--old-passphrase-file")
    var options = PassphraseOptions()
    (options.asks, options.file) = (!removes, file)
    let passphrase = try options.new(in: context)
    try folder.rewrite(device, secret: context.kept(key, device, under: passphrase), keys: key.publicKeys)
    context.say(passphrase == nil ? Words.passphraseRemoved(device) : Words.passphraseSet(device))
  }
}
