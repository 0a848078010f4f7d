/// The text of a commit object, read and written.
extension CommitInfo {
  /// - Throws: `GitError.corrupt` where the tree or a person's line is missing.
  init(parsing bytes: [UInt8], id: ObjectID) throws(GitError) {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var author: Signature?
    var committer: Signature?
    var position = 0
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[position..<end]
      position = end + 1
      guard let space = line.firstIndex(of: UInt8(ascii: " ")), space > line.startIndex else { continue }
      let value = line[(space + 1)...]
      switch String(decoding: line[..<space], as: UTF8.self) {
      case "tree" where tree == nil: tree = ObjectID(hex: value)
      case "parent": if let parent = ObjectID(hex: value) { parents.append(parent) }
      case "author" where author == nil: author = Signature(parsing: value)
      case "committer" where committer == nil: committer = Signature(parsing: value)
      default: break
      }
    }
    guard let tree, let author, let committer else { throw .corrupt("commit \(id)") }
    self.init(
      id: id, parents: parents, tree: tree, author: author, committer: committer,
      message: String(decoding: bytes[min(position + 1, bytes.count)...], as: UTF8.self))
  }

  /// The bytes of a commit that says this.
  static func encode(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) -> [UInt8] {
    var text = "tree \(tree)\n"
    for parent in parents { text += "parent \(parent)\n" }
    text += "author \(author.encoded)\ncommitter \(committer.encoded)\n\n"
    var bytes = Array(text.utf8)
    bytes.append(contentsOf: message.utf8.lazy.filter { $0 != 0 })
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return bytes
  }
}

extension Signature {
  /// Reads `Name <email> seconds zone`; what follows the address may be missing in old commits.
  init?(parsing bytes: ArraySlice<UInt8>) {
    guard let close = bytes.lastIndex(of: UInt8(ascii: ">")),
      let open = bytes[..<close].firstIndex(of: UInt8(ascii: "<"))
    else { return nil }
    let name = String(decoding: bytes[..<open], as: UTF8.self)
    let rest = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
    let seconds = rest.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
    var minutes = 0
    if rest.count > 1, let zone = Int(String(decoding: rest[1], as: UTF8.self)), abs(zone) < 10_000 {
      minutes = zone / 100 * 60 + zone % 100
    }
    self.init(
      name: name.hasSuffix(" ") ? String(name.dropLast()) : name,
      email: String(decoding: bytes[(open + 1)..<close], as: UTF8.self),
      seconds: seconds, offsetMinutes: minutes)
  }

  /// `Name <email> seconds zone`, cleaned as git cleans it: no angle bracket, no control character.
  var encoded: String {
    let minutes = abs(offsetMinutes)
    let zone = minutes / 60 * 100 + minutes % 60
    let digits = String(zone)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let sign = offsetMinutes < 0 ? "-" : "+"
    return "\(clean(name)) <\(clean(email))> \(max(0, seconds)) \(sign)\(padded)"
  }
}

private func clean(_ text: String) -> String {
  let kept = text.unicodeScalars.filter { $0.value >= 32 && $0 != "<" && $0 != ">" && $0.value != 127 }
  func isCrud(_ scalar: Unicode.Scalar) -> Bool { " .,:;\"\\'".unicodeScalars.contains(scalar) }
  guard let first = kept.firstIndex(where: { !isCrud($0) }),
    let last = kept.lastIndex(where: { !isCrud($0) })
  else { return "" }
  return String(String.UnicodeScalarView(kept[first...last]))
}
