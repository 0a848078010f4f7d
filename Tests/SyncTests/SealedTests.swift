import Foundation
import Git
import Records
import Sealing
import Store
import Testing

@testable import SealedSync
@testable import Sync

@Suite struct SealedTests {
  @Test func whatOneSealsTheOtherReads() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    let bonjour = try alice.post("Bonjour")
    let first = try alice.sync()
    #expect(first.sealed != nil && first.sync.went.first?.traffic.count(.post) == 1)
    let salut = try bob.post("Salut")
    let second = try bob.sync()
    #expect(second.sync.came.count(.post) == 1 && second.sync.went.first?.traffic.count(.post) == 1)
    #expect(second.sync.came.items.first?.path == bonjour)
    try alice.sync()
    #expect(try alice.tree == bob.tree)
    #expect(alice.has(salut) && bob.has(bonjour))
    #expect(try alice.git("status", "--porcelain") == "")
    for person in people.people {
      try person.git("fsck", "--strict")
      try run(person.path + "/.git/mgrnet/sealed.git", "git", "fsck")
    }
  }

  @Test func whatHasLeftIsNotUndone() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let alice = people[0]
    _ = try alice.post("Bonjour")
    let subject = "post: Bonjour (rh)"
    try alice.sync()
    #expect(throws: StoreError.cannotUndo(subject: subject, reason: .hasLeft)) {
      try alice.network.undo(by: alice.replica.actor)
    }
    _ = try alice.post("Encore")
    #expect(try alice.network.undo(by: alice.replica.actor).subject == "post: Encore (rh)")
  }

  @Test func thereIsNothingToDoTwice() throws {
    let people = try SealedReplicas(["alice", "bob"])
    _ = try people[0].post("Bonjour")
    for _ in 0..<2 { for person in people.people { try person.sync() } }
    let (tip, trees) = (try people.host.tip, try people.people.map { try $0.tip })
    let outcome = try people[0].sync()
    #expect(outcome.sealed == nil && outcome.sync.came.isEmpty && outcome.sync.went.isEmpty)
    #expect(outcome.sync.failures.isEmpty && outcome.refused.isEmpty && outcome.pending.isEmpty)
    try people[1].sync()
    #expect(try people.host.tip == tip)
    #expect(try people.people.map { try $0.tip } == trees)
  }

  @Test func aDryRunChangesNothing() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    _ = try alice.post("Coming")
    try alice.sync()
    _ = try bob.post("Going")
    let before = (try bob.tip, try people.host.tip)
    let outcome = try bob.sync({
      $0.isDryRun = true
      $0.isNaming = true
    })
    #expect(outcome.sync.came.items.contains { $0.title == "Coming" && $0.kind == .new })
    #expect(outcome.sync.went.first?.traffic.items.contains { $0.title == "Going" } ?? false)
    #expect(try (bob.tip, people.host.tip) == before)
    try bob.sync()
    try alice.sync()
    #expect(try alice.tree == bob.tree)
  }

  @Test func twoWhoSealAtTheSameTimeLoseNothing() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"])
    for round in 0..<4 {
      let posts = try people.people.map { try $0.post("\($0.replica.name) \(round)") }
      // Each push but the first is late in its own try: another one was made after it had looked.
      for (number, person) in people.people.enumerated() {
        let others = people.people[(number + 1)...]
        var isFirst = true
        let outcome = try person.sync(pause: { _ in isFirst = false })
        #expect(outcome.sync.failures.isEmpty && isFirst)
        _ = others
      }
      for person in people.people { try person.sync() }
      for person in people.people { for post in posts { #expect(person.has(post)) } }
    }
    #expect(Set(try people.people.map { try $0.tree }).count == 1)
  }

  @Test func aPushThatIsLateIsMadeAgain() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    // Bob's push comes in between: a hook of the shared repository lets him in first.
    let (mine, his) = (try alice.post("Mine"), try bob.post("His"))
    let hook = people.replicas.shared + "/hooks/pre-receive"
    let count = people.replicas.shared + "/pushes"
    let ready = try bob.prepared(people.host)
    try """
    #!/bin/sh
    test -e \(count) && exit 0
    touch \(count)
    unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
    git -C \(bob.path)/.git/mgrnet/sealed.git push -q \(people.replicas.shared) \(ready):refs/heads/\(people.name.branch)

    """.write(toFile: hook, atomically: true, encoding: .utf8)
    #expect(chmod(hook, 0o755) == 0)
    let outcome = try alice.sync()
    #expect(outcome.sync.late == 1 && outcome.sync.failures.isEmpty, "\(outcome.sync.failures)")
    try bob.sync()
    #expect(alice.has(his) && bob.has(mine))
    #expect(try alice.tree == bob.tree)
  }

  @Test func aHostThatIsAwayIsAFailureAndNothingIsLost() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let post = try people[0].post("Later")
    let (shared, away) = (people.replicas.shared, people.replicas.shared + ".away")
    try FileManager.default.moveItem(atPath: shared, toPath: away)
    #expect(try people[0].sync().sync.failures.count == 1)
    try FileManager.default.moveItem(atPath: away, toPath: shared)
    // It can be read, and not written to.
    let hook = shared + "/hooks/pre-receive"
    try "#!/bin/sh\necho closed today; exit 1\n".write(toFile: hook, atomically: true, encoding: .utf8)
    #expect(chmod(hook, 0o755) == 0)
    guard case .refused? = try people[0].sync().sync.failures.first?.failure else {
      Issue.record("it was not refused")
      return
    }
    try FileManager.default.removeItem(atPath: hook)
    try people[0].sync()
    try people[1].sync()
    #expect(people[1].has(post))
  }

  @Test func aNewcomerHasTheWholeHistory() throws {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    let (alice, bob, carol) = (people[0], people[1], people[2])
    var posts: [String] = []
    for number in 0..<3 {
      posts.append(try alice.post("Alice \(number)"))
      try alice.sync()
      posts.append(try bob.post("Bob \(number)"))
      try bob.sync()
    }
    #expect(throws: SealedError.notInvitedYet(refused: try people.host.segments.count)) {
      try people.join(carol)
    }
    #expect(!FileManager.default.fileExists(atPath: carol.path))
    try alice.sync()
    try alice.invite(carol)
    let outcome = try alice.sync()
    #expect(outcome.resealed > 0)
    #expect(try people.host.segments.count == 1, "one segment for all")
    try people.join(carol)
    for post in posts { #expect(carol.has(post)) }
    #expect(try carol.tree == alice.tree)
    // Bob has not accepted Carol: what he seals, she cannot read, until somebody who has seals it anew.
    let late = try bob.post("Not for Carol yet")
    #expect(try bob.sync().pending.map(\.member) == ["carol"])
    #expect(try carol.sync().refused.map(\.refusal) == [.notForThisKey])
    #expect(try alice.sync().resealed == 1)
    #expect(try carol.sync().refused.isEmpty)
    #expect(carol.has(late))
    #expect(try bob.accept().map(\.member) == ["carol"])
    _ = try bob.post("For Carol")
    #expect(try bob.sync().pending.isEmpty)
    #expect(try carol.sync().sync.came.count(.post) == 1)
    for person in people.people { try person.sync() }
    #expect(Set(try people.people.map { try $0.tree }).count == 1)
  }

  @Test func whoWasInvitedJoinsThoughOthersMadeOneSegmentOfMany() throws {
    let people = try SealedReplicas.awaitingCarol()
    let (alice, bob, carol) = (people[0], people[1], people[2])
    // Bob covers all that Alice sealed.
    try bob.coverAll()
    #expect(throws: SealedError.notInvitedYet(refused: 1)) { try people.join(carol) }
    #expect(try alice.sync().sealed != nil)
    #expect(try alice.sync().sealed == nil, "once is enough")
    _ = try bob.post("On top")
    try bob.sync()
    try people.join(carol)
    #expect(try carol.tree == bob.tree)
    _ = try carol.post("Hello")
    try carol.sync()
    for person in people.people { try person.sync() }
    #expect(Set(try people.people.map { try $0.tree }).count == 1)
  }

  @Test func recoveryNeedsNothingButAgeAndGit() throws {
    let people = try SealedReplicas(["alice", "bob"])
    for number in 0..<3 {
      _ = try people[number % 2].post("Post \(number)")
      try people[number % 2].sync()
    }
    try people[0].sync()
    let folder = people.replicas.folder + "/recovered"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try people[1].key.secretText(device: "laptop", created: "now").write(
      toFile: folder + "/bob.key", atomically: true, encoding: .utf8)
    try run(
      folder, "sh", "-ec",
      """
      git clone -q --bare --single-branch -b \(people.name.branch) \(people.replicas.shared) sealed.git
      git init -q -b main restored
      git -C sealed.git archive HEAD | tar x
      for file in segments/*.age; do
        age -d -i bob.key $file > content
        sed -n 's/^head: //p;/^$/q' content >> heads
        sed '1,/^$/d' content | git -C restored index-pack --stdin > /dev/null
      done
      cd restored
      git update-ref refs/heads/main $(git rev-list --topo-order --max-count 1 $(cat ../heads))
      git checkout -q -f main && git fsck --strict
      """)
    #expect(try run(folder + "/restored", "git", "rev-parse", "HEAD^{tree}").hasPrefix(people[0].tree))
  }
}

