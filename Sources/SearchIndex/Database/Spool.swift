import Glibc

/// Prepared records on their way from the order of the files to the order of time: in a file, so that memory stays small
/// at a million records.
final class Spool {
  private let file: NamelessFile
  private var places: [Place] = []
  private var end: Int64 = 0
  private var buffer: [UInt8] = []

  private struct Place {
    let time: Int64
    let start: Int64
    let size: Int
  }

  init(_ file: NamelessFile) { self.file = file }

  func append(_ record: PreparedRecord, _ terms: RecordTexts.Numbers, page: Int64) throws(SpoolError) {
    let start = end + Int64(buffer.count)
    let before = buffer.count
    let head = record.head
    append(page)
    append(Int64(head.type))
    append(head.created ?? .min)
    append(Int64(head.length))
    append(Int64(head.state))
    append(head.reviewBy.map(Int64.init) ?? .min)
    let texts = [head.key, head.thread ?? "", head.accepted ?? ""]
    for text in texts { append(Int64(text.utf8.count)) }
    append(Int64(terms.all.count * 4))
    for count in terms.counts { append(Int64(count)) }
    terms.all.withUnsafeBytes { buffer.append(contentsOf: $0) }
    for text in texts { buffer.append(contentsOf: text.utf8) }
    places.append(Place(time: RowClock.time(record.head.created), start: start, size: buffer.count - before))
    if buffer.count > 1 << 20 { try flush() }
  }

  private func append(_ number: Int64) {
    withUnsafeBytes(of: number) { buffer.append(contentsOf: $0) }
  }

  private func flush() throws(SpoolError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        pwrite(file.descriptor, $0.baseAddress! + written, buffer.count - written, off_t(end))
      }
      guard count > 0 else { throw SpoolError(code: errno) }
      written += count
      end += Int64(count)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// One record as it comes back; the pointers are good during the call.
  struct Entry {
    private static let headerSize = (6 + 3 + 1 + RecordTexts.columnCount) * 8
    fileprivate let bytes: UnsafeRawBufferPointer

    private func number(_ index: Int) -> Int64 { bytes.load(fromByteOffset: index * 8, as: Int64.self) }

    var page: Int64 { number(0) }
    var type: Int { Int(number(1)) }
    var created: Int64? { number(2) == .min ? nil : number(2) }
    var length: Int { Int(number(3)) }
    var state: Int { Int(number(4)) }
    var reviewBy: Int? { number(5) == .min ? nil : Int(number(5)) }

    var key: UnsafeRawBufferPointer { text(0) }
    /// Empty where there is none.
    var thread: UnsafeRawBufferPointer { text(1) }
    var accepted: UnsafeRawBufferPointer { text(2) }

    private func text(_ index: Int) -> UnsafeRawBufferPointer {
      let start = (0..<index).reduce(Self.headerSize + Int(number(9))) { $0 + Int(number(6 + $1)) }
      return UnsafeRawBufferPointer(rebasing: bytes[start..<(start + Int(number(6 + index)))])
    }

    var terms: UnsafeBufferPointer<UInt32> {
      UnsafeRawBufferPointer(rebasing: bytes[Self.headerSize..<(Self.headerSize + Int(number(9)))])
        .assumingMemoryBound(to: UInt32.self)
    }
    /// How many of the terms each column has.
    var termCounts: [UInt32] { (0..<RecordTexts.columnCount).map { UInt32(clamping: number(10 + $0)) } }
  }

  /// Every record once, by time. Of one second, the last of the paths comes first: newest-first then shows names in their
  /// order.
  func forEachInOrder(_ body: (Entry) throws -> Void) throws {
    try flush()
    places.sort { ($0.time, $1.start) < ($1.time, $0.start) }
    let most = places.map(\.size).max() ?? 0
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, most), alignment: 8)
    defer { memory.deallocate() }
    for place in places {
      var read = 0
      while read < place.size {
        let count = pread(
          file.descriptor, memory.baseAddress! + read, place.size - read, off_t(place.start) + off_t(read))
        guard count > 0 else { throw SpoolError(code: count == 0 ? EIO : errno) }
        read += count
      }
      try body(Entry(bytes: UnsafeRawBufferPointer(rebasing: memory[..<place.size])))
    }
  }
}

/// A file that nobody else sees, gone when it is closed.
final class NamelessFile {
  let descriptor: CInt

  /// - Parameter path: of a file on the disk that this one shall be on; `nil` for any.
  /// - Throws: `SpoolError`.
  init(near path: String?) throws(SpoolError) {
    var template = Array(((path ?? "/tmp/index") + ".spool-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw SpoolError(code: errno) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }
}

/// The disk is full, or cannot be written.
package struct SpoolError: Error, Hashable, Sendable {
  /// `errno`.
  package let code: CInt
}
