@testable import Sealing

/// The same bytes in each run. Only for tests: whoever knows the seed knows every key.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64 = 1) { state = seed }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

extension Seeded {
  mutating func identity() throws -> X25519Identity { try X25519Identity(using: &self) }
  mutating func bytes(_ count: Int) -> [UInt8] { randomBytes(count, using: &self) }
}

/// What was thrown, and as a sealing error.
func refusal(_ body: () throws -> Void) -> SealingError? {
  do { try body() } catch { return error as? SealingError }
  return nil
}
