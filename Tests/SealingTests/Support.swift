import SeededRandom

@testable import Sealing

extension Seeded {
  mutating func identity() throws -> X25519Identity { try X25519Identity(using: &self) }
  mutating func bytes(_ count: Int) -> [UInt8] { randomBytes(count, using: &self) }
}

/// What was thrown, and as a sealing error.
func refusal(_ body: () throws -> Void) -> SealingError? {
  do { try body() } catch { return error as? SealingError }
  return nil
}
