import Disk
import Git
import Records

/// The merge driver for git, which merges one file (gitattributes(5), "Defining a custom merge driver").
///
/// With it, a plain `git merge` or `git pull` merges a file to the same bytes as `sync`.
package struct MergeDriver: Sendable {
  /// The path of the file in the tree.
  package var path: String
  /// The file in the base; empty if it has none.
  package var base: [UInt8]
  package var ours: [UInt8]
  package var theirs: [UInt8]

  package init(path: String, base: [UInt8], ours: [UInt8], theirs: [UInt8]) {
    (self.path, self.base, self.ours, self.theirs) = (path, base, ours, theirs)
  }

  package struct Outcome: Sendable {
    package let bytes: [UInt8]
    /// The text that lost, which `sync` would keep beside; with the merged front matter, where the bodies alone are at
    /// odds.
    package let other: [UInt8]?
  }

  /// Merges the file as the merging of trees does.
  ///
  /// - Parameters:
  ///   - repository: `nil` where the three files lie in none.
  ///   - variables: the names of the environment's variables, by which git tells what it merges. Where it does not
  ///     tell, the contents decide where `edited` does not, and the version of the format is that of the branch.
  package func run(in repository: Repository?, variables: [String]) throws -> Outcome {
    let tips = try repository.flatMap { try Self.tips(in: $0, variables: variables) }
    let divergence = try tips.map { try $0.repository.divergence($0.ours, $0.theirs) }
    var format = Schema.formatVersion
    if let repository {
      let base = try divergence.map { try repository.virtualBase($0.bases) } ?? repository.head().tip
      format = try base.map { try repository.formatVersion(of: $0) } ?? 1
    }
    let merged = try RecordMerge.merge(
      base: base.isEmpty ? nil : base, ours, theirs, by: MergeRules(path: path, format: format)
    ) {
      guard let tips, let divergence else { return (nil, nil) }
      return (
        try tips.repository.lastChange(of: path, among: divergence.ours),
        try tips.repository.lastChange(of: path, among: divergence.theirs)
      )
    }
    guard merged.isBodyAlone, let kept = merged.kept,
      let whole = try? Document(parsing: merged.bytes),  // it was made of what could be read
      let lost = try? Document(parsing: kept)  // the same
    else { return Outcome(bytes: merged.bytes, other: merged.kept) }
    let front = merged.bytes.prefix(merged.bytes.count - whole.body.utf8.count)
    return Outcome(bytes: merged.bytes, other: front + Array(lost.body.utf8))
  }

  /// Returns two texts in one, as git shows a conflict: what both begin and end with once, and between marks what
  /// differs.
  ///
  /// A file beside would stay behind after `git merge --abort`.
  package static func marked(
    _ one: [UInt8], _ other: [UInt8], length: Int, labels: (one: String, other: String)
  ) -> [UInt8] {
    let lineFeed = UInt8(ascii: "\n")
    func lines(_ text: [UInt8]) -> ArraySlice<ArraySlice<UInt8>> {
      let lines = text.split(separator: lineFeed, omittingEmptySubsequences: false)
      return lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    }
    var (mine, yours) = (lines(one), lines(other))
    let before = mine.prefix(zip(mine, yours).prefix { $0 == $1 }.count)
    (mine, yours) = (mine.dropFirst(before.count), yours.dropFirst(before.count))
    let behind = mine.suffix(zip(mine.reversed(), yours.reversed()).prefix { $0 == $1 }.count)
    (mine, yours) = (mine.dropLast(behind.count), yours.dropLast(behind.count))
    func mark(_ sign: String, _ label: String = "") -> ArraySlice<UInt8> {
      Array((String(repeating: sign, count: length) + (label.isEmpty ? "" : " " + label)).utf8)[...]
    }
    var all = Array(before)
    all.append(mark("<", labels.one))
    all += mine
    all.append(mark("="))
    all += yours
    all.append(mark(">", labels.other))
    return (all + behind).flatMap { $0 + [lineFeed] }
  }

  /// Returns the two commits that git is merging, if git tells them.
  ///
  /// `git merge` and `git pull` name the other commit in the environment (`GITHEAD_<id>`), `git rebase` in a file.
  /// `git cherry-pick`, `git am` and `git stash` do not tell.
  private static func tips(in repository: Repository, variables: [String]) throws
    -> (repository: Repository, ours: ObjectID, theirs: ObjectID)?
  {
    guard let ours = try repository.head().tip else { return nil }
    var named = Set(
      variables.filter { $0.hasPrefix("GITHEAD_") }.compactMap { ObjectID(hex: $0.dropFirst(8)) })
    named.remove(ours)
    if named.count == 1, let theirs = named.first, try repository.has(theirs) {
      return (repository, ours, theirs)
    }
    guard named.isEmpty, let done = try Files.read(repository.gitDirectory + "/rebase-merge/done"),
      let step = String(decoding: done, as: UTF8.self).split(separator: "\n").last?.split(separator: " "),
      step.count > 1, let theirs = ObjectID(hex: step[1]), try repository.has(theirs)
    else { return nil }
    return (repository, ours, theirs)
  }

  // MARK: Setting it up

  /// The file that tells git to use the driver. Without a driver of that name git merges as usual.
  package static let attributes = (
    path: ".gitattributes",
    bytes: Array(
      "# mgrnet merges key by key and item by item; git without mgrnet merges as it always does.\n* merge=mgrnet\n"
        .utf8)
  )

  /// The settings that make git call the driver.
  ///
  /// - Parameter program: how a shell calls mgrnet.
  package static func settings(program: String) -> [(name: String, value: String)] {
    [
      ("merge.mgrnet.name", "mgrnet: key by key, item by item, line by line"),
      ("merge.mgrnet.driver", "\(program) merge-driver %O %A %B %P %L"),
      // Git guesses renames by likeness: it takes a cancelled absence for the one that was added beside it.
      ("merge.renames", "false"), ("merge.directoryRenames", "false"),
    ]
  }

  /// Sets up the driver in this repository, unless it is set up already.
  ///
  /// - Parameter program: how a shell calls mgrnet.
  package static func install(in repository: Repository, program: String) throws {
    for (name, value) in settings(program: program) where try repository.configString(name) != value {
      try repository.setConfig(name, value)
    }
  }
}
