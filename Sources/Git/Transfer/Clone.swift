/// What came of a clone.
package struct Cloned {
  package let repository: Repository
  /// The branch that is checked out; without a commit where the remote is empty.
  package let branch: String
  package let tip: ObjectID?
}

extension Repository {
  /// Copies a remote repository: all its branches and tags, as `git clone` does, with the remote `origin`,
  /// and the branch that its HEAD names checked out.
  ///
  /// - Parameters:
  ///   - path: a folder that is missing or empty.
  ///   - branch: another one than that of the remote's HEAD.
  /// - Throws: where it fails, what was made is gone; `hostilePath` where the tree must not be checked out.
  package static func clone(
    _ url: String, into path: String, bare: Bool = false, branch: String? = nil, _ options: TransferOptions
  ) throws(TransferError) -> Cloned {
    throw TransferPlace(remote: "origin", address: nil, text: url).error(.unsupportedWay("clone"))
  }

  /// The folder that `git clone` would make for an address; `nil` where none can be told from it.
  package static func folderName(for url: String) -> String? {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      if let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") {
        rest = rest[rest.index(after: at)...]
      }
    }
    while let last = rest.last, last == "/" || last.isWhitespace { rest = rest.dropLast() }
    if rest.hasSuffix("/.git") {
      rest = rest.dropLast(5)
      while rest.last == "/" { rest = rest.dropLast() }
    }
    // A host alone, perhaps with a port.
    if !rest.contains("/"), let colon = rest.lastIndex(of: ":"),
      case let port = rest[rest.index(after: colon)...], !port.isEmpty, port.allSatisfy(\.isNumber)
    {
      rest = rest[..<colon]
    }
    if let cut = rest.lastIndex(where: { $0 == "/" || $0 == ":" }) { rest = rest[rest.index(after: cut)...] }
    if rest.hasSuffix(".git") { rest = rest.dropLast(4) }
    let words = rest.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 32 } }
    let name = words.joined(separator: " ")
    return name.isEmpty || name == "/" || name == "." || name == ".." || name.hasPrefix("-") ? nil : name
  }
}
