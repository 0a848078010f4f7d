@preconcurrency import Glibc

/// The address of another repository (git-fetch(1), "Git URLs").
///
/// No part of it can be taken for a program's option or has control characters. A password is kept apart and never
/// shown.
package struct RemoteAddress: Hashable, Sendable {
  package enum Way: String, Sendable {
    /// A folder of this machine, named by its path.
    case path
    /// A folder of this machine, named by `file://`.
    case file
    case ssh, git, http, https
  }

  package let way: Way
  /// As written, an IPv6 address without brackets; `nil` for a folder.
  package let host: String?
  package let user: String?
  let password: String?
  package let port: Int?
  /// The path on the other side: `/srv/net.git`, `~alice/net.git`, `net.git`.
  package let path: String

  package var isLocal: Bool { way == .path || way == .file }

  /// Reads an address.
  ///
  /// - Throws: `TransferProblem.badAddress`, and `TransferProblem.unsupportedWay` with the scheme.
  package init(_ text: String) throws(TransferProblem) {
    guard !text.isEmpty, !text.hasPrefix("-"), !text.unicodeScalars.contains(where: { isControl($0.value) })
    else { throw .badAddress }
    if let scheme = text.firstRange(of: "://") {
      try self.init(scheme: text[..<scheme.lowerBound].lowercased(), rest: text[scheme.upperBound...])
      return
    }
    let colon = text.firstIndex(of: ":")
    let slash = text.firstIndex(of: "/") ?? text.endIndex
    if let colon, colon < slash, !text.hasPrefix("[") {
      let next = text.index(after: colon)
      // A remote helper such as `ext::sh -c …` would run a command.
      if next < text.endIndex, text[next] == ":", !text[..<colon].contains("@") {
        throw .unsupportedWay(String(text[..<colon]))
      }
    }
    guard let colon, colon < slash else {
      self.init(.path, nil, text)
      return
    }
    try self.init(shortSSH: text, colon)
  }

  private init(scheme: String, rest: Substring) throws(TransferProblem) {
    switch scheme {
    case "file":
      guard let path = percentDecoded(rest), path.hasPrefix("/") else { throw .badAddress }
      self.init(.file, nil, path)
      return
    case "ssh", "git+ssh", "ssh+git", "git", "http", "https": break
    default: throw .unsupportedWay(String(scheme.prefix(40)))
    }
    let way = scheme.contains("ssh") ? .ssh : Way(rawValue: scheme) ?? .git
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let place = try Place(rest[..<slash])
    let isWeb = way == .http || way == .https
    // The path of a web address stays percent-encoded.
    guard var path = isWeb ? String(rest[slash...]) : percentDecoded(rest[slash...]) else {
      throw .badAddress
    }
    guard isWeb || path.count > 1 else { throw .badAddress }
    if way == .ssh, path.hasPrefix("/~") { path.removeFirst() }
    self.init(way, place, path)
    try refuseOptions()
  }

  private init(_ way: Way, _ place: Place?, _ path: String) {
    self.way = way
    self.path = path
    (host, user, password, port) = (place?.host, place?.user, place?.password, place?.port)
  }

  /// Reads `user@host:path`, where the host may be in brackets, also with a port: `[user@host:port]:path`.
  private init(shortSSH text: String, _ first: String.Index) throws(TransferProblem) {
    var colon = first
    if let open = text[..<first].firstIndex(of: "[") {
      guard let close = text[open...].firstIndex(of: "]"),
        case let next = text.index(after: close), next < text.endIndex, text[next] == ":"
      else { throw .badAddress }
      colon = next
    }
    var before = text[..<colon]
    if before.hasPrefix("["), before.filter({ $0 == ":" }).count < 2 {
      before = before.dropFirst().dropLast()
    }
    let path = String(text[text.index(after: colon)...])
    guard !path.isEmpty else { throw .badAddress }
    self.init(.ssh, try Place(before), path)
    try refuseOptions()
  }

  /// Refuses parts that a program would take for an option, and control characters.
  private func refuseOptions() throws(TransferProblem) {
    for part in [host, user, path] where part?.hasPrefix("-") == true { throw .badAddress }
    for part in [host, user, password, path] {
      if part?.unicodeScalars.contains(where: { isControl($0.value) }) == true { throw .badAddress }
    }
    if host?.contains(where: { $0 == " " || $0 == "/" || $0 == "%" }) == true { throw .badAddress }
  }

  /// The address without its password, for messages.
  package var shown: String {
    guard let host else { return way == .file ? "file://" + path : path }
    let name = (user.map { $0 + "@" } ?? "") + bracketed(host)
    let whole = name + (port.map { ":\($0)" } ?? "")
    return "\(way.rawValue)://\(whole)\(path.hasPrefix("/") ? "" : "/")\(path)"
  }

  /// The address for libgit2, without user and password. For ssh and local paths, libgit2 only looks at the scheme.
  var transportAddress: String {
    guard let host else { return "file://" + (path.hasPrefix("/") ? "" : "/") + path }
    let slash = path.hasPrefix("/") ? "" : "/"
    return "\(way.rawValue)://\(bracketed(host))\(port.map { ":\($0)" } ?? "")\(slash)\(path)"
  }
}

