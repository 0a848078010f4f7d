/// Many ids, without the cost of a general hash: they are random already, but for those of somebody who
/// wants many to fall together, whom two secret numbers keep from it.
struct IDSet {
  private var slots: [ObjectID]
  private var mask: Int
  private(set) var count = 0
  private let secrets = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

  init(capacity: Int = 64) {
    var size = 128
    while size < capacity * 2 { size *= 2 }
    slots = [ObjectID](repeating: .zero, count: size)
    mask = size - 1
  }

  private func start(_ id: ObjectID) -> Int {
    let mixed = id.mixed(secrets.0, secrets.1)
    return Int(truncatingIfNeeded: mixed) & mask
  }

  /// Whether it was not there; zeros are never in it.
  @discardableResult
  mutating func insert(_ id: ObjectID) -> Bool {
    if id.isZero { return false }
    var at = start(id)
    while !slots[at].isZero {
      if slots[at] == id { return false }
      at = (at + 1) & mask
    }
    slots[at] = id
    count += 1
    if count * 2 > slots.count { grow() }
    return true
  }

  func contains(_ id: ObjectID) -> Bool {
    var at = start(id)
    while !slots[at].isZero {
      if slots[at] == id { return true }
      at = (at + 1) & mask
    }
    return false
  }

  /// In no order.
  var all: some Sequence<ObjectID> { slots.lazy.filter { !$0.isZero } }

  private mutating func grow() {
    let old = slots
    slots = [ObjectID](repeating: .zero, count: old.count * 2)
    mask = slots.count - 1
    for id in old where !id.isZero {
      var at = start(id)
      while !slots[at].isZero { at = (at + 1) & mask }
      slots[at] = id
    }
  }
}

extension ObjectID {
  fileprivate func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let words = withBytes { bytes in
      (
        bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        UInt64(bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
      )
    }
    let product = (words.0 ^ one).multipliedFullWidth(by: words.1 ^ other)
    let again = (product.high ^ product.low ^ words.2).multipliedFullWidth(by: one | 1)
    return again.high ^ again.low
  }
}
