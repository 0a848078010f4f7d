/// Three-way merging of values: maps key by key, lists item by item as ordered sets. Of two different scalars the
/// winner's stays.
enum ValueMerge {
  /// Merges a value.
  ///
  /// - Parameter base: `nil` if the base has no such key.
  static func merge(base: YAMLValue?, winner: YAMLValue, loser: YAMLValue) -> YAMLValue {
    if winner == loser || base == loser { return winner }
    if base == winner { return loser }
    switch (winner, loser) {
    case (.map(let one), .map(let other)): return .map(maps(base: base?.pairs ?? [], one, other))
    case (.list(let one), .list(let other)): return .list(lists(base: items(base), one, other))
    // A single item may be written without its brackets.
    case (.list(let one), _) where loser.text != nil: return .list(lists(base: items(base), one, [loser]))
    case (_, .list(let other)) where winner.text != nil:
      return .list(lists(base: items(base), [winner], other))
    default: return winner
    }
  }

  /// Whether two values are equal but for the order of items and keys.
  static func sameContent(_ one: YAMLValue, _ other: YAMLValue) -> Bool {
    switch (one, other) {
    case (.list(let items), .list(let others)):
      return items.count == others.count && tally(items) == tally(others)
    case (.map(let pairs), .map(let others)):
      guard pairs.count == others.count else { return false }
      let known = dictionary(others)
      return pairs.allSatisfy { pair in known[pair.key].map { sameContent(pair.value, $0) } ?? false }
    default: return one == other
    }
  }

  private static func tally(_ items: [YAMLValue]) -> [YAMLValue: Int] {
    items.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private static func items(_ value: YAMLValue?) -> [YAMLValue] {
    guard let value else { return [] }
    if case .list(let items) = value { return items }
    return value.text != nil ? [value] : []
  }

  private static func dictionary(_ pairs: [YAMLValue.Pair]) -> [String: YAMLValue] {
    Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
  }

  private static func maps(
    base: [YAMLValue.Pair], _ winner: [YAMLValue.Pair], _ loser: [YAMLValue.Pair]
  ) -> [YAMLValue.Pair] {
    let (before, one, other) = (dictionary(base), dictionary(winner), dictionary(loser))
    let order = KeyOrder.merge(base: base.map(\.key), winner: winner.map(\.key), loser: loser.map(\.key))
    return order.compactMap { key in value(before[key], one[key], other[key]).map { .init(key, $0) } }
  }

  /// Merges one key; `nil` if it goes. What one side changed and the other removed stays.
  private static func value(_ base: YAMLValue?, _ winner: YAMLValue?, _ loser: YAMLValue?) -> YAMLValue? {
    switch (winner, loser) {
    case (let one?, let other?): merge(base: base, winner: one, loser: other)
    case (let kept?, nil), (nil, let kept?): kept == base ? nil : kept
    case (nil, nil): nil
    }
  }

  private static func lists(base: [YAMLValue], _ winner: [YAMLValue], _ loser: [YAMLValue]) -> [YAMLValue] {
    let name = identity(of: base, winner, loser)
    let (before, one, other) = (keyed(base, name), keyed(winner, name), keyed(loser, name))
    let order = KeyOrder.merge(base: before.order, winner: one.order, loser: other.order)
    return order.compactMap { value(before.values[$0], one.values[$0], other.values[$0]) }
  }

  /// The key by which the maps of a list are known: each item has it, and no two of one side share its value.
  private static func identity(of lists: [YAMLValue]...) -> String? {
    ["id", "name", "device"].first { name in
      lists.allSatisfy { list in
        let values = list.compactMap { $0[name]?.text }
        return values.count == list.count && Set(values).count == values.count
      }
    }
  }

  private enum ItemKey: Hashable {
    case named(String)
    /// An item that stands there several times is several items.
    case value(YAMLValue, Int)
  }

  private static func keyed(_ items: [YAMLValue], _ name: String?)
    -> (order: [ItemKey], values: [ItemKey: YAMLValue])
  {
    var counts: [YAMLValue: Int] = [:]
    let order = items.map { item -> ItemKey in
      if let name, let text = item[name]?.text { return .named(text) }
      let count = counts[item, default: 0]
      counts[item] = count + 1
      return .value(item, count)
    }
    return (order, Dictionary(zip(order, items)) { first, _ in first })
  }
}

/// The order in which the keys of both sides stand.
enum KeyOrder {
  /// Returns all keys of both sides in the winner's order, or in the loser's if only the loser changed it. A key of
  /// one side stands after the key that it follows there.
  static func merge<Key: Hashable>(base: [Key], winner: [Key], loser: [Key]) -> [Key] {
    var (first, second) = (winner, loser)
    if hasOrder(of: base, winner), !hasOrder(of: base, loser) { swap(&first, &second) }
    let known = Set(first)
    let shared = Set(second)
    var followers: [Key?: [Key]] = [:]
    var anchor: Key?
    for key in second {
      if known.contains(key) { anchor = key } else { followers[anchor, default: []].append(key) }
    }
    // What both sides added at one place: the one's, then the other's.
    var order: [Key] = []
    var waiting = followers[nil] ?? []
    for key in first {
      if shared.contains(key) {
        order += waiting
        waiting = followers[key] ?? []
      }
      order.append(key)
    }
    return order + waiting
  }

  /// Whether the keys that are in both stand in the same order.
  private static func hasOrder<Key: Hashable>(of base: [Key], _ side: [Key]) -> Bool {
    let places = Dictionary(base.enumerated().map { ($1, $0) }) { first, _ in first }
    var last = -1
    for place in side.compactMap({ places[$0] }) {
      if place < last { return false }
      last = place
    }
    return true
  }
}
