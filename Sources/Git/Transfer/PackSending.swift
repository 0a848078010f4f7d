/// A pack of objects that another repository lacks, made while it is sent; folders go as differences from
/// their earlier state, which the other side has or gets before, large files in pieces.
final class PackSending {
  private let repository: Repository
  private let items: [NewObjects.Item]
  private let isThin: Bool
  private var packing: ObjectPacking
  private var digest: Digest
  private var place = -1
  /// Of a large transfer, what is sent as it lies in the largest pack.
  ///
  /// From one pack alone, so that no two objects are differences from each other.
  private let forms: PackForms?
  /// Everything that is sent: what goes as it lies in a pack must not be a difference from anything else.
  private var all = IDSet()
  /// Folders that were sent: of what is sent, others are written as differences from these only. A folder that returns
  /// to what it was is sent again, and would else be a difference from the one that is a difference from it.
  private var before = IDSet()
  /// How many differences lie one on another.
  private var depths: [ObjectID: Int] = [:]
  /// A large file in the middle.
  private var open: (stream: ObjectStream, packing: PiecePacking)?
  private var pending: [UInt8] = []
  /// How many objects were sent.
  private(set) var sent = 0
  private(set) var bytes = 0
  /// Bytes of the objects that were sent, unpacked; of those that went as they lay in a pack, of what lay there.
  private(set) var unpacked = 0
  var count: Int { items.count }

  /// - Parameter isThin: whether objects that are not in the pack may be referred to.
  init(_ objects: NewObjects, of repository: Repository, isThin: Bool) throws(GitError) {
    self.repository = repository
    items = objects.items
    self.isThin = isThin
    let isLarge = items.count >= 1000
    forms = isLarge ? try repository.files.largestPack.map { PackForms($0) } : nil
    for item in items { all.insert(item.id) }
    packing = try ObjectPacking(level: 6)
    digest = Digest()
  }

  /// The next bytes, some 60,000 or an object of a megabyte; `nil` at the end.
  func next() throws(GitError) -> [UInt8]? {
    guard place <= items.count else { return nil }
    if place < 0 {
      pending += "PACK".utf8
      pending.append(big: 2)
      pending.append(big: UInt32(items.count))
      place = 0
    }
    while pending.count < 60_000 {
      if open != nil {
        try goOn()
      } else if place < items.count {
        try add(items[place])
        place += 1
        sent = place
      } else {
        break
      }
    }
    digest.add(pending)
    if place == items.count, open == nil {
      pending += digest.finish().bytes
      place += 1
    }
    defer { pending = [] }
    bytes += pending.count
    return pending
  }

  private func add(_ item: NewObjects.Item) throws(GitError) {
    defer { if item.kind == .tree { before.insert(item.id) } }
    if let form = forms?.form(item.id) {
      if form.kind == item.kind {
        unpacked += form.size
        pending += PackEntry.header(item.kind.code, form.size)
        pending += form.stream
        return
      }
      if let base = form.base, all.contains(base) {
        unpacked += form.size
        pending += PackEntry.header(7, form.size)
        base.withBytes { pending += $0 }
        pending += form.stream
        return
      }
      return try add(whole: item)
    }
    if let base = item.base, depths[base, default: 0] < 40,
      before.contains(base) || isThin && !all.contains(base),
      let object = try repository.object(item.id, .tree), let earlier = try repository.object(base, .tree),
      let delta = TreeDelta.encode(object, from: earlier)
    {
      unpacked += object.count
      depths[item.id] = depths[base, default: 0] + 1
      pending += PackEntry.header(7, delta.count)
      base.withBytes { pending += $0 }
      return try pack(delta, item.id)
    }
    try add(whole: item)
  }

  private func add(whole item: NewObjects.Item) throws(GitError) {
    if item.kind == .blob, let stream = try repository.files.largeStream(item.id) {
      guard stream.kind == .blob else { throw .corrupt(item.id.description) }
      let first = try stream.next(atMost: 1 << 17)
      unpacked += stream.size
      pending += PackEntry.header(item.kind.code, stream.size)
      let packing = try PiecePacking(like: first)
      pending += try packing.add(first)
      open = (stream, packing)
      return
    }
    guard let object = try repository.anyObject(item.id), object.kind == item.kind else {
      throw .notFound(item.id.description)
    }
    unpacked += object.bytes.count
    pending += PackEntry.header(object.kind.code, object.bytes.count)
    try pack(object.bytes, item.id)
  }

  private func pack(_ bytes: [UInt8], _ id: ObjectID) throws(GitError) {
    guard let packed = try packing.deflate(bytes) else { throw .system(27, "deflate", id.description) }
    pending += packed
  }

  private func goOn() throws(GitError) {
    guard let (stream, packing) = open else { return }
    let bytes = try stream.next(atMost: 1 << 17)
    pending += try bytes.isEmpty ? packing.end() : packing.add(bytes)
    if bytes.isEmpty { open = nil }
  }
}
