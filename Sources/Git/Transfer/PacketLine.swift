/// Git's lines with their length in four digits before them (gitprotocol-common(5)).
enum PacketLine {
  static let flush = Array("0000".utf8)

  static func encode(_ text: String) -> [UInt8] { encode(Array(text.utf8)) }

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let digits = String(bytes.count + 4, radix: 16)
    return Array((String(repeating: "0", count: max(0, 4 - digits.count)) + digits).utf8) + bytes
  }
}

/// Reads such lines off a wire.
final class PacketReader {
  enum Packet {
    case flush
    case data([UInt8])
  }

  let wire: any Wire
  private var buffer: [UInt8] = []
  private var position = 0

  init(_ wire: any Wire) { self.wire = wire }

  /// The next line; `nil` where the other side ended before one.
  func next() throws(TransferProblem) -> Packet? {
    guard try fill(4) else {
      if position < buffer.count { throw .cutOff }
      return nil
    }
    let digits = buffer[position..<(position + 4)]
    guard let length = Int(String(decoding: digits, as: UTF8.self), radix: 16), length == 0 || length >= 4,
      digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-")
    else {
      throw .notGit(String(decoding: buffer[position...].prefix(80), as: UTF8.self))
    }
    if length == 0 {
      position += 4
      return .flush
    }
    guard try fill(length) else { throw .cutOff }
    defer { position += length }
    return .data(Array(buffer[(position + 4)..<(position + length)]))
  }

  /// A line that must come, as a text without its end.
  func line() throws(TransferProblem) -> String? {
    switch try next() {
    case nil: throw .cutOff
    case .flush: return nil
    case .data(let bytes): return text(bytes)
    }
  }

  func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.last == 10 ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }

  /// Has so many bytes ready; whether they came before the end.
  private func fill(_ count: Int) throws(TransferProblem) -> Bool {
    while buffer.count - position < count {
      let more = try wire.receive()
      if more.isEmpty { return false }
      if position > 0 {
        buffer.removeFirst(position)
        position = 0
      }
      buffer.append(contentsOf: more)
    }
    return true
  }
}
