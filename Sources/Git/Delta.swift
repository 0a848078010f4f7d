/// An object written as a difference from another one (gitformat-pack(5), "Deltified representation").
enum Delta {
  /// The object that a delta makes of its base; `nil` where the delta makes no sense, for it is hostile.
  static func apply(_ delta: [UInt8], to base: [UInt8], limit: Int = largestObject) -> [UInt8]? {
    var position = 0
    guard size(delta, &position) == base.count, let wanted = size(delta, &position), wanted < limit
    else {
      return nil
    }
    var isRight = true
    let result = [UInt8](unsafeUninitializedCapacity: max(wanted, 1)) { buffer, count in
      while isRight && position < delta.count {
        let code = delta[position]
        position += 1
        if code & 0x80 != 0 {
          // Copies from the base; the bits say which bytes of offset and length follow.
          var numbers = (offset: 0, length: 0)
          for bit in 0..<7 where code & (1 << bit) != 0 {
            guard position < delta.count else { break }
            let byte = Int(delta[position])
            position += 1
            if bit < 4 {
              numbers.offset |= byte << (8 * bit)
            } else {
              numbers.length |= byte << (8 * (bit - 4))
            }
          }
          if numbers.length == 0 { numbers.length = 0x10000 }
          isRight = append(base, numbers.offset, numbers.length, buffer, &count, wanted)
        } else {
          isRight = code != 0 && append(delta, position, Int(code), buffer, &count, wanted)
          position += Int(code)
        }
      }
      isRight = isRight && count == wanted
    }
    return isRight ? result : nil
  }

  /// The size of what a delta makes, from its first bytes.
  static func madeSize(_ start: [UInt8]) -> Int? {
    var position = 0
    return size(start, &position) == nil ? nil : size(start, &position)
  }

  private static func append(
    _ source: [UInt8], _ offset: Int, _ length: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>,
    _ count: inout Int, _ wanted: Int
  ) -> Bool {
    guard offset + length <= source.count, count + length <= wanted, let start = buffer.baseAddress else {
      return false
    }
    source.withUnsafeBufferPointer { bytes in
      if let from = bytes.baseAddress { (start + count).initialize(from: from + offset, count: length) }
    }
    count += length
    return true
  }

  /// A number in seven bits a byte, the lowest first.
  private static func size(_ delta: [UInt8], _ position: inout Int) -> Int? {
    var value = 0
    var shift = 0
    while position < delta.count, shift < 56 {
      let byte = delta[position]
      position += 1
      value |= Int(byte & 0x7f) << shift
      shift += 7
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
