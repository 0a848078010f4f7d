import ArgumentParser
import Disk
import Pages
import Planning
import Records
import SearchIndex
import Store

struct ExportSiteCommand: Command {
  static var configuration: CommandConfiguration { .words("site", Words.exportSitePages) }

  @Argument(help: .words(Words.exportSiteFolder, value: "folder"), completion: .directory) var folder: String
  @Option(
    name: .customLong("for"), help: .words(Words.exportSiteLanguage, value: "language"),
    completion: .list(Language.allCases.map(\.rawValue)))
  var language: String?
  @Flag(help: .words(Words.exportSiteLeave)) var leave = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try ExportSource(session)
    let asked = try language.map { text in
      guard let language = Language(tag: text) else {
        throw Failure(.usage, Words.noSuchLanguage(text), hint: Words.give(oneOf: ["--for fr", "--for en"]))
      }
      return language
    }
    let language = try asked ?? source.documentLanguage
    var folder = try SiteFolder(
      folder, of: "\(Mgrnet.version) \(source.commit) \(language.rawValue) \(leave)")
    if folder.isCurrent { return context.say(Words.siteIsCurrent) }
    var pages = try SitePages(source, in: language)
    // Before the threads, as each page leads to it.
    if leave { pages.site.leave = try pages.leave() }
    var count = 0
    try source.threads { path, thread in
      guard let made = try pages.thread(thread, at: path) else { return }
      count += 1
      try folder.write(pages.site.add(made))
      for name in thread.pictures {
        guard let bytes = try source.file(name, besides: path), Picture(name: name, bytes: bytes).isPicture
        else { continue }
        try folder.write("post/\(thread.post.key)/\(name)", bytes)
      }
    }
    pages.site.links = try pages.links()
    for file in pages.site.pages() { try folder.write(file) }
    let feed = try source.feed(atMost: 50) { id, post in
      "post/\(post ?? id).html" + (post == nil ? "" : "#\(id)")
    }
    try folder.write("feed.xml", Array(feed.xml.utf8))
    try folder.finish()
    context.say(Words.siteWritten(count, written: folder.written, removed: folder.removed))
  }
}

extension SiteFolder {
  fileprivate mutating func write(_ file: Site.File) throws { try write(file.path, file.bytes) }
}

/// What the commons has for the pages of a site. Private communities are not even looked for.
private struct SitePages {
  let source: ExportSource
  let words: SiteWords
  var site: Site
  private let names: PublicNames
  private let cards: [String: IndexedRecord]
  private let language: Language

  init(_ source: ExportSource, in language: Language) throws {
    (self.source, self.language) = (source, language)
    let index = try source.session.index()
    names = PublicNames(index, in: language)
    words = Words.site(in: language)
    let snapshot = try source.shelf.network().snapshot()
    let about = try unlessRefused { try snapshot.document(at: "network.md")?.prose } ?? ""
    site = try Site(name: source.title, about: about, words)
    cards = Dictionary(
      try index.list(ListFilter([.person])).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    for card in cards.values {
      guard let handle = Handle(rawValue: card.key) else { continue }
      let shown = card["site"]?.texts ?? ["name"]
      site.add(
        Site.Person(
          handle, name: try names.name(card.key), phone: shown.contains("phone") ? card["phone"]?.text : nil))
    }
    for card in try index.list(ListFilter([.community])).sorted(by: { $0.key < $1.key }) {
      guard let slug = Slug(rawValue: card.key) else { continue }
      site.add(
        Site.Community(slug, title: card.title ?? card.key, text: try index.whole(card)?.prose ?? ""))
    }
  }

  /// Makes the thread for its page; `nil` for one that has no id or no community.
  func thread(_ whole: WholeThread, at path: String) throws -> SiteThread? {
    guard let community = whole.community, let post = try text(whole.post, in: whole) else { return nil }
    let record = whole.post.record
    var thread = SiteThread(post, title: record["title"]?.text ?? "", in: community)
    thread.kind = record["kind"]?.text ?? "news"
    thread.tags = record["tags"]?.texts ?? []
    thread.takeaway = record["takeaway"]?.text
    // What an import notes of its source is for importing again.
    thread.source = record["kind"]?.text == "reading" ? record["source"]?.text : nil
    thread.accepted = record["accepted"]?.id
    thread.replies = try whole.replies.compactMap { try text($0, in: whole) }
    let (pictures, folder) = (Set(whole.pictures), RecordPath.folder(of: path))
    thread.place = { address, isPicture in
      if isPicture {
        let name = address.hasPrefix("../") ? String(address.dropFirst(3)) : address
        return pictures.contains(name) ? "\(whole.post.key)/\(name)" : nil
      }
      return isWebAddress(address) ? address : Self.page(of: address, from: folder)
    }
    return thread
  }

  private func text(_ part: WholeThread.Part, in thread: WholeThread) throws -> SiteText? {
    guard let id = RecordID(rawValue: part.key) else { return nil }
    let record = part.record
    let author = try names.author(of: record)
    let handle = record["by"] == nil && cards[author.handle] != nil ? Handle(rawValue: author.handle) : nil
    var text = try SiteText(
      id, author: (author.name, handle), created: record.moment ?? source.moment, text: record.prose)
    text.isWithdrawn = record.isWithdrawn
    text.edited = record["edited"]?.time
    text.language = record.language
    text.to = record["to"]?.id
    for mark in thread.marks where mark.key != author.handle {
      if mark.record["useful"]?.texts.contains(part.key) ?? false { text.useful += 1 }
      if let outcome = mark.record["tried"]?[part.key]?.text {
        text.tries.append((outcome, try names.name(mark.key), mark.record.prose))
      }
    }
    return text
  }

  /// Returns the page that a link between files leads to; `nil` if it leads to none.
  private static func page(of address: String, from folder: String) -> String? {
    var parts = folder.split(separator: "/")[...]
    for part in address.prefix(while: { $0 != "#" && $0 != "?" }).split(separator: "/") where part != "." {
      if part == ".." { if parts.popLast() == nil { return nil } } else { parts.append(part) }
    }
    guard let place = RecordPath(parts.joined(separator: "/")) else { return nil }
    switch place.type {
    case .post: return "\(place.key).html"
    case .reply: return place.parent.map { "\($0).html#\(place.key)" }
    case .person: return "../person/\(place.key).html"
    case .community: return "../community/\(place.key)/index.html"
    default: return nil
    }
  }

  func links() throws -> [Site.Link] {
    let index = try source.session.index()
    return try index.list(ListFilter([.link])).filter { !$0.isWithdrawn }.map { link in
      let category = link.path.split(separator: "/").dropLast().last.map(String.init) ?? ""
      return Site.Link(
        title: link.title ?? link.url ?? "", url: link.url ?? "", category: category,
        note: try index.whole(link)?.prose ?? "")
    }
  }

  /// Who is away from the day of the commit on, for a quarter: those whose cards let a site show it.
  func leave() throws -> [Site.Leave] {
    let day = try source.moment.day
    let days = day...day.advanced(by: 92)
    return try source.session.index().absences(in: days).filter { absence in
      cards[absence.person]?["site"]?.texts.contains("leave") ?? false
    }.map { absence in
      (
        absence.from,
        Site.Leave(
          name: try names.name(absence.person), days: Words.days(absence.from...absence.to)[language])
      )
    }.sorted { ($0.0, $0.1.name) < ($1.0, $1.1.name) }.map(\.1)
  }
}
