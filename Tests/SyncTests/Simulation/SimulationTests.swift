import Foundation
import Testing

/// `MGRNET_SEED=17` replays one seed, `MGRNET_SEED=0..<500` runs many; `MGRNET_ACTS` says how much happens in each,
/// `MGRNET_KEEP=1` keeps their folders.
@Suite struct SimulationTests {
  static let seeds: [UInt64] = {
    let given = ProcessInfo.processInfo.environment["MGRNET_SEED"] ?? "0..<4"
    let bounds = given.split(separator: "..<").compactMap { UInt64($0) }
    return bounds.count == 2 ? Array(bounds[0]..<bounds[1]) : bounds
  }()
  static let acts = ProcessInfo.processInfo.environment["MGRNET_ACTS"].flatMap(Int.init) ?? 120

  @Test(arguments: seeds) func whateverPeopleDoAllEndWithOneTreeAndNoWordIsLost(seed: UInt64) throws {
    do {
      let simulation = try Simulation(seed: seed)
      for _ in 0..<Self.acts { try simulation.step() }
      try simulation.finish()
    } catch {
      Issue.record("seed \(seed): \(error)")
    }
  }
}
