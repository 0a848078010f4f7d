import Disk
import Glibc

/// Writes a file that a person asked for, whole or not at all.
enum OutputFile {
  /// - Parameter replacing: whether an existing file is replaced.
  /// - Throws: ``Failure`` (73).
  static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws {
    // An early answer; making the file is what never replaces another.
    if !replacing { try requireNew(path) }
    let isWritten = try writing(path) { () throws(DiskError) in
      if !replacing { return try Files.create(path, with: bytes, permissions: 0o666) }
      try Files.replace(path, with: bytes, permissions: 0o666, isSynced: true)
      return true
    }
    if !isWritten { throw isThere(path) }
  }

  /// Checks that nothing is at the path.
  ///
  /// - Throws: ``Failure`` (73).
  static func requireNew(_ path: String) throws { if access(path, F_OK) == 0 { throw isThere(path) } }

  private static func isThere(_ path: String) -> Failure {
    Failure(.cannotWrite, Words.fileIsThere(path), hint: Words.give("--force"))
  }
}

/// Calls `body`, whose error becomes that of a file that cannot be written.
func writing<Value>(_ path: String, _ body: () throws(DiskError) -> Value) throws -> Value {
  do throws(DiskError) { return try body() } catch {
    throw Failure(.cannotWrite, Words.cannotWriteFile(path, systemMessage(error.number)))
  }
}
