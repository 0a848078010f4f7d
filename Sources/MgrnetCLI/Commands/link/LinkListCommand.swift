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
      columns: [.key, .minutes, .title, LinkColumns.url, .field("category"), LinkColumns.status])
    for link in links {
      printer.print(OutputRow(link, uniquePrefix: lengths[link.key] ?? 0))
    }
    printer.finish()
    if printer.count == 0 { throw Failure(.nothingFound, Words.noLinks) }
  }
}

enum LinkColumns {
  /// Where there is room only for some columns, the address goes first.
  static let url = Column.field("url", fit: .dropped(rank: 2))
  static let status = state("status")
  static let result = state("result")

  private static func state(_ name: String) -> Column {
    .field(name) { row, rendering in
      Words.linkState(row[name].oneLine)[rendering.language]
    } paint: { text, row, style in
      row[name] == .text("broken") ? style.red(text) : style.dim(text)
    }
  }
}

extension IndexedRecord {
  /// The category of a link: the folder of its file.
  var linkCategory: String? { type == .link ? MgrnetCLI.linkCategory(ofPath: path) : nil }
}

func linkCategory(ofPath path: String) -> String? {
  path.split(separator: "/").dropLast().last.map(String.init)
}
