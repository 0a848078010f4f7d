import ArgumentParser
import Records
import SealedSync
import Sealing
import Store

struct CommunityMembersCommand: Command {
  static var configuration: CommandConfiguration { .words("members", Words.communityMembers) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @Flag(help: .words(Words.membersAccept)) var accept = false
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes)) var yes = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, slug) = try session.privateShelf(slug)
    if accept { return try acceptPending(of: slug, shelf, session) }
    let network = try shelf.network()
    let isSealed = try SealedSettings(of: network.repository) != nil
    let pending = isSealed ? try PinnedRoster.pendingList(of: network) : []
    let members = try session.members(of: slug, in: shelf)
    let columns: [Column] =
      context.terminal.output
      ? [.key, .name, .field("joined"), .field("invited_by"), .field("state", fit: .below)]
      : [.key, .title, .field("joined"), .field("invited_by"), .field("devices"), .field("state")]
    var printer = try RowPrinter(context, ids: ids, columns: columns)
    for member in members {
      let row = OutputRow(member, slug, pending.filter { $0.member == member.handle.rawValue })
      printer.print(row, below: member.keys.fingerprintLines)
    }
    printer.finish()
    if !pending.isEmpty { context.hint(Words.pendingHint) }
  }

  /// Shows the keys that another member entered, and accepts them once the caller has compared them.
  private func acceptPending(of slug: Slug, _ shelf: Shelf, _ session: Session) throws {
    let context = session.context
    let network = try shelf.network()
    guard try SealedSettings(of: network.repository) != nil else {
      throw Failure(.usage, Words.of(slug, Words.communityNotSealed))
    }
    let pending = try PinnedRoster.pendingList(of: network)
    if pending.isEmpty {
      // Keys may have been removed from the list.
      try PinnedRoster.accept([], of: network)
      return context.say(Words.nothingPending)
    }
    for (member, entries) in Dictionary(grouping: pending, by: \.member).sorted(by: { $0.key < $1.key }) {
      let handle = try Session.handle(member)
      let card = try network.snapshot().document(at: RecordPath.member(handle, of: slug))
      context.show(
        entries.map { ($0.device, $0.keys) }, of: Words.keysOf(card?["name"]?.text ?? member, handle))
    }
    guard try yes || context.confirm(Words.acceptThese, flag: "--yes") else {
      throw Failure(.notAllowed, Words.nothingAccepted)
    }
    context.say(Words.accepted(try PinnedRoster.accept(pending, of: network).count))
  }
}

extension OutputRow {
  fileprivate init(_ member: MemberCard, _ slug: Slug, _ pending: [MemberList.Entry]) {
    self.init(.handle, member.handle.rawValue, type: RecordType.member.rawValue)
    title = member.name
    path = RecordPath.member(member.handle, of: slug)
    community = slug.rawValue
    isPrivate = true
    let keys = member.keys.entries.map { entry in
      Value.fields([
        .init("device", .text(entry.device)), .init("age", .optional(entry.keys?.age.description)),
        .init("sign", .optional(entry.keys?.sign.description)),
        .init("fingerprint", .optional(entry.keys?.fingerprint.description)),
        .init("pending", .flag(pending.contains { $0.keys == entry.keys })),
      ])
    }
    more = [
      .init("joined", .optional(member.card["joined"]?.text)),
      .init("invited_by", .optional(member.card["invited_by"]?.text)),
      .init("devices", .texts(member.keys.entries.map(\.device))),
      .init("state", .text(pending.isEmpty ? "" : "pending")), .init("keys", .list(keys)),
    ]
  }
}

extension KeyCard {
  /// The fingerprint of each device as words, in lines that nothing cuts.
  fileprivate var fingerprintLines: [TerminalText] {
    entries.flatMap { entry in
      ["  \(entry.device)"] + (entry.keys?.fingerprint.lines ?? []).map { "    \($0)" }
    }
  }
}
