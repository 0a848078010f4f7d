/// A name in paths: of a community, a template, a category of links or a person.
///
/// 1 to 64 characters of `[a-z0-9.-]` that neither begin nor end with `.` or `-`, and hold no `..`; so a name
/// is never `.`, `..`, an option or a hidden file.
package protocol PathName: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible
where RawValue == String {}

extension PathName {
  package var description: String { rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The name of a community, a template or a category of links: `idf`, `planning-conges`.
package struct Slug: PathName {
  package let rawValue: String
  package init?(rawValue: String) {
    guard isPathName(rawValue) else { return nil }
    self.rawValue = rawValue
  }
}

/// The name of a person: `claire.martin`.
package struct Handle: PathName {
  /// The handle of a member who chose not to be named.
  package static let anonymous = "anonymous"

  package let rawValue: String
  package init?(rawValue: String) {
    guard isPathName(rawValue) else { return nil }
    self.rawValue = rawValue
  }
}

private func isPathName(_ text: String) -> Bool {
  let bytes = text.utf8
  guard (1...64).contains(bytes.count) else { return false }
  var previous: UInt8?
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
    case UInt8(ascii: "."), UInt8(ascii: "-"):
      if previous == nil || (byte == previous && byte == UInt8(ascii: ".")) { return false }
    default: return false
    }
    previous = byte
  }
  return previous != UInt8(ascii: ".") && previous != UInt8(ascii: "-")
}
