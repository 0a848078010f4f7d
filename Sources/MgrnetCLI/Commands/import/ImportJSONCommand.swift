import ArgumentParser
@preconcurrency import Glibc
import Importing
import Markdown
import Records
import SearchIndex
import Store

struct ImportJSONCommand: Command {
  static var configuration: CommandConfiguration { .words("json", Words.importJSON) }

  @Argument(help: .words(Words.importJSONFile, value: "file"), completion: .file()) var file: String
  @Option(help: .words(Words.importJSONCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Option(name: .customLong("map"), help: .words(Words.importMap, value: "file"), completion: .file())
  var map: String?
  @Flag(help: .words(Words.importDryRun)) var dryRun = false
  @Flag(help: .words(Words.importVerbose)) var verbose = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, slug) = try session.shelf(named: community)
    let member = try session.author(in: shelf)
    let names = try map.map { try PeopleMap($0, session).names } ?? [:]
    var printer = try RowPrinter(context, ids: ids)
    var lines = try ThreadLines(file, session)
    try lines.readAll()
    let known = try session.knownTexts()
    let threads = ImportThreads(community: slug, names: names)
    let outcome = try threads.act(
      lines.items, by: member, in: shelf.network().snapshot(), known: known)
    if !dryRun, !outcome.act.changes.isEmpty {
      _ = try session.perform(by: member, in: shelf, showing: Words.writingFiles) { _ in outcome.act }
    }
    for post in outcome.posts + outcome.grown {
      printer.print(OutputRow(.id, post.id.rawValue, path: post.path, post.record))
    }
    printer.finish()
    lines.add(outcome)
    lines.report.show(in: context, naming: verbose || dryRun)
    context.say(
      Words.imported(
        Words.threads, outcome.posts.count, known: outcome.unchanged,
        leftOut: lines.report.leftOut.count, dryRun))
    for phrase in Words.threadsBesides(outcome) { context.say(phrase) }
    let taken = Set(outcome.posts.map(\.id.rawValue))
    let pictures = lines.items.filter { taken.contains($0.thread.post.key) }.flatMap(\.pictures).count
    for phrase in Words.importedBesides(undated: outcome.undated, pictures: pictures) { context.say(phrase) }
  }
}

extension Session {
  /// Returns the posts and replies of all shelves: an id that stands in one of them is not taken in another.
  fileprivate func knownTexts() throws -> [RecordID: ImportThreads.Known] {
    var known: [RecordID: ImportThreads.Known] = [:]
    for shelf in try shelves() {
      for record in try shelf.index().list(ListFilter([.post, .reply])) where !record.isNamedByPath {
        if let id = RecordID(rawValue: record.key) {
          known[id] = ImportThreads.Known(path: record.path, type: record.type)
        }
      }
    }
    return known
  }
}

/// Reads the lines of a file, or of standard input, each a thread.
private struct ThreadLines {
  private let session: Session
  private let input: Input
  private let descriptor: Int32?
  /// The name of the file in notes.
  private let name: String
  /// Where paths of pictures begin.
  private let folder: String
  private(set) var items: [ImportThreads.Item] = []
  private(set) var report = ImportReport()

  init(_ file: String, _ session: Session) throws {
    self.session = session
    guard file != "-" else {
      (input, descriptor, name, folder) = (session.context.input, nil, "stdin", ".")
      return
    }
    let opened = open(file, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw Failure(.notFound, Words.cannotRead(file, systemMessage()), hint: Words.pathsFromHere)
    }
    (input, descriptor, name) = (Input(descriptor: opened), opened, file)
    let above = RecordPath.folder(of: file)
    folder = above.isEmpty ? (file.hasPrefix("/") ? "/" : ".") : above
  }

  mutating func readAll() throws {
    defer { if let descriptor { close(descriptor) } }
    var progress = Progress(Words.readingFiles, total: nil, in: session.context)
    var number = 0
    while let line = try input.readLine(upTo: Input.limit) {
      number += 1
      progress.advance(to: number)
      if !line.allSatisfy(isSpace) { read(line, at: "\(name):\(number)") }
    }
    progress.finish()
  }

