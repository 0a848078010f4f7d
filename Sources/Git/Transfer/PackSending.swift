/// A pack of objects that another repository lacks, made while it is sent; folders go as differences from
/// their earlier state, which the other side has or gets before.
final class PackSending {
  private let repository: Repository
  private let items: [NewObjects.Item]
  private let isThin: Bool
  private let deflater: Deflater
  private var digest: Digest
  private var place = -1
  /// Of a large transfer, what is sent as it lies in the largest pack, and everything that is sent: there a
  /// difference from something that is not would be lost.
  ///
  /// From one pack alone, so that no two objects are differences from each other.
  private let forms: PackForms?
  private var all = IDSet()
  /// How many differences lie one on another.
  private var depths: [ObjectID: Int] = [:]
  private var pending: [UInt8] = []
  /// How many objects were sent.
  private(set) var sent = 0
  private(set) var bytes = 0
  var count: Int { items.count }

  /// - Parameter isThin: whether objects that are not in the pack may be referred to.
  init(_ objects: NewObjects, of repository: Repository, isThin: Bool) throws(GitError) {
    self.repository = repository
    items = objects.items
    self.isThin = isThin
    let isLarge = items.count >= 1000
    forms = isLarge ? try repository.files.largestPack.map { PackForms($0) } : nil
    if isLarge { for item in items { all.insert(item.id) } }
    deflater = try Deflater(level: 6)
    digest = try Digest()
  }

  /// The next bytes, some 60,000 or a large object; `nil` at the end.
  func next() throws(GitError) -> [UInt8]? {
    guard place <= items.count else { return nil }
    if place < 0 {
      pending += "PACK".utf8
      pending.append(big: 2)
      pending.append(big: UInt32(items.count))
      place = 0
    }
    while place < items.count, pending.count < 60_000 {
      try add(items[place])
      place += 1
      sent = place
    }
    digest.add(pending)
    if place == items.count {
      pending += digest.finish().bytes
      place += 1
    }
    defer { pending = [] }
    bytes += pending.count
    return pending
  }

  private func add(_ item: NewObjects.Item) throws(GitError) {
    if let form = forms?.form(item.id) {
      if form.kind == item.kind {
        pending += PackEntry.header(item.kind.code, form.size)
        pending += form.stream
        return
      }
      if let base = form.base, all.contains(base) {
        pending += PackEntry.header(7, form.size)
        base.withBytes { pending += $0 }
        pending += form.stream
        return
      }
      return try add(whole: item)
    }
    guard let object = try repository.anyObject(item.id), object.kind == item.kind else {
      throw .notFound(item.id.description)
    }
    var content = object.bytes
    if isThin, let base = item.base, depths[base, default: 0] < 40,
      let earlier = try repository.object(base, .tree),
      let delta = TreeDelta.encode(object.bytes, from: earlier)
    {
      depths[item.id] = depths[base, default: 0] + 1
      content = delta
      pending += PackEntry.header(7, delta.count)
      base.withBytes { pending += $0 }
    } else {
      pending += PackEntry.header(object.kind.code, content.count)
    }
    guard let packed = deflater.deflate(content) else { throw .system(27, "deflate", item.id.description) }
    pending += packed
  }

  private func add(whole item: NewObjects.Item) throws(GitError) {
    guard let object = try repository.anyObject(item.id), object.kind == item.kind else {
      throw .notFound(item.id.description)
    }
    pending += PackEntry.header(object.kind.code, object.bytes.count)
    guard let packed = deflater.deflate(object.bytes) else {
      throw .system(27, "deflate", item.id.description)
    }
    pending += packed
  }
}
