import Disk
import Git
import Records

/// An act that waits on this machine before it is committed. No ref and no commit knows of it.
package struct WaitingAct: Sendable {
  package enum Reason: String, Sendable {
    /// It names nobody, and leaves alone at a moment of its own.
    case anonymous
    /// The thread takes a rest.
    case cooling
    /// Its author wants to sleep over it (`mgrnet.delay`).
    case delay
  }

  package struct File: Sendable {
    /// The path, as the network has it.
    package let path: String
    /// The blob that the branch had there when the act was written; `nil` for a new file.
    let base: ObjectID?
    /// `nil` to remove the file.
    package let bytes: [UInt8]?
  }

  /// The id of the record that it writes or changes, which is the name of its file here.
  package let id: String
  /// The subject of its commit.
  package let subject: String
  package let reason: Reason
  package let since: Timestamp
  /// From when on it may leave.
  package internal(set) var due: Timestamp
  /// The commit by which it was sent; it is on its way until that comes back to the branch.
  package internal(set) var sent: ObjectID?
  package let files: [File]

  /// Whether the record is on no branch yet.
  package var isNew: Bool { files.first?.base == nil }
  /// The path of the record.
  package var path: String { files.first?.path ?? "" }
}

/// The acts that wait, each in a file of `<git directory>/mgrnet/waiting`.
///
/// A file holds the subject; a line with reason, times and the commit that was sent; then for each path a line `put` with
/// the blob before, the number of bytes, and the path, followed by the bytes; or `remove` with the blob before and the path.
package struct WaitingActs: Sendable {
  let folder: String

  package init(stateFolder: String) { folder = stateFolder + "/waiting" }

  /// Returns the acts, the oldest first.
  ///
  /// - Throws: `GitError.corrupt` for a file that is no such act.
  package func all() throws -> [WaitingAct] {
    try Files.names(in: folder).filter { !$0.hasPrefix(".") }.compactMap { name in
      guard let bytes = try Files.read("\(folder)/\(name)") else { return nil }
      guard let act = WaitingAct(id: name, parsing: bytes) else {
        throw GitError.corrupt("\(folder)/\(name)")
      }
      return act
    }.sorted { ($0.since.seconds, $0.id) < ($1.since.seconds, $1.id) }
  }

  /// Returns the files of all acts by the network's paths; `nil` for one that goes.
  package func files() throws -> [String: [UInt8]?] {
    Dictionary(try all().flatMap(\.files).map { ($0.path, $0.bytes) }) { $1 }
  }

  /// Returns when an act was last written, in nanoseconds since 1970.
  package func changeTime(of act: WaitingAct) throws -> Int64? {
    try Files.changeTime("\(folder)/\(act.id)")
  }

  func put(_ act: WaitingAct) throws {
    try Files.makeFolder(folder, permissions: 0o700)
    try Files.replace("\(folder)/\(act.id)", with: act.fileBytes, isSynced: true)
  }

  func remove(_ act: WaitingAct) throws { try Files.remove("\(folder)/\(act.id)") }
}

extension WaitingAct {
  var fileBytes: [UInt8] {
    func hex(_ id: ObjectID?) -> String { id?.description ?? "-" }
    var bytes = Array("\(subject)\n\(reason.rawValue) \(since) \(due) \(hex(sent))\n".utf8)
    for file in files {
      guard let content = file.bytes else {
        bytes += Array("remove \(hex(file.base)) \(file.path)\n".utf8)
        continue
      }
      bytes += Array("put \(hex(file.base)) \(content.count) \(file.path)\n".utf8) + content + [lineFeed]
    }
    return bytes
  }

  fileprivate init?(id: String, parsing bytes: [UInt8]) {
    var rest = bytes[...]
    func line() -> String? {
      guard let end = rest.firstIndex(of: lineFeed) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    guard let subject = line(), let words = line()?.split(separator: " "), words.count == 4,
      let reason = Reason(rawValue: String(words[0])), let since = Timestamp(words[1]),
      let due = Timestamp(words[2])
    else { return nil }
    var files: [File] = []
    while let head = line() {
      let parts = head.split(separator: " ", maxSplits: head.hasPrefix("put ") ? 3 : 2).map(String.init)
      guard parts.count > 2, let path = parts.last else { return nil }
      let base = ObjectID(hex: parts[1])
      if parts[0] == "remove" {
        files.append(File(path: path, base: base, bytes: nil))
        continue
      }
      guard parts.count == 4, let count = Int(parts[2]), count >= 0, count < rest.count else { return nil }
      files.append(File(path: path, base: base, bytes: Array(rest.prefix(count))))
      rest = rest.dropFirst(count + 1)
    }
    guard rest.isEmpty, !files.isEmpty else { return nil }
    self.init(
      id: id, subject: subject, reason: reason, since: since, due: due,
      sent: ObjectID(hex: String(words[3])), files: files)
  }
}

private let lineFeed = UInt8(ascii: "\n")
