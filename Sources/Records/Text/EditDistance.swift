/// Returns at most `limit` of the names that resemble a mistyped one, the nearest first.
///
/// A name resembles it if at most a third of the letters are wrong (one in short names), or if it begins like it.
///
/// - Parameter start: the number of first letters that are enough; by default all that were typed.
package func nearestNames(
  to word: String, among names: some Sequence<String>, limit: Int = 3, start: Int = .max
) -> [String] {
  let typed = String(String.UnicodeScalarView(word.lowercased().unicodeScalars.prefix(64)))
  guard typed.contains(where: { $0 != "-" }) else { return [] }
  let length = typed.unicodeScalars.count
  let scored = names.compactMap { name -> (distance: Int, name: String)? in
    let known = name.lowercased()
    let distance = editDistance(typed, known)
    if distance <= max(1, max(length, known.unicodeScalars.count) / 3) { return (distance, name) }
    return length >= min(start, 2) && known.hasPrefix(typed.prefix(start)) ? (distance, name) : nil
  }
  return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
}

/// Returns how many letters must be inserted, removed or replaced, or neighbours exchanged, to turn one word into the other.
package func editDistance(_ one: String, _ other: String) -> Int {
  let left = Array(one.unicodeScalars)
  let right = Array(other.unicodeScalars)
  if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 1...left.count {
    var row = [i] + Array(repeating: 0, count: right.count)
    for j in 1...right.count {
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
      if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}
