/// The names of texts that a merge kept beside another: `<name>.conflict-<8 of its blob id>.<ext>`.
package enum ConflictName {
  private static let mark = ".conflict-"

  /// Returns the path at which the losing text is kept; `digits` are the first 8 of its blob's id.
  ///
  /// A name longer than 255 bytes is cut before the mark.
  package static func path(beside path: String, digits: some StringProtocol) -> String {
    let folder = RecordPath.folder(of: path)
    let name = folder.isEmpty ? path[...] : Substring(path.utf8.dropFirst(folder.utf8.count + 1))
    var stem = name
    var ending = ""[...]
    if let dot = name.lastIndex(of: "."), dot > name.startIndex, name.endIndex > name.index(after: dot) {
      stem = name[..<dot]
      ending = name[dot...]
    }
    while stem.utf8.count + mark.utf8.count + digits.utf8.count + ending.utf8.count > 255, stem.count > 1 {
      stem.removeLast()
    }
    return (folder.isEmpty ? "" : folder + "/") + stem + mark + digits + ending
  }

  /// Returns the file beside which a text was kept; `nil` if the path is not that of a kept text.
  package static func original(of path: String) -> String? {
    let bytes = path.utf8
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
    let name = bytes[start...]
    guard let dot = lastMark(in: name), dot > start else { return nil }
    let digits = bytes[bytes.index(dot, offsetBy: mark.utf8.count)...].prefix { $0 != UInt8(ascii: ".") }
    let ending = bytes[digits.endIndex...]
    guard isDigits(digits), !ending.dropFirst().contains(UInt8(ascii: ".")) else { return nil }
    return String(Substring(bytes[..<dot])) + String(Substring(ending))
  }

  /// Returns the record that a kept text belongs to: the one beside which it lies; for what belongs to a post, event or
  /// contest, such as a mark or a picture, that one. `nil` if the path is not that of a kept text, or there is none.
  package static func record(of path: String) -> RecordPath? {
    guard let original = original(of: path) else { return nil }
    if let place = RecordPath(original) {
      return place.parent == nil || place.type == .reply ? place : RecordPath(RecordPath.thread(of: place))
    }
    return ["post.md", "event.md", "contest.md"].lazy
      .compactMap { RecordPath(RecordPath.folder(of: original) + "/" + $0) }.first
  }

  private static func lastMark(in name: Substring.UTF8View) -> String.Index? {
    var place = name.endIndex
    while place > name.startIndex {
      place = name.index(before: place)
      if name[place...].starts(with: mark.utf8) { return place }
    }
    return nil
  }

  private static func isDigits(_ text: Substring.UTF8View) -> Bool {
    (8...40).contains(text.count)
      && text.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
