import Glibc

/// The object store of a repository, read and written in git's own files.
///
/// libgit2 does the same, but loading it costs more than most commands do altogether. What is seldom met is
/// left to it: borrowed stores (`alternates`) and packs with an index of version 1.
final class ObjectFiles {
  let folder: String
  let inflater: Inflater
  private(set) var packs: [Pack] = []
  private var packTime: timespec?
  private var packing: ObjectPacking?
  private var digest = Digest()
  /// A folder with more objects, only read: where git keeps a push until its hook agrees. Its packs are among ours.
  private var incoming: ObjectFiles?
  /// Whether there is more than can be read here.
  private(set) var isPartial = false
  /// Commits and folders that were read: who compares and packs them comes back to each several times.
  private var recent: [ObjectID: Pack.Packed] = [:]
  private var recentBytes = 0
  /// The folder that was read in part last.
  private var glimpsed: ObjectID?

  private static let mostRecent = 8 << 20

  init(_ folder: String) throws(GitError) {
    self.folder = folder
    inflater = try Inflater()
    isPartial = try Files.kind(folder + "/info/alternates") != nil
    try lookForPacks()
  }

  /// Reads the list of packs again where it has changed; whether it has.
  @discardableResult
  func lookForPacks(again: Bool = false) throws(GitError) -> Bool {
    var status = stat()
    guard stat(folder + "/pack", &status) == 0 else { return false }
    if !again, let packTime, packTime.tv_sec == status.st_mtim.tv_sec,
      packTime.tv_nsec == status.st_mtim.tv_nsec
    {
      return false
    }
    packTime = status.st_mtim
    let known = packs
    packs = []
    for name in try Files.names(in: folder + "/pack").sorted() where name.hasSuffix(".idx") {
      // Text joined to a part of another is a search for types at its first use, a quarter of a millisecond.
      let path = folder + "/pack/" + String(name.dropLast(4))
      if let pack = known.first(where: { $0.path == path }) {
        packs.append(pack)
      } else if let pack = try Pack(path) {
        packs.append(pack)
      } else {
        isPartial = true
      }
    }
    packs += incoming?.packs ?? []
    return true
  }

  func read(alsoFrom folder: String) throws(GitError) {
    let other = try ObjectFiles(folder)
    incoming = other
    packs += other.packs
  }

  /// An object; `nil` where there is none of this id.
  func read(_ id: ObjectID) throws(GitError) -> Pack.Packed? {
    if let found = recent[id] { return found }
    guard let found = try stored(id) else { return nil }
    if found.kind != .blob, found.bytes.count < Self.mostRecent / 8 {
      if recentBytes > Self.mostRecent {
        recent.removeAll(keepingCapacity: true)
        recentBytes = 0
      }
      recent[id] = found
      recentBytes += found.bytes.count
    }
    return found
  }

  /// A large folder to be read as far as to one entry: to unpack all of one with 16,000 people takes 5 ms.
  ///
  /// - Returns: `nil` where it is better read whole: it is small, was asked for before, or is not whole in a pack.
  func glimpse(_ id: ObjectID) throws(GitError) -> ObjectStream? {
    guard id != glimpsed, recent[id] == nil else { return nil }
    for pack in packs {
      guard let offset = pack.offset(of: id) else { continue }
      guard let header = pack.header(offset), case .itself(.tree) = header.base, header.size > 1 << 16 else {
        return nil
      }
      glimpsed = id
      return try ObjectStream(pack, offset)
    }
    return nil
  }

  private func stored(_ id: ObjectID) throws(GitError) -> Pack.Packed? {
    if let found = try packed(id) { return found }
    if let found = try loose(id) { return found }
    // Git may have packed it meanwhile.
    if try lookForPacks(), let found = try packed(id) { return found }
    return try incoming?.read(id)
  }

  private func packed(_ id: ObjectID) throws(GitError) -> Pack.Packed? {
    for (place, pack) in packs.enumerated() {
      guard let offset = pack.offset(of: id) else { continue }
      // The next one is likely to be there too.
      if place > 0 { packs.swapAt(0, place) }
      return try pack.read(offset, inflater)
    }
    return nil
  }

  /// Some objects in the order in which they are stored, the loose ones last: who reads them so finds next to each what
  /// the one before had read.
  func inStoredOrder(_ ids: Set<ObjectID>) -> [ObjectID] {
    ids.map { (place: place(of: $0), id: $0) }.sorted { $0.place < $1.place }.map(\.id)
  }

  private func place(of id: ObjectID) -> (pack: Int, offset: Int) {
    for (number, pack) in packs.enumerated() {
      if let offset = pack.offset(of: id) { return (number, offset) }
    }
    return (.max, 0)
  }

  /// The pack with the most objects.
  var largestPack: Pack? { packs.max { $0.count < $1.count } }

  func has(_ id: ObjectID) throws(GitError) -> Bool {
    if packs.contains(where: { $0.offset(of: id) != nil }) || access(path(id), F_OK) == 0 { return true }
    if try lookForPacks(), packs.contains(where: { $0.offset(of: id) != nil }) { return true }
    return try incoming?.has(id) ?? false
  }

  func path(_ id: ObjectID) -> String {
    let digits = id.description
    return folder + "/" + String(digits.prefix(2)) + "/" + String(digits.dropFirst(2))
  }

  /// A loose object: `kind SP size NUL content`, packed as one stream.
  private func loose(_ id: ObjectID) throws(GitError) -> Pack.Packed? {
    guard let file = try MappedFile.open(path(id)) else { return nil }
    let start = inflater.start(file.bytes)
    guard let space = start.firstIndex(of: UInt8(ascii: " ")), let end = start.firstIndex(of: 0), space < end,
      let kind = ObjectKind(named: start[..<space]),
      let size = Int(String(decoding: start[(space + 1)..<end], as: UTF8.self)), size >= 0,
      size < largestObject,
      let (whole, _) = inflater.inflate(file.bytes, size: end + 1 + size)
    else { throw .corrupt(path(id)) }
    return Pack.Packed(kind: kind, bytes: Array(whole[(end + 1)...]))
  }

  /// Stores an object as a loose file, unless it is there.
  func write(_ bytes: [UInt8], _ kind: ObjectKind) throws(GitError) -> ObjectID {
    if packing == nil { packing = try ObjectPacking(level: 1) }
    let content = Array("\(kind.name) \(bytes.count)\0".utf8) + bytes
    digest.add(content)
    let id = digest.finish()
    let path = path(id)
    // Younger than two weeks, it is safe from a `git gc` that runs at this moment.
    if utimensat(AT_FDCWD, path, nil, 0) == 0 { return id }
    if let pack = packs.first(where: { $0.offset(of: id) != nil }),
      utimensat(AT_FDCWD, pack.path + ".pack", nil, 0) == 0
    {
      return id
    }
    guard let packed = try packing?.deflate(content) else { throw .system(EFBIG, "deflate", path) }
    let directory = String(path.dropLast(39))
    let temporary = directory + "/tmp_obj_mgrnet_\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    unlink(temporary)
    var file = open(temporary, flags, 0o444)
    if file < 0, errno == ENOENT {
      try Files.makeFolder(directory)
      file = open(temporary, flags, 0o444)
    }
    guard file >= 0 else { throw .system(errno, "open", temporary) }
    do throws(GitError) {
      defer { close(file) }
      try Files.write(packed, to: file, temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let number = errno
      unlink(temporary)
      throw .system(number, "rename", path)
    }
    return id
  }
}
