import ArgumentParser
import Git
import Records

struct LogCommand: Command {
  static var configuration: CommandConfiguration { .words("log", Words.log) }

  @Argument(help: .words(Words.logID, value: "id"), completion: .from(.item))
  var id: String?
  @OptionGroup var listing: ListingOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let path = try id.map { try Self.card($0) ?? session.indexed($0, as: []).path } ?? ""
    let most = listing.limit.most ?? .max
    let tip = try session.place.tip()
    // One more than is shown, to know whether there are more.
    var commits =
      try tip.map {
        try session.network().repository.log(path, from: $0, limit: most < .max ? most + 1 : most)
      } ?? []
    let isCut = commits.count > most
    if isCut { commits.removeLast() }
    if commits.isEmpty { throw Failure(.nothingFound, Words.noHistory) }
    var printer = try RowPrinter(context, ids: listing.ids, columns: Self.columns)
    for commit in commits { printer.print(Row(commit, path: path)) }
    printer.finish()
    if isCut, !listing.ids, listing.limit == .usual { context.say(Words.newestOnly(commits.count)) }
  }

  /// What has no id.
  private static func card(_ text: String) -> String? {
    switch text {
    case "network", "charter": text + ".md"
    default: nil
    }
  }

  private static var columns: [Column] {
    [
      Column(
        shown: { row, _ in String(row.name.prefix(10)) }, plain: { String($0.name.prefix(10)) },
        paint: { text, _, style in style.yellow(text) }),
      .created, .author, .title,
    ]
  }
}

extension Row {
  /// - Parameter path: of the record whose history it is; empty for the network's.
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
