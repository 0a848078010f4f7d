import Records

/// The generator for ids: the system's, or for tests one with a seed that gives the same ids again.
///
/// `MGRNET_SEED` is for tests. It is mixed with the command's words and `MGRNET_NOW`, so that two different commands
/// draw different ids, and the same command at the same moment the same one.
struct Randomness: RandomNumberGenerator, Sendable {
  private var state: UInt64?
  private var system = SystemRandomNumberGenerator()

  init(environment: Environment, arguments: [String]) {
    guard let seed = environment.nonEmpty("MGRNET_SEED") else { return }
    // A separator keeps ["ab"] and ["a", "b"] apart.
    let words = [seed, environment["MGRNET_NOW"] ?? ""] + arguments
    state = FNV1a.hash(words.flatMap { Array($0.utf8) + [0] })
  }

  /// SplitMix64 where there is a seed (Steele, Lea, Flood 2014).
  mutating func next() -> UInt64 {
    guard var current = state else { return system.next() }
    current &+= 0x9e37_79b9_7f4a_7c15
    state = current
    var mixed = current
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
