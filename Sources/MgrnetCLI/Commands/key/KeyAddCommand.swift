import ArgumentParser
import Records
import Sealing
import Store

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
