import ArgumentParser
import Disk
import Git
import Records
import Store

/// Merges a file that both sides changed, called by git; see gitattributes(5).
struct MergeDriverCommand: Command {
  static var configuration: CommandConfiguration { .words("merge-driver", Words.mergeDriver, hidden: true) }

  @Argument(help: .words(Words.mergeBase, value: "file"), completion: .file()) var base: String
  @Argument(help: .words(Words.mergeOurs, value: "file"), completion: .file()) var ours: String
  @Argument(help: .words(Words.mergeTheirs, value: "file"), completion: .file()) var theirs: String
  @Argument(help: .words(Words.mergePath, value: "path")) var path: String
  @Argument(help: .words(Words.mergeMarkers, value: "count")) var markers = Self.usualMarkers
  @OptionGroup var global: GlobalOptions

  /// The length of conflict markers; longer if git merges common ancestors of histories that crossed.
  private static let usualMarkers = 7

  /// Puts git's five words behind `--`: the path may begin with a dash.
  static func arranged(_ arguments: [String]) -> [String] {
    let isGits = arguments.count == 5 && !arguments.prefix(3).contains { $0.hasPrefix("-") }
    return isGits && Int(arguments[4]) != nil ? ["--"] + arguments : arguments
  }

  func run(in context: Context) throws {
    let driver = MergeDriver(
      path: path, base: try Drafts.read(base), ours: try Drafts.read(ours), theirs: try Drafts.read(theirs))
    let outcome = try driver.run(tips(context))
    let kept = markers <= Self.usualMarkers ? outcome.kept : nil
    // The kept text is written first: if that fails, our file must stay as it is.
    if let kept, isSafePath(kept.path) {
      // If the folder was renamed by the merge, it does not exist yet.
      if let slash = kept.path.lastIndex(of: "/") { try Files.makeFolder(String(kept.path[..<slash])) }
      try Files.overwrite(kept.path, with: kept.bytes)
    }
    try Files.overwrite(ours, with: outcome.bytes)
    guard let kept else { return }
    // Git takes a status from 1 to 127 for a conflict: it lets a person look before anything is committed.
    guard isSafePath(kept.path) else { throw Failure(.nothingFound, Words.bothChanged(path)) }
    throw Failure(.nothingFound, Words.bothChanged(path), hint: Words.settleMerge(path, kept.path))
  }

  private func tips(_ context: Context) throws -> (repository: Repository, ours: ObjectID, theirs: ObjectID)?
  {
    let folder = context.environment.nonEmpty("GIT_DIR") ?? "."
    guard let repository = try? Repository.open(folder) else { return nil }  // called by hand on three files
    let names = context.environment.entries.map { String($0.prefix { $0 != "=" }) }
    return try MergeDriver.tips(in: repository, variables: names)
  }
}
