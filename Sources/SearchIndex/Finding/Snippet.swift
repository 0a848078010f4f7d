import CSearchIndex
import Glibc
import Records

/// A piece of a text, and whether it is what was searched for.
package struct SnippetPiece: Sendable, Equatable {
  package let text: String
  package let isMatch: Bool

  package init(text: String, isMatch: Bool) {
    self.text = text
    self.isMatch = isMatch
  }
}

/// The tokens that a query asks for, to mark them in a text.
struct MatchedTokens {
  var phrases: [[String]] = []
  /// Folded beginnings of words.
  var prefixes: [String] = []
}

/// The part of a text with the most different words that were asked for, cut between words.
struct Snippet {
  /// In characters, about.
  static let length = 160

  let words: Words
  private let tokens: [[UInt8]]
  private let prefixes: [[UInt8]]
  private let initials: [UInt8]

  init(_ matched: MatchedTokens, _ words: Words) {
    self.words = words
    tokens = matched.phrases.flatMap { $0.map { Array($0.utf8) } }
    prefixes = matched.prefixes.map { Array($0.utf8) }
    var initials = [UInt8](repeating: 0, count: 256)
    // A token's first byte is its language's letter.
    for initial in tokens.compactMap({ $0.dropFirst().first }) + prefixes.compactMap(\.first) {
      initials[Int(initial)] = 1
    }
    self.initials = initials
  }

  /// Empty when there is nothing to mark in the text.
  func parts(of text: String, _ language: StemLanguage) -> [SnippetPiece] {
    let matches = matches(in: text, language)
    guard let window = best(matches) else { return [] }
    return cut(text, window, matches)
  }

  /// As a snippet, but the beginning when nothing matches.
  func pieces(of text: String, _ language: StemLanguage) -> [SnippetPiece] {
    let parts = parts(of: text, language)
    if !parts.isEmpty { return parts }
    return cut(text, 0..<0, [])
  }

  private struct Match {
    var range: Range<Int>
    var token: String
  }

  private func matches(in text: String, _ language: StemLanguage) -> [Match] {
    guard !tokens.isEmpty || !prefixes.isEmpty else { return [] }
    var matches: [Match] = []
    words.each(in: text, language, initials: initials) { word in
      // Bytes are compared where they lie: most words match nothing, and need no string.
      let isMatch =
        tokens.contains { $0.count == word.term_length && memcmp($0, word.term, $0.count) == 0 }
        || prefixes.contains { $0.count <= word.folded_length && memcmp($0, word.folded, $0.count) == 0 }
      if isMatch { matches.append(Match(range: word.found.range, token: word.found.token)) }
    }
    return matches
  }

  /// The stretch of matches within a snippet's length that holds the most different terms, the first such.
  private func best(_ matches: [Match]) -> Range<Int>? {
    guard !matches.isEmpty else { return nil }
    // A handful: a dictionary would have the runtime look for what it asks of its keys.
    var counts: [(token: String, matches: Int)] = []
    func count(_ token: String, _ change: Int) {
      guard let place = counts.firstIndex(where: { $0.token == token }) else {
        return counts.append((token, change))
      }
      counts[place].matches += change
      if counts[place].matches == 0 { counts.remove(at: place) }
    }
    var (bestRange, bestCount) = (matches[0].range, 0)
    var first = 0
    for match in matches {
      count(match.token, 1)
      while match.range.upperBound - matches[first].range.lowerBound > Self.length - 40
        && first < matches.count - 1,
        matches[first].range != match.range
      {
        count(matches[first].token, -1)
        first += 1
      }
      if counts.count > bestCount {
        bestCount = counts.count
        bestRange = matches[first].range.lowerBound..<match.range.upperBound
      }
    }
    return bestRange
  }

  /// The text around a window of bytes, in one line, with an ellipsis where it is cut.
  private func cut(_ text: String, _ window: Range<Int>, _ matches: [Match]) -> [SnippetPiece] {
    let bytes = Array(text.utf8)
    let spare = max(0, Self.length - window.count)
    var start = max(0, window.lowerBound - (spare / 3))
    if start > 0 { start = wordStart(bytes, from: start, to: window.lowerBound) }
    var end = min(bytes.count, max(window.upperBound, start + Self.length))
    if end < bytes.count { end = wordEnd(bytes, from: end, to: window.upperBound, start) }
    var parts: [SnippetPiece] = []
    func add(_ range: Range<Int>, _ isMatch: Bool) {
      let part = oneLine(bytes[range])
      if !part.isEmpty { parts.append(SnippetPiece(text: part, isMatch: isMatch)) }
    }
    var place = start
    for match in matches where match.range.lowerBound >= place && match.range.upperBound <= end {
      add(place..<match.range.lowerBound, false)
      add(match.range, true)
      place = match.range.upperBound
    }
    add(place..<end, false)
    if start > 0 { parts.insert(SnippetPiece(text: "… ", isMatch: false), at: 0) }
    if end < bytes.count { parts.append(SnippetPiece(text: " …", isMatch: false)) }
    return parts
  }

  /// Behind the first space from `start` on; `start` moved to a character's first byte where there is none.
  private func wordStart(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int {
    if let blank = bytes[start..<limit].firstIndex(where: isBlank) { return blank + 1 }
    var start = start
    while start < limit, bytes[start] & 0xc0 == 0x80 { start += 1 }
    return start
  }

  /// At the last space before `end`, but not before `limit`.
  private func wordEnd(_ bytes: [UInt8], from end: Int, to limit: Int, _ start: Int) -> Int {
    if isBlank(bytes[end]) { return end }
    let low = max(limit, start)
    if let blank = bytes[low..<end].lastIndex(where: isBlank) { return blank }
    var end = end
    while end > low, bytes[end] & 0xc0 == 0x80 { end -= 1 }
    return end
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

  private func oneLine(_ bytes: ArraySlice<UInt8>) -> String {
    var line: [UInt8] = []
    for byte in bytes {
      if !isBlank(byte) { line.append(byte) } else if line.last != 0x20 { line.append(0x20) }
    }
    return String(decoding: line, as: UTF8.self)
  }
}
