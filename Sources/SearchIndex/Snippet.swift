import Records

/// A piece of a text, and whether it is what was searched for.
package struct SnippetPiece: Sendable, Equatable {
  package let text: String
  package let isMatch: Bool
}

/// Cuts the part out of a text that holds most of what was searched for.
struct Snippet {
  static let length = 160

  /// - Parameters:
  ///   - tokens: of the text, in its order.
  ///   - wanted: tokens that are marked.
  static func pieces(of text: String, tokens: [WordReader.Token], wanted: Set<String>) -> [SnippetPiece] {
    let bytes = Array(text.utf8)
    let hits = tokens.filter { wanted.contains($0.token) }.map(\.range)
    var start = 0
    var best = 0
    for (index, hit) in hits.enumerated() {
      let from = max(0, hit.lowerBound - 30)
      let count = hits[index...].prefix { $0.upperBound <= from + length }.count
      if count > best { (best, start) = (count, from) }
    }
    start = boundary(bytes, start, forward: true)
    let end = boundary(bytes, min(bytes.count, start + length), forward: false)
    guard start < end else { return [] }
    var pieces: [SnippetPiece] = []
    func add(_ range: Range<Int>, _ isMatch: Bool) {
      guard !range.isEmpty else { return }
      let words = String(decoding: bytes[range], as: UTF8.self).map { $0.isWhitespace ? " " : $0 }
      pieces.append(SnippetPiece(text: String(words), isMatch: isMatch))
    }
    if start > 0 { pieces.append(SnippetPiece(text: "… ", isMatch: false)) }
    var place = start
    for hit in hits where hit.lowerBound >= place && hit.upperBound <= end {
      add(place..<hit.lowerBound, false)
      add(hit, true)
      place = hit.upperBound
    }
    add(place..<end, false)
    if end < bytes.count { pieces.append(SnippetPiece(text: " …", isMatch: false)) }
    return pieces
  }

  /// The next beginning, or the last end, of a word.
  private static func boundary(_ bytes: [UInt8], _ place: Int, forward: Bool) -> Int {
    if place <= 0 || place >= bytes.count { return max(0, min(place, bytes.count)) }
    var place = place
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
    if forward {
      let limit = min(bytes.count, place + 30)
      while place < limit, !isSpace(bytes[place - 1]) { place += 1 }
      while place < bytes.count, bytes[place] & 0xc0 == 0x80 { place += 1 }
    } else {
      let limit = max(1, place - 30)
      while place > limit, !isSpace(bytes[place]) { place -= 1 }
      while place > 0, bytes[place] & 0xc0 == 0x80 { place -= 1 }
    }
    return place
  }
}
