import CSearchIndex
import Records

/// A record as it lies in the table `page`: its path, a NUL, the file's bytes; packed, behind four bytes that say
/// how long it is unpacked.
struct Page {
  let path: String
  let file: [UInt8]

  var record: (record: IndexedRecord, prose: String)? {
    guard case .record(let record, let prose) = Reading(path, file) else { return nil }
    return (record, prose)
  }
}

/// Packs and unpacks pages. One thread at a time.
final class PagePacker {
  private let deflater: OpaquePointer
  private var plain: [UInt8] = []

  init() {
    // Only lack of memory is left to fail by, and Swift's own memory ends the program then, too.
    guard let deflater = deflater_create() else { preconditionFailure("out of memory") }
    self.deflater = deflater
  }

  deinit { deflater_destroy(deflater) }

  func pack(path: String, _ file: [UInt8]) -> [UInt8] {
    plain.removeAll(keepingCapacity: true)
    plain.append(contentsOf: path.utf8)
    plain.append(0)
    plain.append(contentsOf: file)
    let length = plain.count
    let room = deflater_room(length)
    return [UInt8](unsafeUninitializedCapacity: Int(room) + 4) { out, count in
      for index in 0..<4 { out[index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
      guard let start = out.baseAddress else { return }
      let packed = deflater_pack(deflater, plain, length, start + 4, room)
      // Room for any text was given: only lack of memory is left, and then nothing can go on.
      precondition(packed >= 0)
      count = 4 + packed
    }
  }

  /// `nil` when the bytes are damaged.
  func unpack(_ packed: UnsafeRawBufferPointer) -> Page? {
    guard packed.count > 4, let start = packed.baseAddress else { return nil }
    let length = (0..<4).reduce(0) { $0 | Int(packed[$1]) << (8 * $1) }
    // Deflate never packs tighter than 1 : 1032.
    guard length <= packed.count * 1_040 else { return nil }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { out, count in
      let written = deflater_unpack(deflater, start + 4, packed.count - 4, out.baseAddress, length)
      isWhole = written == length
      count = max(0, written)
    }
    guard isWhole, let end = bytes.firstIndex(of: 0) else { return nil }
    return Page(path: String(decoding: bytes[..<end], as: UTF8.self), file: Array(bytes[(end + 1)...]))
  }
}
