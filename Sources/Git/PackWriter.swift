import Clibgit2
import Glibc

/// Writes many objects into one pack with its index (gitformat-pack(5)): a loose file for each costs a
/// hundred times as much to write and twenty times as much to read.
///
/// Until `finish`, nothing of it is visible; a killed process leaves a `tmp_pack_…` that `git gc` removes.
final class PackWriter {
  private let folder: String
  private let temporary: String
  private let descriptor: Int32
  private let deflater: Deflater
  private var digest: Digest
  private var items: [PackIndex.Item] = []
  private var known: Set<ObjectID> = []
  private var pending: [UInt8] = []
  private var written: UInt64 = 0
  private var isFinished = false

  init(objects folder: String) throws(GitError) {
    digest = Digest()
    deflater = try Deflater(level: 6)
    self.folder = folder + "/pack"
    try Files.makeFolder(self.folder)
    temporary = self.folder + "/tmp_pack_mgrnet_\(getpid())"
    unlink(temporary)
    descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o444)
    guard descriptor >= 0 else { throw .system(errno, "open", temporary) }
    pending = header(count: 0)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isFinished { unlink(temporary) }
  }

  private func header(count: Int) -> [UInt8] {
    var bytes = Array("PACK".utf8)
    bytes.append(big: 2)
    bytes.append(big: UInt32(truncatingIfNeeded: count))
    return bytes
  }

  /// Adds an object, unless it is in this pack already.
  func add(_ bytes: [UInt8], _ kind: ObjectKind) throws(GitError) -> ObjectID {
    let id = digest.id(of: bytes, kind)
    guard known.insert(id).inserted else { return id }
    let offset = written + UInt64(pending.count)
    let start = pending.count
    let code: UInt8 =
      switch kind {
      case .commit: 1
      case .tree: 2
      case .blob: 3
      case .tag: 4
      }
    // The size in seven bits a byte, four in the first beside the kind.
    var size = bytes.count >> 4
    var byte = code << 4 | UInt8(bytes.count & 15)
    while size > 0 {
      pending.append(byte | 0x80)
      byte = UInt8(size & 0x7f)
      size >>= 7
    }
    pending.append(byte)
    guard let packed = deflater.deflate(bytes) else { throw .system(EFBIG, "deflate", temporary) }
    pending.append(contentsOf: packed)
    let sum = pending.withUnsafeBytes {
      clibgit2_crc32(0, $0.baseAddress.map { $0 + start }, $0.count - start)
    }
    items.append(PackIndex.Item(id: id, offset: offset, sum: sum))
    if pending.count > 1 << 20 { try flush() }
    return id
  }

  private func flush() throws(GitError) {
    try Files.write(pending, to: descriptor, temporary)
    written += UInt64(pending.count)
    pending.removeAll(keepingCapacity: true)
  }

  /// Gives the pack its name and its index; from then on git and libgit2 find the objects.
  func finish() throws(GitError) {
    guard !items.isEmpty else { return }
    try flush()
    let start = header(count: items.count)
    guard pwrite(descriptor, start, start.count, 0) == start.count else {
      throw .system(errno, "pwrite", temporary)
    }
    guard let whole = try MappedFile.open(temporary) else { throw .notFound(temporary) }
    digest.add(whole.bytes)
    let sum = digest.finish()
    try Files.write(sum.bytes, to: descriptor, temporary)
    // As git does: a pack is not written again when the power comes back.
    guard fsync(descriptor) == 0 else { throw .system(errno, "fsync", temporary) }
    let name = folder + "/pack-\(sum)"
    guard rename(temporary, name + ".pack") == 0 else { throw .system(errno, "rename", name) }
    isFinished = true
    // Objects are looked for by the index: it comes last.
    let index = folder + "/tmp_idx_mgrnet_\(getpid())"
    unlink(index)
    let file = open(index, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o444)
    guard file >= 0 else { throw .system(errno, "open", index) }
    defer { close(file) }
    do throws(GitError) {
      try Files.write(PackIndex.encode(&items, of: sum, &digest), to: file, index)
      guard fsync(file) == 0 else { throw .system(errno, "fsync", index) }
      guard rename(index, name + ".idx") == 0 else { throw .system(errno, "rename", name) }
    } catch {
      unlink(index)
      throw error
    }
  }
}
