import Clibgit2

/// What a pack that came from elsewhere may cost.
package struct PackLimits: Sendable {
  /// Bytes of one object, unpacked.
  package var object = largestObject
  /// Bytes that are held at once while differences are applied: far over what git's own packs need.
  package var open = 1 << 30
  /// Bytes of all objects, unpacked.
  package var total = Int.max

  package init() {}
}

/// Goes through a pack that came from elsewhere: finds out the id of every object, and what they refer to.
final class PackReading {
  private struct Entry {
    let offset: Int
    /// Where its stream starts, and where the entry ends.
    let start: Int
    var end = 0
    let code: UInt8
    let size: Int
    /// For a difference from an object in the pack, that one's place.
    var base = -1
    var sum: UInt32 = 0
    var id = ObjectID.zero
  }

  private static let mostKept = 16 << 20

  private let bytes: UnsafeRawBufferPointer
  private let repository: Repository
  private let limits: PackLimits
  private var total = 0
  private let inflater: Inflater
  private var digest: Digest
  private var entries: [Entry] = []
  /// Differences from an object that is named: those that wait for it, by its id.
  private var waiting: [ObjectID: [Int]] = [:]
  /// For each entry the first difference from it, and for each difference the next one from the same.
  private var first: [Int32] = []
  private var next: [Int32] = []
  private var references = IDSet()
  private var done = 0
  private(set) var ids: IDSet
  /// All objects, while they are few and small.
  private(set) var kept: [ObjectID: Pack.Packed]?
  private var keptBytes = 0
  /// Objects from here that differences are from.
  private(set) var added: [(ObjectID, Pack.Packed)] = []
  let sum: ObjectID

