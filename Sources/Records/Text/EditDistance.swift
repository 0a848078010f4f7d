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
