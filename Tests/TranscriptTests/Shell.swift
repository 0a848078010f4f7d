import Foundation

/// One bash in a fresh home and folder, which runs the commands of a transcript one after the other.
struct Shell {
  let binary: URL
  let language: String
  /// Empty folder, removed at the end.
  let folder: URL

  struct Unfinished: Error, CustomStringConvertible {
    let description: String
  }

  init(binary: URL, language: String) throws {
    self.binary = binary
    self.language = language
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("mgrnet-transcript-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("bin"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("bin/mgrnet"), withDestinationURL: binary)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)  // a folder left in /tmp fails no test
  }

  /// What each command printed, standard output and error as they came, and `[status]` where that is not 0.
  ///
  /// - Throws: ``Unfinished`` where the shell ended before the last command or took more than two minutes.
  func run(_ commands: [String]) throws -> [[String]] {
    let script = folder.appendingPathComponent("bin/transcript.sh")
    try (Self.prelude + commands.map(Self.step).joined()).write(to: script, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--noprofile", "--norc", script.path]
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let watchdog = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: watchdog)
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    watchdog.cancel()
    let text = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: folder.path, with: "/here")
    return try split(text, commands)
  }

  /// Nothing of the machine that runs the tests shows through.
  private var environment: [String: String] {
    let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Examples").standardizedFileURL
    return [
      "HERE": folder.path, "EXAMPLES": examples.path,
      "PATH": "\(folder.path)/bin:/usr/local/bin:/usr/bin:/bin",
      "TZ": "Europe/Paris", "LC_CTYPE": "C.UTF-8",
      "LC_MESSAGES": language == "fr" ? "fr_FR.UTF-8" : "C.UTF-8",
      "MGRNET_NOW": "2026-11-23T10:00:00+01:00", "MGRNET_SEED": "1", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_DATE": "2026-11-23T10:00:00+01:00", "GIT_COMMITTER_DATE": "2026-11-23T10:00:00+01:00",
      "TERM": "dumb", "MGRNET_KILLS": ProcessInfo.processInfo.environment["MGRNET_KILLS"] ?? "",
    ]
  }

  /// `as alice` and `as bob` change who is at the keyboard.
  private static let prelude = """
    exec 2>&1
    as() {
      export HOME=$HERE/home/$1
      mkdir -p "$HOME"
      [ -e "$HOME/.gitconfig" ] || printf '[user]\\n\\tname = %s\\n\\temail = %s@example.org\\n[init]\\n\\tdefaultBranch = main\\n' "${1^}" "$1" > "$HOME/.gitconfig"
    }
    as alice

    """

  private static let mark = "\u{1}"

  private static func step(_ command: String) -> String {
    let quoted = command.replacingOccurrences(of: "'", with: "'\\''")
    return "eval '\(quoted)'\nprintf '\(mark)%d\(mark)' $?\n"
  }

  private func split(_ text: String, _ commands: [String]) throws -> [[String]] {
    let pieces = text.components(separatedBy: Self.mark)
    guard pieces.count > commands.count * 2 else {
      let reached = pieces.count / 2
      throw Unfinished(
        description: """
          the shell ended at: \(reached < commands.count ? commands[reached] : "the end")
          \(pieces.last ?? "")
          """)
    }
    return commands.indices.map { index in
      var lines = pieces[index * 2].components(separatedBy: "\n")
      if lines.last == "" { lines.removeLast() }
      let status = pieces[index * 2 + 1]
      return status == "0" ? lines : lines + ["[\(status)]"]
    }
  }
}
