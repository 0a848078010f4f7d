import Glibc

extension Repository {
  /// Whether a remote has a commit, as far as is known here: whether a remote-tracking branch holds it.
  package func isOnARemote(_ commit: ObjectID) throws(GitError) -> Bool {
    let tips = try RefFiles.list("refs/remotes", commonDirectory: commonDirectory)
    for tip in Set(tips.values) where try isAncestor(commit, of: tip) { return true }
    return false
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
