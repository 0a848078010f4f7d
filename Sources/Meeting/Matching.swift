/// A perfect matching of least cost in a complete graph, by Edmonds' algorithm with dual variables; O(n³).
///
/// A tree grows from each node that has no partner, along edges without slack. Where two trees meet, a path is augmented; where a
/// tree meets itself, the odd circle shrinks into a *blossom*, which is a node like any other until its dual variable is used up.
/// Where nothing meets, all dual variables move by the least amount that makes another edge tight. See Galil, "Efficient
/// algorithms for finding maximum matching in graphs", ACM Computing Surveys 18 (1986).
struct Matching {
  /// Node 0 stands for none; 1 to `count` are the nodes, all others blossoms.
  private let count: Int
  private let width: Int
  /// The number of the last blossom that was ever used.
  private var last: Int
  /// Of each pair of nodes or blossoms, the two nodes of the best edge between them, and its weight.
  private var edges: [Edge]
  private var dual: [Int]
  private var partner: [Int]
  /// The node from which the best edge goes to a node outside of all trees, or between two trees.
  private var nearest: [Int]
  /// The outermost blossom around a node; 0 for a blossom that is not in use.
  private var outer: [Int]
  /// The node through which an odd node was reached.
  private var parent: [Int]
  private var label: [Label]
  private var circle: [[Int]]
  /// Which member of a blossom a node is in.
  private var member: [Int]
  private var visited: [Int]
  private var round = 0
  private var waiting: [Int] = []

  private enum Label { case free, even, odd }
  private struct Edge {
    var from = 0
    var to = 0
    var weight = 0
  }

  /// Returns the pairs, as numbers from 0.
  ///
  /// - Parameters:
  ///   - count: an even number.
  ///   - cost: at least 0, and the same in both directions.
  static func pairs(_ count: Int, cost: (Int, Int) -> Int) -> [(Int, Int)] {
    var matching = Matching(count, cost)
    while matching.grow() {}
    return (1...max(count, 1)).compactMap { node in
      let other = count > 0 ? matching.partner[node] : 0
      return node < other ? (node - 1, other - 1) : nil
    }
  }

  private init(_ count: Int, _ cost: (Int, Int) -> Int) {
    (self.count, last) = (count, count)
    width = count + count / 2 + 2
    edges = Array(repeating: Edge(), count: width * width)
    (dual, partner, nearest, outer, parent, visited) = (
      Array(repeating: 0, count: width), Array(repeating: 0, count: width), Array(repeating: 0, count: width),
      Array(repeating: 0, count: width), Array(repeating: 0, count: width), Array(repeating: 0, count: width)
    )
    label = Array(repeating: .free, count: width)
    circle = Array(repeating: [], count: width)
    member = Array(repeating: 0, count: width * width)
    guard count > 0 else { return }
    var most = 0
    for one in 0..<count { for other in 0..<one { most = max(most, cost(one, other)) } }
    // The heaviest matching of these weights has all nodes: each pair is worth more than what any cost can take away.
    let base = (most + 1) * (count + 1)
    for one in 1...count {
      outer[one] = one
      member[one * width + one] = one
      dual[one] = base
      for other in 1...count where other != one {
        edges[one * width + other] = Edge(from: one, to: other, weight: base - cost(one - 1, other - 1))
      }
    }
  }

  private func edge(_ one: Int, _ other: Int) -> Edge { edges[one * width + other] }

  private func slack(_ edge: Edge) -> Int {
    dual[edge.from] + dual[edge.to] - 2 * edges[edge.from * width + edge.to].weight
  }

  /// Whether there is an edge between two nodes or blossoms.
  private func has(_ edge: Edge) -> Bool { edge.weight > 0 }

  // MARK: Growing

  /// Grows the trees until a path is augmented. Returns `false` if every node has a partner.
  private mutating func grow() -> Bool {
    guard count > 0 else { return false }
    for node in 1...last { (label[node], nearest[node]) = (.free, 0) }
    waiting = []
    for node in 1...last where outer[node] == node && partner[node] == 0 {
      (parent[node], label[node]) = (0, .even)
      enqueue(node)
    }
    guard !waiting.isEmpty else { return false }
    while true {
      while let node = waiting.popLast() {
        guard label[outer[node]] != .odd else { continue }
        for other in 1...count where outer[node] != outer[other] {
          let edge = edge(node, other)
          guard has(edge) else { continue }
          if slack(edge) == 0 {
            if use(edge) { return true }
          } else {
            note(node, near: outer[other])
          }
        }
      }
      guard moveDuals() else { return false }
      for node in 1...last
      where outer[node] == node && nearest[node] != 0 && outer[nearest[node]] != node
        && slack(edge(nearest[node], node)) == 0
      {
        if use(edge(nearest[node], node)) { return true }
      }
      if count < last {
        for blossom in count + 1...last
        where outer[blossom] == blossom && label[blossom] == .odd && dual[blossom] == 0 { open(blossom) }
      }
    }
  }

  /// Moves the dual variables until another edge is tight, or a blossom is used up.
  private mutating func moveDuals() -> Bool {
    var step = Int.max
    for node in 1...last where outer[node] == node {
      if node > count, label[node] == .odd { step = min(step, dual[node] / 2) }
      guard nearest[node] != 0 else { continue }
      let slack = slack(edge(nearest[node], node))
      if label[node] == .free { step = min(step, slack) }
      if label[node] == .even { step = min(step, slack / 2) }
    }
    for node in 1...count {
      if label[outer[node]] == .even {
        guard dual[node] > step else { return false }
        dual[node] -= step
      } else if label[outer[node]] == .odd {
        dual[node] += step
      }
    }
    if count < last {
      for blossom in count + 1...last where outer[blossom] == blossom {
        if label[blossom] == .even { dual[blossom] += 2 * step }
        if label[blossom] == .odd { dual[blossom] -= 2 * step }
      }
    }
    return true
  }

