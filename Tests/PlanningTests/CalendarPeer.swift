import Foundation

/// Python's `icalendar` package, as another reader of what we write.
enum CalendarPeer {
  /// A Python that has it; `nil`, said once, where none has.
  static let python: String? = {
    let found = ["python3", "/usr/bin/python3"].first { python in
      (try? run(python, "import icalendar", Data()))?.status == 0  // where it cannot even start, it has none
    }
    if found == nil { print("SKIPPED: no Python with icalendar (pip install icalendar)") }
    return found
  }()

  static var isThere: Bool { python != nil }

  /// One line for each event: `uid|summary|start|end|status|sequence`, as the peer understands them.
  static func events(of text: String) throws -> [String] {
    let script = """
      import sys, icalendar
      c = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
      assert not getattr(c, 'errors', []), c.errors
      for e in c.walk('VEVENT'):
          assert not e.errors, e.errors
          s, f = e['DTSTART'].dt, e['DTEND'].dt
          assert e['DTSTAMP'].dt
          print('|'.join(map(str, [e['UID'], str(e['SUMMARY']).replace(chr(10), '⏎'), s, f, e['STATUS'], e['SEQUENCE']])))
      """
    let result = try run(python ?? "python3", script, Data(text.utf8))
    guard result.status == 0 else { throw Refused(reason: result.output) }
    return result.output.split(separator: "\n").map(String.init)
  }

  struct Refused: Error { let reason: String }

  private static func run(_ python: String, _ script: String, _ input: Data) throws -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, "-c", script]
    let file = FileManager.default.temporaryDirectory.appending(path: "mgrnet-peer-\(UUID())")
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }  // only litter
    process.standardInput = try FileHandle(forReadingFrom: file)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    var environment = ProcessInfo.processInfo.environment
    environment["PYTHONIOENCODING"] = "utf-8"
    process.environment = environment
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
