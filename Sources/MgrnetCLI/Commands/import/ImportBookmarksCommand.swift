import ArgumentParser
import Importing
import Records
import SearchIndex
import Store

struct ImportBookmarksCommand: Command {
  static var configuration: CommandConfiguration { .words("bookmarks", Words.importBookmarks) }

  @Argument(help: .words(Words.importFiles, value: "file"), completion: .file()) var files: [String]
  @Option(help: .words(Words.importCategory, value: "slug")) var category = "general"
  @Option(help: .words(Words.linkCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Flag(help: .words(Words.importPrivate)) var includePrivate = false
  @Flag(help: .words(Words.importDryRun)) var dryRun = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, community) = try session.shelf(named: community)
    let member = try session.author(in: shelf)
    let category = try Session.slug(category)
    var printer = try RowPrinter(
      context, ids: ids, columns: [.key, .title, LinkColumns.url, .field("category")])
    var reading = BookmarkReading(
      known: Set(try shelf.index().list(ListFilter([.link])).compactMap(\.url).map(comparableAddress)),
      category: category, includePrivate: includePrivate)
    for file in files {
      let bytes = try file == "-" ? context.input.readAll() : session.contents(of: file)
      reading.read(bytes, file)
    }
    let outcome = try ImportLinks(community: community).act(
      reading.items, by: member, in: shelf.network().snapshot())
    if !dryRun, !outcome.links.isEmpty {
      _ = try session.perform(by: member, in: shelf, showing: Words.writingFiles) { _ in outcome.act }
    }
    for (link, item) in zip(outcome.links, reading.items(of: outcome)) {
      var row = OutputRow(.id, link.id.rawValue, path: link.path, link.record)
      row.more.append(.init("category", .text(item.category.rawValue)))
      printer.print(row)
    }
    printer.finish()
    reading.add(outcome)
    reading.report.show(in: context)
    context.say(
      Words.imported(
        Words.links, outcome.links.count, known: reading.alreadyThere,
        leftOut: reading.report.leftOut.count, dryRun))
    if reading.icons > 0 { context.say(Words.iconsLeft(reading.icons)) }
  }
}

/// Reads files of links one after the other.
private struct BookmarkReading {
  var known: Set<String>
  let category: Slug
  let includePrivate: Bool
  var items: [ImportLinks.Item] = []
  var report = ImportReport()
  var icons = 0
  var alreadyThere = 0
  /// The place of each address, as it is written.
  private var places: [String: String] = [:]
  /// The place of each address of this run, in the form for comparing.
  private var firstPlaces: [String: String] = [:]

  init(known: Set<String>, category: Slug, includePrivate: Bool) {
    (self.known, self.category, self.includePrivate) = (known, category, includePrivate)
  }

  mutating func read(_ bytes: [UInt8], _ file: String) {
    var found = links(in: bytes)
    let name = file == "-" ? "stdin" : file
    if found.links.isEmpty, found.leftOut.isEmpty { report.note(name, [Words.noLinksInFile]) }
    if !includePrivate {
      for link in found.links where link.isPrivate {
        report.leaveOut("\(name):\(link.line)", Words.privateLink(link.title))
      }
      found.links.removeAll(where: \.isPrivate)
    }
    found.leaveOutDuplicates(of: &known)
    for item in found.leftOut {
      let place = "\(name):\(item.line)"
      if case .duplicate(nil) = item.why, let other = firstPlaces[comparableAddress(item.what)] {
        report.leaveOut(place, Words.sameAddress(as: other) + Words.quoted(item.what))
      } else if case .duplicate(nil) = item.why {
        alreadyThere += 1
        report.note(place, [Words.leftOutReason(item.why) + Words.quoted(item.what)])
      } else {
        report.leaveOut(place, Words.leftOutReason(item.why) + Words.quoted(item.what))
      }
    }
    for item in found.lost {
      report.note("\(name):\(item.line)", [Words.leftOutReason(item.why) + Words.quoted(item.what)])
    }
    icons += found.icons
    for link in found.links { take(link, name) }
  }

  private mutating func take(_ link: ImportedLink, _ name: String) {
    places[link.url] = "\(name):\(link.line)"
    firstPlaces[comparableAddress(link.url)] = "\(name):\(link.line)"
    let folder = link.category.last.flatMap { Slug(rawValue: pathWords($0)) }
    var item = ImportLinks.Item(
      title: link.title, url: link.url, category: folder ?? category, tags: link.tags,
      created: link.created.map(Clock.local), note: link.note)
    item.folders = link.category
    items.append(item)
  }

  /// Returns the items that became links, in their order.
  func items(of outcome: ImportLinks.Outcome) -> [ImportLinks.Item] {
    let refused = Set(outcome.refused.map(\.url))
    return items.filter { !refused.contains($0.url) }
  }

  mutating func add(_ outcome: ImportLinks.Outcome) {
    for (url, why) in outcome.refused { report.leaveOut(places[url] ?? url, why.failure.phrase) }
    for (url, title) in outcome.shortened { report.note(places[url] ?? url, [Words.titleShortened(title)]) }
    for (url, tag) in outcome.droppedTags { report.note(places[url] ?? url, [Words.tagDropped(tag)]) }
  }
}
