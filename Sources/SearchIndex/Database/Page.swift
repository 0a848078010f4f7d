import CSearchIndex
import GRDB
import Records

/// A record as it lies in the table `page`: its path, a NUL, the file's bytes; packed.
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
  private let packer: OpaquePointer
  private var plain: [UInt8] = []

  init() {
    // Only lack of memory is left to fail by, and Swift's own memory ends the program then, too.
    guard let packer = text_packer_create() else { preconditionFailure("out of memory") }
    self.packer = packer
  }

  deinit { text_packer_destroy(packer) }

  func pack(path: String, _ file: [UInt8]) -> [UInt8] {
    plain.removeAll(keepingCapacity: true)
    plain.append(contentsOf: path.utf8)
    plain.append(0)
    plain.append(contentsOf: file)
    let room = text_packer_room(plain.count)
    return [UInt8](unsafeUninitializedCapacity: room) { out, count in
      count = text_packer_pack(packer, plain, plain.count, out.baseAddress, room)
      precondition(count >= 0)  // room for any text was given: memory is out
    }
  }

  /// - Throws: `DatabaseError` where the bytes are damaged.
  func page(_ packed: UnsafeRawBufferPointer) throws -> Page {
    guard let page = unpack(packed) else { throw DatabaseError.damaged("a page") }
    return page
  }

  private func unpack(_ packed: UnsafeRawBufferPointer) -> Page? {
    let length = text_packer_length(packed.baseAddress, packed.count)
    guard length > 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { out, count in
      count = max(0, text_packer_unpack(packer, packed.baseAddress, packed.count, out.baseAddress, length))
    }
    guard bytes.count == length, let end = bytes.firstIndex(of: 0) else { return nil }
    return Page(path: String(decoding: bytes[..<end], as: UTF8.self), file: Array(bytes[(end + 1)...]))
  }
}