extension SealedReplica {
  /// Makes one segment of all that there are.
  fileprivate func coverAll() throws {
    let (network, commons) = (try network, try replica.network)
    let state = try SealedState(in: network.stateFolder)
    let settings = try #require(try SealedSettings(of: network.repository))
    let branch = try SealedBranch(
      settings.name,
      at: try #require(try commons.repository.remoteForElsewhere("origin")), in: network.stateFolder)
    let sealing = SegmentSealing(
      branch: branch, repository: network.repository, key: key, sender: try handle.rawValue,
      roster: try PinnedRoster(in: network.stateFolder))
    let live = state.live.values.map(\.header)
    let commits = try SegmentCoverage(repository: network.repository).commits(of: live)
    let known = try sealing.seal(commits, covering: Set(live.map(\.id)), of: live, using: &random)
    let tip = try branch.fetch(transfer)?.after
    let commit = try branch.commit(
      [.put(SealedBranch.path(of: known.header.id), known.blob)]
        + live.map { .remove(SealedBranch.path(of: $0.id)) }, on: tip, at: replica.actor.now)
    #expect(try branch.push(commit, transfer) == .done)
  }

  /// A push of this person that is ready, and not made: the commit in the sealed repository.
  fileprivate func prepared(_ host: SealedHost) throws -> String {
    let hook = host.folder + "/hooks/pre-receive"
    try "#!/bin/sh\nexit 1\n".write(toFile: hook, atomically: true, encoding: .utf8)
    guard chmod(hook, 0o755) == 0 else { throw CommandFailed(description: "chmod") }
    try sync()
    try FileManager.default.removeItem(atPath: hook)
    // Written last, and on no branch.
    let found = try run(
      path + "/.git/mgrnet/sealed.git", "git", "fsck", "--unreachable", "--no-reflogs")
    let commits = found.split(separator: "\n").filter { $0.contains("commit") }.map { String($0.suffix(40)) }
    guard commits.count == 1 else { throw CommandFailed(description: found) }
    return commits[0]
  }
}
