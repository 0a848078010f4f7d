import Clibgit2

/// Git's own settings: system, the person's, and the repository's, the nearest one first.
extension Repository {
  /// A setting such as `user.email`; `nil` where it is nowhere.
  package func configString(_ name: String) throws(GitError) -> String? {
    var value: UnsafePointer<CChar>?
    guard try isThere(git_config_get_string(&value, settings(), name), "git_config_get_string", name) else {
      return nil
    }
    return value.map { String(cString: $0) }
  }

  /// A setting as git reads yes and no (`true`, `yes`, `on`, `1`…); `nil` where it is nowhere.
  package func configBool(_ name: String) throws(GitError) -> Bool? {
    var value: Int32 = 0
    guard try isThere(git_config_get_bool(&value, settings(), name), "git_config_get_bool", name) else {
      return nil
    }
    return value != 0
  }

  /// A setting as a number, with git's suffixes `k`, `m`, `g`; `nil` where it is nowhere.
  package func configInt(_ name: String) throws(GitError) -> Int? {
    var value: Int64 = 0
    guard try isThere(git_config_get_int64(&value, settings(), name), "git_config_get_int64", name) else {
      return nil
    }
    return Int(value)
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
      _ = try isThere(git_config_delete_entry(local, name), "git_config_delete_entry", name)
    }
    git_config_free(snapshot)
    snapshot = nil
  }

  /// A person's or the system's setting, where there is no repository yet.
  package static func defaultConfigString(_ name: String) throws(GitError) -> String? {
    try loadLibgit2()
    var config: OpaquePointer?
    try check(git_config_open_default(&config), "git_config_open_default", name)
    defer { git_config_free(config) }
    var frozen: OpaquePointer?
    try check(git_config_snapshot(&frozen, config), "git_config_snapshot", name)
    defer { git_config_free(frozen) }
    var value: UnsafePointer<CChar>?
    guard try isThere(git_config_get_string(&value, frozen, name), "git_config_get_string", name) else {
      return nil
    }
    return value.map { String(cString: $0) }
  }

  private func settings() throws(GitError) -> OpaquePointer? {
    if let snapshot { return snapshot }
    var whole: OpaquePointer?
    try check(git_repository_config(&whole, handle), "git_repository_config", "config")
    defer { git_config_free(whole) }
    try check(git_config_snapshot(&snapshot, whole), "git_config_snapshot", "config")
    return snapshot
  }
}

private func isThere(_ status: Int32, _ operation: StaticString, _ name: String) throws(GitError) -> Bool {
  if status == GIT_ENOTFOUND.rawValue {
    git_error_clear()
    return false
  }
  try check(status, operation, name)
  return true
}
