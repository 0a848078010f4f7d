/// Calls the person's own `ssh` as git does, so that their settings, agents, keys, jump hosts and `known_hosts` apply
/// (git-config(1), `core.sshCommand`; git(1), `GIT_SSH_COMMAND`).
enum SSH {
  /// Returns the command line that runs a git program on the host.
  static func arguments(
    _ address: RemoteAddress, _ program: String, _ config: Config
  ) throws(TransferProblem) -> [String] {
    guard let host = address.host else { throw .badAddress }
    let settings = try here(
      (command: try config.string("core.sshcommand"), variant: try config.string("ssh.variant")))
    let command = variable("GIT_SSH_COMMAND") ?? settings.command
    let single = command == nil ? variable("GIT_SSH") : nil
    let name = baseName(command.map(firstWord) ?? single ?? "ssh")
    var kind = (variable("GIT_SSH_VARIANT") ?? settings.variant ?? "auto").lowercased()
    if kind == "auto" { kind = ["plink", "putty", "tortoiseplink"].contains(name) ? name : "ssh" }
    var rest: [String] = []
    if kind == "tortoiseplink" { rest.append("-batch") }
    if let port = address.port {
      guard kind != "simple" else { throw .portNotTaken }
      rest += [["plink", "putty", "tortoiseplink"].contains(kind) ? "-P" : "-p", String(port)]
    }
    rest.append((address.user.map { $0 + "@" } ?? "") + host)
    rest.append(program + " " + shellQuoted(address.path))
    if let command { return ["sh", "-c", command + " \"$@\"", command] + rest }
    return [single ?? "ssh"] + rest
  }

  /// Returns the problem that ssh's errors name; OpenSSH writes them in English only.
  static func explain(_ said: [String]) -> TransferProblem? {
    func has(_ words: String...) -> Bool { said.contains { line in words.contains { line.contains($0) } } }
    if has("REMOTE HOST IDENTIFICATION HAS CHANGED") { return .changedHostKey }
    if has("Host key verification failed", "No ED25519 host key is known") { return .unknownHostKey }
    if has("Permission denied (", "Too many authentication failures", "No supported authentication methods") {
      return .loginRefused
    }
    if has("Could not resolve hostname", "Name or service not known") { return .unknownHost }
    if has("Connection refused", "No route to host", "Network is unreachable", "Connection timed out") {
      return .noConnection
    }
    return ServerMessages.explain(said)
  }

  private static func firstWord(_ command: String) -> String {
    let trimmed = command.drop { $0 == " " || $0 == "'" || $0 == "\"" }
    return String(trimmed.prefix { $0 != " " && $0 != "'" && $0 != "\"" })
  }

  private static func baseName(_ path: String) -> String {
    let name = path.split(separator: "/" as Character).last.map { $0.lowercased() } ?? ""
    return name.hasSuffix(".exe") ? String(name.dropLast(4)) : name
  }
}

/// Interprets the errors of git's server programs.
enum ServerMessages {
  /// Returns the problem that the lines name; `nil` if they name no known one.
  static func explain(_ said: [String]) -> TransferProblem? {
    for line in said.map({ $0.lowercased() }) {
      if line.contains("does not appear to be a git repository") || line.contains("not a git repository")
        || line.contains("repository not found") || line.contains("no such repository")
        || line.contains("repository not exported")
      {
        return .noSuchRepository
      }
      if line.contains("dubious ownership") || line.contains("service not enabled")
        || line.contains("access denied") || line.contains("permission denied")
        || line.contains("insufficient permission")
      {
        return .notAllowed
      }
      // Errors of dash and bash, on either side: `name: 1: ssh: not found`, `bash: line 1: git-upload-pack: …`.
      let parts = line.split(separator: ": ")
      if parts.count >= 4, parts[1].hasPrefix("line ") || Int(parts[1]) != nil,
        line.hasSuffix("not found") || line.hasSuffix("no such file or directory")
      {
        return .programMissing(String(parts[2]))
      }
      if line.contains("command not found") || line.contains("not found: git") {
        return .programMissing("git")
      }
      if line.contains("no space left") || line.contains("disk quota exceeded") { return .failedThere }
    }
    return nil
  }
}

/// Quotes a text for a shell. `!` is escaped too, for csh.
package func shellQuoted(_ text: String) -> String {
  "'" + text.replacing("'", with: #"'\''"#).replacing("!", with: #"'\!'"#) + "'"
}
