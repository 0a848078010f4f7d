import ArgumentParser
import Importing
import Markdown
import Records
import SearchIndex
import Store

struct ImportMarkdownCommand: Command {
  static var configuration: CommandConfiguration { .words("markdown", Words.importMarkdown) }

  @Argument(help: .words(Words.importFolder, value: "folder"), completion: .directory) var folder: String
  @Option(help: .words(Words.importCommunity, value: "community"), completion: .from(.community))
  var community: String
  @Option(name: [.customShort("k"), .long], help: .words(Words.postKind, value: "kind"))
  var kind = PostKind.news
  @Flag(help: .words(Words.importDryRun)) var dryRun = false
  @Flag(help: .words(Words.importVerbose)) var verbose = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  /// So many notes are shown one by one.
  private static let fewNotes = 10
  /// The limit of named files that are no Markdown.
  private static let mostNamed = 20

  func run(in context: Context) throws {
    let session = try Session(context)
    let slug = try Session.slug(community)
    let shelf = try session.shelf(of: slug)
    let member = try session.author(in: shelf)
    let snapshot = try shelf.network().snapshot()
    _ = try snapshot.community(slug)
    var printer = try RowPrinter(
      context, ids: ids, columns: [.key, .minutes, .title, .field("source")])
    let folder = try MarkdownFolder(folder)
    var reading = MarkdownReading(folder, session)
    reading.readAll()
    var posts = ImportPosts(community: slug)
    posts.kind = kind.rawValue
    let index = try shelf.index()
    let earlier = try index.list(ListFilter(community: slug.rawValue)).compactMap { post in
      ImportPosts.Earlier(path: post.path) { post[$0] }
    }
    let outcome = try posts.act(reading.items, by: member, in: snapshot, earlier: earlier) { id in
      try index.lookup(id.rawValue, types: [.post], limit: 1).first?.key == id.rawValue
    }
    if !dryRun, !outcome.act.changes.isEmpty {
      _ = try session.perform(by: member, in: shelf, showing: Words.writingFiles) { _ in outcome.act }
    }
    for post in outcome.posts + outcome.revised {
      printer.print(OutputRow(.id, post.id.rawValue, path: post.path, post.record))
    }
    printer.finish()
    let known = reading.add(outcome)
    reading.report.show(in: context, naming: verbose || reading.report.notes.count <= Self.fewNotes)
    let taken = Set(outcome.posts.compactMap { $0.record["source"]?.text })
    context.say(
      Words.imported(
        Words.posts, outcome.posts.count, known: known, leftOut: reading.report.leftOut.count, dryRun))
    if !outcome.revised.isEmpty { context.say(Words.postsRevised(outcome.revised.count, dryRun)) }
    let undated = reading.items.count { $0.created == nil && taken.contains($0.source) }
    let pictures = reading.items.filter { taken.contains($0.source) }.flatMap(\.pictures).count
    for phrase in Words.importedBesides(undated: undated, pictures: pictures) { context.say(phrase) }
    // `--dry-run` names all of them.
    let most = dryRun ? Int.max : Self.mostNamed
    let others = folder.others.filter { !reading.picturePaths.contains($0) }
    for phrase in Words.notLookedAt(others: others, hidden: folder.hidden, atMost: most) {
      context.say(phrase)
    }
  }
}

/// Reads the files of a folder one by one.
private struct MarkdownReading {
  let folder: MarkdownFolder
  let session: Session
  var items: [ImportPosts.Item] = []
  var report = ImportReport()
  var picturePaths: Set<String> = []

  init(_ folder: MarkdownFolder, _ session: Session) {
    self.folder = folder
    self.session = session
    for (path, why) in folder.leftOut { report.leaveOut(path, Words.folderFault(why)) }
  }

  mutating func readAll() {
    var progress = Progress(Words.readingFiles, total: folder.files.count, in: session.context)
    for (count, path) in folder.files.enumerated() {
      progress.advance(to: count)
      read(path)
    }
    progress.finish()
  }

  private mutating func read(_ path: String) {
    let bytes: [UInt8]
    do { bytes = try session.contents(of: folder.root + "/" + path) } catch {
      return report.leaveOut(path, failure(for: error).phrase)
    }
    switch ForeignDocument.read(bytes, path: path) {
    case .leftOut(let item):
      report.leaveOut(item.line > 1 ? "\(path):\(item.line)" : path, Words.leftOutReason(item.why))
    case .document(let document): take(document, path)
    }
  }

  private mutating func take(_ document: ForeignDocument, _ path: String) {
    var item = ImportPosts.Item(source: path.nfc, title: document.title, prose: document.document.prose)
    item.author = document.authors.first
    item.created = document.date.map { date in
      let there = Clock.local(date.timestamp(offsetMinutes: 0))
      return date.timestamp(offsetMinutes: there.offsetMinutes)
    }
    item.tags = document.tags
    item.language = document.language
    item.original = document.document
    report.note(path, document.remarks.map(Words.remark))
    takePictures(of: &item, path)
    items.append(item)
  }

  private mutating func takePictures(of item: inout ImportPosts.Item, _ path: String) {
    var names: [String: String] = [:]
    var pictures: [(name: String, file: String)] = []
    var words: [Phrase] = []
    let written = replacingPictures(in: item.prose) { address in
      if Self.liesElsewhere(address) { return nil }
      guard let place = folder.picture(address, shownBy: path) else {
        words.append(Words.pictureNotBeside(address))
        return nil
      }
      if let name = names[place] { return name }
      do {
        let picture = try session.picture(folder.root + "/" + place)
        guard picture.isPicture else { throw StoreError.pictureNotOne(address) }
        let name = freeName(picture.safeName, besides: pictures.map(\.name))
        pictures.append((name, folder.root + "/" + place))
        names[place] = name
        words.append(Words.pictureTaken(address))
        return name
      } catch {
        words.append(failure(for: error).phrase)
        return nil
      }
    }
    words += picturesNotOfMarkdown(in: item.prose).filter { !Self.liesElsewhere($0) }.map(Words.pictureStays)
    item.pictures = pictures
    if !pictures.isEmpty { item.written = written }
    picturePaths.formUnion(names.keys)
    report.note(path, words)
  }

  /// Returns whether an address is one of the web, or names no file.
  private static func liesElsewhere(_ address: String) -> Bool {
    if let scheme = address.firstIndex(of: ":"), !address[..<scheme].contains("/") { return true }
    return address.hasPrefix("#") || address.hasPrefix("//")
  }

  /// Adds the store's notes; returns how many posts were there already.
  mutating func add(_ outcome: ImportPosts.Outcome) -> Int {
    var known = 0
    for skipped in outcome.skipped {
      switch skipped {
      case .alreadyThere: known += 1
      case .changedSince(let source, let id): report.leaveOut(source, Words.changedSince(id))
      case .refused(let source, let error): report.leaveOut(source, error.failure.phrase)
      case .unreadable(let source, let error): report.leaveOut(source, error.failure.phrase)
      }
    }
    for (source, changes) in outcome.changed { report.note(source, changes.map(Words.importChange)) }
    return known
  }
}

/// `plan.png`, `plan-2.png`…
func freeName(_ name: String, besides taken: [String]) -> String {
  guard taken.contains(name) else { return name }
  let dot = name.lastIndex(of: ".") ?? name.endIndex
  let names = (2...taken.count + 1).lazy.map { "\(name[..<dot])-\($0)\(name[dot...])" }
  return names.first { !taken.contains($0) } ?? name
}
