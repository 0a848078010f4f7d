import ArgumentParser
import Git
import Records
import Store

/// What every export declares: which community, and into which file.
struct ExportOptions: ParsableArguments {
  @Option(help: .words(Words.exportCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Option(
    name: [.customShort("o"), .long], help: .words(Words.exportOutput, value: "file"), completion: .file())
  var output: String?
  @Flag(help: .words(Words.planForce)) var force = false
}

/// The threads that an export is about: those of the commons, or of one community. A private community is opened only where
/// it is named.
struct ExportSource {
  let session: Session
  let shelf: Shelf
  let community: Slug?
  let commit: ObjectID
  private let instead: [String: ObjectID?]

  /// - Throws: ``Failure`` (1) before the first commit.
  init(_ session: Session, community text: String? = nil) throws {
    self.session = session
    (shelf, community) = try session.shelf(named: text)
    guard let tip = try shelf.tip() else { throw Failure(.nothingFound, Words.nothingToExport) }
    commit = tip
    // What has no right leaves as it last had one.
    instead = try shelf.disputes().mapValues(\.verdict.rightful)
  }

  /// Visits each thread; names on standard error what cannot be read.
  func threads(_ visit: (_ path: String, WholeThread) throws -> Void) throws {
    var progress = Progress(Words.readingFiles, total: nil, in: session.context)
    var walk = try ThreadWalk(shelf.network(), instead: instead)
    var count = 0
    try walk.visit(commit, in: shelf.isPrivate ? nil : community) { path, thread in
      count += 1
      progress.advance(to: count)
      try visit(path, thread)
    }
    progress.finish()
    for (path, why) in walk.unreadable {
      session.context.warn(
        Phrase(verbatim: "\(path)\(Words.colon)\(Words.leftOut)\(Words.colon)\(failure(for: why).phrase)"))
    }
  }

  /// Returns the bytes of a file beside a post.
  func file(_ name: String, besides post: String) throws -> [UInt8]? {
    let path = "\(RecordPath.folder(of: post))/\(name)"
    let network = try shelf.network()
    guard let own = network.prefix.own(path), let entry = try network.repository.entry(own, in: commit),
      entry.mode != .directory
    else { return nil }
    return try network.recordBytes(path, entry.id)
  }
}

extension ExportSource {
  /// The language of what is exported: the network's, else the caller's.
  var documentLanguage: Language {
    get throws { try session.network().snapshot().networkLanguage() ?? session.context.language }
  }

  /// The name of the network, or of the community.
  var title: String { get throws { try community.map(title(of:)) ?? session.name() } }

  /// Returns the title on a community's card; its slug where there is none.
  func title(of slug: Slug) throws -> String {
    try unlessRefused { try shelf.network().snapshot().community(slug)["title"]?.text } ?? slug.rawValue
  }

  /// The time of the commit: the same commit makes the same bytes.
  var moment: Timestamp {
    get throws {
      let signature = try shelf.network().repository.commit(commit).committer
      return Timestamp(secondsSince1970: signature.seconds, offsetMinutes: signature.offsetMinutes)
    }
  }

  /// Hexadecimal digits that tell this network, or this community of it, from all others for ever: those of its first commit.
  var networkNumber: String {
    get throws {
      let first = try shelf.network().repository.firstAncestor(of: commit).description
      guard let community, !shelf.isPrivate else { return first }
      let own = String(FNV1a.hash("\(first)\n\(community)".utf8), radix: 16)
      return own + first.dropFirst(own.count)
    }
  }
}

extension ExportOptions {
  /// Calls `body` with what takes the bytes: standard output, or the file, which is written whole or not at all.
  func writing(in context: Context, _ body: ((String) -> Void) throws -> Void) throws {
    guard let output else { return try body { context.output.write($0) } }
    if !force { try OutputFile.requireNew(output) }
    var bytes: [UInt8] = []
    try body { bytes += $0.utf8 }
    try OutputFile.write(bytes, to: output, replacing: force)
  }
}
