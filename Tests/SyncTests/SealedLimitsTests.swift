import Disk
import Foundation
import Git
import Records
import Sealing
import SeededRandom
import Store
import Testing

@testable import SealedSync
@testable import Sync

/// What is large, many, or cut short.
@Suite struct SealedLimitsTests {
  @Test func aBombCostsLittleMemory() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    // A gigabyte of zeros, packed by a member: as a file of its own, and behind a pack that promises nothing of it.
    var forger = try Forger(in: people.replicas.folder, knowing: bob.path)
    let tip = try #require(ObjectID(hex: bob.tip))
    let zeros = forger.folder + "/zeros"
    try run(forger.folder, "truncate", "-s", "1000M", zeros)
    let blob = try #require(
      ObjectID(hex: run(forger.folder, "git", "hash-object", "-w", zeros).trimmingCharacters(in: .newlines)))
    let commit = try forger.repository.writeCommit(
      [.put("zeros.bin", blob)], parents: [tip], author: Forger.person, committer: Forger.person,
      message: "x\n"
    ).commit
    let pack = try forger.pack([commit])
    #expect(pack.count < 4 << 20)
    let plan = Forger.Plan(sender: "bob", heads: [commit], bases: [tip], pack: pack)
    let bomb = try forger.seal(plan, of: people.name, by: bob.key, for: people.recipients)
    try people.host.put(bomb.id, bomb.bytes)
    let honest = try bob.post("Honest")
    try bob.sync()
    let said = try alice.syncAlone()
    #expect(said.refused == 1 && said.came == 1)
    #expect(said.kilobytes < 120_000, "\(said.kilobytes) kB")
    #expect(alice.has(honest) && !alice.has("private/rh/zeros.bin"))
  }

  @Test(arguments: [80, 160]) func manySegmentsBecomeFewerAndNobodyLosesAny(_ count: Int) throws {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    let (alice, bob, carol) = (people[0], people[1], people[2])
    // As many as nobody ever made one of: each sealed by itself.
    let posts = try alice.postAndSealEach(count)
    #expect(try people.host.segments.count > count)
    // Bob has seen some of them, and was away when they became one.
    try people.host.during(posts[count - 40].commit) { try bob.sync() }
    #expect(bob.has(posts[count - 40].path) && !bob.has(posts[count - 1].path))
    let post = try alice.post("One more")
    let outcome = try alice.sync()
    #expect(outcome.compacted > 50 && outcome.segments <= count + 3 - outcome.compacted)
    #expect(try people.host.segments.count == outcome.segments)
    // However many there are, one synchronisation makes no more than so much anew.
    let sealed = try #require(outcome.sealed)
    let made = try #require(try SealedState(in: alice.network.stateFolder).live[sealed])
    #expect(made.work < Compaction.most + 1 << 20)
    let came = try bob.sync()
    #expect(came.rolledBack.isEmpty && came.missing.isEmpty && came.refused.isEmpty && came.sealed == nil)
    #expect(bob.has(post))
    #expect(try alice.tree == bob.tree)
    try alice.invite(carol)
    try alice.sync()
    try people.join(carol)
    #expect(posts.allSatisfy { carol.has($0.path) })
  }

  /// A thousand that nobody made one of: written by somebody else's program, say.
  @Test func aBacklogGoesDownAndNobodyLosesAny() throws {
    let people = try SealedReplicas.awaitingCarol()
    let (alice, bob, carol) = (people[0], people[1], people[2])
    let posts = try alice.postAndSealEach(720, forks: true)
    try people.host.during(posts[400].commit) { try bob.sync() }
    #expect(bob.has(posts[400].path) && !bob.has(posts[401].path))
    var counts = [try people.host.segments.count]
    for round in 0..<20 where counts.last ?? 0 > 2 * Compaction.fewest {
      let person = round % 2 == 0 ? alice : bob
      let before = Set(try SealedState(in: person.network.stateFolder).live.keys)
      _ = try person.post("More \(round)")
      let outcome = try person.sync()
      #expect(outcome.refused.isEmpty && outcome.rolledBack.isEmpty && outcome.missing.isEmpty)
      counts.append(try people.host.segments.count)
      #expect(counts.last == outcome.segments)
      // However many there are, one synchronisation makes no more than so much anew.
      let made = try SealedState(in: person.network.stateFolder).live.filter {
        !before.contains($0.key) && $0.value.header.signer == person.key.publicKeys.sign
      }
      #expect(made.values.reduce(0) { $0 + $1.work } < Compaction.most + 1 << 20)
      // Each could be the one that somebody joins with.
      #expect(made.values.allSatisfy { $0.header.heads.count == 1 })
    }
    #expect(counts[0] > 1000 && counts.last ?? 0 <= 2 * Compaction.fewest, "\(counts)")
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $1 < $0 }, "\(counts)")
    for person in [alice, bob] { #expect(try person.sync().refused.isEmpty) }
    try people.join(carol)
    #expect(try carol.tree == alice.tree && bob.tree == alice.tree)
    #expect(posts.allSatisfy { carol.has($0.path) && bob.has($0.path) })
    for person in people.people { try person.git("fsck", "--strict") }
  }

  @Test func aBacklogIsWhatIsSmallAndManyInARow() {
    var random = Seeded(state: 3)
    func backlog(_ works: [Int]) -> ClosedRange<Int>? {
      Compaction.backlog(among: works.map { .init(id: SegmentID(using: &random), work: $0) })
    }
    let few = [Int](repeating: 1, count: Compaction.fewest - 1)
    #expect(backlog([]) == nil)
    #expect(backlog(few + [.max] + few) == nil)
    #expect(backlog([.max] + few + [1, .max] + few) == 1...Compaction.fewest)
    let half = Compaction.most / 2
    #expect(backlog([half, half, half] + few) == 2...(Compaction.fewest + 1))
    #expect(backlog([Int](repeating: half, count: 40)) == nil)
    #expect(backlog([Int](repeating: Compaction.most / 20, count: 50)) == 0...19)
  }

  @Test func segmentsGrowInSteps() {
    let work = Compaction.most / 200
    var random = Seeded(state: 1)
    var parts: [Compaction.Part] = []
    var (sealed, most, largest) = (0, 0, 0)
    for _ in 0..<4000 {
      let chosen = Set(Compaction.choose(among: parts))
      let sum = parts.filter { chosen.contains($0.id) }.map(\.work).reduce(work, +)
      parts.removeAll { chosen.contains($0.id) }
      parts.append(Compaction.Part(id: SegmentID(using: &random), work: sum))
      sealed += sum
      most = max(most, parts.count)
      largest = max(largest, sum)
    }
    #expect(parts.map(\.work).reduce(0, +) == 4000 * work)
    #expect(largest <= Compaction.most + work)
    // Four thousand acts in segments of a hundred, and some that are not full yet.
    #expect(most <= 4000 / 100 + 3 * Compaction.fewest, "\(most) segments")
    #expect(sealed < 6 * 4000 * work, "each act was sealed \(sealed / work / 4000) times")
  }

  @Test func whatIsLargeStaysAsItIs() {
    var random = Seeded(state: 2)
    func parts(_ works: [Int]) -> [Compaction.Part] {
      works.map { Compaction.Part(id: SegmentID(using: &random), work: $0) }
    }
    let large = parts([1, Compaction.most])
    let small = parts([Int](repeating: 1, count: Compaction.fewest))
    #expect(Compaction.choose(among: large + small.dropLast()) == [])
    #expect(Set(Compaction.choose(among: large + small)) == Set(small.map(\.id)))
    #expect(Compaction.choose(among: small + large) == [])
  }

  @Test func whoIsKilledInTheMiddleGoesOn() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    var posts: [String] = []
    for round in 0..<12 {
      posts.append(try alice.post("Alice \(round)"))
      posts.append(try bob.post("Bob \(round)"))
      try alice.syncAlone(killedAfter: .milliseconds(2 + round * 3))
      try bob.syncAlone(killedAfter: .milliseconds(38 - round * 3))
    }
    for _ in 0..<2 { for person in people.people { #expect(try person.sync().sync.failures.isEmpty) } }
    #expect(try alice.tree == bob.tree)
    for post in posts { #expect(alice.has(post) && bob.has(post)) }
    for person in people.people {
      try person.git("fsck", "--strict")
      #expect(try person.git("status", "--porcelain") == "")
      #expect(try Files.names(in: person.path + "/.git/mgrnet/sealed.git/mgrnet/new").isEmpty)
    }
    try run(people.replicas.shared, "git", "fsck", "--strict")
  }
}

extension SealedHost {
  /// The branch is where it was earlier, for a while.
  func during(_ commit: String, _ body: () throws -> Void) throws {
    let now = try tip
    try move(to: commit)
    try body()
    try move(to: now)
  }
}

extension SealedReplica {
  struct Alone {
    var refused = 0
    var came = 0
    var kilobytes = 0
  }

  /// Synchronises in a process of its own.
  @discardableResult
  func syncAlone(killedAfter time: Duration? = nil) throws -> Alone {
    let keyFile = replica.path + "/.git/key"
    try key.secretText(device: "laptop", created: "now").write(
      toFile: keyFile, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = Self.program
    process.arguments = [replica.path, "rh", keyFile]
    process.environment = [
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    if let time {
      usleep(UInt32(time.components.attoseconds / 1_000_000_000_000))
      kill(process.processIdentifier, SIGKILL)
    }
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if time != nil { return Alone() }
    guard process.terminationStatus == 0 else { throw CommandFailed(description: said) }
    let words = said.split { " \n".contains($0) }.map(String.init)
    func number(_ name: String) -> Int {
      words.firstIndex(of: name).flatMap { Int(words[$0 + 1]) } ?? -1
    }
    return Alone(refused: number("refused"), came: number("came"), kilobytes: number("kilobytes"))
  }

  /// Beside the tests.
  private static var program: URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "seal-sync")
  }

  struct Sealed {
    let path: String
    /// The host's commit with it.
    let commit: String
  }

  /// Writes posts and seals each by itself, as if nobody ever made one segment of many; pushed at the end.
  ///
  /// - Parameter forks: after each fifth post comes what somebody else wrote at the same time, and a merge.
  func postAndSealEach(_ count: Int, forks: Bool = false) throws -> [Sealed] {
    let (network, commons) = (try network, try replica.network)
    var state = try SealedState(in: network.stateFolder)
    let settings = try #require(try SealedSettings(of: network.repository))
    let remote = try #require(try commons.repository.remoteForElsewhere("origin"))
    let branch = try SealedBranch(settings.name, at: remote, in: network.stateFolder)
    let sealing = SegmentSealing(
      branch: branch, repository: network.repository, key: key, sender: try handle.rawValue,
      roster: try PinnedRoster(in: network.stateFolder))
    let first = try branch.fetch(transfer)?.after
    var tip = first
    var sealed: [Sealed] = []
    var ends = state.live.values.map(\.header)
    func seal(_ commit: ObjectID, after earlier: [SegmentHeader]) throws -> SegmentHeader {
      let known = try sealing.seal([commit], covering: [], of: earlier, using: &random)
      state.live[known.header.id] = known
      tip = try branch.commit(
        [.put(SealedBranch.path(of: known.header.id), known.blob)], on: tip, at: replica.actor.now)
      return known.header
    }
    func commit(on parents: [ObjectID]) throws -> ObjectID {
      let person = Signature(replica.actor)
      return try network.repository.writeCommit(
        [], parents: parents, author: person, committer: person, message: "beside\n"
      ).commit
    }
    for number in 0..<count {
      let before = try #require(try network.tip())
      let path = try post("Post \(number)")
      let post = try #require(try network.tip())
      let earlier = ends
      ends = [try seal(post, after: earlier)]
      if forks, number % 5 == 4 {
        let other = try commit(on: [before])
        ends.append(try seal(other, after: earlier))
        let merge = try commit(on: [post, other])
        try git("update-ref", "refs/heads/private/rh", merge.description)
        ends = [try seal(merge, after: ends)]
      }
      state.tips = [try #require(try network.tip())]
      sealed.append(Sealed(path: path, commit: tip?.description ?? ""))
    }
    #expect(try branch.push(try #require(tip), transfer) == .done)
    try state.save(in: network.stateFolder)
    return sealed
  }
}
