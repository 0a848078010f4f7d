import Records

/// How deep the tags of an HTML text nest, found before gumbo reads it.
///
/// gumbo's work grows with the square of the depth, and with the cube where elements such as `<b>` are left open
/// (10,000 of them: 80 s), and with the square of a tag's attributes. Tags are told apart as HTML5's tokenizer does it, so
/// that nothing that stands in a quoted value, a comment or a script passes for an end.
struct HTMLDepth {
  static let limit = 200
  static let attributeLimit = 200

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var depth = 0
  private var open: [String: Int] = [:]

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func isBearable() -> Bool {
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else {
        place += 1
        continue
      }
      place += 1
      if at("!--") {
        place += 1
        while place < bytes.count, !at("-->"), !at("--!>") { place += 1 }
      } else if at("!") || at("?") {
        skip(to: UInt8(ascii: ">"))
      } else if at("/") {
        place += 1
        let name = name()
        if name.isEmpty {
          skip(to: UInt8(ascii: ">"))
        } else if skipAttributes() > Self.attributeLimit {
          return false
        }
        if let count = open[name], count > 0 {
          open[name] = count - 1
          depth -= 1
        }
      } else {
        let name = name()
        if name.isEmpty { continue }
        // Within these, HTML5 reads tags by other rules; no list of bookmarks has them.
        if ["svg", "math", "select", "frameset", "plaintext", "template"].contains(name) { return false }
        if skipAttributes() > Self.attributeLimit { return false }
        if Self.texts.contains(name) {
          if !skipText(of: name) { return false }
        } else if !Self.flat.contains(name) {
          open[name, default: 0] += 1
          depth += 1
          if depth > Self.limit { return false }
        }
      }
    }
    return true
  }

  /// What ends by itself where the next one begins, or has no end.
  private static let flat: Set = [
    "p", "dt", "dd", "a", "br", "hr", "img", "input", "meta", "link", "base", "area", "embed", "wbr", "col",
    "param",
    "source", "track", "html", "head", "body",
  ]
  /// What holds text alone, whatever it looks like.
  private static let texts: Set = [
    "title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes",
  ]

  private func at(_ text: String) -> Bool {
    place + text.utf8.count <= bytes.count && bytes[place...].starts(with: text.utf8)
  }

  private mutating func skip(to byte: UInt8) {
    while place < bytes.count, bytes[place] != byte { place += 1 }
  }

  /// In lower case; empty where no letter stands.
  private mutating func name() -> String {
    let start = place
    guard start < bytes.count, isASCIILetter(bytes[start]) else { return "" }
    while place < bytes.count, !isSpace(bytes[place]), !"/>".utf8.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place].map(asciiLowercased), as: UTF8.self)
  }

  /// Up to the `>` of a tag; how many attributes there were.
  private mutating func skipAttributes() -> Int {
    var count = 0
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
      if isSpace(bytes[place]) || bytes[place] == UInt8(ascii: "/") {
        place += 1
        continue
      }
      count += 1
      // A `=` where a name begins belongs to it.
      place += 1
      while place < bytes.count, !isSpace(bytes[place]), !"/>=".utf8.contains(bytes[place]) { place += 1 }
      skipSpaces()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { continue }
      place += 1
      skipSpaces()
      guard place < bytes.count else { break }
      if "\"'".utf8.contains(bytes[place]) {
        let quote = bytes[place]
        place += 1
        skip(to: quote)
        place += 1
      } else {
        while place < bytes.count, !isSpace(bytes[place]), bytes[place] != UInt8(ascii: ">") { place += 1 }
      }
    }
    return count
  }

  private mutating func skipSpaces() { while place < bytes.count, isSpace(bytes[place]) { place += 1 } }

  /// Up to the end of an element that holds text; false for a script in a script, which has rules of its own.
  private mutating func skipText(of name: String) -> Bool {
    while place < bytes.count {
      skip(to: UInt8(ascii: "<"))
      place += 1
      let isEnd = at("/")
      if isEnd { place += 1 }
      if self.name() == name {
        if isEnd { return true }
        if name == "script" { return false }
      }
    }
    return true
  }
}
