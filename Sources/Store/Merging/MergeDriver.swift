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
    self.path = path
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  package struct Outcome: Sendable {
    package let bytes: [UInt8]
    /// The text to keep beside, and its path.
    package let kept: (path: String, bytes: [UInt8])?
  }

  /// - Parameter tips: the commits that are being merged, if they are known; else the contents decide where
  /// `edited` does not.
  package func run(_ tips: (repository: Repository, ours: ObjectID, theirs: ObjectID)?) throws -> Outcome {
    let merged = try RecordMerge.merge(
      base: base.isEmpty ? nil : base, ours, theirs, isRecord: path.hasSuffix(".md")
    ) {
      guard let tips else { return (nil, nil) }
      let divergence = try tips.repository.divergence(tips.ours, tips.theirs)
      return (
        try tips.repository.lastChange(of: path, among: divergence.ours),
        try tips.repository.lastChange(of: path, among: divergence.theirs)
      )
    }
    return Outcome(
      bytes: merged.bytes,
      kept: merged.kept.map { kept in
        let digits = ObjectID(ofBlob: kept).description.prefix(8)
        return (ConflictName.path(beside: path, digits: digits), kept)
      })
  }

  /// Returns the two commits that git is merging, if git tells them.
  ///
  /// `git merge` and `git pull` name the other commit in the environment (`GITHEAD_<id>`), `git rebase` in a file.
  /// `git cherry-pick`, `git am` and `git stash` do not tell.
  /// - Parameter variables: the names of the environment's variables.
  package static func tips(in repository: Repository, variables: [String]) throws
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
