/// Where code spans of Markdown end (CommonMark §6.1): each run of back ticks at the next that is as long.
///
/// Runs are looked for once, so that no text makes this quadratic.
package struct CodeSpans {
  /// Where runs begin, by their length; those behind the place that was last asked for.
  private var runs: [Int: ArraySlice<Int>] = [:]

  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    var place = range.lowerBound
    while place < range.upperBound {
      let length = bytes[place..<range.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      if length > 0 { runs[length, default: []].append(place) }
      place += max(length, 1)
    }
  }

  /// Behind the span that the `length` back ticks at `start` open; `nil` where they open none. Asked for places that only
  /// go forward.
  package mutating func end(from start: Int, length: Int) -> Int? {
    while let first = runs[length]?.first, first < start + length { runs[length]?.removeFirst() }
    return runs[length]?.first.map { $0 + length }
  }
}
