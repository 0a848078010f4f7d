import Clibgit2
import Glibc

/// A pack that comes from elsewhere, on its way into the object store; its bytes are hostile.
///
/// Nothing of it is visible before `finish`, and then only if every object that it refers to is here. What a
/// killed process leaves is removed by the next one.
final class PackReceiver {
  private let repository: Repository
  private let folder: String
  private let temporary: String
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private(set) var count = 0
  private var isFinished = false
  private let limits: PackLimits
  /// The objects of the pack, once it is finished.
  private(set) var ids = IDSet()
  private(set) var content = PackContent(objects: 0, bytes: 0)

  private static let prefix = "tmp_pack_mgrnet_"

  init(_ repository: Repository, _ limits: PackLimits = PackLimits()) throws(GitError) {
    self.repository = repository
    self.limits = limits
    folder = repository.commonDirectory + "/objects/pack"
    try Files.makeFolder(folder)
    for name in try Files.names(in: folder)
    where name.hasPrefix(Self.prefix) || name.hasPrefix("tmp_idx_mgrnet_") {
      let process = name.split(separator: "_" as Character)[3...].first.flatMap { Int32($0) } ?? 0
      if process <= 0 || !Files.isRunning(process) { unlink(folder + "/" + name) }
    }
    // Two of one process: the number keeps them apart.
    temporary = folder + "/" + Self.prefix + "\(getpid())_\(UInt32.random(in: .min ... .max))"
    descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o444)
    guard descriptor >= 0 else { throw .system(errno, "open", temporary) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      if !isFinished { unlink(temporary) }
    }
  }

  func add(_ bytes: ArraySlice<UInt8>) throws(GitError) {
    pending.append(contentsOf: bytes)
    count += bytes.count
    if pending.count > 1 << 20 { try flush() }
  }

  private func flush() throws(GitError) {
    try Files.write(pending, to: descriptor, temporary)
    pending.removeAll(keepingCapacity: true)
  }

  /// Looks at every object, and puts them into the store.
  ///
  /// - Parameters:
  ///   - wanted: what was asked for; it must be here then.
  ///   - keeps: whether they are put there; else they are looked at only.
  func finish(_ wanted: [ObjectID], keeps: Bool = true, _ progress: (TransferProgress) -> Void)
    throws(TransferProblem)
  {
    let mapped = try here { () throws(GitError) in
      try flush()
      return try MappedFile.open(temporary)
    }
    guard let mapped else { throw .cutOff }
    let reading = try PackReading(mapped.bytes, repository, limits)
    try reading.run(progress)
    for id in wanted where !reading.ids.contains(id) {
      guard try here({ () throws(GitError) in try repository.has(id) }) else { throw .incomplete(id) }
    }
    (ids, content) = (reading.ids, reading.content)
    if !keeps { return }
    if let kept = reading.kept {
      try store(kept, wanted)
    } else {
      try reading.checkWhole()
      try here { () throws(GitError) in
        var items = reading.items
        let sum = try complete(reading, &items)
        var digest = Digest()
        try PackIndex.keep(temporary, descriptor, in: folder, of: sum, &items, &digest)
        isFinished = true
        try repository.files.lookForPacks(again: true)
      }
    }
  }

  /// Stores a few objects one by one, what an object refers to before it, so that a commit that is here has
  /// all that it needs here at any moment.
  private func store(_ objects: [ObjectID: Pack.Packed], _ wanted: [ObjectID]) throws(TransferProblem) {
    var done: Set<ObjectID> = []
    for start in wanted {
      var open: [(id: ObjectID, rest: ArraySlice<ObjectID>)] = []
      var next: ObjectID? = start
      while next != nil || !open.isEmpty {
        if let id = next, done.insert(id).inserted {
          if let object = objects[id] {
            var references: [ObjectID] = []
            guard References.visit(object.kind, object.bytes, { references.append($0) }) else {
              throw .notGit(id.description)
            }
            open.append((id, references[...]))
          } else {
            guard try here({ () throws(GitError) in try repository.has(id) }) else { throw .incomplete(id) }
          }
        }
        next = nil
        guard let last = open.indices.last else { continue }
        if let reference = open[last].rest.popFirst() {
          next = reference
          continue
        }
        let id = open.removeLast().id
        guard let object = objects[id] else { continue }
        _ = try here { () throws(GitError) in try repository.write(object.bytes, object.kind) }
      }
    }
  }

  /// Adds the objects from here that others in the pack are differences from, for a pack stands alone.
  ///
  /// - Returns: the pack's sum.
  private func complete(_ reading: PackReading, _ items: inout [PackIndex.Item]) throws(GitError) -> ObjectID
  {
    if reading.added.isEmpty { return reading.sum }
    let deflater = try Deflater(level: 6)
    // Over the old sum at the end.
    var offset = UInt64(count - 20)
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw .system(errno, "lseek", temporary) }
    for (id, object) in reading.added {
      var bytes = PackEntry.header(object.kind.code, object.bytes.count)
      guard let packed = deflater.deflate(object.bytes) else { throw .system(EFBIG, "deflate", temporary) }
      bytes += packed
      let sum = bytes.withUnsafeBytes { clibgit2_crc32(0, $0.baseAddress, $0.count) }
      items.append(PackIndex.Item(id: id, offset: offset, sum: sum))
      try Files.write(bytes, to: descriptor, temporary)
      offset += UInt64(bytes.count)
    }
    var number: [UInt8] = []
    number.append(big: UInt32(items.count))
    guard pwrite(descriptor, number, 4, 8) == 4 else { throw .system(errno, "pwrite", temporary) }
    guard let whole = try MappedFile.open(temporary) else { throw .notFound(temporary) }
    var digest = Digest()
    digest.add(UnsafeRawBufferPointer(rebasing: whole.bytes[..<Int(offset)]))
    let sum = digest.finish()
    try Files.write(sum.bytes, to: descriptor, temporary)
    return sum
  }
}
