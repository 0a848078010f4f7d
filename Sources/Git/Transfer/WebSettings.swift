import Clibgit2

/// Git's settings and variables for HTTP (git-config(1), `http.*`).
struct WebSettings {
  var caFile: String?
  var caFolder: String?
  var isUnchecked = false
  /// The proxy from the settings, else from the environment; empty for none.
  var proxy: String?
  var headers: [String] = []
  var agent = "mgrnet"

  /// Reads the settings for an address.
  ///
  /// - Parameter remoteProxy: the proxy for this remote alone (`remote.<name>.proxy`).
  init(_ address: RemoteAddress, _ config: Config, remoteProxy: String?) throws(GitError) {
    func value(_ key: String) throws(GitError) -> String? { try all(key).last }
    /// Returns all values of `http.<key>` and `http.<address>.<key>`; the one that matches most of the address is last.
    func all(_ key: String) throws(GitError) -> [String] {
      var found: [(length: Int, values: [String])] = [(0, try config.all("http." + key).compactMap(\.self))]
      for place in try config.middles(of: "http", key) {
        if let length = Self.match(place, address) {
          found.append((length, try config.all("http.\(place).\(key)").compactMap(\.self)))
        }
      }
      return found.sorted { $0.length < $1.length }.flatMap(\.values)
    }
    func isNo(_ text: String?) -> Bool { ["false", "no", "off", "0", ""].contains(text?.lowercased()) }
    let settings = (
      caFile: try value("sslcainfo"), caFolder: try value("sslcapath"), verify: try value("sslverify"),
      proxy: try value("proxy"), agent: try value("useragent")
    )
    caFile = variable("GIT_SSL_CAINFO") ?? settings.caFile
    caFolder = variable("GIT_SSL_CAPATH") ?? settings.caFolder
    // A value that is neither yes nor no leaves the check on.
    isUnchecked = variable("GIT_SSL_NO_VERIFY") != nil || isNo(settings.verify)
    proxy = remoteProxy ?? settings.proxy ?? Self.proxyOfEnvironment(address.way)
    if Self.goesWithoutProxy(address.host ?? "") { proxy = "" }
    agent = variable("GIT_HTTP_USER_AGENT") ?? settings.agent ?? agent
    // An empty value drops the headers before it.
    for header in try all("extraheader") { headers = header.isEmpty ? [] : headers + [header] }
    for path in [\WebSettings.caFile, \.caFolder] {
      if let text = self[keyPath: path], text.hasPrefix("~/"), let home = variable("HOME") {
        self[keyPath: path] = home + text.dropFirst()
      }
    }
  }

  /// Calls `body` with the proxy and headers in libgit2's form, and with the certificates set.
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

  /// Returns the proxy that the environment names, by the rules of curl and git. libgit2 knows no `all_proxy`, and ignores
  /// `no_proxy` if a setting names a proxy.
  private static func proxyOfEnvironment(_ way: RemoteAddress.Way) -> String? {
    let names = way == .https ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    return (names + ["all_proxy", "ALL_PROXY"]).lazy.compactMap(variable).first { !$0.isEmpty }
  }

  /// Returns whether `no_proxy` names a host or a domain of it.
  private static func goesWithoutProxy(_ host: String) -> Bool {
    let list = (variable("no_proxy") ?? variable("NO_PROXY") ?? "").lowercased()
    let host = host.lowercased()
    return list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { name in
      let name = name.drop { $0 == "." }
      return name == "*" || host == name || host.hasSuffix("." + name)
    }
  }

  /// The proxy's host and port; `nil` for none.
  var proxyPlace: (host: String, port: Int)? {
    guard let text = proxy, !text.isEmpty else { return nil }
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    // libgit2 reports an invalid proxy address.
    guard let place = try? RemoteAddress("http://" + rest), let host = place.host else { return nil }
    return (host, place.port ?? (text.hasPrefix("https://") ? 443 : 1080))
  }

  /// Returns how well a setting's address matches: a higher number for more of the address, `nil` for no match.
  private static func match(_ place: String, _ address: RemoteAddress) -> Int? {
    guard let other = try? RemoteAddress(place), other.way == address.way,  // an invalid one matches nothing
      let host = other.host?.lowercased(), let own = address.host?.lowercased()
    else { return nil }  // An invalid address in a setting matches nothing.
    let standard = address.way == .https ? 443 : 80
    guard (other.port ?? standard) == (address.port ?? standard),
      other.user == nil || other.user == address.user
    else { return nil }
    var path = other.path
    while path.hasSuffix("/") { path.removeLast() }
    guard address.path == path || address.path.hasPrefix(path + "/") else { return nil }
    if host == own { return 1000 + path.utf8.count }
    // `*.example.org` matches one name before the dot.
    guard host.hasPrefix("*."), own.hasSuffix(host.dropFirst()),
      own.split(separator: ".").count == host.split(separator: ".").count
    else { return nil }
    return 1 + path.utf8.count
  }
}
