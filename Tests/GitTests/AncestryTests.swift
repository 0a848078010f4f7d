import SeededRandom
import Testing

@testable import Git

@Suite struct AncestryTests {
  /// A history of random shape whose clocks are wrong by days; against git itself.
  @Test func basesAndCountsAreThoseOfGit() throws {
    for seed in UInt64(0)..<6 {
      let scratch = Scratch()
      let repository = try Repository.create(at: scratch.path, bare: true)
      var random = Seeded(state: seed)
      let skew: Int64 = seed.isMultiple(of: 2) ? 40_000 : 4_000_000
      var commits: [ObjectID] = []
      for index in 0..<60 {
        var parents: [ObjectID] = []
        let latest = commits.suffix(7)
        for _ in 0..<Int.random(in: index < 2 ? 0...0 : 1...3, using: &random) {
          if let parent = latest.randomElement(using: &random), !parents.contains(parent) {
            parents.append(parent)
          }
        }
        let someone = Signature(
          name: "a", email: "a@b",
          seconds: 1_790_000_000 + Int64(index) * 60 + .random(in: 0..<skew, using: &random),
          offsetMinutes: 0)
        let blob = try repository.writeBlob("\(index)")
        commits.append(
          try repository.writeCommit(
            parents.isEmpty ? [.put("a", blob)] : [.put("a", blob)], parents: parents, author: someone,
            committer: someone, message: "\(index)"
          ).commit)
      }
      for _ in 0..<25 {
        guard let one = commits.randomElement(using: &random),
          let other = commits.randomElement(using: &random)
        else { continue }
        let bases = try repository.mergeBases(one, other)
        let turned = try repository.mergeBases(other, one)
        #expect(bases == turned)
        // Git finds none for unrelated histories, and ends with status 1.
        let expected = ((try? git(scratch.path, "merge-base", "--all", "\(one)", "\(other)")) ?? "")
          .split(separator: "\n").compactMap { ObjectID(hex: $0) }.sorted()
        #expect(bases == expected, "seed \(seed): \(one) \(other)")
        #expect(try repository.isAncestor(one, of: other) == (expected == [one]))
        guard skew < 86_400 else { continue }
        let counts = try git(scratch.path, "rev-list", "--left-right", "--count", "\(one)...\(other)")
        let divergence = try repository.divergence(one, other)
        #expect(counts == "\(divergence.ours.count)\t\(divergence.theirs.count)\n", "seed \(seed)")
        #expect(divergence.bases == bases)
      }
    }
  }

  @Test func whoeverJoinsTheSameTwoWritesTheSameCommit() throws {
    let scratch = Scratch()
    let repository = try Repository.create(at: scratch.path, bare: true)
    func commit(_ path: String, _ parents: [ObjectID], _ seconds: Int64) throws -> ObjectID {
      var someone = alice
      someone.seconds = seconds
      let blob = try repository.writeBlob(path)
      return try repository.writeCommit(
        [.put(path, blob)], parents: parents, author: someone, committer: someone, message: path
      ).commit
    }
    let base = try commit("base", [], 10)
    let (one, other) = (try commit("one", [base], 30), try commit("other", [base], 20))
    let merge = try repository.writeMerge([.put("other", repository.writeBlob("other"))], of: one, and: other)
    let turned = try repository.writeMerge([.put("one", repository.writeBlob("one"))], of: other, and: one)
    #expect(merge.commit == turned.commit)
    let info = try repository.commit(merge.commit)
    #expect(info.parents == [one, other].sorted())
    #expect(info.committer.seconds == 30)
    try git(scratch.path, "fsck", "--strict")
  }

  @Test func aFilesLastChangeIsTheLatestCommitThatMadeIt() throws {
    let scratch = Scratch()
    let repository = try Repository.create(at: scratch.path, bare: true)
    func commit(_ text: String, _ parents: [ObjectID], _ seconds: Int64) throws -> ObjectID {
      var someone = alice
      someone.seconds = seconds
      let blob = try repository.writeBlob(text)
      return try repository.writeCommit(
        [.put("a", blob)], parents: parents, author: someone, committer: someone, message: text
      ).commit
    }
    let base = try commit("base", [], 10)
    let one = try commit("one", [base], 30)
    let other = try commit("other", [base], 20)
    let taken = try commit("other", [one, other], 50)
    let made = try commit("both", [one, other], 60)
    var found: Set<ObjectID> = []
    try repository.eachChange(among: [one, other, taken, made]) { change, commit, _ in
      if change.path == "a" { found.insert(commit) }
    }
    #expect(found == [one, other, made])
  }
}
