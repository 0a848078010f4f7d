/// What git's settings and variables say about requests of the web (git-config(1), `http.*`).
struct WebSettings {
  var caFile: String?
  var caFolder: String?
  var certificate: String?
  var key: String?
  var isUnchecked = false
  var proxy: String?
  var headers: [String] = []
  var agent = "git/mgrnet"

  /// - Parameter remoteProxy: what is set for this remote alone (`remote.<name>.proxy`).
  init(_ address: RemoteAddress, _ settings: Settings, remoteProxy: String?) {
    func value(_ key: String) -> String? { all(key).last }
    /// Those without an address come first, then by how much of the address they name.
    func all(_ key: String) -> [String] {
      var found: [(length: Int, values: [String])] = [(0, settings.all("http." + key).compactMap(\.self))]
      for name in settings.names(in: "http") where name.hasSuffix("." + key) && name != "http." + key {
        let place = String(name.dropFirst(5).dropLast(key.count + 1))
        if let length = Self.match(place, address) {
          found.append((length, settings.all(name).compactMap(\.self)))
        }
      }
      return found.sorted { $0.length < $1.length }.flatMap(\.values)
    }
    func isYes(_ text: String?) -> Bool? {
      text.map { ["true", "yes", "on", "1"].contains($0.lowercased()) }
    }
    caFile = variable("GIT_SSL_CAINFO") ?? value("sslcainfo")
    caFolder = variable("GIT_SSL_CAPATH") ?? value("sslcapath")
    certificate = variable("GIT_SSL_CERT") ?? value("sslcert")
    key = variable("GIT_SSL_KEY") ?? value("sslkey")
    isUnchecked = variable("GIT_SSL_NO_VERIFY") != nil || isYes(value("sslverify")) == false
    // Without a setting libcurl itself takes `https_proxy` and `no_proxy`.
    proxy = remoteProxy ?? value("proxy")
    agent = variable("GIT_HTTP_USER_AGENT") ?? value("useragent") ?? agent
    // An empty one drops those before it.
    for header in all("extraheader") { headers = header.isEmpty ? [] : headers + [header] }
    for path in [\WebSettings.caFile, \.caFolder, \.certificate, \.key] {
      if let text = self[keyPath: path], text.hasPrefix("~/"), let home = variable("HOME") {
        self[keyPath: path] = home + text.dropFirst()
      }
    }
  }

  /// Host and port of the proxy that is asked, unless `no_proxy` names the host: of the setting, else of the variables
  /// that libcurl reads (curl(1), "ENVIRONMENT"); `nil` for none.
  func proxyPlace(_ way: RemoteAddress.Way) -> (host: String, port: Int)? {
    let names = way == .https ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    let variables = (names + ["all_proxy", "ALL_PROXY"]).lazy.compactMap(variable)
    guard let text = proxy ?? variables.first(where: { !$0.isEmpty }), !text.isEmpty else { return nil }
    // Of curl's own ways to write it (`socks5h://…`, no scheme at all) only the place counts here.
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    // What is no address can be told by nobody; libcurl says what it makes of it.
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
