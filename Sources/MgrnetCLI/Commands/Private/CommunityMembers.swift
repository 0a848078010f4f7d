import ArgumentParser
import Records
import Sealing
import Store

struct CommunityMembers: Command {
  static var configuration: CommandConfiguration { .words("members", Words.communityMembers) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community))
  var slug: String
  @Flag(name: .customLong("accept"), help: .words(Words.membersAccept))
  var accept = false
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes))
  var yes = false
  @Flag(name: .customLong("ids"), help: .words(Words.optionIds))
  var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, slug) = try session.privateShelf(slug)
    let members = try session.members(of: slug, in: shelf)
    let columns: [Column] =
      context.terminal.output
      ? [.key, .title, .field("joined"), .field("invited_by")]
      : [.key, .title, .field("joined"), .field("invited_by"), .field("devices")]
    var printer = try RowPrinter(context, ids: ids, columns: columns)
    for member in members { printer.print(Row(member, slug), below: member.keys.fingerprintLines) }
    printer.finish()
  }
}

extension Row {
  fileprivate init(_ member: MemberCard, _ slug: Slug) {
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
      ])
    }
    more = [
      .init("joined", .optional(member.card["joined"]?.text)),
      .init("invited_by", .optional(member.card["invited_by"]?.text)),
      .init("devices", .texts(member.keys.entries.map(\.device))), .init("keys", .list(keys)),
    ]
  }
}

extension KeyCard {
  /// The words of each device, in lines that nothing cuts.
  fileprivate var fingerprintLines: [String] {
    entries.flatMap { entry in
      guard let words = entry.keys?.fingerprint.words else { return ["  \(harmless(entry.device))"] }
      return ["  \(harmless(entry.device))"]
        + [words.prefix(5), words.dropFirst(5)].map { "    " + $0.joined(separator: " ") }
    }
  }
}
