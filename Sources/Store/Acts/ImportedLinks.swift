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
      let end = address.firstIndex { $0 == "#" || $0 == "?" } ?? address.endIndex
      guard let path = Self.path(String(address[..<end]), from: source) else { return nil }
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

  /// Returns the path of a file that an address names; `nil` for one of the web, and for what lies outside of the import.
  private static func path(_ address: String, from source: String) -> String? {
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

  private static func relative(_ path: String, to folder: String) -> String {
    let (to, from) = (path.split(separator: "/"), folder.split(separator: "/"))
    let shared = zip(to, from).prefix { $0 == $1 }.count
    return (from.dropFirst(shared).map { _ in ".." } + to.dropFirst(shared)).joined(separator: "/")
  }
}
