import Clibgit2

/// The objects of a pack as they lie there, to be sent without being unpacked.
struct PackForms {
  struct Form {
    /// What stands in the pack's stream: an object, or a difference from another one of the pack.
    let kind: ObjectKind?
    let base: ObjectID?
    /// Unpacked.
    let size: Int
    let stream: UnsafeRawBufferPointer
  }

  private let pack: Pack
  /// Where the objects start, in that order, and which ones they are by id.
  private let starts: [(offset: Int, place: Int)]

  init(_ pack: Pack) {
    self.pack = pack
    starts = (0..<pack.count).compactMap { place in
      pack.offset(at: place).map { (offset: $0, place: place) }
    }.sorted { $0.offset < $1.offset }
  }

  /// `nil` where the object is not in the pack, or its bytes are not those that were written.
  func form(_ id: ObjectID) -> Form? {
    guard let place = pack.place(of: id), let offset = pack.offset(at: place),
      let header = pack.header(offset), let order = order(offset)
    else { return nil }
    let end = order + 1 < starts.count ? starts[order + 1].offset : pack.data.bytes.count - 20
    guard header.start < end, end <= pack.data.bytes.count - 20 else { return nil }
    let sum = pack.index.bytes.big32(8 + 1024 + pack.count * 20 + place * 4)
    let whole = UnsafeRawBufferPointer(rebasing: pack.data.bytes[offset..<end])
    guard clibgit2_crc32(0, whole.baseAddress, whole.count) == sum else { return nil }
    let stream = UnsafeRawBufferPointer(rebasing: pack.data.bytes[header.start..<end])
    switch header.base {
    case .itself(let kind): return Form(kind: kind, base: nil, size: header.size, stream: stream)
    case .other(let offset):
      guard let order = self.order(offset) else { return nil }
      let at = 8 + 1024 + starts[order].place * 20
      let base = ObjectID(UnsafeRawBufferPointer(rebasing: pack.index.bytes[at..<(at + 20)]))
      return Form(kind: nil, base: base, size: header.size, stream: stream)
    }
  }

  private func order(_ offset: Int) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].offset == offset { return middle }
      if starts[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
