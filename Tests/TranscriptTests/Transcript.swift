/// A Markdown file with commands in `console` blocks, each followed by exactly what it prints.
///
/// ````
/// ```console
/// $ mgrnet show 7k2m
/// > --json
/// mgrnet: there is no item `7k2m`
/// [66]
/// ```
/// ````
///
/// `> ` continues a command, `[66]` on the last line is its exit status where that is not 0. In the output, a line
/// `...` stands for any lines and `[..]` for any text. `<!-- language: fr -->` anywhere makes mgrnet speak French.
/// `<!-- $ COMMAND -->` between the blocks is a command that readers need not see; it prints nothing.
struct Transcript {
  struct Step {
    let command: String
    /// The line of the file where `$ ` stands, from 1.
    let line: Int
    /// Output, then the status in brackets.
    var expected: [String]
    /// Which lines of the file `expected` are.
    let range: Range<Int>
  }

  var lines: [String]
  private(set) var steps: [Step] = []
  var language: String

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    language = lines.contains("<!-- language: fr -->") ? "fr" : "en"
    var inside = false
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("```") {
        inside = !inside && line == "```console"
        index += 1
      } else if line.hasPrefix("<!-- $ "), line.hasSuffix(" -->") {
        let command = String(line.dropFirst(7).dropLast(4))
        index += 1
        steps.append(Step(command: command, line: index, expected: [], range: index..<index))
      } else if inside, line.hasPrefix("$ ") {
        let start = index
        var command = String(line.dropFirst(2))
        index += 1
        while index < lines.count, lines[index].hasPrefix("> ") || lines[index] == ">" {
          command += "\n" + lines[index].dropFirst(2)
          index += 1
        }
        let first = index
        while index < lines.count, !lines[index].hasPrefix("```"), !lines[index].hasPrefix("$ ") {
          index += 1
        }
        // A blank line before the next command is there for the eye.
        var end = index
        if end > first, end < lines.count, lines[end].hasPrefix("$ "), lines[end - 1].isEmpty { end -= 1 }
        steps.append(
          Step(command: command, line: start + 1, expected: Array(lines[first..<end]), range: first..<end))
      } else {
        index += 1
      }
    }
  }

  /// The file with what the commands really printed, wherever that is not what it says.
  func updated(with actual: [[String]]) -> String {
    var lines = lines
    for (step, output) in zip(steps, actual).reversed() where !Pattern.matches(step.expected, output) {
      lines.replaceSubrange(step.range, with: output)
    }
    return lines.joined(separator: "\n")
  }
}

/// Expected lines with `...` and `[..]` in them.
enum Pattern {
  static func matches(_ expected: [String], _ actual: [String]) -> Bool {
    matches(expected[...], actual[...], any: { $0 == "..." }, equal: line)
  }

  /// One line.
  static func line(_ expected: String, _ actual: String) -> Bool {
    if expected == actual { return true }
    let pieces = expected.components(around: "[..]")
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last,
      actual.hasPrefix(first), actual.dropFirst(first.count).hasSuffix(last)
    else { return false }
    var rest = actual.dropFirst(first.count).dropLast(last.count)
    for piece in pieces.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  /// The usual two-finger match of a wildcard, which never looks back further than the last one.
  private static func matches(
    _ expected: ArraySlice<String>, _ actual: ArraySlice<String>, any: (String) -> Bool,
    equal: (String, String) -> Bool
  ) -> Bool {
    var (left, right) = (expected.startIndex, actual.startIndex)
    var star: (left: Int, right: Int)?
    while right < actual.endIndex {
      if left < expected.endIndex, any(expected[left]) {
        star = (left, right)
        left += 1
      } else if left < expected.endIndex, equal(expected[left], actual[right]) {
        left += 1
        right += 1
      } else if let last = star {
        star = (last.left, last.right + 1)
        (left, right) = (last.left + 1, last.right + 1)
      } else {
        return false
      }
    }
    return expected[left...].allSatisfy(any)
  }
}

extension String {
  /// The text between the occurrences of `separator`.
  fileprivate func components(around separator: String) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      pieces.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return pieces + [String(rest)]
  }
}
