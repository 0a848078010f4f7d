/// A tree as a difference from an earlier state of the same folder: what stayed is copied, entry for entry.
///
/// A folder of a month holds thousands of entries and changes by one a post; whole, most of it are ids that
/// no packing makes smaller.
enum TreeDelta {
  private struct Span {
    let start: Int
    let end: Int
  }

  /// - Returns: `nil` where it would not be much smaller, or one of them is no tree.
  static func encode(_ tree: [UInt8], from base: [UInt8]) -> [UInt8]? {
    guard tree.count > 200 else { return nil }
    let window = TreeWindow(base, tree)
    guard let old = spans(base, window.old), let new = spans(tree, window.new) else { return nil }
    var delta: [UInt8] = []
    appendSize(base.count, &delta)
    appendSize(tree.count, &delta)
    let limit = tree.count / 2
    var at = 0
    // What both begin with.
    var copied = Span(start: 0, end: window.old.lowerBound)
    var inserted = Span(start: 0, end: 0)
    for span in new {
      // Both are sorted, so what is not yet passed by name is still to come.
      while at < old.count, precedes(base, old[at], tree, span) { at += 1 }
      let isSame =
        at < old.count && old[at].end - old[at].start == span.end - span.start
        && base[old[at].start..<old[at].end] == tree[span.start..<span.end]
      if isSame {
        insert(tree, inserted, &delta)
        inserted = Span(start: span.end, end: span.end)
        if copied.end == old[at].start, copied.end > copied.start {
          copied = Span(start: copied.start, end: old[at].end)
        } else {
          copy(copied, &delta)
          copied = old[at]
        }
        at += 1
      } else {
        copy(copied, &delta)
        copied = Span(start: 0, end: 0)
        inserted = Span(start: inserted.end == span.start ? inserted.start : span.start, end: span.end)
      }
      if delta.count > limit { return nil }
    }
    copy(copied, &delta)
    insert(tree, inserted, &delta)
    // What both end with.
    copy(Span(start: window.old.upperBound, end: base.count), &delta)
    return delta.count > limit ? nil : delta
  }

  private static func spans(_ tree: [UInt8], _ range: Range<Int>) -> [Span]? {
    var spans: [Span] = []
    spans.reserveCapacity(range.count / 40)
    var position = range.lowerBound
    while position < range.upperBound {
      guard let end = tree[position...].firstIndex(of: 0), end + 20 < tree.count else { return nil }
      spans.append(Span(start: position, end: end + 21))
      position = end + 21
    }
    return spans
  }

  /// Whether one entry's name is before another's.
  private static func precedes(_ base: [UInt8], _ one: Span, _ tree: [UInt8], _ other: Span) -> Bool {
    key(base, one) < key(tree, other)
  }

  private static func key(_ bytes: [UInt8], _ span: Span) -> TreeKey {
    let entry = bytes[span.start..<(span.end - 21)]
    let space = entry.firstIndex(of: UInt8(ascii: " ")) ?? entry.startIndex
    return TreeKey(name: entry[(space + 1)...], isDirectory: space - entry.startIndex < 6)
  }

  private static func appendSize(_ size: Int, _ delta: inout [UInt8]) {
    var rest = size
    while rest >= 0x80 {
      delta.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    delta.append(UInt8(rest))
  }

  private static func insert(_ tree: [UInt8], _ span: Span, _ delta: inout [UInt8]) {
    var start = span.start
    while start < span.end {
      let count = min(127, span.end - start)
      delta.append(UInt8(count))
      delta.append(contentsOf: tree[start..<(start + count)])
      start += count
    }
  }

  private static func copy(_ span: Span, _ delta: inout [UInt8]) {
    var start = span.start
    while start < span.end {
      let count = min(0xffff, span.end - start)
      var numbers: [UInt8] = []
      var code: UInt8 = 0x80
      for bit in 0..<4 where start >> (8 * bit) & 0xff != 0 {
        code |= 1 << bit
        numbers.append(UInt8(start >> (8 * bit) & 0xff))
      }
      for bit in 0..<2 where count >> (8 * bit) & 0xff != 0 {
        code |= 0x10 << bit
        numbers.append(UInt8(count >> (8 * bit) & 0xff))
      }
      delta.append(code)
      delta += numbers
      start += count
    }
  }
}
