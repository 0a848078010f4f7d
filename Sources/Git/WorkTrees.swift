/// The work trees of one repository (git-worktree(1)).
extension Repository {
  /// Looks whether a branch that is not checked out here is so in another work tree of this repository.
  ///
  /// That one's files would stay behind, and its next commit would take back what came.
  /// - Throws: `GitError.checkedOut`.
  package func checkNobodyElseHas(_ branch: String) throws(GitError) {
    if let workTree = try otherWorkTree(at: branch) { throw .checkedOut(branch: branch, workTree: workTree) }
  }

  private func otherWorkTree(at branch: String) throws(GitError) -> String? {
    if gitDirectory != commonDirectory, settings.bool("core.bare") != true, let mainWorkTree,
      try RefFiles.tip(gitDirectory: commonDirectory).branch == branch
    {
      return mainWorkTree
    }
    let folder = commonDirectory + "/worktrees"
    for name in try Files.names(in: folder) {
      let linked = "\(folder)/\(name)"
      // One that was moved or deleted holds nothing back.
      if linked != gitDirectory, let workTree = try RefFiles.linkedWorkTree(of: linked),
        try RefFiles.tip(gitDirectory: linked).branch == branch
      {
        return workTree
      }
    }
    return nil
  }
}
