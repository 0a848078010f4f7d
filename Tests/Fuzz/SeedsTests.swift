import Foundation
import Testing

@testable import Sealing

/// What libFuzzer starts from; a subject that is broken ends the tests, as it ends libFuzzer.
@Suite struct SeedsTests {
  private static func seeds(of subject: String) throws -> [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Seeds/\(subject)")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  }

  @Test(arguments: subjects.keys.sorted()) func eachSubjectTakesItsSeeds(name: String) throws {
    let seeds = try Self.seeds(of: name)
    #expect(!seeds.isEmpty)
    for seed in seeds { subjects[name]?(Array(try Data(contentsOf: seed))) }
  }

  /// One that is refused at its first line leads nowhere.
  @Test func theSeedOfASegmentIsAHeaderOfToday() throws {
    let seed = try #require(Self.seeds(of: "segment-header").first { $0.lastPathComponent == "header" })
    #expect(try SegmentHeader.read(Array(Data(contentsOf: seed))).header.recipients.count == 2)
  }
}
