/// A name and a password for a remote.
struct Credentials {
  var user: String
  var password: String

  /// Asks `git credential`: the helpers of the settings, `GIT_ASKPASS`, then the person at the terminal.
  ///
  /// Runs git, whose protocol of helpers and ways to ask change with its version.
  ///
  /// - Returns: `nil` if there is no answer.
  static func fill(_ address: RemoteAddress, _ repository: Repository, mayAsk: Bool) throws(TransferProblem)
    -> Credentials?
  {
    var text = description(address)
    if let user = address.user { text += "username=\(user)\n" }
    let answer = try run("fill", text, repository, mayAsk: mayAsk)
    var (user, password): (String?, String?)
    for line in lines(answer ?? []) {
      if line.hasPrefix("username=") { user = String(line.dropFirst(9)) }
      if line.hasPrefix("password=") { password = String(line.dropFirst(9)) }
    }
    guard let user, let password else { return nil }
    return Credentials(user: user, password: password)
  }

  /// Tells the helpers whether the password was right, so that they keep or forget it.
  func tell(_ wasRight: Bool, _ address: RemoteAddress, _ repository: Repository) {
    guard !user.contains("\n"), !password.contains("\n") else { return }
    let text = Self.description(address) + "username=\(user)\npassword=\(password)\n"
    _ = try? Self.run(wasRight ? "approve" : "reject", text, repository, mayAsk: false)  // else it asks again
  }

  /// Describes an address for `git credential`. The address cannot add lines, for it has no control characters.
  private static func description(_ address: RemoteAddress) -> String {
    let host = (address.host ?? "") + (address.port.map { ":\($0)" } ?? "")
    return "protocol=\(address.way.rawValue)\nhost=\(host)\npath=\(address.path.drop { $0 == "/" })\n"
  }

  /// Runs `git credential` with a text, and returns its output; `nil` if it fails.
  private static func run(_ act: String, _ text: String, _ repository: Repository, mayAsk: Bool)
    throws(TransferProblem) -> [UInt8]?
  {
    try Program.run(
      ["git", "--git-dir=" + repository.gitDirectory, "credential", act],
      added: mayAsk ? [] : ["GIT_TERMINAL_PROMPT=0"], input: Array((text + "\n").utf8))
  }
}
