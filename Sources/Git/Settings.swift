import Clibgit2
import Glibc

/// Git's settings from all its files, the nearest one last: the system's, the person's, the repository's.
struct Settings {
  /// In the order of reading. Few enough to look through: a dictionary has the runtime make its type, at each start.
  private var settings: [ConfigFile.Setting] = []
  private let gitDirectory: String?
  private let home: String?

  /// - Parameter gitDirectory: `nil` for the system's and the person's alone.
  init(gitDirectory: String?) throws(GitError) {
    self.gitDirectory = gitDirectory
    home = variable("HOME")
    if !Self.isYes(variable("GIT_CONFIG_NOSYSTEM") ?? "no") {
      try read(variable("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig", 0)
    }
    if let global = variable("GIT_CONFIG_GLOBAL") {
      try read(global, 0)
    } else {
      let folder = variable("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
      if let folder { try read(folder + "/git/config", 0) }
      if let home { try read(home + "/.gitconfig", 0) }
    }
    if let gitDirectory {
      try read(RefFiles.commonDirectory(of: gitDirectory) + "/config", 0)
      if bool("extensions.worktreeconfig") == true { try read(gitDirectory + "/config.worktree", 0) }
    }
    for number in 0..<min(variable("GIT_CONFIG_COUNT").flatMap { Int($0) } ?? 0, 1000) {
      guard let name = variable("GIT_CONFIG_KEY_\(number)") else { continue }
      let value = variable("GIT_CONFIG_VALUE_\(number)") ?? ""
      settings.append(ConfigFile.Setting(name: Self.normal(name), value: value))
    }
  }

  private mutating func read(_ path: String, _ depth: Int) throws(GitError) {
    // Git's own limit for files that include one another.
    guard depth < 10, let bytes = try Files.kind(path) == .file ? Files.read(path) : nil else { return }
    for setting in try ConfigFile(bytes, path).settings {
      settings.append(setting)
      guard let value = setting.value, isIncluded(setting.name, path) else { continue }
      try read(absolute(value, besides: path), depth + 1)
    }
  }

  private func absolute(_ path: String, besides file: String) -> String {
    if path.hasPrefix("~/"), let home { return home + path.dropFirst() }
    if path.hasPrefix("/") { return path }
    return (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + path
  }

  /// Whether a setting `include.path`, or `includeIf.<condition>.path` that holds, has another file read.
  private func isIncluded(_ name: String, _ file: String) -> Bool {
    if name == "include.path" { return true }
    guard name.hasPrefix("includeif."), name.hasSuffix(".path"), let gitDirectory else { return false }
    let condition = name.dropFirst(10).dropLast(5)
    if condition.hasPrefix("gitdir:") || condition.hasPrefix("gitdir/i:") {
      let ignoringCase = condition.hasPrefix("gitdir/i:")
      var pattern = String(condition.dropFirst(ignoringCase ? 9 : 7))
      if pattern.hasPrefix("~/") || pattern.hasPrefix("./") {
        pattern = absolute(pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern, besides: file)
      } else if !pattern.hasPrefix("/") {
        pattern = "*/" + pattern
      }
      if pattern.hasSuffix("/") { pattern += "*" }
      // FNM_CASEFOLD, which is behind a GNU switch.
      let flags: Int32 = ignoringCase ? 1 << 4 : 0
      return fnmatch(pattern, gitDirectory, flags) == 0 || fnmatch(pattern, gitDirectory + "/", flags) == 0
    }
    if condition.hasPrefix("onbranch:") {
      var pattern = String(condition.dropFirst(9))
      if pattern.hasSuffix("/") { pattern += "*" }
      // Without a readable HEAD there is no branch to be on.
      guard let branch = try? RefFiles.tip(gitDirectory: gitDirectory).branch else { return false }
      return fnmatch(pattern, branch, 0) == 0
    }
    return false
  }

  func string(_ name: String) -> String? {
    all(name).last.map { $0 ?? "true" }
  }

  /// `nil` also where the value is neither a yes nor a no.
  func bool(_ name: String) -> Bool? {
    guard let last = all(name).last else { return nil }
    guard let value = last else { return true }
    if Self.isYes(value) { return true }
    return ["false", "no", "off", "", "0"].contains(value.lowercased()) ? false : Int(value).map { $0 != 0 }
  }

  func int(_ name: String) -> Int? {
    guard var text = string(name)?.lowercased() else { return nil }
    let factor =
      switch text.last {
      case "k": 1 << 10
      case "m": 1 << 20
      case "g": 1 << 30
      default: 1
      }
    if factor > 1 { text.removeLast() }
    guard let value = Int(text) else { return nil }
    let (product, isTooLarge) = value.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : product
  }

  func all(_ name: String) -> [String?] {
    let name = Self.normal(name)
    return settings.filter { $0.name == name }.map(\.value)
  }

  /// The names of all settings of a section, each once.
  func names(in section: String) -> [String] {
    var names: [String] = []
    for setting in settings where setting.name.hasPrefix(section + ".") && !names.contains(setting.name) {
      names.append(setting.name)
    }
    return names
  }

  private static func isYes(_ text: String) -> Bool {
    ["true", "yes", "on", "1"].contains(text.lowercased())
  }

  /// Section and key in lower case, the subsection between them as it is.
  private static func normal(_ name: String) -> String {
    guard let first = name.firstIndex(of: "."), let last = name.lastIndex(of: ".") else {
      return name.lowercased()
    }
    return name[..<first].lowercased() + String(name[first..<last]) + name[last...].lowercased()
  }
}

/// What git itself takes from the environment to find its settings; nothing else here reads it.
func variable(_ name: String) -> String? {
  clibgit2_environment(name).map { String(cString: $0) }
}