  /// Takes a tight edge from an even node. Returns whether it completed a path, which is augmented.
  private mutating func use(_ edge: Edge) -> Bool {
    let (here, there) = (outer[edge.from], outer[edge.to])
    switch label[there] {
    case .free:
      (parent[there], label[there], nearest[there]) = (edge.from, .odd, 0)
      let next = outer[partner[there]]
      (nearest[next], label[next]) = (0, .even)
      enqueue(next)
    case .even:
      let meeting = commonAncestor(here, there)
      guard meeting != 0 else {
        augment(here, there)
        augment(there, here)
        return true
      }
      close(here, meeting, there)
    case .odd: break
    }
    return false
  }

  private mutating func enqueue(_ node: Int) {
    if node <= count { waiting.append(node) } else { for part in circle[node] { enqueue(part) } }
  }

  /// Notes an edge to a tree or a free node, if it is the tightest.
  private mutating func note(_ node: Int, near target: Int) {
    if nearest[target] == 0 || slack(edge(node, target)) < slack(edge(nearest[target], target)) {
      nearest[target] = node
    }
  }

  private mutating func findNearest(to target: Int) {
    nearest[target] = 0
    for node in 1...count
    where has(edge(node, target)) && outer[node] != target && label[outer[node]] == .even {
      note(node, near: target)
    }
  }

  // MARK: Paths

  /// Matches `node` with `other`, and the path from there to its root anew.
  private mutating func augment(_ node: Int, _ other: Int) {
    var (node, other) = (node, other)
    while true {
      let before = outer[partner[node]]
      marry(node, other)
      guard before != 0 else { return }
      marry(before, outer[parent[before]])
      (node, other) = (outer[parent[before]], before)
    }
  }

  private mutating func marry(_ node: Int, _ other: Int) {
    let edge = edge(node, other)
    partner[node] = edge.to
    guard node > count else { return }
    let inner = member[node * width + edge.from]
    let place = evenPlace(of: inner, in: node)
    for part in 0..<place { marry(circle[node][part], circle[node][part ^ 1]) }
    marry(inner, other)
    circle[node] = Array(circle[node][place...] + circle[node][..<place])
  }

  /// Returns where a member stands in its blossom, after turning the circle round if that is at an odd place.
  private mutating func evenPlace(of part: Int, in blossom: Int) -> Int {
    let place = circle[blossom].firstIndex(of: part) ?? 0
    guard place % 2 == 1 else { return place }
    circle[blossom][1...].reverse()
    return circle[blossom].count - place
  }

  private mutating func commonAncestor(_ one: Int, _ other: Int) -> Int {
    round += 1
    var (one, other) = (one, other)
    while one != 0 || other != 0 {
      if one != 0 {
        if visited[one] == round { return one }
        visited[one] = round
        one = outer[partner[one]]
        if one != 0 { one = outer[parent[one]] }
      }
      swap(&one, &other)
    }
    return 0
  }

  // MARK: Blossoms

  private mutating func surround(_ node: Int, by blossom: Int) {
    outer[node] = blossom
    if node > count { for part in circle[node] { surround(part, by: blossom) } }
  }

  /// Shrinks the circle through two even nodes and their common ancestor.
  private mutating func close(_ one: Int, _ meeting: Int, _ other: Int) {
    var blossom = count + 1
    while blossom <= last, outer[blossom] != 0 { blossom += 1 }
    last = max(last, blossom)
    (dual[blossom], label[blossom], partner[blossom]) = (0, .even, partner[meeting])
    var parts = [meeting]
    for (side, isFirst) in [(one, true), (other, false)] {
      var node = side
      while node != meeting {
        let odd = outer[partner[node]]
        parts += [node, odd]
        enqueue(odd)
        node = outer[parent[odd]]
      }
      if isFirst { parts[1...].reverse() }
    }
    circle[blossom] = parts
    surround(blossom, by: blossom)
    for node in 1...last {
      edges[blossom * width + node].weight = 0
      edges[node * width + blossom].weight = 0
    }
    for node in 1...count { member[blossom * width + node] = 0 }
    for part in parts {
      for node in 1...last
      where !has(edge(blossom, node))
        || has(edge(part, node)) && slack(edge(part, node)) < slack(edge(blossom, node))
      {
        edges[blossom * width + node] = edge(part, node)
        edges[node * width + blossom] = edge(node, part)
      }
      for node in 1...count where member[part * width + node] != 0 { member[blossom * width + node] = part }
    }
    findNearest(to: blossom)
  }

  /// Opens an odd blossom: half of its circle stays in the tree, the rest is free.
  private mutating func open(_ blossom: Int) {
    for part in circle[blossom] { surround(part, by: part) }
    let entry = member[blossom * width + edge(blossom, parent[blossom]).from]
    let place = evenPlace(of: entry, in: blossom)
    let parts = circle[blossom]
    for step in stride(from: 0, to: place, by: 2) {
      let (odd, even) = (parts[step], parts[step + 1])
      parent[odd] = edge(even, odd).from
      (label[odd], label[even], nearest[odd]) = (.odd, .even, 0)
      findNearest(to: even)
      enqueue(even)
    }
    (label[entry], parent[entry]) = (.odd, parent[blossom])
    for part in parts[(place + 1)...] {
      label[part] = .free
      findNearest(to: part)
    }
    outer[blossom] = 0
  }
}
