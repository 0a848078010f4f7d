import ArgumentParser
import Records
import Store

struct LinkAddCommand: Command {
  static var configuration: CommandConfiguration { .words("add", Words.linkAdd) }

  @Argument(help: .words(Words.linkURL, value: "url")) var url: String
  @Option(name: [.customShort("t"), .long], help: .words(Words.linkTitle, value: "title")) var title: String?
  @Option(help: .words(Words.linkCategory, value: "slug")) var category = "general"
  @Option(name: .customLong("tag"), help: .words(Words.optionTag, value: "tag"), completion: .from(.tag))
  var tags: [String] = []
  @Option(
    name: [.customShort("m"), .customLong("message")], parsing: .unconditional,
    help: .words(Words.linkNote, value: "text"))
  var note: String?
  @Option(help: .words(Words.linkCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, community) = try session.shelf(named: community)
    let member = try session.author(in: shelf)
    let category = try Session.slug(category)
    if let known = try shelf.index().link(to: url) { throw StoreError.linkExists(url: url, id: known) }
    var link = LinkAdd(url: url, title: title, category: category)
    (link.tags, link.community) = (tags, community)
    link.note = try session.valid(Array((note ?? "").utf8))
    if title == nil {
      // Checked before the next question.
      try link.check(in: shelf.network().snapshot())
      link.title = try context.ask(Words.askTitle, flag: "--title")
    }
    let (id, act) = (session.newID(), link)
    let done = try session.perform(by: member, in: shelf) { try act.act(id, by: member, in: $0) }
    try session.report(done, new: id.rawValue, in: shelf)
  }
}
