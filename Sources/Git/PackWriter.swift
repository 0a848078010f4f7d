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
    pending.append(contentsOf: PackEntry.header(kind.code, bytes.count))
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
    try PackIndex.keep(temporary, descriptor, in: folder, of: sum, &items, &digest)
    isFinished = true
  }
}
