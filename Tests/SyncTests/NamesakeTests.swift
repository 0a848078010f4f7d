import Git
import Records
import Store
import Testing

@testable import Sync

/// One id is one record, and one name one thing: who comes later gives way, and a server refuses the second.
@Suite struct NamesakeTests {
  private static let id = RecordID(rawValue: "7k2m9x4q1abc")!

  private func post(_ replica: Replica, _ title: String) throws -> String {
    let post = PostAdd(community: .idf, title: title, text: "Text of \(title).")
    return try replica.act { try post.act(Self.id, by: $0, in: $1) }
  }

  @Test func aRecordThatComesLaterTakesAnotherID() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let first = try post(alice, "One")
    try alice.sync()
    let second = try post(bob, "Other")
    try bob.reply(to: second, "By bob.")
    var mark = MarkSet(target: second)
    mark.isThanked = true
    let ready = mark
    try bob.act { try ready.act(by: $0, in: $1) }
    let outcome = try bob.sync()
    guard case .record(second, let new)? = outcome.gaveWay.first else {
      Issue.record("\(outcome.gaveWay)")
      return
    }
    try alice.sync()
    for replica in [alice, bob] {
      #expect(try replica.network.checkup().filter { $0.severity == .error } == [])
      let snapshot = try replica.network.snapshot()
      #expect(try snapshot.document(at: first)?["id"]?.text == Self.id.rawValue)
      let there = second.replacing(Self.id.rawValue, with: new.rawValue)
      #expect(try snapshot.document(at: there)?["id"]?.text == new.rawValue)
      let marks = RecordPath.folder(of: there) + "/marks/bob.md"
      #expect(try snapshot.document(at: marks)?["thanks"]?.texts == [new.rawValue])
    }
    // It is sent, and nothing gives way once more.
    #expect(try bob.sync().gaveWay == [])
  }

  @Test func aThreadThatBothMovedIsNoSecondOne() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let path = RecordPath.folder(of: try post(alice, "One"))
    try alice.sync()
    try bob.sync()
    for (replica, name) in [(alice, "a"), (bob, "b")] {
      try replica.git("mv", path, path.replacing("/one-", with: "/\(name)-"))
      try replica.git("commit", "-qm", "moved")
      #expect(try replica.sync().gaveWay == [])
    }
    #expect(try bob.network.checkup().filter { $0.severity == .error } == [])
  }

  private func refused(_ replica: Replica) throws -> [GuardFinding.Problem] {
    let network = try replica.network
    let tips = try ["origin/main", "HEAD"].map { name in
      try #require(ObjectID(hex: replica.git("rev-parse", name).trimmingCharacters(in: .newlines)))
    }
    return try Guard(network).namesakes(from: tips[0], to: tips[1], unknownTo: [tips[0]]).map(\.problem)
  }

  @Test func aServerRefusesTheSecondFileOfAnID() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    let path = try post(alice, "One")
    try alice.sync()
    let decoy = "communities/idf/posts/2020/01/x-\(Self.id)/post.md"
    try alice.write(
      decoy, String(decoding: try alice.network.snapshot().bytes(at: path) ?? [], as: UTF8.self))
    try alice.git("add", "-A")
    try alice.git("commit", "-qm", "decoy")
    #expect(try refused(alice) == [.idTwice(also: path)])
    // What the same push takes back is none.
    try alice.git("rm", "-q", decoy)
    try alice.git("commit", "-qm", "no")
    #expect(try refused(alice) == [])
  }

  @Test func aServerRefusesTheSecondCardOfAnAddress() throws {
    let replicas = try Replicas("alice")
    let alice = replicas[0]
    try alice.write("people/mallory.md", "---\nname: Mallory\nemail: Alice@Example.org\n---\n")
    try alice.git("add", "-A")
    try alice.git("commit", "-qm", "another alice")
    #expect(try refused(alice) == [.addressTwice(also: "people/alice.md")])
  }

  @Test func aServerRefusesWhatWasMadeInTheNameOfAnother() throws {
    let replicas = try Replicas("alice", "bob")
    let (alice, bob) = (replicas[0], replicas[1])
    let nord = Slug(rawValue: "nord")!
    for (replica, title) in [(alice, "Nord"), (bob, "Grand Nord")] {
      try replica.act {
        try CommunityAct(nord).create(
          title: title, .theme(title), language: nil, answerWithin: nil, by: $0, in: $1)
      }
      if replica === alice { try alice.sync() }
    }
    // By plain git, which asks nobody.
    try bob.git("fetch", "-q")
    try bob.git("merge", "-q", "--no-edit", "-X", "ours", "origin/main")
    #expect(try refused(bob) == [.nameTaken])
    try bob.git("reset", "-q", "--hard", "HEAD~1")
    #expect(try bob.sync().gaveWay == [.community(nord, Slug(rawValue: "nord-2")!)])
    #expect(try refused(bob) == [])
  }
}
