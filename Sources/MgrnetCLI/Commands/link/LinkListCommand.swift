import ArgumentParser
import Records
import SearchIndex

struct LinkListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.linkList) }

  @Option(help: .words(Words.linkCategoryOnly, value: "slug")) var category: String?
  @Option(help: .words(Words.listTag, value: "tag"), completion: .from(.tag)) var tag: String?
  @Option(help: .words(Words.linkCommunityOnly, value: "community"), completion: .from(.community))
  var community: String?
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let filter = try ListFilter(
      [.link], community: community.map { try session.community(named: $0) }, tag: tag)
    let links = try session.list(filter).filter { category == nil || $0.linkCategory == category }
    let lengths = try session.uniquePrefixes(of: links.map(\.key))
    var printer = try RowPrinter(
      context, ids: ids,
      columns: [.key, .minutes, .title, .field("url", shrinks: true), .field("category"), .field("status")])
    for link in links {
      var row = OutputRow(link, uniquePrefix: lengths[link.key] ?? 0)
      row.more.append(.init("category", .optional(link.linkCategory)))
      printer.print(row)
    }
    printer.finish()
    if printer.count == 0 { throw Failure(.nothingFound, Words.noLinks) }
  }
}

extension IndexedRecord {
  /// The category of a link: the folder of its file.
  var linkCategory: String? {
    guard type == .link else { return nil }
    return path.split(separator: "/").dropLast().last.map(String.init)
  }
}
