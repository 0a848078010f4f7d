import Glibc

/// Whether a host name exists. libcurl does not tell "no such name" from "no name server answers".
package enum NameLookup: Sendable {
  case exists, unknown, cannotAsk

  package static func system(_ host: String) -> NameLookup {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, &hints, &found)
    if let found { freeaddrinfo(found) }
    switch code {
    case 0: return .exists
    case EAI_NONAME: return .unknown
    default: return .cannotAsk
    }
  }
}

/// Returns the host of an address in lower case; empty if it has none.
func hostName(of url: String) -> String {
  guard let scheme = url.firstRange(of: "://") else { return "" }
  var text = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
  if let at = text.lastIndex(of: "@") { text = text[text.index(after: at)...] }
  if text.hasPrefix("[") { return text.prefix { $0 != "]" } + "]" }
  return text.prefix { $0 != ":" }.lowercased()
}

func isWeb(_ url: String) -> Bool {
  let start = url.prefix(8).lowercased()
  return start.hasPrefix("http://") || start.hasPrefix("https://")
}
