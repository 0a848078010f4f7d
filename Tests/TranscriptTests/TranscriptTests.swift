import Foundation
import Testing

/// Runs every file of Tests/Transcripts, and the README, against the built binary.
///
/// `MGRNET_TRANSCRIPTS=update swift test --filter TranscriptTests` writes what is printed into the files.
/// `MGRNET_BINARY` names another binary than the one that was built with the tests.
struct TranscriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Transcripts").standardizedFileURL

  static var files: [String] {
    // A folder that cannot be read makes the first test below fail.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    // `MGRNET_TRANSCRIPT=find` runs those alone whose names begin so.
    let wanted = ProcessInfo.processInfo.environment["MGRNET_TRANSCRIPT"] ?? ""
    return (names + ["../../README.md"]).filter {
      $0.hasSuffix(".md") && URL(fileURLWithPath: $0).lastPathComponent.hasPrefix(wanted)
    }.sorted()
  }

  /// The tests' own executable stands beside the product.
  static var binary: URL {
    if let named = ProcessInfo.processInfo.environment["MGRNET_BINARY"] { return URL(fileURLWithPath: named) }
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("mgrnet")
  }

  @Test func thereAreTranscriptsAndABinary() {
    #expect(!Self.files.isEmpty)
    #expect(FileManager.default.isExecutableFile(atPath: Self.binary.path), "\(Self.binary.path)")
  }

  @Test(arguments: files)
  func everyCommandPrintsWhatItsTranscriptSays(file: String) throws {
    let url = Self.folder.appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let transcript = Transcript(text)
    #expect(!transcript.steps.isEmpty, "\(file) has no commands")
    let shell = try Shell(binary: Self.binary, language: transcript.language)
    defer { shell.remove() }
    let start = ContinuousClock.now
    let actual = try shell.run(transcript.steps.map(\.command))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print("transcript \(file): \(actual.count) commands in \(String(format: "%.2f", seconds)) s")

    if ProcessInfo.processInfo.environment["MGRNET_TRANSCRIPTS"] == "update" {
      let updated = transcript.updated(with: actual)
      if updated != text {
        try updated.write(to: url, atomically: true, encoding: .utf8)
        print("transcript \(file): rewritten")
      }
      return
    }
    for (step, output) in zip(transcript.steps, actual) where !Pattern.matches(step.expected, output) {
      Issue.record("\(file):\(step.line): $ \(step.command)\n\(Difference(step.expected, output))")
    }
  }

  @Test func wildcardsMatchLinesAndText() {
    #expect(Pattern.matches(["a", "...", "z"], ["a", "b", "c", "z"]))
    #expect(Pattern.matches(["...", "z"], ["z"]))
    #expect(!Pattern.matches(["a", "...", "z"], ["a", "b"]))
    #expect(Pattern.line("id [..] of [..]!", "id 12 of idf!"))
    #expect(!Pattern.line("id [..]!", "id 12"))
    #expect(!Pattern.line("ab[..]ba", "aba"))
  }

  @Test func aWrongExpectationFailsAndIsRewritten() throws {
    let transcript = Transcript("```console\n$ echo one\ntwo\n\n$ false\n$ printf x\n> \nx\n```\n")
    #expect(transcript.steps.map(\.command) == ["echo one", "false", "printf x\n"])
    let shell = try Shell(binary: Self.binary, language: "en")
    defer { shell.remove() }
    let actual = try shell.run(transcript.steps.map(\.command))
    #expect(actual == [["one"], ["[1]"], ["x"]])
    #expect(!Pattern.matches(transcript.steps[0].expected, actual[0]))
    #expect(
      transcript.updated(with: actual)
        == "```console\n$ echo one\none\n\n$ false\n[1]\n$ printf x\n> \nx\n```\n")
  }

  @Test func aHiddenCommandRunsInItsPlace() throws {
    let transcript = Transcript(
      "<!-- $ x=1 -->\n```console\n$ echo $x\n```\n<!-- $ x=2 -->\n```console\n$ echo $x\n```\n")
    let shell = try Shell(binary: Self.binary, language: "en")
    defer { shell.remove() }
    #expect(try shell.run(transcript.steps.map(\.command)) == [[], ["1"], [], ["2"]])
  }
}

/// Lines that are missing (`-`) and that are too many (`+`).
struct Difference: CustomStringConvertible {
  let description: String

  init(_ expected: [String], _ actual: [String]) {
    let changes = actual.difference(from: expected, by: { Pattern.line($1, $0) || $0 == $1 })
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [String] = []
    var place = 0
    for (index, line) in expected.enumerated() {
      while inserted.contains(place) {
        lines.append("+ " + actual[place])
        place += 1
      }
      if removed.contains(index) {
        lines.append("- " + line)
      } else {
        lines.append("  " + line)
        place += 1
      }
    }
    for line in actual[min(place, actual.count)...] { lines.append("+ " + line) }
    description = lines.joined(separator: "\n")
  }
}
