/// Reads front matter of the usual shape: keys at the left, and under each a scalar, or a list or map of
/// scalars, in a block, or a list of scalars in brackets.
///
/// It declines (returns `nil`) every other form of YAML, which Yams then reads: so this may be small and fast,
/// and a test holds that both agree on all that it accepts.
struct FrontMatterScanner {
  /// The limit of keys, and of pairs of a map, which are compared one by one; more are
  /// left to Yams's reader, which has sets.
  static let pairLimit = 256

  /// The front matter, each line ended by LF.
  private let bytes: [UInt8]
  /// The beginning of each line, and of one more behind the last.
  private var starts = [0]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for place in bytes.indices where bytes[place] == lineFeed { starts.append(place + 1) }
  }

  private var lineCount: Int { starts.count - 1 }

  /// Returns a line without its LF.
  private func line(_ index: Int) -> Range<Int> { starts[index]..<(starts[index + 1] - 1) }

  /// Returns the entries in the order of the file; `nil` if the shape is unusual.
  func entries() throws(RecordError) -> [FrontMatter.Entry]? {
    guard hasOnlyPlainLines else { return nil }
    var entries: [FrontMatter.Entry] = []
    var index = 0
    while index < lineCount {
      let line = line(index)
      if isBlankOrComment(line) {
        index += 1
        continue
      }
      guard entries.count < Self.pairLimit, let (key, valueStart) = key(in: line) else { return nil }
      if entries.contains(where: { $0.key == key }) { throw RecordError(.duplicateKey(key), line: index + 2) }
      var last = index
      var next = index + 1
      while next < lineCount {
        if isBlankOrComment(self.line(next)) {
          next += 1
          continue
        }
        guard isContinuation(self.line(next)) else { break }
        last = next
        next += 1
      }
      let value: YAMLValue?
      if last == index {
        value = inlineValue(valueStart..<line.upperBound)
      } else {
        guard isBlankOrComment(valueStart..<line.upperBound) else { return nil }
        value = try block(index + 1...last)
      }
      guard let value else { return nil }
      entries.append(.init(key: key, value: value, lines: index..<(last + 1)))
      index = next
    }
    return entries
  }

  /// Returns whether a text has no tab or other control character, and no character beyond ASCII that YAML takes for the end of a
  /// line or refuses (U+0080 to U+009F, U+2028, U+2029, U+FEFF and its neighbours).
  private var hasOnlyPlainLines: Bool {
    var before: UInt8 = 0
    var beforeThat: UInt8 = 0
    for byte in bytes {
      if byte < 0x20 && byte != lineFeed || byte == 0x7f || byte >= 0xef && byte < 0xf0 { return false }
      if before == 0xc2, byte < 0xa0 { return false }
      if beforeThat == 0xe2, before == 0x80, byte == 0xa8 || byte == 0xa9 { return false }
      beforeThat = before
      before = byte
    }
    return true
  }

  /// Reads a plain key at the left, and the place of its value.
  private func key(in line: Range<Int>) -> (String, Int)? {
    var place = line.lowerBound
    while place < line.upperBound, isKeySymbol(bytes[place]) { place += 1 }
    guard place > line.lowerBound, place < line.upperBound, bytes[place] == UInt8(ascii: ":") else {
      return nil
    }
    let after = place + 1
    guard after == line.upperBound || bytes[after] == space else { return nil }
    return (string(line.lowerBound..<place), after)
  }

  private func isKeySymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private func isContinuation(_ line: Range<Int>) -> Bool {
    guard let first = line.first else { return false }
    if bytes[first] == space || bytes[first] == tab { return true }
    return bytes[first] == UInt8(ascii: "-") && (line.count == 1 || bytes[first + 1] == space)
  }

  /// Reads a list (`- item`) or map (`key: value`) of scalars, all at one indentation.
  private func block(_ lines: ClosedRange<Int>) throws(RecordError) -> YAMLValue? {
    var items: [YAMLValue] = []
    var pairs: [YAMLValue.Pair] = []
    var indentation: Int?
    for number in lines {
      let row = line(number)
      if isBlankOrComment(row) { continue }
      var place = row.lowerBound
      while place < row.upperBound, bytes[place] == space { place += 1 }
      guard indentation == nil || indentation == place - row.lowerBound else { return nil }
      indentation = place - row.lowerBound
      let content = place..<row.upperBound
      if bytes[place] == UInt8(ascii: "-"), content.count > 1, bytes[place + 1] == space {
        guard pairs.isEmpty, let value = inlineValue((place + 2)..<row.upperBound), !isMapLike(content) else {
          return nil
        }
        items.append(value)
      } else {
        guard items.isEmpty, pairs.count < Self.pairLimit, indentation != 0,
          let (key, start) = key(in: content),
          !isBlankOrComment(start..<row.upperBound), let value = inlineValue(start..<row.upperBound)
        else { return nil }
        if pairs.contains(where: { $0.key == key }) {
          throw RecordError(.duplicateKey(key), line: number + 2)
        }
        pairs.append(.init(key, value))
      }
    }
    return items.isEmpty ? .map(pairs) : .list(items)
  }

  /// Returns whether an item is a map (`- key: value`), which is declined.
  private func isMapLike(_ content: Range<Int>) -> Bool {
    guard content.count > 2 else { return true }
    let item = string((content.lowerBound + 2)..<content.upperBound)
    return item.isEmpty || item.first == "-"
  }

  private func inlineValue(_ range: Range<Int>) -> YAMLValue? { OneLineValue(bytes[range])?.value }

  private func isBlankOrComment(_ range: Range<Int>) -> Bool {
    for place in range {
      if bytes[place] == UInt8(ascii: "#") { return place == range.lowerBound || bytes[place - 1] == space }
      if bytes[place] != space { return false }
    }
    return true
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

let lineFeed = UInt8(ascii: "\n")
let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
