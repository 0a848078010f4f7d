import Disk
import Records

/// Lines that this machine keeps for itself, each once: what was read, what somebody is done with. They never leave the
/// machine.
struct NoteFile {
  let file: String

  /// Returns the lines in the order in which they were added.
  func lines() throws -> [String] {
    guard let bytes = try Files.read(file) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Adds the lines that are new.
  func add(_ lines: [String]) throws {
    var known = try Set(self.lines())
    let new = lines.filter { known.insert($0).inserted }
    guard !new.isEmpty else { return }
    try Files.append(Array(new.map { $0 + "\n" }.joined().utf8), to: file)
  }
}

/// The ids of items read on this machine, for `is:unread`: `<git directory>/mgrnet/seen`, one a line.
struct SeenItems {
  let file: String

  /// Returns the ids in the order of first reading.
  func ids() throws -> [String] { try NoteFile(file: file).lines().filter { RecordID(rawValue: $0) != nil } }

  /// Adds new ids to the file. If it cannot be read or written, reading goes on without it.
  func add(_ ids: [String]) {
    try? NoteFile(file: file).add(ids)  // a notebook that fails keeps nobody from reading
  }
}
