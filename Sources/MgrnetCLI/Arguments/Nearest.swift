/// Finds names that resemble a mistyped one.
enum Nearest {
  /// Returns at most `limit` names near `word`, the nearest first.
  ///
  /// A name is near if at most a third of its letters are wrong (one in short names), or if it begins with `word`.
  static func names(to word: String, among names: [String], limit: Int = 3) -> [String] {
    let typed = Array(word.lowercased().unicodeScalars.prefix(64))
    guard typed.contains(where: { $0 != "-" }) else { return [] }
    let scored = names.compactMap { name -> (distance: Int, name: String)? in
      let known = Array(name.lowercased().unicodeScalars)
      let distance = distance(typed, known)
      if distance <= max(1, max(typed.count, known.count) / 3) { return (distance, name) }
      return typed.count >= 2 && known.starts(with: typed) ? (known.count, name) : nil
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
  static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var last = Array(0...other.count)
    for (row, left) in one.enumerated() {
      var current = [row + 1]
      for (column, right) in other.enumerated() {
        var best = min(last[column] + (left == right ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left == other[column - 1], one[row - 1] == right {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      (before, last) = (last, current)
    }
    return last[other.count]
  }
}
