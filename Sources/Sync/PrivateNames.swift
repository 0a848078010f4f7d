import Records

/// What private communities are called inside: their slugs, the titles of what is in them, and its ids.
///
/// None of it may be quoted in the commons. Words are compared whole and folded (case, accents, ligatures, apostrophes),
/// with anything but letters and digits between them, a line's end too; an id of twelve characters counts anywhere.
package struct PrivateNames: Sendable {
  package enum Kind: String, Sendable { case slug, title, id }

  /// One place of a text that says one of the names.
  package struct Quote: Hashable, Sendable {
    package let kind: Kind
    /// The name as the private community has it.
    package let name: String
    /// Counted from 1, both included: a title may go on over a line's end.
    package let lines: ClosedRange<Int>
  }

  /// Words of a name in a row are the way through these nodes, the first of which is 0.
  private struct Step: Hashable {
    let node: Int32
    let word: UInt64
  }

  private struct Phrase {
    let kind: Kind
    let name: String
  }

  private var steps: [Step: Int32] = [:]
  /// Of the words that a name begins with: most words of a text are none, and end the search.
  private var first: [UInt64: Int32] = [:]
  private var nodes: Int32 = 1
  private var ends: [Int32: Phrase] = [:]
  private var ids: [UInt64: String] = [:]

  /// Who says so many words of a title says the title.
  private static let mostWords = 16
  /// A title that is one word counts from this length on; shorter ones are everybody's words.
  private static let shortestWord = 8
  private static let idLength = 12

  package init() {}

  package var isEmpty: Bool { ends.isEmpty && ids.isEmpty }

  package mutating func add(slug: String) { add(.slug, slug) }

  package mutating func add(title: String) { add(.title, title) }

  /// - Parameter id: a record's; any other text is passed over.
  package mutating func add(id: String) {
    var code = RollingID()
    for byte in id.utf8 { code.take(byte) }
    if code.length == Self.idLength, id.utf8.count == Self.idLength { ids[code.value] = id }
  }

  /// A title that is public as well, so that it may be said.
  package mutating func allow(title: String) {
    var node: Int32 = 0
    for word in Self.words(title).prefix(Self.mostWords) {
      guard let next = steps[Step(node: node, word: word.hash)] else { return }
      node = next
    }
    if ends[node]?.kind == .title { ends[node] = nil }
  }

  private mutating func add(_ kind: Kind, _ name: String) {
    let words = Self.words(name)
    guard let only = words.first else { return }
    if kind == .title, words.count == 1, only.length < Self.shortestWord { return }
    var node: Int32 = 0
    for word in words.prefix(Self.mostWords) {
      let step = Step(node: node, word: word.hash)
      if let next = steps[step] {
        node = next
      } else {
        steps[step] = nodes
        if node == 0 { first[word.hash] = nodes }
        node = nodes
        nodes += 1
      }
    }
    // A slug is the stronger word for the same place.
    if ends[node] == nil || kind == .slug { ends[node] = Phrase(kind: kind, name: name) }
  }

  private static func words(_ name: String) -> [(hash: UInt64, length: Int)] {
    var words: [(hash: UInt64, length: Int)] = []
    Words.scan(Array(name.utf8)) { word in
      words.append((word.hash, word.length))
    } byte: { _, _ in
    }
    return words
  }

  /// Every place that says a name, in the text's order. Of names that begin at the same word, the longest.
  ///
  /// Takes time in proportion to the text, whatever the names are.
  package func quotes(in text: [UInt8]) -> [Quote] {
    var quotes: [Quote] = []
    var words: [(hash: UInt64, line: Int32)] = []
    var code = RollingID()
    Words.scan(text) { word in
      words.append((word.hash, word.line))
    } byte: { byte, line in
      code.take(byte)
      if code.length >= Self.idLength, let id = ids[code.value] {
        quotes.append(Quote(kind: .id, name: id, lines: line...line))
      }
    }
    for start in words.indices {
      guard var node = first[words[start].hash] else { continue }
      var longest: (phrase: Phrase, last: Int)?
      var place = start
      while true {
        if let phrase = ends[node] { longest = (phrase, place) }
        place += 1
        guard place < words.count, let next = steps[Step(node: node, word: words[place].hash)] else { break }
        node = next
      }
      guard let longest else { continue }
      let lines = Int(words[start].line)...Int(words[longest.last].line)
      quotes.append(Quote(kind: longest.phrase.kind, name: longest.phrase.name, lines: lines))
    }
    return quotes.sorted { ($0.lines.lowerBound, $0.kind.rawValue) < ($1.lines.lowerBound, $1.kind.rawValue) }
  }
}

/// The last twelve characters of an id's alphabet that stood in a row, as one number.
private struct RollingID {
  private(set) var value: UInt64 = 0
  private(set) var length = 0

  /// The place of each byte in the alphabet, upper case as lower; 255 for what is not in it.
  private static let codes: [UInt8] = {
    var codes = [UInt8](repeating: 255, count: 256)
    for (code, letter) in "0123456789abcdefghjkmnpqrstvwxyz".utf8.enumerated() {
      codes[Int(letter)] = UInt8(code)
      if letter > 0x60 { codes[Int(letter - 0x20)] = UInt8(code) }
    }
    return codes
  }()

  mutating func take(_ byte: UInt8) {
    let code = Self.codes[Int(byte)]
    guard code != 255 else {
      length = 0
      return
    }
    value = (value << 5 | UInt64(code)) & (1 << 60 - 1)
    length += 1
  }
}

/// The words of a text, folded, each as a number (FNV-1a, 64 bits).
private enum Words {
  struct Word {
    let hash: UInt64
    /// Bytes, folded.
    let length: Int
    let line: Int32
  }

  private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3

  /// - Parameter byte: is told each byte of the text, and its line.
  static func scan(
    _ text: [UInt8], word: (Word) -> Void, byte take: (_ byte: UInt8, _ line: Int) -> Void
  ) {
    var line: Int32 = 1
    var start = 0
    var hash = basis
    var isPlain = true
    func end(_ index: Int) {
      defer { (hash, isPlain) = (basis, true) }
      guard index > start else { return }
      if isPlain {
        word(Word(hash: hash, length: index - start, line: line))
      } else {
        for part in fold(String(decoding: text[start..<index], as: UTF8.self)).unicodeScalars
          .split(whereSeparator: { !$0.properties.isAlphabetic && $0.properties.numericType == nil })
        {
          let bytes = String(part).utf8
          let hash = bytes.reduce(basis) { ($0 ^ UInt64($1)) &* prime }
          word(Word(hash: hash, length: bytes.count, line: line))
        }
      }
    }
    for (index, byte) in text.enumerated() {
      take(byte, Int(line))
      switch byte {
      case 0x61...0x7A, 0x30...0x39: hash = (hash ^ UInt64(byte)) &* prime
      case 0x41...0x5A: hash = (hash ^ UInt64(byte | 0x20)) &* prime
      case 0x80...: isPlain = false
      default:
        end(index)
        start = index + 1
        if byte == 0x0A { line += 1 }
      }
    }
    end(text.count)
  }
}
