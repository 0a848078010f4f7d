import ArgumentParser
import Records
import Store

struct UpgradeCommand: Command {
  static var configuration: CommandConfiguration { .words("upgrade", Words.upgrade) }
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.member()
    for shelf in try session.shelves() {
      guard try shelf.network().formatVersion < Schema.formatVersion else {
        if !shelf.isPrivate { context.say(Words.upgradedBefore(Schema.formatVersion)) }
        continue
      }
      do {
        let done = try session.perform(by: member, in: shelf) { try Upgrade.act(by: member, in: $0) }
        try session.report(done, in: shelf)
      } catch StoreError.notANetworkSteward(let stewards) where shelf.isPrivate {
        // A private community has stewards of its own, and goes on as it is until one of them does this.
        shelf.community.map { context.hint(Words.upgradeIsForStewards(of: $0, stewards)) }
      }
    }
  }
}
