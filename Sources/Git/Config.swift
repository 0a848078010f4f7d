import Clibgit2
import Disk
import Glibc

/// Git's settings. Later sources win: the system's file, the person's, the repository's, the work tree's, then the
/// environment.
///
/// libgit2 reads the files and what they include. It does not know `GIT_CONFIG_NOSYSTEM`, `GIT_CONFIG_SYSTEM`,
/// `GIT_CONFIG_GLOBAL` and `GIT_CONFIG_COUNT` (libgit2 1.5), so those are read here.
final class Config {
  private let handle: OpaquePointer
  /// `GIT_CONFIG_KEY_0=…`, `GIT_CONFIG_VALUE_0=…` and so on, in that order.
  private let environment: [(name: String, value: String)]

  /// - Parameter repository: gets these settings as its own; `nil` reads only the system's and the person's files.
  init(of repository: OpaquePointer?) throws(GitError) {
    try Library.start()
    handle = try made("git_config_new", "git_config") { git_config_new(&$0) }
    environment = (0..<min(variable("GIT_CONFIG_COUNT").flatMap { Int($0) } ?? 0, 1000)).compactMap {
      number in
      variable("GIT_CONFIG_KEY_\(number)").map {
        (Self.normal($0), variable("GIT_CONFIG_VALUE_\(number)") ?? "")
      }
    }
    for (path, level) in Self.globalFiles { try add(path, level, repository) }
    guard let repository else { return }
    let common = String(cString: git_repository_commondir(repository))
    try add(common + "config", GIT_CONFIG_LEVEL_LOCAL, repository)
    if try bool("extensions.worktreeconfig") == true {
      try add(
        String(cString: git_repository_path(repository)) + "config.worktree", GIT_CONFIG_LEVEL_APP, repository
      )
    }
    try check(git_repository_set_config(repository, handle), "git_repository_set_config", common)
  }

  deinit { git_config_free(handle) }

