/// The tags and texts of a bookmark file, one after the other.
///
/// Our own because the format is no HTML: `<DT>` and `<p>` are never closed, quotes are forgotten, descriptions
/// hold bits of other languages. libxml2 reads it too, but would bring ICU with it, some 30 MB to map at each
/// start of a program that starts for every command. Every scan ends at a place that a later one never reads
/// again, so the time is linear whatever the input.
struct HTMLTokens: IteratorProtocol {
  enum Token: Equatable {
    /// The name in lower case, the attributes decoded, their names in lower case; the first of two alike holds.
    case open(String, [String: String])
    case close(String)
    /// As it was written, entities not yet decoded.
    case text(ArraySlice<UInt8>)
  }

  /// The line, counted from 1, on which the last token began.
  private(set) var line = 1
  private let bytes: [UInt8]
  private var place = 0
  private var counted = 0
  /// From here on there is none of these, so that nobody looks again.
  private var noCommentEnd = Int.max
  private var noQuote: [UInt8: Int] = [:]

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func next() -> Token? {
    while place < bytes.count {
      while counted < place {
        if bytes[counted] == UInt8(ascii: "\n") { line += 1 }
        counted += 1
      }
      guard bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count else { return text() }
      let follower = bytes[place + 1]
      if follower == UInt8(ascii: "!") || follower == UInt8(ascii: "?") {
        skipDeclaration()
      } else if follower == UInt8(ascii: "/"), place + 2 < bytes.count, isASCIILetter(bytes[place + 2]) {
        place += 2
        let name = self.name()
        while place < bytes.count, bytes[place] != UInt8(ascii: ">"), bytes[place] != UInt8(ascii: "<") {
          place += 1
        }
        if place < bytes.count, bytes[place] == UInt8(ascii: ">") { place += 1 }
        return .close(name)
      } else if isASCIILetter(follower) {
        place += 1
        let name = self.name()
        return .open(name, attributes())
      } else {
        return text()
      }
    }
    return nil
  }

  /// All up to the next `<` that begins a tag; a lone `<` is text.
  private mutating func text() -> Token {
    let start = place
    place += 1
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count {
        let follower = bytes[place + 1]
        if isASCIILetter(follower) || [UInt8(ascii: "/"), UInt8(ascii: "!")].contains(follower) { break }
      }
      place += 1
    }
    return .text(bytes[start..<place])
  }

  private mutating func skipDeclaration() {
    if bytes[place...].starts(with: "<!--".utf8), place < noCommentEnd {
      if let end = firstRange(of: Array("-->".utf8), in: bytes, from: place + 4) {
        place = end + 3
        return
      }
      noCommentEnd = place
    }
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") { place += 1 }
    place = min(place + 1, bytes.count)
  }

  private mutating func name() -> String {
    let start = place
    while place < bytes.count, isASCIILetterOrDigit(bytes[place]) || bytes[place] == UInt8(ascii: "_") {
      place += 1
    }
    return String(decoding: bytes[start..<place].map(asciiLowercased), as: UTF8.self)
  }

  private mutating func attributes() -> [String: String] {
    var attributes: [String: String] = [:]
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: ">") {
        place += 1
        break
      }
      if byte == UInt8(ascii: "<") { break }
      if isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=") {
        place += 1
        continue
      }
      let start = place
      while place < bytes.count, !isSpace(bytes[place]), !"=></".utf8.contains(bytes[place]) { place += 1 }
      let name = String(decoding: bytes[start..<place].map(asciiLowercased), as: UTF8.self)
      skipSpaces()
      var value = ""
      if place < bytes.count, bytes[place] == UInt8(ascii: "=") {
        place += 1
        skipSpaces()
        value = self.value()
      }
      if attributes[name] == nil { attributes[name] = value }
    }
    return attributes
  }

  private mutating func value() -> String {
    guard place < bytes.count else { return "" }
    let quote = bytes[place]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), place < noQuote[quote] ?? .max {
      let start = place + 1
      var end = start
      while end < bytes.count, bytes[end] != quote, !beginsAnEntry(end) { end += 1 }
      if end < bytes.count, bytes[end] == quote {
        place = end + 1
        return decodingEntities(bytes[start..<end])
      }
      // The quote was forgotten: the value ends with its word.
      if end == bytes.count { noQuote[quote] = place }
      place = start
    }
    let start = place
    while place < bytes.count, !isSpace(bytes[place]), bytes[place] != UInt8(ascii: ">") { place += 1 }
    return decodingEntities(bytes[start..<place])
  }

  /// `<DT`, `<DL`, `<DD`, `</DL`: no attribute goes on beyond the bookmark that it belongs to.
  private func beginsAnEntry(_ index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "<"), index + 3 < bytes.count else { return false }
    let start = bytes[index + 1] == UInt8(ascii: "/") ? index + 2 : index + 1
    guard start + 1 < bytes.count, asciiLowercased(bytes[start]) == UInt8(ascii: "d") else { return false }
    return "tld".utf8.contains(asciiLowercased(bytes[start + 1]))
      && (start + 2 == bytes.count || !isASCIILetterOrDigit(bytes[start + 2]))
  }

  private mutating func skipSpaces() {
    while place < bytes.count, isSpace(bytes[place]) { place += 1 }
  }
}
