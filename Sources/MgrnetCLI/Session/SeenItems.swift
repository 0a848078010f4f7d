import Disk
import Records

/// The ids of items read on this machine, for `is:unread`: `<git directory>/mgrnet/seen`, one a line. It never leaves the
/// machine.
struct SeenItems {
  let file: String

  /// Returns the ids in the order of first reading.
  func ids() throws -> [String] {
    guard let bytes = try Files.read(file) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
      .filter { RecordID(rawValue: $0) != nil }
  }

  /// Adds new ids to the file. If it cannot be read or written, reading goes on without it.
  func add(_ ids: [String]) {
    guard var known = try? Set(self.ids()) else { return }  // a notebook that fails keeps nobody from reading
    let new = ids.filter { known.insert($0).inserted }
    guard !new.isEmpty else { return }
    try? Files.append(Array(new.map { $0 + "\n" }.joined().utf8), to: file)  // as above
  }
}