/// The part of an address between `//` and `/`: `user:password@host:port`.
private struct Place {
  var host: String
  var user: String?
  var password: String?
  var port: Int?

  init(_ text: Substring) throws(TransferProblem) {
    var rest = text
    if let at = rest.lastIndex(of: "@") {
      let person = rest[..<at]
      let colon = person.firstIndex(of: ":") ?? person.endIndex
      guard let user = percentDecoded(person[..<colon]) else { throw .badAddress }
      if !user.isEmpty { self.user = user }
      if colon < person.endIndex {
        guard let password = percentDecoded(person[person.index(after: colon)...]) else { throw .badAddress }
        self.password = password
      }
      rest = rest[rest.index(after: at)...]
    }
    if rest.hasPrefix("[") {
      guard let close = rest.firstIndex(of: "]") else { throw .badAddress }
      host = String(rest[rest.index(after: rest.startIndex)..<close])
      rest = rest[rest.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw .badAddress }
      rest = rest.dropFirst()
    } else {
      let colon = rest.firstIndex(of: ":") ?? rest.endIndex
      host = String(rest[..<colon])
      rest = rest[colon...].dropFirst()
    }
    if !rest.isEmpty {
      guard rest.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(rest), (1...65_535) ~= number
      else { throw .badAddress }
      port = number
    }
    guard !host.isEmpty else { throw .badAddress }
  }
}

private func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

private func isControl(_ scalar: UInt32) -> Bool { scalar < 32 || (127...159) ~= scalar }

/// Decodes percent-encoding; `nil` if a `%` is not followed by two digits, or the bytes are not UTF-8.
private func percentDecoded(_ text: Substring) -> String? {
  guard text.contains("%") else { return String(text) }
  var bytes: [UInt8] = []
  var rest = text.utf8[...]
  while let byte = rest.popFirst() {
    if byte != UInt8(ascii: "%") {
      bytes.append(byte)
      continue
    }
    guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    else { return nil }
    bytes.append(value)
    rest = rest.dropFirst(2)
  }
  return String(validating: bytes, as: UTF8.self)
}

extension RemoteAddress {
  /// Returns an address that does not depend on the current folder: a path made absolute, any other one as it is.
  ///
  /// - Parameter folder: the folder from which a relative path starts.
  package static func whole(_ text: String, from folder: String = ".") -> String {
    guard let address = try? RemoteAddress(text),  // the transfer reports an invalid one
      address.way == .path
    else { return text }
    let path = address.path.hasPrefix("/") ? address.path : folder + "/" + address.path
    // A missing path is only joined to the folder; the transfer reports that it is missing.
    guard let real = realpath(path, nil) ?? realpath(folder, nil) else { return path }
    defer { free(real) }
    return access(path, F_OK) == 0 ? String(cString: real) : String(cString: real) + "/" + address.path
  }
}
