import Clibgit2
import Glibc

extension Repository {
  /// Whether a remote has a commit, as far as is known here: whether a remote-tracking branch holds it.
  package func isOnARemote(_ commit: ObjectID) throws(GitError) -> Bool {
    var names = git_strarray()
    try check(git_reference_list(&names, try handle), "git_reference_list", "refs")
    defer { git_strarray_dispose(&names) }
    for index in 0..<names.count {
      guard let name = names.strings?[index].map({ String(cString: $0) }), name.hasPrefix("refs/remotes/"),
        let tip = try RefFiles.target(of: name, commonDirectory: commonDirectory)
      else { continue }
      if try isReached(commit, from: tip) { return true }
    }
    return false
  }

  /// Whether a commit is another one or among those that it builds on.
  package func isReached(_ commit: ObjectID, from tip: ObjectID) throws(GitError) -> Bool {
    if tip == commit { return true }
    guard try has(commit) else { return false }
    var (newer, older) = (tip.oid, commit.oid)
    let answer = git_graph_descendant_of(try handle, &newer, &older)
    try check(answer, "git_graph_descendant_of", commit.description)
    return answer == 1
  }
}

extension Repository {
  /// The file that says that git is in the middle of a merge, a rebase, a cherry-pick or a revert; `nil` where it is not.
  package var unfinishedByGit: String? {
    ["MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"].first {
      access(gitDirectory + "/" + $0, F_OK) == 0
    }
  }
}
