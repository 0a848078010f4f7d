import ArgumentParser
import Records
import Sealing
import Store

struct KeyShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.keyShow) }

  @Argument(help: .words(Words.keyOwner, value: "handle"), completion: .from(.handle)) var owner: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    var printer = try KeyPrinter(context)
    if let owner {
      let session = try Session(context)
      let handle = try session.person(owner)
      let card = try session.network().snapshot()
        .record(at: RecordPath.person(handle), as: [.person])
      printer.add(KeyCard(card), of: handle)
      printer.finish()
      if printer.isEmpty { throw Failure(.nothingFound, Words.noKeyOnCard(handle)) }
      return
    }
    let folder = try KeyFolder(context.environment)
    let here = try folder.devices().map(folder.stored)
    let entering = try KeyEntering(context)
    let card = try entering.card()
    let keyring = entering.session?.commons.keyring ?? Keyring(context)
    let signing = try keyring.choice(in: entering.session?.network())
    for key in here {
      let signs = if case .device(key.device)? = signing { true } else { false }
      printer.add(
        key.device.rawValue, key.keys, of: entering.member?.handle,
        more: [
          .init("here", .flag(true)), .init("on_card", card.map { .flag($0.has(key.keys)) } ?? .none),
          .init("passphrase", .flag(key.isSealed)), .init("signs", .flag(signs)),
        ])
    }
    if let card, let member = entering.member {
      printer.add(card, of: member.handle, except: here.map(\.keys))
    }
    printer.finish()
    if printer.isEmpty { throw Failure(.nothingFound, Words.noKeyHere, hint: Words.keyNewHint) }
    switch signing {
    case .device(let device): context.say(Words.signsWith(device))
    case .git(let key): context.say(Words.signsWithGitKey(key.name))
    case nil: context.say(Words.signsNothing)
    }
    if let card, here.contains(where: { !card.has($0.keys) }) { context.hint(Words.keyAddHint) }
  }
}

/// Prints keys: device, age key, verifying key, fingerprint; on a terminal the fingerprint has lines of its own.
struct KeyPrinter {
  private var printer: RowPrinter
  var isEmpty: Bool { printer.count == 0 }
  /// Every row has these keys.
  private static let unknown: [OutputRow.Field] = ["here", "on_card", "passphrase", "signs", "state"].map {
    .init($0, .none)
  }

  init(_ context: Context) throws {
    printer = try RowPrinter(
      context,
      columns: context.terminal.output
        ? [.key, .author, .field("state", fit: .below)] : [.key, .field("age"), .field("sign"), .title])
  }

  mutating func add(
    _ device: String, _ keys: PublicKeys, of owner: Handle? = nil, more: [OutputRow.Field] = []
  ) {
    var row = OutputRow(.device, device, type: "key")
    row.title = keys.fingerprint.description
    row.author = owner?.rawValue
    row.more =
      Self.unknown + [
        .init("age", .text(keys.age.description)), .init("sign", .text(keys.sign.description)),
      ]
    row.more += more
    // People read the fingerprint aloud: on a terminal it has lines of its own, where nothing cuts it.
    printer.print(
      row,
      below: keys.fingerprint.lines.map { "  \($0)" }
        + ["  \(keys.age)", "  \(keys.sign)"])
  }

  /// Prints the keys of a card that were not shown before.
  mutating func add(_ card: KeyCard, of owner: Handle, except shown: [PublicKeys] = []) {
    for entry in card.entries {
      if let keys = entry.keys {
        if !shown.contains(keys) { add(entry.device, keys, of: owner, more: [.init("on_card", .flag(true))]) }
      } else {
        var row = OutputRow(.device, entry.device, type: "key")
        row.author = owner.rawValue
        row.more =
          Self.unknown + [
            .init("age", .none), .init("sign", .optional(entry.sign?.description)),
            .init("on_card", .flag(true)),
            .init("state", .text(entry.isBroken ? "broken" : "signs only")),
          ]
        printer.print(row, below: entry.sign.map { ["  \($0)"] } ?? [])
      }
    }
  }

  mutating func finish() { printer.finish() }
}
