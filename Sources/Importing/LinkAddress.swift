/// Why an address cannot be a link of the network; `nil` where it can.
package func reasonToLeaveOut(_ url: String) -> LeftOut.Reason? {
  if url.isEmpty { return .emptyAddress }
  if url.utf8.count > 8192 || url.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) {
    return .badAddress
  }
  if url.hasPrefix("#") { return .anchor }
  guard let scheme = scheme(of: url) else { return .relative }
  switch scheme {
  case "http", "https", "ftp", "ftps":
    return url.utf8.count > scheme.utf8.count + 3 && url.dropFirst(scheme.count).hasPrefix("://")
      ? nil : .badAddress
  case "mailto", "tel", "xmpp": return url.utf8.count > scheme.utf8.count + 1 ? nil : .badAddress
  case "place": return .browserQuery
  case "javascript", "vbscript": return .script
  case "data": return .embeddedData
  case "file": return .localFile
  default:
    // `C:\…`
    return scheme.utf8.count == 1 ? .localFile : .scheme(scheme)
  }
}

/// RFC 3986 §3.1, in lower case; a colon after a slash, `?` or `#` ends none.
private func scheme(of url: String) -> String? {
  var scheme: [UInt8] = []
  for byte in url.utf8 {
    if byte == UInt8(ascii: ":") { return scheme.isEmpty ? nil : String(decoding: scheme, as: UTF8.self) }
    guard
      isASCIILetter(byte) || (!scheme.isEmpty && (isASCIILetterOrDigit(byte) || "+-.".utf8.contains(byte)))
    else { return nil }
    scheme.append(asciiLowercased(byte))
  }
  return nil
}

/// The address as two of them are compared: scheme and host in lower case; without the scheme's own port, the
/// slash at the end, the fragment, and the parameters that only say who sent the reader (`utm_…`, `fbclid`, `gclid`).
///
/// A fragment that begins with `/` or `!` stays, as it names the page itself. The result is for comparing; the link
/// keeps the address as it was written.
package func comparableAddress(_ url: String) -> String {
  guard let scheme = scheme(of: url) else { return url }
  var rest = url.dropFirst(scheme.count + 1)
  var fragment = ""
  if let mark = rest.firstIndex(of: "#") {
    let text = rest[rest.index(after: mark)...]
    if text.hasPrefix("/") || text.hasPrefix("!") { fragment = "#" + text }
    rest = rest[..<mark]
  }
  var query = ""
  if let mark = rest.firstIndex(of: "?") {
    let kept = rest[rest.index(after: mark)...].split(separator: "&").filter { !saysWhoSent($0) }
    if !kept.isEmpty { query = "?" + kept.joined(separator: "&") }
    rest = rest[..<mark]
  }
  guard rest.hasPrefix("//") else { return scheme + ":" + rest + query + fragment }
  rest = rest.dropFirst(2)
  let pathStart = rest.firstIndex(of: "/") ?? rest.endIndex
  var path = String(rest[pathStart...])
  while path.hasSuffix("/") { path.removeLast() }
  return scheme + "://" + authority(rest[..<pathStart], scheme: scheme) + upperCaseEscapes(path) + query
    + fragment
}

private func authority(_ text: Substring, scheme: String) -> String {
  let host = text.lastIndex(of: "@").map { text.index(after: $0) } ?? text.startIndex
  var address = String(text[host...]).lowercased()
  let ports = ["http": ":80", "https": ":443", "ftp": ":21", "ftps": ":990"]
  if let port = ports[scheme], address.hasSuffix(port) {
    address.removeLast(port.count)
  } else if address.hasSuffix(":") {
    address.removeLast()
  }
  return text[..<host] + address
}

private func saysWhoSent(_ parameter: Substring) -> Bool {
  let name = parameter.prefix { $0 != "=" }.lowercased()
  return name.hasPrefix("utm_") || name == "fbclid" || name == "gclid"
}

/// `%c3` and `%C3` are one (RFC 3986 §6.2.2.1).
private func upperCaseEscapes(_ path: String) -> String {
  guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
  var bytes = Array(path.utf8)
  for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
    for digit in (index + 1)..<min(index + 3, bytes.count)
    where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(bytes[digit]) { bytes[digit] -= 0x20 }
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension ImportedLinks {
  /// Leaves out, and names, each link whose address is one of `known` or that of an earlier link.
  ///
  /// - Parameter known: what `comparableAddress` makes of the addresses that the network has. What is taken
  ///   is added, so that several files can go through one after the other.
  package mutating func leaveOutDuplicates(of known: inout Set<String>) {
    var first: [String: Int] = [:]
    var taken: [ImportedLink] = []
    for link in links {
      let address = comparableAddress(link.url)
      if known.insert(address).inserted {
        first[address] = link.line
        taken.append(link)
      } else {
        leftOut.append(LeftOut(line: link.line, what: link.url, why: .duplicate(ofLine: first[address])))
      }
    }
    links = taken
    leftOut.sort { $0.line < $1.line }
  }
}