  init(_ bytes: UnsafeRawBufferPointer, _ repository: Repository, _ limits: PackLimits)
    throws(TransferProblem)
  {
    guard bytes.count >= 32, bytes.starts(with: "PACK".utf8), bytes.big32(4) == 2 || bytes.big32(4) == 3
    else {
      throw .notGit("pack")
    }
    self.bytes = bytes
    self.repository = repository
    self.limits = limits
    inflater = try here { () throws(GitError) in try Inflater() }
    digest = Digest()
    digest.add(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 20)]))
    sum = digest.finish()
    guard sum == ObjectID(UnsafeRawBufferPointer(rebasing: bytes[(bytes.count - 20)...])) else {
      throw .notGit("pack")
    }
    let count = Int(bytes.big32(8))
    // An entry has at least nine bytes.
    guard count <= bytes.count / 9 else { throw .notGit("pack") }
    entries.reserveCapacity(count)
    ids = IDSet(capacity: count)
    if count < unpackLimit { kept = [:] }
  }

  var items: [PackIndex.Item] {
    entries.map { PackIndex.Item(id: $0.id, offset: UInt64($0.offset), sum: $0.sum) }
  }

  var content: PackContent { PackContent(objects: entries.count, bytes: total) }

  func run(_ progress: (TransferProgress) -> Void) throws(TransferProblem) {
    let count = Int(bytes.big32(8))
    var position = 12
    for _ in 0..<count {
      try scan(&position)
      if done % 4096 == 0 { progress(.unpacked(objects: done, of: count)) }
    }
    guard position == bytes.count - 20 else { throw .notGit("pack") }
    link()
    for place in entries.indices where entries[place].code < 5 { try resolve(place, progress) }
    // Differences from objects that are here and not in the pack.
    while done < count {
      let before = done
      for base in waiting.keys where !ids.contains(base) {
        guard let object = try here({ () throws(GitError) in try repository.anyObject(base) }) else {
          continue
        }
        added.append((base, object))
        ids.insert(base)
        try descend(from: object, children: waiting.removeValue(forKey: base) ?? [], progress)
      }
      if done == before { throw waiting.keys.first.map { .incomplete($0) } ?? .notGit("pack") }
    }
    try dropDoubles()
    progress(.unpacked(objects: count, of: count))
  }

  /// What was taken from here and is in the pack after all needs no copy; but it may be a difference from what is a
  /// difference from it, and whoever reads the pack later would go round in that circle.
  private func dropDoubles() throws(TransferProblem) {
    guard !added.isEmpty else { return }
    var places: [ObjectID: Int] = [:]
    for place in entries.indices { places[entries[place].id] = place }
    let count = added.count
    added.removeAll { places[$0.0] != nil }
    guard added.count < count else { return }
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: entries.count)
    for start in entries.indices {
      var path: [Int] = []
      var next: Int? = start
      while let place = next, states[place] == .new {
        states[place] = .open
        path.append(place)
        next = base(of: entries[place], places)
      }
      if let place = next, states[place] == .open { throw .notGit("pack") }
      for place in path { states[place] = .done }
    }
  }

  private func base(of entry: Entry, _ places: [ObjectID: Int]) -> Int? {
    switch entry.code {
    case 6: entry.base
    case 7: places[ObjectID(UnsafeRawBufferPointer(rebasing: bytes[(entry.start - 20)..<entry.start]))]
    default: nil
    }
  }

  /// Whether all that the objects refer to is in the pack or here.
  func checkWhole() throws(TransferProblem) {
    for id in references.all where !ids.contains(id) {
      guard try here({ () throws(GitError) in try repository.has(id) }) else { throw .incomplete(id) }
    }
  }

  /// Reads one entry; an object that stands by itself gets its id.
  private func scan(_ position: inout Int) throws(TransferProblem) {
    let end = bytes.count - 20
    let offset = position
    guard let head = PackEntry(bytes, at: offset), head.size < limits.object else { throw .notGit("pack") }
    let (code, size) = (head.code, head.size)
    position = head.start
    var entry = Entry(offset: offset, start: position, code: code, size: size)
    let rest = UnsafeRawBufferPointer(rebasing: bytes[position..<end])
    if code == ObjectKind.blob.code, size > largeObject {
      (entry.id, position) = try noteLarge(rest, size, position)
      entry.end = position
      entry.sum = clibgit2_crc32(0, bytes.baseAddress.map { $0 + offset }, position - offset)
      entries.append(entry)
      return
    }
    guard let (content, taken) = inflater.inflate(rest, size: size) else { throw .notGit("pack") }
    position += taken
    entry.end = position
    entry.sum = clibgit2_crc32(0, bytes.baseAddress.map { $0 + offset }, position - offset)
    if let kind = ObjectKind(code: code) {
      entry.id = try note(content, kind)
    } else if let named = head.named {
      waiting[named, default: []].append(entries.count)
    } else {
      guard code == 6, let base = place(at: offset - head.back) else { throw .notGit("pack") }
      entry.base = base
    }
    entries.append(entry)
  }

  /// Names a large file without holding it.
  ///
  /// - Returns: its id, and where its stream ends.
  private func noteLarge(_ packed: UnsafeRawBufferPointer, _ size: Int, _ start: Int)
    throws(TransferProblem) -> (ObjectID, Int)
  {
    try count(size)
    guard inflater.again() else { throw .notGit("pack") }
    digest.add(Array("blob \(size)\0".utf8))
    var rest = packed
    var left = size
    while true {
      // One byte more than is left: the stream must end by itself.
      guard let step = inflater.more(rest, atMost: min(left + 1, 1 << 17)), step.bytes.count <= left,
        step.taken > 0 || !step.bytes.isEmpty
      else { throw .notGit("pack") }
      digest.add(step.bytes)
      left -= step.bytes.count
      rest = UnsafeRawBufferPointer(rebasing: rest[step.taken...])
      if step.isAtEnd { break }
    }
    guard left == 0 else { throw .notGit("pack") }
    let id = digest.finish()
    ids.insert(id)
    done += 1
    kept = nil
    return (id, start + packed.count - rest.count)
  }

  private func count(_ size: Int) throws(TransferProblem) {
    total += size
    guard total <= limits.total else { throw .notGit("pack") }
  }

  private func place(at offset: Int) -> Int? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].offset == offset { return middle }
      if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Names an object and notes what it refers to.
  private func note(_ content: [UInt8], _ kind: ObjectKind) throws(TransferProblem) -> ObjectID {
    try count(content.count)
    let id = digest.id(of: content, kind)
    ids.insert(id)
    done += 1
    guard References.visit(kind, content, { references.insert($0) }) else { throw .notGit(id.description) }
    if kept != nil {
      keptBytes += content.count
      if keptBytes > Self.mostKept {
        kept = nil
      } else {
        kept?[id] = Pack.Packed(kind: kind, bytes: content)
      }
    }
    return id
  }

  private func link() {
    first = [Int32](repeating: -1, count: entries.count)
    next = [Int32](repeating: -1, count: entries.count)
    for place in entries.indices.reversed() where entries[place].base >= 0 {
      next[place] = first[entries[place].base]
      first[entries[place].base] = Int32(place)
    }
  }

  private func children(_ place: Int) -> [Int] {
    var found = waiting.isEmpty ? [] : waiting.removeValue(forKey: entries[place].id) ?? []
    var child = first[place]
    while child >= 0 {
      found.append(Int(child))
      child = next[Int(child)]
    }
    return found
  }

  private func resolve(_ place: Int, _ progress: (TransferProgress) -> Void) throws(TransferProblem) {
    let children = children(place)
    guard !children.isEmpty, let kind = ObjectKind(code: entries[place].code) else { return }
    let content = try content(place)
    try descend(from: Pack.Packed(kind: kind, bytes: content), children: children, progress)
  }

  /// Applies the differences from an object, and those from what they make.
  private func descend(
    from base: Pack.Packed, children: [Int], _ progress: (TransferProgress) -> Void
  ) throws(TransferProblem) {
    var open = [(bytes: base.bytes, rest: children[...])]
    var size = base.bytes.count
    while let last = open.indices.last {
      guard let child = open[last].rest.popFirst() else {
        size -= open.removeLast().bytes.count
        continue
      }
      guard let made = Delta.apply(try content(child), to: open[last].bytes, limit: limits.object) else {
        throw .notGit("pack")
      }
      // The last difference from it: it is no longer needed.
      if open[last].rest.isEmpty { size -= open.removeLast().bytes.count }
      entries[child].id = try note(made, base.kind)
      if done % 4096 == 0 { progress(.unpacked(objects: done, of: entries.count)) }
      let below = self.children(child)
      if below.isEmpty { continue }
      size += made.count
      guard size < limits.open else { throw .notGit("pack") }
      open.append((made, below[...]))
    }
  }

  private func content(_ place: Int) throws(TransferProblem) -> [UInt8] {
    let entry = entries[place]
    let packed = UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.end])
    guard let (content, _) = inflater.inflate(packed, size: entry.size) else { throw .notGit("pack") }
    return content
  }
}
