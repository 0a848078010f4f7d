import ArgumentParser
import Disk
import Git
import Records
import Store

/// What git calls for a file that both sides changed; see gitattributes(5).
struct MergeDriverCommand: Command {
  static var configuration: CommandConfiguration { .words("merge-driver", Words.mergeDriver, hidden: true) }

  @Argument(help: .words(Words.mergeBase, value: "file"), completion: .file()) var base: String
  @Argument(help: .words(Words.mergeOurs, value: "file"), completion: .file()) var ours: String
  @Argument(help: .words(Words.mergeTheirs, value: "file"), completion: .file()) var theirs: String
  @Argument(help: .words(Words.mergePath, value: "path")) var path: String
  @Argument(help: .words(Words.mergeMarkers, value: "count")) var markers = Self.usualMarkers
  @OptionGroup var global: GlobalOptions

  /// Git makes them longer where it merges the common ancestors of histories that crossed.
  private static let usualMarkers = 7

  /// As git calls it, with five words: its path may begin with a dash, and is no option.
  static func arranged(_ arguments: [String]) -> [String] {
    let isGits = arguments.count == 5 && !arguments.prefix(3).contains { $0.hasPrefix("-") }
    return isGits && Int(arguments[4]) != nil ? ["--"] + arguments : arguments
  }

  func run(in context: Context) throws {
    let driver = MergeDriver(
      path: path, base: try Drafts.read(base), ours: try Drafts.read(ours), theirs: try Drafts.read(theirs))
    let outcome = try driver.run(tips(context))
    let kept = markers <= Self.usualMarkers ? outcome.kept : nil
    // First what is kept beside: where that cannot be written, nothing must take the place of ours.
    if let kept, isSafePath(kept.path) {
      // Where git merges into a folder that was renamed, that is not there yet.
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
    // Where it is called by hand on three files, there need be no repository.
    guard let repository = try? Repository.open(folder) else { return nil }
    let names = context.environment.entries.map { String($0.prefix { $0 != "=" }) }
    return try MergeDriver.tips(in: repository, variables: names)
  }
}
