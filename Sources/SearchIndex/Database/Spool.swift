import Glibc

/// Prepared records on their way from the order of the files to the order of time: a file without a name, so that
/// memory stays small at a million records.
final class Spool {
  private let descriptor: CInt
  private var places: [Place] = []
  private var end: Int64 = 0
  private var buffer: [UInt8] = []

  private struct Place {
    let row: Int64
    let start: Int64
    let size: Int
  }

  /// - Parameter folder: on the disk that will hold the index.
  /// - Throws: `SpoolError`.
  init(near path: String?) throws(SpoolError) {
    var template = Array(((path ?? "/tmp/index") + ".spool-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw SpoolError(code: errno) }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  func append(_ record: PreparedRecord, page: Int64) throws(SpoolError) {
    let start = end + Int64(buffer.count)
    let before = buffer.count
    let head = record.head
    let texts =
      [
        Array(head.key.utf8), head.thread.map { Array($0.utf8) } ?? [],
        head.accepted.map { Array($0.utf8) } ?? [],
      ]
      + record.columns
    let numbers = [
      page, Int64(head.type), head.created ?? .min, Int64(head.length), Int64(head.state),
      head.reviewBy.map(Int64.init) ?? .min,
    ]
    for number in numbers + texts.map({ Int64($0.count) }) {
      withUnsafeBytes(of: number) { buffer.append(contentsOf: $0) }
    }
    for text in texts { buffer.append(contentsOf: text) }
    places.append(Place(row: record.row, start: start, size: buffer.count - before))
    if buffer.count > 1 << 20 { try flush() }
  }

  private func flush() throws(SpoolError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + written, buffer.count - written, off_t(end))
      }
      guard count > 0 else { throw SpoolError(code: errno) }
      written += count
      end += Int64(count)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// One record as it comes back; the pointers are good during the call.
  struct Entry {
    static let numberCount = 6
    static let textCount = 7
    let row: Int64
    let bytes: UnsafeRawBufferPointer

    func number(_ index: Int) -> Int64 { bytes.loadUnaligned(fromByteOffset: index * 8, as: Int64.self) }

    var page: Int64 { number(0) }
    var type: Int { Int(number(1)) }
    var created: Int64? { number(2) == .min ? nil : number(2) }
    var length: Int { Int(number(3)) }
    var state: Int { Int(number(4)) }
    var reviewBy: Int? { number(5) == .min ? nil : Int(number(5)) }

    /// Key, thread, accepted, then the columns of `text`.
    func text(_ index: Int) -> UnsafeRawBufferPointer {
      var start = (Self.numberCount + Self.textCount) * 8
      for before in 0..<index { start += Int(number(Self.numberCount + before)) }
      return UnsafeRawBufferPointer(rebasing: bytes[start..<(start + Int(number(Self.numberCount + index)))])
    }
  }

  /// Every record once, by row; rows that would be the same count on. Of one second, the last of the paths comes
  /// first: newest-first then shows names in their order.
  func forEachInOrder(_ body: (Entry) throws -> Void) throws {
    try flush()
    places.sort { ($0.row, $1.start) < ($1.row, $0.start) }
    var last = Int64.min
    let most = places.map(\.size).max() ?? 0
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, most), alignment: 8)
    defer { memory.deallocate() }
    for place in places {
      var read = 0
      while read < place.size {
        let count = pread(
          descriptor, memory.baseAddress! + read, place.size - read, off_t(place.start) + off_t(read))
        guard count > 0 else { throw SpoolError(code: count == 0 ? EIO : errno) }
        read += count
      }
      last = max(place.row, last == .min ? place.row : last + 1)
      try body(Entry(row: last, bytes: UnsafeRawBufferPointer(rebasing: memory[..<place.size])))
    }
  }
}

/// The disk is full, or cannot be written.
package struct SpoolError: Error, Hashable, Sendable {
  /// `errno`.
  package let code: CInt
}
