import Yams

/// Reads by Yams the front matter that the scanner declines, within limits against YAML bombs.
enum YAMLReader {
  static let depthLimit = 32
  /// The limit of values in one front matter: a mark may list some ten thousand records.
  static let valueLimit = 1 << 16
  /// The number of values that a key counts as, since no record has thousands of keys.
  private static let keyCost = 16
  /// The limit of aliases; so few cannot expand to more than some hundreds of values.
  static let aliasLimit = 16

  /// Returns the top-level entries, each with its lines. Lines are known only if the map is in block
  /// form; in flow form each entry's `lines` is empty.
  static func entries(_ bytes: [UInt8]) throws(RecordError) -> [FrontMatter.Entry] {
    try checkNesting(bytes)
    // In NFC, as it is written: a text that is invalid then is refused now.
    let text = String(decoding: bytes, as: UTF8.self).nfc
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw recordError(error)
    } catch {
      throw RecordError(.yaml("\(error)"), line: 2)
    }
    guard let root else { return [] }
    if case .scalar(let scalar) = root, scalar.string.isEmpty { return [] }
    guard case .mapping(let mapping) = root else { throw RecordError(.notAMap, line: 2) }
    var budget = valueLimit
    var entries: [FrontMatter.Entry] = []
    let starts = mapping.map { $0.key.mark?.line ?? 0 }
    let isBlock = mapping.style != .flow
    let lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false).dropLast()
    var names: Set<String> = []
    for (index, (key, node)) in mapping.enumerated() {
      let value = try value(node, depth: 0, budget: &budget)
      guard case .scalar(let scalar) = key else {
        throw RecordError(.notAMap, line: starts[index] + 1, column: key.mark?.column ?? 1)
      }
      try refuseTwice(scalar, key, &names)
      budget -= keyCost
      let first = starts[index] - 1
      let next = index + 1 < starts.count ? starts[index + 1] - 1 : lines.count
      let isKnown = isBlock && first >= 0 && first < next && next <= lines.count
      let end = isKnown ? end(of: first..<next, in: lines, keepsBlanks: mayEndBlank(node)) : 0
      entries.append(.init(key: scalar.string, value: value, lines: isKnown ? first..<end : 0..<0))
    }
    return entries
  }

  /// Comments at the left that follow a key belong to what comes next, and so do blank lines, unless they may be part of
  /// a text.
  private static func end(of range: Range<Int>, in lines: ArraySlice<ArraySlice<UInt8>>, keepsBlanks: Bool)
    -> Int
  {
    var end = range.upperBound
    var place = range.upperBound - 1
    while place > range.lowerBound, lines[place].isEmpty || lines[place].first == UInt8(ascii: "#") {
      if !keepsBlanks || !lines[place].isEmpty { end = place }
      place -= 1
    }
    return end
  }

  /// Returns whether a value is a text in a block, or may end with one.
  private static func mayEndBlank(_ node: Node) -> Bool {
    switch node {
    case .scalar(let scalar): scalar.style == .literal || scalar.style == .folded
    case .mapping(let mapping): mapping.style != .flow
    case .sequence(let sequence): sequence.style != .flow
    case .alias: false
    }
  }

  /// Returns the tree of the front matter, with the place of each value.
  static func node(_ bytes: [UInt8]) throws -> Node? {
    try checkNesting(bytes)
    return try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
  }

  private static func value(_ node: Node, depth: Int, budget: inout Int) throws(RecordError) -> YAMLValue {
    budget -= 1
    guard budget >= 0, depth < depthLimit else {
      throw RecordError(.tooComplex, line: (node.mark?.line ?? 1) + 1, column: node.mark?.column ?? 1)
    }
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain || scalar.style == .any ? .plain(scalar.string) : .string(scalar.string)
    case .sequence(let sequence):
      var items: [YAMLValue] = []
      for item in sequence { items.append(try value(item, depth: depth + 1, budget: &budget)) }
      return .list(items)
    case .mapping(let mapping):
      var pairs: [YAMLValue.Pair] = []
      var names: Set<String> = []
      for (key, item) in mapping {
        guard case .scalar(let scalar) = key else {
          throw RecordError(.notAMap, line: (key.mark?.line ?? 1) + 1, column: key.mark?.column ?? 1)
        }
        try refuseTwice(scalar, key, &names)
        budget -= keyCost
        pairs.append(.init(scalar.string, try value(item, depth: depth + 1, budget: &budget)))
      }
      return .map(pairs)
    case .alias:
      throw RecordError(.tooComplex, line: (node.mark?.line ?? 1) + 1, column: node.mark?.column ?? 1)
    }
  }

  /// Refuses keys with the same text, which the parser may tell apart: `1` from `"1"`, or by a tag.
  private static func refuseTwice(_ scalar: Node.Scalar, _ key: Node, _ names: inout Set<String>)
    throws(RecordError)
  {
    guard names.insert(scalar.string).inserted else {
      throw RecordError(.duplicateKey(scalar.string), line: (key.mark?.line ?? 1) + 1)
    }
  }

  /// Refuses deep nesting and many aliases before the parser sees them, which recurses and expands.
  /// Brackets in quotes count as well: no record has so many.
  private static func checkNesting(_ bytes: [UInt8]) throws(RecordError) {
    var depth = 0
    var indicators = 0
    var aliases = 0
    var line = 2
    var isLineStart = true
    var previous = lineFeed
    for byte in bytes {
      switch byte {
      case lineFeed:
        line += 1
        indicators = 0
        isLineStart = true
      case space: break
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      // A bracket that closes nothing does not count.
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): if isLineStart { indicators += 1 }
      default:
        isLineStart = false
        if previous == UInt8(ascii: "*") { aliases += 1 }
      }
      if depth > depthLimit || indicators > depthLimit
        || (aliases > aliasLimit && bytes.contains(UInt8(ascii: "&")))
      {
        throw RecordError(.tooComplex, line: line)
      }
      previous = byte
    }
  }

  private static func recordError(_ error: YamlError) -> RecordError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return RecordError(.yaml(problem), line: mark.line + 1, column: mark.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return RecordError(.duplicateKey(duplicates.min() ?? ""), line: context.mark.line + 1)
    default:
      return RecordError(.yaml("\(error)"), line: 2)
    }
  }
}
