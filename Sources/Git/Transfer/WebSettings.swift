import Clibgit2

/// What git's settings and variables say about requests of the web (git-config(1), `http.*`).
struct WebSettings {
  var caFile: String?
  var caFolder: String?
  var isUnchecked = false
  /// Of the settings, else of the environment; empty for none.
  var proxy: String?
  var headers: [String] = []
  var agent = "mgrnet"

  /// - Parameter remoteProxy: what is set for this remote alone (`remote.<name>.proxy`).
  init(_ address: RemoteAddress, _ config: Config, remoteProxy: String?) throws(GitError) {
    func value(_ key: String) throws(GitError) -> String? { try all(key).last }
    /// Those without an address come first, then by how much of the address they name.
    func all(_ key: String) throws(GitError) -> [String] {
      var found: [(length: Int, values: [String])] = [(0, try config.all("http." + key).compactMap(\.self))]
      for place in try config.middles(of: "http", key) {
        if let length = Self.match(place, address) {
          found.append((length, try config.all("http.\(place).\(key)").compactMap(\.self)))
        }
      }
      return found.sorted { $0.length < $1.length }.flatMap(\.values)
    }
    func isYes(_ text: String?) -> Bool? {
      text.map { ["true", "yes", "on", "1"].contains($0.lowercased()) }
    }
    let settings = (
      caFile: try value("sslcainfo"), caFolder: try value("sslcapath"), verify: try value("sslverify"),
      proxy: try value("proxy"), agent: try value("useragent")
    )
    caFile = variable("GIT_SSL_CAINFO") ?? settings.caFile
    caFolder = variable("GIT_SSL_CAPATH") ?? settings.caFolder
    isUnchecked = variable("GIT_SSL_NO_VERIFY") != nil || isYes(settings.verify) == false
    proxy = remoteProxy ?? settings.proxy ?? Self.proxyOfEnvironment(address.way)
    if Self.goesWithoutProxy(address.host ?? "") { proxy = "" }
    agent = variable("GIT_HTTP_USER_AGENT") ?? settings.agent ?? agent
    // An empty one drops those before it.
    for header in try all("extraheader") { headers = header.isEmpty ? [] : headers + [header] }
    for path in [\WebSettings.caFile, \.caFolder] {
      if let text = self[keyPath: path], text.hasPrefix("~/"), let home = variable("HOME") {
        self[keyPath: path] = home + text.dropFirst()
      }
    }
  }

  /// Runs something with a proxy, headers and certificates as libgit2 takes them.
  func withGit(_ body: (git_proxy_options, git_strarray) -> Int32) -> Int32 {
    let status = clibgit2_begin_web(caFile, caFolder, agent)
    defer { clibgit2_end_web() }
    if status < 0 { return status }
    var options = Self.noProxy
    let address = proxy.map { $0.isEmpty || $0.contains("://") ? $0 : "http://" + $0 } ?? ""
    options.type = address.isEmpty ? GIT_PROXY_NONE : GIT_PROXY_SPECIFIED
    return address.withCString { proxy in
      if options.type == GIT_PROXY_SPECIFIED { options.url = proxy }
      return withStrings(headers) { body(options, $0.pointee) }
    }
  }

  static var noProxy: git_proxy_options {
    var options = git_proxy_options()
    git_proxy_options_init(&options, UInt32(GIT_PROXY_OPTIONS_VERSION))
    return options
  }

  /// As curl has it, and git with it: libgit2 looks neither for `all_proxy` nor, where a setting names a proxy, for
  /// `no_proxy`.
  private static func proxyOfEnvironment(_ way: RemoteAddress.Way) -> String? {
    let names = way == .https ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    return (names + ["all_proxy", "ALL_PROXY"]).lazy.compactMap(variable).first { !$0.isEmpty }
  }

  /// Whether `no_proxy` names a host: itself, or a domain that it is in.
  private static func goesWithoutProxy(_ host: String) -> Bool {
    let list = (variable("no_proxy") ?? variable("NO_PROXY") ?? "").lowercased()
    let host = host.lowercased()
    return list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { name in
      let name = name.drop { $0 == "." }
      return name == "*" || host == name || host.hasSuffix("." + name)
    }
  }

  /// Host and port of the proxy; `nil` for none.
  var proxyPlace: (host: String, port: Int)? {
    guard let text = proxy, !text.isEmpty else { return nil }
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    // What is no address can be told by nobody; libgit2 says what it makes of it.
    guard let place = try? RemoteAddress("http://" + rest), let host = place.host else { return nil }
    return (host, place.port ?? (text.hasPrefix("https://") ? 443 : 1080))
  }

  /// How much of an address a setting's address names; `nil` where it is another one.
  private static func match(_ place: String, _ address: RemoteAddress) -> Int? {
    guard let other = try? RemoteAddress(place), other.way == address.way,
      let host = other.host?.lowercased(), let own = address.host?.lowercased()
    else { return nil }  // No address at all is none of ours either.
    let standard = address.way == .https ? 443 : 80
    guard (other.port ?? standard) == (address.port ?? standard),
      other.user == nil || other.user == address.user
    else { return nil }
    var path = other.path
    while path.hasSuffix("/") { path.removeLast() }
    guard address.path == path || address.path.hasPrefix(path + "/") else { return nil }
    if host == own { return 1000 + path.utf8.count }
    // `*.example.org` stands for one name before the dot.
    guard host.hasPrefix("*."), own.hasSuffix(host.dropFirst()),
      own.split(separator: ".").count == host.split(separator: ".").count
    else { return nil }
    return 1 + path.utf8.count
  }
}
