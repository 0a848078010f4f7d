/// Who did something and when.
package struct Signature: Hashable, Sendable {
  package var name: String
  package var email: String
  /// Seconds since 1970, UTC.
  package var seconds: Int64
  /// Minutes east of UTC.
  package var offsetMinutes: Int

  package init(name: String, email: String, seconds: Int64, offsetMinutes: Int) {
    self.name = name
    self.email = email
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }
}

/// What a commit says of itself.
package struct CommitInfo: Hashable, Sendable {
  package let id: ObjectID
  package let parents: [ObjectID]
  package let tree: ObjectID
  package let author: Signature
  package let committer: Signature
  /// As stored; bytes that are not UTF-8 are repaired.
  package let message: String

  /// The first paragraph as one line.
  package var summary: String {
    paragraphs.first.map { $0.joined(separator: " ") } ?? ""
  }

  /// What comes after the first paragraph, without the empty lines around it.
  package var body: String {
    paragraphs.rest.joined(separator: "\n")
  }

  private var paragraphs: (first: ArraySlice<Substring>?, rest: ArraySlice<Substring>) {
    func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0.isWhitespace } }
    let lines = message.split(separator: "\n" as Character, omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { !isBlank($0) }) else { return (nil, []) }
    let end = lines[start...].firstIndex(where: isBlank) ?? lines.endIndex
    guard let next = lines[end...].firstIndex(where: { !isBlank($0) }),
      let last = lines.lastIndex(where: { !isBlank($0) })
    else { return (lines[start..<end], []) }
    return (lines[start..<end], lines[next...last])
  }
}

/// What a tree entry is, by the modes that git has.
package enum FileMode: UInt32, Sendable {
  case directory = 0o040000
  case file = 0o100644
  case executable = 0o100755
  case link = 0o120000
  case submodule = 0o160000

  /// Old trees hold odd permission bits; git reads them so too.
  init(lenient bits: UInt32) {
    switch bits & 0o170000 {
    case 0o040000: self = .directory
    case 0o120000: self = .link
    case 0o160000: self = .submodule
    default: self = bits & 0o100 != 0 ? .executable : .file
    }
  }
}

/// A blob and how it is to lie in a tree.
package struct Blob: Hashable, Sendable {
  package let id: ObjectID
  package let mode: FileMode

  package init(_ id: ObjectID, mode: FileMode = .file) {
    self.id = id
    self.mode = mode
  }
}

/// One entry of a directory; `name` is its last component, repaired where it is not UTF-8.
package struct TreeEntry: Hashable, Sendable {
  package let name: String
  package let id: ObjectID
  package let mode: FileMode
}

/// A change to make to a tree.
package struct TreeChange: Hashable, Sendable {
  package let path: String
  /// `nil` removes the file.
  package let blob: Blob?

  package static func put(_ path: String, _ id: ObjectID, mode: FileMode = .file) -> TreeChange {
    TreeChange(path: path, blob: Blob(id, mode: mode))
  }
  package static func remove(_ path: String) -> TreeChange {
    TreeChange(path: path, blob: nil)
  }
}

/// A difference between two trees; a changed kind (file to folder) is a removal and additions.
package struct PathChange: Hashable, Sendable {
  package let path: String
  package let old: Blob?
  package let new: Blob?

  package init(path: String, old: Blob?, new: Blob?) {
    self.path = path
    self.old = old
    self.new = new
  }
}
