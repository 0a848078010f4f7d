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
    let folder = context.environment.nonEmpty("GIT_DIR") ?? "."
    let repository = try? Repository.open(folder)  // called by hand on three files, it needs none
    let names = context.environment.entries.map { String($0.prefix { $0 != "=" }) }
    let outcome = try driver.run(in: repository, variables: names)
    guard let other = outcome.other, markers <= Self.usualMarkers else {
      return try Files.overwrite(ours, with: outcome.bytes)
    }
    // A picture has no lines to mark; git keeps both of them until somebody says which it is.
    let isText = [outcome.bytes, other].allSatisfy {
      !$0.contains(0) && String(validating: $0, as: UTF8.self) != nil
    }
    try Files.overwrite(
      ours,
      with: isText
        ? MergeDriver.marked(
          outcome.bytes, other, length: markers,
          labels: (Words.laterText[context.language], Words.otherText[context.language])) : outcome.bytes)
    // Git takes a status from 1 to 127 for a conflict: it lets a person look before anything is committed.
    let isRebase = repository?.unfinishedByGit?.hasPrefix("rebase") ?? false
    throw Failure(
      .nothingFound, Words.bothChanged(path),
      hint: Words.settleMerge(path, aborting: isRebase ? "rebase" : "merge"))
  }
}
