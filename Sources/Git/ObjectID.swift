import Clibgit2

/// The name of a git object: 20 bytes of SHA-1, compared as bytes.
package struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The id that git writes in place of a missing object.
  package static let zero = ObjectID(high: 0, middle: 0, low: 0)

  /// The tree without entries, which every repository has.
  package static let emptyTree = ObjectID(
    high: 0x4b82_5dc6_42cb_6eb9, middle: 0xa060_e54b_f8d6_9288, low: 0xfbee_4904)

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    (self.high, self.middle, self.low) = (high, middle, low)
  }

  /// Reads an id from the first 20 bytes of `bytes`, which must have that many.
  package init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count >= 20)
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// Reads an id of exactly 40 hexadecimal digits, of either case.
  package init?(hex: String) { self.init(hex: hex.utf8) }
  /// Reads an id as `init?(hex: String)` does. A generic initialiser would look up its types at run time.
  package init?(hex: Substring) { self.init(hex: hex.utf8) }

  init?(hex: some Collection<UInt8>) {
    guard hex.count == 40 else { return nil }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    for (index, digit) in hex.enumerated() {
      let value: UInt64
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = UInt64(digit - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = UInt64(digit - UInt8(ascii: "A") + 10)
      default: return nil
      }
      switch index {
      case 0..<16: words.0 = words.0 << 4 | value
      case 16..<32: words.1 = words.1 << 4 | value
      default: words.2 = words.2 << 4 | value
      }
    }
    self.init(high: words.0, middle: words.1, low: UInt32(words.2))
  }

  package var isZero: Bool { self == .zero }

  package var description: String { String(decoding: hexDigits, as: UTF8.self) }

  /// The id's 40 digits in lower case.
  var hexDigits: [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(40)
    for byte in bytes {
      for half in [byte >> 4, byte & 15] {
        digits.append(half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10)
      }
    }
    return digits
  }

  /// The id's 20 bytes.
  package var bytes: [UInt8] { withBytes { Array($0) } }

  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let stored = (high.bigEndian, middle.bigEndian, low.bigEndian)
    return try withUnsafeBytes(of: stored) { (buffer) throws(Failure) in
      try body(UnsafeRawBufferPointer(rebasing: buffer[0..<20]))
    }
  }

  package static func < (one: ObjectID, other: ObjectID) -> Bool {
    (one.high, one.middle, one.low) < (other.high, other.middle, other.low)
  }
}

extension ObjectID {
  init(_ id: git_oid) { self = withUnsafeBytes(of: id) { ObjectID($0) } }

  /// Copies the id that libgit2 points to; `nil` for a null pointer.
  init?(_ id: UnsafePointer<git_oid>?) {
    guard let id else { return nil }
    self.init(id.pointee)
  }

  var oid: git_oid {
    var id = git_oid()
    withBytes { bytes in withUnsafeMutableBytes(of: &id) { $0.copyMemory(from: bytes) } }
    return id
  }
}
