import ArgumentParser
import Records
import Sealing
import Store

struct KeyAddCommand: Command {
  static var configuration: CommandConfiguration { .words("add", Words.keyAdd) }

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let folder = try KeyFolder(context.environment)
    let session = try Session(context)
    var keys = try folder.devices().map { try folder.stored($0).cardKey }
    if let own = try GitSigningKey(in: context.environment, session.network().repository.configString),
      let device = Slug(rawValue: "\(try context.thisDevice())-ssh")
    {
      keys.append(CardKey(device: device, age: nil, sign: own.key))
    }
    if keys.isEmpty { throw Failure(.notFound, Words.noKeyHere, hint: Words.keyNewHint) }
    _ = try session.member()
    if try KeyEntering(context).enter(keys) == 0 { throw StoreError.nothingChanged }
  }
}
