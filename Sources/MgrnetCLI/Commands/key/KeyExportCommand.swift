import ArgumentParser
import Records
import Sealing

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
    context.output.line(data: text.hasSuffix("\n") ? String(text.dropLast()) : text)
    if !stored.isSealed { context.warn(Words.exportedInClear) }
  }
}