  private mutating func read(_ line: [UInt8], at place: String) {
    let foreign: ForeignThread
    do throws(ForeignThread.Fault) {
      foreign = try ForeignThread(line: line) { Clock.local($0).offsetMinutes }
    } catch { return report.leaveOut(place, Words.threadFault(error)) }
    report.note(place, foreign.remarks.map(Words.threadRemark))
    items.append(item(foreign, place))
  }

  private mutating func item(_ foreign: ForeignThread, _ place: String) -> ImportThreads.Item {
    var item = ImportThreads.Item(place: place, foreign.thread)
    var names: [String: String] = [:]
    for picture in foreign.pictures {
      do {
        let read = try bytes(of: picture)
        guard read.isPicture else { throw StoreError.pictureNotOne(picture.name) }
        let name = freeName(read.safeName, besides: item.pictures.map(\.name))
        item.pictures.append((name, read.bytes))
        names[picture.name] = name
        if case .path(let path) = picture.source { names[path] = name }
      } catch {
        report.note(place, [failure(for: error).phrase])
      }
    }
    guard !names.isEmpty else { return item }
    func rename(_ record: inout Document, _ name: (String) -> String?) {
      let text = replacingPictures(in: record.prose, name)
      if text != record.prose { record.prose = text }
    }
    rename(&item.thread.post.record) { names[$0] }
    for index in item.thread.replies.indices {
      // A reply lies one folder below the pictures.
      rename(&item.thread.replies[index].record) { address in
        names[address.hasPrefix("../") ? String(address.dropFirst(3)) : address].map { "../\($0)" }
      }
    }
    return item
  }

  /// Reads a picture of a thread: one in the folder of the file or below, since the line may come from anybody.
  private func bytes(of picture: ForeignThread.Picture) throws -> Picture {
    switch picture.source {
    case .bytes(let bytes):
      guard bytes.count <= Picture.limit else {
        throw StoreError.pictureTooLarge(picture.name, bytes: bytes.count, limit: Picture.limit)
      }
      return Picture(name: picture.name, bytes: bytes)
    case .path(let path):
      guard !path.utf8.contains(0), let root = realpath(folder, nil) else {
        throw StoreError.pictureMissing(path)
      }
      defer { free(root) }
      guard let real = realpath("\(folder)/\(path)", nil) else { throw StoreError.pictureMissing(path) }
      defer { free(real) }
      let above = String(cString: root)
      guard !path.hasPrefix("/"), String(cString: real).hasPrefix(above == "/" ? "/" : above + "/") else {
        throw StoreError.pictureOutside(path)
      }
      return try session.picture(String(cString: real))
    }
  }

  /// Adds the store's notes.
  mutating func add(_ outcome: ImportThreads.Outcome) {
    for (place, why) in outcome.skipped { report.leaveOut(place, Words.threadSkipped(why)) }
    for (place, changes) in outcome.changed { report.note(place, changes.map(Words.threadChange)) }
  }
}

/// Who is meant by the names of a source: lines `name = handle`.
private struct PeopleMap {
  private(set) var names: [String: String] = [:]

  /// - Throws: ``Failure`` (65) with the line that is wrong.
  init(_ file: String, _ session: Session) throws {
    let text = try session.valid(session.contents(of: file))
    let known = Set(try session.index().list(ListFilter([.person])).map(\.key))
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let sign = line.lastIndex(of: "=") else {
        throw Failure(.badData, Words.badMapLine("\(file):\(index + 1)"), hint: Words.mapForm)
      }
      let (name, handle) = (line[..<sign].trimmed, line[line.index(after: sign)...].trimmed)
      guard known.contains(handle) else {
        let near = nearestNames(to: handle, among: known, start: 4).compactMap(Handle.init(rawValue:))
        guard let handle = Handle(rawValue: handle) else {
          throw Failure(.badData, Words.badMapLine("\(file):\(index + 1)"), hint: Words.mapForm)
        }
        throw StoreError.unknownPerson(handle, among: nil, nearest: near)
      }
      names[name] = handle
    }
  }
}
