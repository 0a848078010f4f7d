import Records

/// "Did you mean": what resembles a word or a name that no record has.
extension Vocabulary {
  private static let mostSuggestions = 3

  /// Known words at a distance of 1 or, from six letters on, 2; the nearest first, of those the most frequent.
  func nearest(to folded: String) throws -> [String] {
    let word = Array(folded.utf8)
    let farthest = word.count > 5 ? 2 : 1
    guard word.count > 2, word.count <= 32 else { return [] }
    var candidates: [String: (distance: Int, records: Int)] = [:]
    // The first letter is seldom the wrong one: with it right, a hundredth of the words is to be compared.
    let first = String(folded.prefix(1))
    try scan(from: first, to: first + "\u{10ffff}") { bytes, records in
      let distance = boundedDistance(word, bytes, atMost: farthest)
      if distance <= farthest { note(bytes, distance, records) }
    }
    func note(_ bytes: UnsafeBufferPointer<UInt8>, _ distance: Int, _ records: Int) {
      candidates[String(decoding: bytes, as: UTF8.self), default: (distance, 0)].records += records
    }
    for other in Self.firstLetterChanged(word) {
      let text = String(decoding: other, as: UTF8.self)
      try scan(from: text, to: text + "\0") { bytes, records in note(bytes, 1, records) }
    }
    let sorted = candidates.filter { $0.value.records > 0 }.sorted {
      ($0.value.distance, -$0.value.records, $0.key) < ($1.value.distance, -$1.value.records, $1.key)
    }
    return sorted.prefix(Self.mostSuggestions).map(\.key)
  }

  private static func firstLetterChanged(_ word: [UInt8]) -> [[UInt8]] {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    var others = [Array(word.dropFirst()), [word[1], word[0]] + word.dropFirst(2)]
    others += letters.filter { $0 != word[0] }.flatMap { [[$0] + word.dropFirst(), [$0] + word] }
    return others
  }

  /// Compared where SQLite has them: a large network has some 20,000 words with one first letter.
  private func scan(
    from start: String, to end: String, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Void
  ) throws {
    try reader.each(
      "SELECT word, records FROM known_word WHERE word >= ? AND word < ?", [.text(start), .text(end)]
    ) { body($0.text(0), $0[1]) }
  }
}

/// As Records' `editDistance`, over bytes, without memory of its own; anything more than `most` counts as `most + 1`.
private func boundedDistance(_ left: [UInt8], _ right: UnsafeBufferPointer<UInt8>, atMost most: Int) -> Int {
  let (rows, columns) = (left.count, right.count)
  guard abs(rows - columns) <= most else { return most + 1 }
  return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * (columns + 1)) { cells in
    var (before, previous, current) = (0, columns + 1, 2 * (columns + 1))
    for column in 0...columns { cells[previous + column] = column }
    guard rows > 0 else { return columns }
    for row in 1...rows {
      cells[current] = row
      var least = row
      for column in stride(from: 1, through: columns, by: 1) {
        let letter = left[row - 1]
        let isSame = letter == right[column - 1]
        var cost = min(
          cells[previous + column] + 1, cells[current + column - 1] + 1,
          cells[previous + column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, letter == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          cost = min(cost, cells[before + column - 2] + 1)
        }
        cells[current + column] = cost
        least = min(least, cost)
      }
      if least > most { return most + 1 }
      (before, previous, current) = (previous, current, before)
    }
    return cells[previous + columns]
  }
}
