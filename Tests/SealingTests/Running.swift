import Foundation

/// What a program printed and how it ended.
struct Ran {
  var status: Int32
  var output: [UInt8]
  var errors: String
  var text: String { String(decoding: output, as: UTF8.self) }
}

func run(_ program: String, _ arguments: [String], input: [UInt8] = [], in folder: URL? = nil) throws -> Ran {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  if let folder { process.currentDirectoryURL = folder }
  // Files rather than pipes: nobody waits for anybody, however long the texts are.
  let place = FileManager.default.temporaryDirectory.appending(path: "mgrnet-run-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: place) }  // a file left in /tmp fails no test
  let files = ["in", "out", "err"].map { place.appending(path: $0) }
  try Data(input).write(to: files[0])
  try Data().write(to: files[1])
  try Data().write(to: files[2])
  process.standardInput = try FileHandle(forReadingFrom: files[0])
  process.standardOutput = try FileHandle(forWritingTo: files[1])
  process.standardError = try FileHandle(forWritingTo: files[2])
  try process.run()
  process.waitUntilExit()
  return Ran(
    status: process.terminationStatus, output: Array(try Data(contentsOf: files[1])),
    errors: try String(contentsOf: files[2], encoding: .utf8))
}
