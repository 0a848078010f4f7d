import CSearchIndex

/// Every different token of many records, by number. For any thread.
final class Terms: @unchecked Sendable {
  /// It has a lock of its own.
  let table: OpaquePointer

  init() {
    // Only lack of memory is left to fail by, and Swift's own memory ends the program then, too.
    guard let table = term_table_create() else { preconditionFailure("out of memory") }
    self.table = table
  }

  deinit { term_table_destroy(table) }

  func number(_ term: String) -> UInt32 {
    var term = term
    let number = term.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        term_table_number(table, $0.baseAddress, CInt(clamping: $0.count))
      }
    }
    precondition(number != UInt32.max)  // memory is out: no token is too long
    return number
  }
}
