import Foundation

@testable import Git

/// A folder for one test, removed with it.
final class Scratch {
  let path: String

  init() {
    var template = Array((FileManager.default.temporaryDirectory.path + "/git-XXXXXX").utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/nowhere"
  }

  deinit {
    // A folder that stays behind in /tmp harms no test.
    try? FileManager.default.removeItem(atPath: path)
  }
}

struct GitFailed: Error, CustomStringConvertible {
  let description: String
}

/// Runs the real git in a folder, without the person's own settings, and returns what it printed.
@discardableResult
func git(_ folder: String, _ arguments: String..., input: String? = nil) throws -> String {
  try git(folder, arguments, input: input)
}

@discardableResult
func git(_ folder: String, _ arguments: [String], input: String? = nil) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["git", "-C", folder] + arguments
  var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
  for (name, value) in [
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "GIT_AUTHOR_NAME": "alice",
    "GIT_AUTHOR_EMAIL": "alice@example.org", "GIT_COMMITTER_NAME": "alice",
    "GIT_COMMITTER_EMAIL": "alice@example.org",
  ] { environment[name] = value }
  process.environment = environment
  let output = Pipe()
  let errors = Pipe()
  let feed = Pipe()
  process.standardOutput = output
  process.standardError = errors
  process.standardInput = feed
  try process.run()
  feed.fileHandleForWriting.write(Data((input ?? "").utf8))
  try feed.fileHandleForWriting.close()
  let said = output.fileHandleForReading.readDataToEndOfFile()
  let complaint = errors.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw GitFailed(
      description: arguments.joined(separator: " ") + ": " + String(decoding: complaint, as: UTF8.self))
  }
  return String(decoding: said, as: UTF8.self)
}

let alice = Signature(name: "alice", email: "alice@example.org", seconds: 1_790_000_000, offsetMinutes: 120)
