/// What stands before an object's stream in a pack (gitformat-pack(5)).
struct PackEntry {
  /// An object's kind, or that of a difference: 6 or 7.
  let code: UInt8
  /// Of the object, or of the difference, unpacked.
  let size: Int
  /// How far before this entry the one is that it is a difference from; 0 where it is none, or names it.
  let back: Int
  /// The object that it is a difference from, where it names one.
  let named: ObjectID?
  /// Where its stream begins.
  let start: Int

  /// - Parameter bytes: the whole pack.
  /// - Returns: `nil` where no entry begins at the offset.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    let end = bytes.count - 20
    var position = offset
    guard position >= 12, position < end else { return nil }
    var byte = bytes[position]
    code = byte >> 4 & 7
    var size = Int(byte & 15)
    var shift = 4
    position += 1
    while byte & 0x80 != 0 {
      guard position < end, shift < 50 else { return nil }
      byte = bytes[position]
      size |= Int(byte & 0x7f) << shift
      shift += 7
      position += 1
    }
    self.size = size
    var back = 0
    var named: ObjectID?
    if code == 6 {
      back = -1
      repeat {
        guard position < end, back < 1 << 48 else { return nil }
        byte = bytes[position]
        back = (back + 1) << 7 | Int(byte & 0x7f)
        position += 1
      } while byte & 0x80 != 0
      guard back > 0, back < offset else { return nil }
    } else if code == 7 {
      guard position + 20 < end else { return nil }
      named = ObjectID(UnsafeRawBufferPointer(rebasing: bytes[position..<(position + 20)]))
      position += 20
    }
    (self.back, self.named, start) = (back, named, position)
  }

  /// The size in seven bits a byte, four in the first beside the kind.
  static func header(_ code: UInt8, _ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var size = count >> 4
    var byte = code << 4 | UInt8(count & 15)
    while size > 0 {
      bytes.append(byte | 0x80)
      byte = UInt8(size & 0x7f)
      size >>= 7
    }
    bytes.append(byte)
    return bytes
  }
}
