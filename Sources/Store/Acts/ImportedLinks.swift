import Markdown
import Records

/// Where links between the files of an import lead: to the posts that the files become.
struct ImportedLinks {
  /// The folder of each file's post, by the file's path.
  var folders: [String: String] = [:]

  /// Returns a file's text with links to the posts of other files, and the addresses of files that are none of them.
  func written(_ text: String, of source: String, in folder: String) -> (text: String, broken: [String]) {
    var broken: [String] = []
    let written = replacingLinks(in: text) { address in
      guard let path = linkedPath(address, from: source) else { return nil }
      let end = address.firstIndex { $0 == "#" || $0 == "?" } ?? address.endIndex
      let bare = path.hasSuffix(".html") ? String(path.dropLast(5)) : path
      let names =
        [path, bare + ".md"]
        + ["index.md", "_index.md", "README.md"].map { path.isEmpty ? $0 : "\(path)/\($0)" }
      guard let target = names.lazy.compactMap({ folders[$0] }).first else {
        if path.hasSuffix(".md") || path.hasSuffix(".markdown") { broken.append(address) }
        return nil
      }
      return Self.relative("\(target)/post.md", to: folder) + address[end...]
    }
    return (written, broken)
  }

  private static func relative(_ path: String, to folder: String) -> String {
    let (to, from) = (path.split(separator: "/"), folder.split(separator: "/"))
    let shared = zip(to, from).prefix { $0 == $1 }.count
    return (from.dropFirst(shared).map { _ in ".." } + to.dropFirst(shared)).joined(separator: "/")
  }
}

/// Returns the path of a file that the address of a link names; `nil` for an address of the web, and for what lies outside.
///
/// - Parameter source: the path of the file that has the link.
func linkedPath(_ address: String, from source: String) -> String? {
  let address = address.prefix { $0 != "#" && $0 != "?" }
  if address.isEmpty || address.hasPrefix("//") { return nil }
  if let scheme = address.firstIndex(of: ":"), !address[..<scheme].contains("/") { return nil }
  var parts = address.hasPrefix("/") ? [] : source.split(separator: "/").dropLast().map(String.init)
  for part in address.split(separator: "/") where part != "." {
    guard part == ".." else {
      parts.append(String(part).nfc)
      continue
    }
    if parts.popLast() == nil { return nil }
  }
  return parts.joined(separator: "/")
}
