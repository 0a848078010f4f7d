import Foundation

/// Programs of other people that judge what mgrnet writes.
enum OtherProgram: String {
  case notmuch, khal

  /// Whether it is installed; says once where it is not.
  var isThere: Bool { Self.installed.contains(rawValue) }

  private static let installed: Set<String> = {
    let folders = ["/usr/local/bin", "/usr/bin", "/bin"]
    let names = ["notmuch", "khal"].filter { name in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
    for name in ["notmuch", "khal"] where !names.contains(name) {
      print("SKIPPED: no \(name) (apt-get install \(name))")
    }
    return Set(names)
  }()

  struct Refused: Error, CustomStringConvertible { let description: String }

  /// Runs it to its end, with all that it prints.
  @discardableResult
  func run(_ arguments: String..., environment: [String: String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [rawValue] + arguments
    process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Europe/Paris"]
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Refused(description: "\(rawValue) \(arguments): \(text)")
    }
    return text
  }
}
