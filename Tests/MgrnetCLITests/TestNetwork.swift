import Foundation

@testable import MgrnetCLI

/// A folder for one test, removed with it; in it a network `net` with a community `idf`, whose member alice is.
final class TestNetwork {
  let path: String
  var net: String { path + "/net" }

  struct Failed: Error { let description: String }

  init() throws {
    path =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "mgrnet-cli-\(UUID().uuidString.prefix(8))").path
    try FileManager.default.createDirectory(atPath: net, withIntermediateDirectories: true)
    try git("init", "-q", "-b", "main")
    try git("config", "user.name", "Alice")
    try git("config", "user.email", "alice@example.org")
    try write("net/network.md", "---\nname: Net\nformat: 2\nlanguage: en\n---\n")
    try write("net/charter.md", "---\nrevision: 1\n---\n")
    try write(
      "net/people/alice.md", "---\nname: Alice\nemail: alice@example.org\ncharter: 1\n---\n")
    try write("net/communities/idf/community.md", "---\ntitle: IDF\ntheme: all\n---\n")
    try git("add", "-A")
    try git("commit", "-q", "-m", "begin")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)  // what stays behind in /tmp harms no test
  }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ data: Data) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// The example network, whose member sofia.rossi is at the keyboard.
  static func example() throws -> TestNetwork {
    let network = try TestNetwork()
    let example = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Examples/reseau").standardizedFileURL
    try FileManager.default.removeItem(atPath: network.net)
    try FileManager.default.copyItem(atPath: example.path, toPath: network.net)
    try network.git("init", "-q", "-b", "main")
    try network.git("config", "user.name", "Sofia Rossi")
    try network.git("config", "user.email", "sofia.rossi@example.org")
    try network.git("add", "-A")
    try network.git("commit", "-q", "-m", "example")
    return network
  }

  /// One command line in the network.
  func run(_ arguments: String..., input: String = "") -> Run { run(arguments, input: input) }

  func run(_ arguments: [String], input: String = "") -> Run {
    Run(
      arguments: ["-C", net] + arguments,
      environment: ["HOME": path, "MGRNET_NOW": "2026-11-23T10:00:00+01:00"],
      input: input)
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", net] + arguments
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
      .merging(["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(description: "git \(arguments): \(text)") }
    return text
  }
}

extension Run {
  init(arguments: [String], environment: [String: String], input: String) {
    let output = Writer(.memory)
    let errors = Writer(.memory)
    status = Mgrnet.run(
      arguments, Environment(environment.merging(["LANG": "C.UTF-8"]) { $1 }), terminal: Terminal(),
      input: Input(text: input), output: output, errors: errors)
    self.output = output.text
    self.errors = errors.text
  }

  var lines: [Substring] { output.split(separator: "\n") }
  var lastError: Substring? { errors.split(separator: "\n").last }
}
