import Records

/// Reads a file of links of either kind: bookmarks in Netscape's format, or a Markdown list.
///
/// Its beginning tells the kind: bookmarks begin with a tag, and have `<DL>` or `<DT>` near it.
package func links(in bytes: [UInt8]) -> ImportedLinks {
  let head = Array(decodedText(Array(bytes.prefix(4096))).utf8).map(asciiLowercased)
  guard head.first(where: { !isSpace($0) }) == UInt8(ascii: "<") else { return markdownLinks(bytes) }
  let tags = ["netscape-bookmark", "<dl", "<dt"]
  let isBookmarks = tags.contains { head.firstRange(of: Array($0.utf8)) != nil }
  return isBookmarks ? bookmarks(bytes) : markdownLinks(bytes)
}
