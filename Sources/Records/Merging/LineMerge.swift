/// Three-way merging of lines (diff3).
///
/// Changes to different lines are both taken, neighbouring lines included. The same change on both sides counts
/// once. Two texts inserted at one place conflict.
struct LineMerge {
  typealias Line = ArraySlice<UInt8>

  private let base: [Line]
  private let sides: [[Line]]
  private var merged: [Line] = []

  /// Returns the merged lines; `nil` if both sides changed the same lines differently.
  static func merge(base: [Line], _ one: [Line], _ other: [Line]) -> [Line]? {
    var merge = LineMerge(base, one, other)
    return merge.run(keepingBoth: false) ? merge.merged : nil
  }

  /// Merges as `merge` does; in a conflict, takes the lines of `first`, then those of `second` that `first` has
  /// not.
  static func union(base: [Line], first: [Line], second: [Line]) -> [Line] {
    var merge = LineMerge(base, first, second)
    _ = merge.run(keepingBoth: true)
    return merge.merged
  }

  /// Returns a text's lines without their ends; none for an empty text. The last line need not have an end.
  static func lines(_ bytes: [UInt8]) -> [Line] {
    var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private init(_ base: [Line], _ one: [Line], _ other: [Line]) {
    self.base = base
    sides = [one, other]
  }

  private mutating func run(keepingBoth: Bool) -> Bool {
    var numbers: [Line: Int] = [:]
    func numbered(_ lines: [Line]) -> [Int] {
      lines.map { line in
        let number = numbers[line] ?? numbers.count
        numbers[line] = number
        return number
      }
    }
    let original = numbered(base)
    let hunks = sides.map { LineDiff.hunks(from: original, to: numbered($0))[...] }
    var waiting = hunks
    var position = 0
    while let start = Self.first(waiting) {
      // All changes that hang together, on both sides.
      var region = start
      var group: [[LineDiff.Hunk]] = [[], []]
      var isGrowing = true
      while isGrowing {
        isGrowing = false
        for side in 0...1 {
          while let hunk = waiting[side].first, Self.touches(hunk.base, region) {
            region =
              min(region.lowerBound, hunk.base.lowerBound)..<max(region.upperBound, hunk.base.upperBound)
            group[side].append(hunk)
            waiting[side].removeFirst()
            isGrowing = true
          }
        }
      }
      merged.append(contentsOf: base[position..<region.lowerBound])
      position = region.upperBound
      let texts = (0...1).map { side -> ArraySlice<Line>? in
        guard let first = group[side].first, let last = group[side].last else { return nil }
        let start = first.side.lowerBound - (first.base.lowerBound - region.lowerBound)
        let end = last.side.upperBound + (region.upperBound - last.base.upperBound)
        return sides[side][start..<end]
      }
      switch (texts[0], texts[1]) {
      case (let text?, nil), (nil, let text?): merged.append(contentsOf: text)
      case (let one?, let other?):
        if let settled = Self.settled(one, other, isInsertion: region.isEmpty) {
          merged.append(contentsOf: settled)
        } else if keepingBoth {
          let known = Set(one)
          merged.append(contentsOf: one)
          merged.append(contentsOf: other.filter { !known.contains($0) })
        } else {
          return false
        }
      case (nil, nil): break
      }
    }
    merged.append(contentsOf: base[position...])
    return true
  }

  /// Returns the base lines of the next change; of two at one place an insertion comes first.
  private static func first(_ waiting: [ArraySlice<LineDiff.Hunk>]) -> Range<Int>? {
    waiting.compactMap { $0.first?.base }.min {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }
  }

  /// Whether two changes have a line in common, or insert at one place.
  private static func touches(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    if one == other { return true }
    return one.lowerBound < other.upperBound && other.lowerBound < one.upperBound
  }

  /// Returns the text if both sides wrote the same, or if one inserted the other's text with more before or after
  /// it.
  private static func settled(
    _ one: ArraySlice<Line>, _ other: ArraySlice<Line>, isInsertion: Bool
  ) -> ArraySlice<Line>? {
    if one.elementsEqual(other) { return one }
    guard isInsertion else { return nil }
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    let before = zip(short, long).prefix { $0 == $1 }.count
    let behind = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
    return before + behind >= short.count ? long : nil
  }
}
