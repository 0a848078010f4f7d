import Clibgit2

/// Git's own settings: system, the person's, and the repository's, the nearest one first.
extension Repository {
  /// A setting such as `user.email`; `nil` where it is nowhere.
  package func configString(_ name: String) throws(GitError) -> String? {
    settings.string(name)
  }

  /// A setting as git reads yes and no (`true`, `yes`, `on`, `1`…); `nil` where it is nowhere.
  package func configBool(_ name: String) throws(GitError) -> Bool? {
    settings.bool(name)
  }

  /// A setting as a number, with git's suffixes `k`, `m`, `g`; `nil` where it is nowhere.
  package func configInt(_ name: String) throws(GitError) -> Int? {
    settings.int(name)
  }

  /// Sets or (with `nil`) removes a setting of this repository alone.
  package func setConfig(_ name: String, _ value: String?) throws(GitError) {
    var whole: OpaquePointer?
    try check(git_repository_config(&whole, handle), "git_repository_config", name)
    defer { git_config_free(whole) }
    var local: OpaquePointer?
    try check(git_config_open_level(&local, whole, GIT_CONFIG_LEVEL_LOCAL), "git_config_open_level", name)
    defer { git_config_free(local) }
    if let value {
      try check(git_config_set_string(local, name, value), "git_config_set_string", name)
    } else {
      let status = git_config_delete_entry(local, name)
      if status != GIT_ENOTFOUND.rawValue { try check(status, "git_config_delete_entry", name) }
    }
    settings = try Settings(gitDirectory: gitDirectory)
  }

  /// A person's or the system's setting, where there is no repository yet.
  package static func defaultConfigString(_ name: String) throws(GitError) -> String? {
    try Settings(gitDirectory: nil).string(name)
  }
}
