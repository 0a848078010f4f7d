/// Front matter as a list of keys, each with the comments above it, so that it can be merged key by key.
private struct KeyBlocks {
  struct Block: Equatable {
    /// Comments and blank lines above the key.
    var lead: [LineMerge.Line]
    var lines: [LineMerge.Line]
    var value: YAMLValue
  }

  var keys: [String] = []
  var blocks: [String: Block] = [:]
  /// The lines after the last key.
  var tail: [LineMerge.Line] = []

  init() {}

  /// Returns `nil` if the lines of some key are unknown, as in a flow map.
  init?(_ frontMatter: FrontMatter) {
    let lines = LineMerge.lines(frontMatter.bytes)
    var position = 0
    for entry in frontMatter.entries {
      guard !entry.lines.isEmpty, entry.lines.lowerBound >= position, entry.lines.upperBound <= lines.count
      else { return nil }
      keys.append(entry.key)
      blocks[entry.key] = Block(
        lead: Array(lines[position..<entry.lines.lowerBound]),
        lines: Array(lines[entry.lines]), value: entry.value)
      position = entry.lines.upperBound
    }
    guard blocks.count == keys.count else { return nil }
    tail = Array(lines[position...])
  }
}

/// Merges front matter key by key.
struct FrontMatterMerge {
  private let base: KeyBlocks
  private let winner: KeyBlocks
  private let loser: KeyBlocks
  /// Whether a key that the winner removed goes even if the loser changed it.
  private let removalsStand: Bool
  private let rules: MergeRules

  /// - Returns: `nil` if the shape of one side does not allow it. `losesEdit`: whether the loser changed a key that
  ///   the winner left alone, and that went with others that both changed.
  static func merge(
    base: FrontMatter?, winner: FrontMatter, loser: FrontMatter, removalsStand: Bool, by rules: MergeRules
  ) -> (merged: FrontMatter, losesEdit: Bool)? {
    guard let one = KeyBlocks(winner), let other = KeyBlocks(loser) else { return nil }
    var before = KeyBlocks()
    if let base {
      guard let read = KeyBlocks(base) else { return nil }
      before = read
    }
    let merge = FrontMatterMerge(
      base: before, winner: one, loser: other, removalsStand: removalsStand, rules: rules)
    let torn = rules.groups.filter(merge.isTorn)
    guard let merged = merge.merged(whole: Set(torn.joined())) else { return nil }
    return (merged, torn.joined().contains(where: merge.isLoserAlone))
  }

  /// Whether both sides changed keys of a group, and differ.
  private func isTorn(_ group: [String]) -> Bool {
    func values(_ side: KeyBlocks) -> [YAMLValue?] { group.map { side.blocks[$0]?.value } }
    let (before, one, other) = (values(base), values(winner), values(loser))
    return one != before && other != before && one != other
  }

  private func isLoserAlone(_ key: String) -> Bool {
    let before = base.blocks[key]?.value
    return winner.blocks[key]?.value == before && loser.blocks[key]?.value != before
  }

  /// - Parameter whole: the keys of which the winner's stay, whatever the loser did.
  private func merged(whole: Set<String>) -> FrontMatter? {
    var lines: [LineMerge.Line] = []
    var expected: [String: YAMLValue] = [:]
    for key in KeyOrder.merge(base: base.keys, winner: winner.keys, loser: loser.keys) {
      guard let block = whole.contains(key) ? winner.blocks[key] : block(key) else { continue }
      lines += block.lead + block.lines
      expected[key] = block.value
    }
    lines += LineMerge.union(base: base.tail, first: winner.tail, second: loser.tail)
    // What reads differently (an anchor in one key and its alias in another) is not taken.
    guard let made = try? FrontMatter(bytes: Self.joined(lines)),  // nor what cannot be read again
      made.entries.count == expected.count, made.entries.allSatisfy({ $0.value == expected[$0.key] })
    else { return nil }
    return made
  }

  private static func joined(_ lines: [LineMerge.Line]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes.append(contentsOf: line)
      bytes.append(lineFeed)
    }
    return bytes
  }

  /// Merges one key; `nil` if it goes.
  private func block(_ key: String) -> KeyBlocks.Block? {
    let before = base.blocks[key]
    switch (winner.blocks[key], loser.blocks[key]) {
    case (let one?, let other?): return merge(key, before, one, other)
    case (let kept?, nil): return kept == before ? nil : kept
    case (nil, let kept?): return kept == before || before != nil && removalsStand ? nil : kept
    case (nil, nil): return nil
    }
  }

  private func merge(
    _ key: String, _ before: KeyBlocks.Block?, _ one: KeyBlocks.Block, _ other: KeyBlocks.Block
  ) -> KeyBlocks.Block {
    let lead = LineMerge.union(base: before?.lead ?? [], first: one.lead, second: other.lead)
    if one.lines == other.lines || other.lines == before?.lines {
      return .init(lead: lead, lines: one.lines, value: one.value)
    }
    if one.lines == before?.lines { return .init(lead: lead, lines: other.lines, value: other.value) }
    var value = ValueMerge.merge(base: before?.value, winner: one.value, loser: other.value)
    if rules.neverEmpties(key), value.texts.isEmpty {
      value = .strings(one.value.texts + other.value.texts.filter { !one.value.texts.contains($0) })
    }
    if key == "edited", let later = Self.later(one.value, other.value) { value = later }
    // The form: both sides' lines where together they say just that; else that of the side whose value it is.
    let both = LineMerge.union(base: before?.lines ?? [], first: one.lines, second: other.lines)
    if value != one.value, value != other.value, let read = Self.value(of: key, in: both),
      ValueMerge.sameContent(read, value)
    {
      return .init(lead: lead, lines: both, value: read)
    }
    for (mine, theirs) in [(one, other), (other, one)] where value == mine.value {
      // Who changed the value only leaves the form to who changed the form only.
      if let before, theirs.value == before.value,
        Self.written(key, mine.value, in: before.lines) == mine.lines
      {
        return .init(lead: lead, lines: Self.written(key, mine.value, in: theirs.lines), value: value)
      }
      return .init(lead: lead, lines: mine.lines, value: value)
    }
    return .init(lead: lead, lines: Self.written(key, value, in: one.lines), value: value)
  }

  private static func written(_ key: String, _ value: YAMLValue, in lines: [LineMerge.Line]) -> [LineMerge
    .Line]
  { YAMLWriter.lines(key: key, value: value, replacing: lines.map { Array($0) }).map { $0[...] } }

  private static func value(of key: String, in lines: [LineMerge.Line]) -> YAMLValue? {
    let read = try? FrontMatter(bytes: joined(lines))  // what cannot be read is no candidate
    guard let read, read.entries.count == 1 else { return nil }
    return read[key]
  }

  private static func later(_ one: YAMLValue, _ other: YAMLValue) -> YAMLValue? {
    guard let first = one.time, let second = other.time
    else { return nil }
    return second.seconds > first.seconds ? other : one
  }
}