  private static var globalFiles: [(path: String, level: git_config_level_t)] {
    var files: [(path: String, level: git_config_level_t)] = []
    let yes = ["true", "yes", "on", "1"]
    if !yes.contains(variable("GIT_CONFIG_NOSYSTEM")?.lowercased() ?? "no") {
      files.append((variable("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM))
    }
    if let global = variable("GIT_CONFIG_GLOBAL") { return files + [(global, GIT_CONFIG_LEVEL_GLOBAL)] }
    let home = variable("HOME")
    if let folder = variable("XDG_CONFIG_HOME") ?? home.map({ $0 + "/.config" }) {
      files.append((folder + "/git/config", GIT_CONFIG_LEVEL_XDG))
    }
    if let home { files.append((home + "/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL)) }
    return files
  }

  private func add(_ path: String, _ level: git_config_level_t, _ repository: OpaquePointer?) throws(GitError)
  {
    guard try onDisk(Files.kind(path)) == .file else { return }
    try check(
      git_config_add_file_ondisk(handle, path, level, repository, 0), "git_config_add_file_ondisk", path)
  }

  /// Returns the last value of a setting; `true` for a key without a value, `nil` if it is not set.
  func string(_ name: String) throws(GitError) -> String? { try all(name).last.map { $0 ?? "true" } }

  /// Returns every value of a setting; the last one wins. `nil` stands for a key without `=`, which means yes.
  func all(_ name: String) throws(GitError) -> [String?] {
    var values: [String?] = []
    let iterator = try found("git_config_multivar_iterator_new", name) {
      git_config_multivar_iterator_new(&$0, handle, name, nil)
    }
    if let iterator { try Self.each(iterator) { values.append($1) } }
    let normal = Self.normal(name)
    return values + environment.filter { $0.name == normal }.map(\.value)
  }

  /// Returns the middle part of all names `<section>.<middle>.<key>`, each once, in the order of the files.
  ///
  /// - Parameters:
  ///   - section: in lower case.
  ///   - key: in lower case.
  func middles(of section: String, _ key: String) throws(GitError) -> [String] {
    // libgit2 1.5 could search by a regular expression, but leaks memory at each name that does not match.
    let iterator = try made("git_config_iterator_new", section) { git_config_iterator_new(&$0, handle) }
    let (start, end) = (section + ".", "." + key)
    var middles: [String] = []
    func add(_ name: String) {
      guard name.hasPrefix(start), name.hasSuffix(end), name.utf8.count > start.utf8.count + end.utf8.count
      else { return }
      let middle = String(name.dropFirst(start.count).dropLast(end.count))
      if !middles.contains(middle) { middles.append(middle) }
    }
    try Self.each(iterator) { name, _ in add(name) }
    for (name, _) in environment { add(name) }
    return middles
  }

  private static func each(
    _ iterator: UnsafeMutablePointer<git_config_iterator>, _ visit: (_ name: String, _ value: String?) -> Void
  ) throws(GitError) {
    defer { git_config_iterator_free(iterator) }
    while true {
      var entry: UnsafeMutablePointer<git_config_entry>?
      let status = git_config_next(&entry, iterator)
      if status == GIT_ITEROVER.rawValue { return git_error_clear() }
      try check(status, "git_config_next", "git_config")
      guard let entry = entry?.pointee else { return }
      visit(String(cString: entry.name), entry.value.map { String(cString: $0) })
    }
  }

  /// Returns a setting as git reads yes and no (`true`, `yes`, `on`, `1`…); `nil` if it is unset or neither.
  func bool(_ name: String) throws(GitError) -> Bool? {
    guard let value = try string(name) else { return nil }
    var number: Int32 = 0
    guard git_config_parse_bool(&number, value) == 0 else {
      git_error_clear()
      return nil
    }
    return number != 0
  }

  /// Returns a setting as a number, with git's suffixes `k`, `m`, `g`; `nil` if it is unset or no number.
  func int(_ name: String) throws(GitError) -> Int? {
    guard let value = try string(name) else { return nil }
    var number: Int64 = 0
    guard git_config_parse_int64(&number, value) == 0 else {
      git_error_clear()
      return nil
    }
    return Int(number)
  }

  /// Sets a setting in the repository's own file, or removes it (`nil`).
  func set(_ name: String, _ value: String?) throws(GitError) {
    let local = try made("git_config_open_level", name) {
      git_config_open_level(&$0, handle, GIT_CONFIG_LEVEL_LOCAL)
    }
    defer { git_config_free(local) }
    if let value {
      return try check(git_config_set_string(local, name, value), "git_config_set_string", name)
    }
    let status = git_config_delete_entry(local, name)
    if status == GIT_ENOTFOUND.rawValue { return git_error_clear() }
    try check(status, "git_config_delete_entry", name)
  }

  /// Returns a name with section and key in lower case; the subsection between them keeps its case.
  private static func normal(_ name: String) -> String {
    guard let first = name.firstIndex(of: "."), let last = name.lastIndex(of: ".") else {
      return name.lowercased()
    }
    return name[..<first].lowercased() + String(name[first..<last]) + name[last...].lowercased()
  }
}

extension Repository {
  /// Returns a setting such as `user.email`; `nil` if it is not set.
  package func configString(_ name: String) throws(GitError) -> String? { try config.string(name) }

  /// Returns a setting as git reads yes and no; `nil` if it is unset or neither.
  package func configBool(_ name: String) throws(GitError) -> Bool? { try config.bool(name) }

  /// Returns a setting as a number; `nil` if it is unset or no number.
  package func configInt(_ name: String) throws(GitError) -> Int? { try config.int(name) }

  /// Sets a setting in this repository's own file, or removes it (`nil`).
  package func setConfig(_ name: String, _ value: String?) throws(GitError) { try config.set(name, value) }

  /// Returns a setting of the person or the system, for use without a repository.
  package static func defaultConfigString(_ name: String) throws(GitError) -> String? {
    try Config(of: nil).string(name)
  }
}
