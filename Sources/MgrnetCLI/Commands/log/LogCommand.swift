import ArgumentParser
import Git
import Records
import Store

struct LogCommand: Command {
  static var configuration: CommandConfiguration { .words("log", Words.log) }

  @Argument(help: .words(Words.logID, value: "id"), completion: .from(.item)) var id: String?
  @OptionGroup var listing: ListingOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let path = try id.map { try Self.card($0) ?? session.indexed(session.id($0), as: []).path }
    let most = listing.limit.most ?? .max
    let shelves = try path.map { [try session.shelf(at: $0)] } ?? session.shelves()
    // One more than shown tells whether there are more.
    var commits = try shelves.flatMap { shelf in
      try history(of: path, in: shelf, limit: most < .max ? most + 1 : most)
    }
    if shelves.count > 1 { commits.sort { $0.commit.committer.seconds > $1.commit.committer.seconds } }
    let isCut = commits.count > most
    if isCut { commits.removeLast(commits.count - most) }
    if commits.isEmpty { throw Failure(.nothingFound, Words.noHistory) }
    var printer = try RowPrinter(context, ids: listing.ids, columns: Self.columns)
    for (commit, community) in commits {
      var row = OutputRow(commit, path: path ?? "")
      if let community { (row.community, row.isPrivate) = (community.rawValue, true) }
      printer.print(row)
    }
    printer.finish()
    if isCut, !listing.ids, listing.limit == .usual { context.say(Words.newestOnly(commits.count)) }
  }

  /// Returns the history of a path, or of the whole shelf.
  private func history(of path: String?, in shelf: Shelf, limit: Int) throws
    -> [(commit: CommitInfo, community: Slug?)]
  {
    guard let tip = try shelf.tip() else { return [] }
    let own = path.flatMap { PrivatePrefix(shelf.community).own($0) } ?? ""
    return try shelf.network().repository.log(own, from: tip, limit: limit).map { ($0, shelf.community) }
  }

  /// Returns the file of the network's card or the charter, which have no id.
  private static func card(_ text: String) -> String? {
    switch text {
    case "network", "charter": text + ".md"
    default: nil
    }
  }

  private static var columns: [Column] {
    [
      Column(
        fit: .kept,
        shown: { row, _ in String(row.name.prefix(10)) }, plain: { String($0.name.prefix(10)) },
        paint: { text, _, style in style.yellow(text) }), .created, .author, .title,
    ]
  }
}

extension OutputRow {
  /// - Parameter path: the record's path; empty for the network's history.
  init(_ commit: CommitInfo, path: String) {
    self.init(.id, commit.id.description, type: "commit")
    title = commit.summary
    self.path = path.isEmpty ? nil : path
    author = commit.author.name
    created =
      Timestamp(secondsSince1970: commit.author.seconds, offsetMinutes: commit.author.offsetMinutes)
      .description
    more = [.init("email", .text(commit.author.email))]
  }
}
