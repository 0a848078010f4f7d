import Foundation
import Git
import Sealing
import SeededRandom
import Testing

@testable import SealedSync
@testable import Sync

@Suite final class PinnedRosterTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/roster-\(UUID())"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A list of members in some epoch, each with the key of a number.
  private static func list(_ epoch: Int, _ members: (handle: String, key: Int)...) throws -> MemberList {
    let entries = try members.map { member in
      var random = Seeded(state: UInt64(member.key))
      return MemberList.Entry(
        member: member.handle, device: "laptop", keys: try DeviceKey(using: &random).publicKeys)
    }
    return MemberList(entries: entries, epoch: epoch)
  }

  private static func accepting(_ list: MemberList) -> PinnedRoster {
    var roster = PinnedRoster()
    roster.accept(list.entries, of: list)
    return roster
  }

  @Test func onlyWhatAPersonLookedAtIsTaken() throws {
    let list = try Self.list(1, ("alice", 1), ("bob", 2), ("carol", 3))
    var roster = PinnedRoster()
    #expect(roster.accept(Array(list.entries.prefix(2)), of: list) == Array(list.entries.prefix(2)))
    #expect(roster.pending(of: list) == [list.entries[2]])
    // What was shown and is not in the list any more is nobody's.
    let shorter = try Self.list(1, ("alice", 1), ("bob", 2))
    #expect(roster.accept(list.entries, of: shorter).isEmpty)
    #expect(roster.entries == shorter.entries)
  }

  @Test func aKeyIsItsOwnersAlone() throws {
    let list = try Self.list(1, ("alice", 1), ("bob", 2))
    let roster = Self.accepting(list)
    let other = try Self.list(1, ("alice", 1), ("bob", 2), ("mallory", 2))
    #expect(roster.pending(of: other) == [other.entries[2]])
  }

  @Test func aKeyThatWasExchangedIsDroppedAndTheNewOneWaits() throws {
    let list = try Self.list(2, ("alice", 1), ("bob", 2))
    var roster = Self.accepting(list)
    let exchanged = try Self.list(5, ("alice", 1), ("bob", 3))
    #expect(roster.shrink(to: exchanged) == [list.entries[1]])
    #expect(roster.entries == [list.entries[0]])
    #expect(roster.pending(of: exchanged) == [exchanged.entries[1]])
    // It was a member's up to the epoch that this machine knew, not to the one that the list names.
    #expect(
      roster.past == [SegmentRules.PastKey(member: "bob", sign: list.entries[1].keys.sign, until: 2)])
    #expect(roster.epoch == 5)
  }

  /// A host that goes back in time has old lists as well.
  @Test func anEpochIsNeverGoneBackTo() throws {
    var roster = Self.accepting(try Self.list(4, ("alice", 1)))
    roster.shrink(to: try Self.list(2, ("alice", 1)))
    #expect(roster.epoch == 4)
  }

  @Test func aRosterIsTheSameOnceItWasWritten() throws {
    #expect(try PinnedRoster(in: folder).isEmpty)
    var roster = Self.accepting(try Self.list(2, ("alice", 1), ("bob", 2)))
    roster.shrink(to: try Self.list(3, ("alice", 1)))
    try roster.save(in: folder)
    #expect(try PinnedRoster(in: folder) == roster)
  }

  @Test(arguments: [
    "epoch 0", "epoch x", "member bob laptop", "member bob laptop age1x sign", "nothing", "past a b c",
  ])
  func aFileThatWasNotWrittenHereIsNoRoster(line: String) throws {
    try Self.accepting(try Self.list(1, ("alice", 1))).save(in: folder)
    let file = folder + "/roster"
    try (String(contentsOfFile: file, encoding: .utf8) + line + "\n").write(
      toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: GitError.corrupt(file)) { try PinnedRoster(in: folder) }
  }
}
