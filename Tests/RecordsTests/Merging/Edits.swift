import SeededRandom

@testable import Records

/// A record's lines, and random things that a person does to them in an editor.
struct Edits {
  var random: Seeded
  private var count = 0

  init(seed: UInt64) { random = Seeded(state: seed &* 0x2545_f491_4f6c_dd1d) }

  mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

  /// A line that nobody else types.
  mutating func line(_ who: String) -> String {
    count += 1
    return ["\(who) écrit \(count)", "\(who) a dit \(count).", "- \(who) \(count)"][roll(3)]
  }

  mutating func record() -> (front: [String], body: [String]) {
    var front = ["id: 7k2m9x4q1abc", "title: Bonjour", "kind: question", "author: alice"]
    if roll(2) == 0 { front.insert("# above", at: roll(front.count)) }
    if roll(2) == 0 {
      front += ["tags: [a, b, c]"]
    } else {
      front += ["tags:", "  - a", "  - b # why", "  - c"]
    }
    if roll(2) == 0 {
      front += ["tried: {x: worked, y: mixed}"]
    } else {
      front += ["tried:", "  x: worked", "  y: mixed"]
    }
    if roll(3) == 0 { front += ["", "x-note: 'kept'   # odd"] }
    if roll(3) == 0 { front += ["edited: 2026-11-23T10:00:00+01:00"] }
    var body = [""]
    for index in 0..<roll(8) { body += roll(3) == 0 ? [""] : ["line \(index)"] }
    return (front, body)
  }

  mutating func changed(_ record: (front: [String], body: [String]), by who: String) -> (
    front: [String], body: [String]
  ) {
    var (front, body) = record
    for _ in 0...roll(4) { if roll(2) == 0 { change(&front, who) } else { change(body: &body, who) } }
    return (front, body)
  }

  private mutating func change(_ front: inout [String], _ who: String) {
    func place(_ key: String) -> Int? { front.firstIndex { $0.hasPrefix(key + ":") } }
    switch roll(11) {
    case 0: if let at = place("title") { front[at] = "title: \(line(who).replacing("- ", with: ""))" }
    case 1: if let at = place("title") { front[at] += "  # \(who)" }
    case 2: if let at = place("kind") { front.remove(at: at) }
    case 3: if place("accepted") == nil { front.insert("accepted: \(who)0000000", at: 0) }
    case 4: if place("edited") == nil { front.append("edited: 2026-11-2\(roll(9))T10:00:00+01:00") }
    case 5: front.insert("# \(line(who))", at: 0)
    case 6:
      if let at = front.firstIndex(where: { $0.hasPrefix("tags: [") }) {
        front[at] =
          ["tags: [a, b, c, \(who)]", "tags: [a, c]", "tags: [c, b, a]", "tags: [\(who), b]"][roll(4)]
      } else if let at = front.firstIndex(of: "  - a") {
        if roll(2) == 0 { front.insert("  - \(who) # mine", at: at) } else { front.remove(at: at) }
      } else if let at = front.firstIndex(of: "  - c") {
        front.insert("  - \(who)", at: at + 1)
      }
    case 7:
      if let at = place("tried") {
        if front[at] == "tried:", !front.contains(where: { $0.hasPrefix("  z:") }) {
          front.insert("  z: \(who)", at: at + 1)
        }
        if front[at].hasPrefix("tried: {x") { front[at] = "tried: {x: \(who), y: mixed, z: \(who)}" }
      }
    case 8: if let at = front.firstIndex(of: "  x: worked") { front[at] = "  x: \(who)" }
    case 9:
      if place("withdrawn") == nil, roll(4) == 0 { front.append("withdrawn: 2026-11-23T10:00:00+01:00") }
    default: if place("new-\(who)") == nil { front.append("new-\(who): {a: 1}") }
    }
  }

  private mutating func change(body: inout [String], _ who: String) {
    let at = roll(body.count + 1)
    switch roll(5) {
    case 0, 1: body.insert(line(who), at: at)
    case 2: if at < body.count { body[at] = line(who) }
    case 3: if at < body.count { body.remove(at: at) }
    default: body.append(contentsOf: ["", line(who)])
    }
  }

  mutating func file(_ record: (front: [String], body: [String])) -> [UInt8] {
    let lines = ["---"] + record.front + ["---"] + record.body
    switch roll(12) {
    case 0: return Array(("\u{feff}" + lines.joined(separator: "\r\n") + "\r\n").utf8)
    case 1: return Array(lines.joined(separator: "\n").replacing("é", with: "e\u{301}").utf8)
    default: return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
  }
}
