@preconcurrency import Glibc

/// Standard input, or text in its place for tests.
final class Input {
  private enum Source {
    case descriptor(Int32)
    case text
  }
  private let source: Source
  private var buffer: [UInt8]

  init(descriptor: Int32) {
    source = .descriptor(descriptor)
    buffer = []
  }

  init(text: String) {
    source = .text
    buffer = Array(text.utf8)
  }

  /// The limit for what is read as a whole, in bytes.
  static let limit = 64 << 20
  /// The limit for a text, in bytes: above what a record holds, so that a text that is only too long for one is kept as a
  /// draft.
  static let textLimit = 4 << 20

  /// Reads everything up to the end.
  ///
  /// - Throws: ``Failure`` where it cannot be read or is longer than `limit` bytes.
  func readAll(limit: Int = Input.limit) throws -> [UInt8] {
    while try fill() {
      if buffer.count > limit { throw Failure(.badData, Words.inputTooLong(limit)) }
    }
    defer { buffer = [] }
    return buffer
  }

  /// Reads a line, without its end; `nil` at the end of the input.
  func readLine() throws -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return line.hasSuffix("\r") ? String(line.dropLast()) : line
      }
      if try !fill() {
        guard !buffer.isEmpty else { return nil }
        defer { buffer = [] }
        return String(decoding: buffer, as: UTF8.self)
      }
    }
  }

  /// Reads the bytes of a line, without its end; `nil` at the end of the input.
  ///
  /// - Throws: ``Failure`` where it cannot be read or a line is longer than `limit` bytes.
  func readLine(upTo limit: Int) throws -> [UInt8]? {
    var scanned = 0
    while true {
      if let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        return line
      }
      scanned = buffer.count
      if scanned > limit { throw Failure(.badData, Words.inputTooLong(limit)) }
      if try !fill() {
        defer { buffer = [] }
        return buffer.isEmpty ? nil : buffer
      }
    }
  }

  /// The character of ^C where it sends no signal.
  static let interrupt: UInt8 = 3

  /// Reads a line that is typed unseen; `nil` at the end of the input, or if ^C is typed.
  func readHiddenLine() throws -> String? {
    while true {
      let end = buffer.firstIndex { $0 == UInt8(ascii: "\n") || $0 == Self.interrupt }
      if let end {
        let (line, isGivenUp) = (buffer[..<end], buffer[end] == Self.interrupt)
        let text = String(decoding: line, as: UTF8.self)
        buffer.removeSubrange(...end)
        return isGivenUp ? nil : text
      }
      guard try fill() else { return nil }
    }
  }

  /// Reads words separated by white space, such as ids one a line.
  func readWords() throws -> [String] {
    String(decoding: try readAll(), as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private func fill() throws -> Bool {
    guard case .descriptor(let descriptor) = source else { return false }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        buffer.append(contentsOf: chunk[..<count])
        return true
      }
      if count == 0 { return false }
      if errno != EINTR { throw Failure(.badData, Words.cannotReadInput(systemMessage())) }
    }
  }
}
