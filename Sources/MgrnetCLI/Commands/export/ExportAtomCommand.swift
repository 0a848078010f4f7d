import ArgumentParser
import Pages
import Records
import Store

struct ExportAtomCommand: Command {
  static var configuration: CommandConfiguration { .words("atom", Words.exportAtom) }

  @OptionGroup var options: ExportOptions
  @Option(help: .words(Words.exportLimit, value: "count")) var limit = 50
  @Option(help: .words(Words.exportSite, value: "url")) var site: String?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let address = try site.map(Self.checked)
    let session = try Session(context)
    let source = try ExportSource(session, community: options.community)
    var feed = try source.feed(atMost: max(0, limit)) { id, post in
      address.map { "\($0)/post/\(post ?? id).html" + (post == nil ? "" : "#\(id)") }
    }
    feed.site = address.map { ($0 + "/index.html", $0 + "/feed.xml") }
    try options.writing(in: context) { $0(feed.xml) }
    context.say(Words.entriesOut(feed.entries.count))
  }

  /// Returns an address without a slash at its end.
  private static func checked(_ text: String) throws -> String {
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains(where: \.isWhitespace)
    else { throw StoreError.badURL(text) }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

extension ExportSource {
  /// Returns the newest texts as a feed.
  ///
  /// - Parameter page: returns the address of a text's page, by its id and, for a reply, that of its post.
  func feed(atMost limit: Int, page: (_ id: RecordID, _ post: RecordID?) -> String?) throws -> Feed {
    let language = try documentLanguage
    let names = PublicNames(try session.index(), in: language)
    var entries: [Feed.Entry] = []
    try threads { _, thread in
      for (part, title, answers) in thread.texts() {
        let record = part.record
        guard let id = RecordID(rawValue: part.key), let created = record.moment else { continue }
        var entry = Feed.Entry(
          id, title: answers.isEmpty ? title : Words.replyTo(title)[language],
          author: try names.author(of: record).name, published: created,
          updated: record["edited"]?.time ?? created, text: record.prose)
        entry.summary = record["takeaway"]?.text
        entry.tags = record["tags"]?.texts ?? []
        entry.language = record.language
        entry.answers = answers.last
        entry.page = page(id, answers.first)
        entries.append(entry)
      }
      // Of many, only the newest stay in memory.
      if entries.count > 4 * limit + 1_000 {
        entries.sort { $0.updated.seconds > $1.updated.seconds }
        entries.removeLast(entries.count - limit)
      }
    }
    return Feed(
      title: try title, number: try networkNumber, updated: try moment, language: language, entries: entries,
      atMost: limit)
  }
}
