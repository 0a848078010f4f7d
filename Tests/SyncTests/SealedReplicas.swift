import Foundation
import Git
import Records
import Sealing
import SeededRandom
import Store

@testable import SealedSync
@testable import Sync

extension Slug {
  static var rh: Slug { Slug(rawValue: "rh") ?? { fatalError("`rh` is a slug") }() }
  static var laptop: Slug { Slug(rawValue: "laptop") ?? { fatalError("`laptop` is a slug") }() }
}

/// People of one network, of whom the first has a private community, sealed on the network's shared repository.
final class SealedReplicas {
  let replicas: Replicas
  let people: [SealedReplica]
  let name: SealedName

  var host: SealedHost { SealedHost(folder: replicas.shared, branch: name.branch) }

  subscript(number: Int) -> SealedReplica { people[number] }

  /// - Parameter members: how many of them are in it from the start.
  init(_ names: [String], members: Int? = nil) throws {
    replicas = try Replicas(names)
    var random = Seeded(state: 99)
    people = try replicas.people.map { SealedReplica($0, key: try DeviceKey(using: &random)) }
    for person in people { try person.publishKey() }
    for _ in 0..<2 { for person in people { try person.replica.sync() } }
    let first = people[0]
    let member = try first.member
    _ = try Network.createPrivate(
      PrivateCommunityInit(.rh, title: "Ressources humaines", .region("IDF")), by: member,
      of: first.replica.network)
    name = try SealedSettings.share(first.network, by: "origin", of: first.replica.network, using: &random)
      .name
    for person in people.dropFirst().prefix((members ?? people.count) - 1) { try first.invite(person) }
    try first.sync()
    for person in people.dropFirst().prefix((members ?? people.count) - 1) { try join(person) }
  }

  /// Alice and Bob are in it; Carol is invited, which both have accepted, and joins when the test says so.
  static func awaitingCarol() throws -> SealedReplicas {
    let people = try SealedReplicas(["alice", "bob", "carol"], members: 2)
    try people[0].invite(people[2])
    try people[0].sync()
    try people[1].sync()
    try people[1].accept()
    return people
  }

  func join(_ person: SealedReplica, invitedBy inviter: SealedReplica? = nil) throws {
    let key = (inviter ?? people[0]).key.publicKeys.sign
    _ = try SealedJoining(.rh, name: name, inviter: key, remote: "origin").join(
      in: person.replica.network, with: person.key, person.transfer)
    try person.sync()
  }
}

/// One person's copy of the private community.
final class SealedReplica {
  let replica: Replica
  var key: DeviceKey
  var random: Seeded

  init(_ replica: Replica, key: DeviceKey) {
    self.replica = replica
    self.key = key
    random = Seeded(state: replica.random.state ^ 0x5ea1)
  }

  var path: String { replica.path + "/private/rh" }
  var handle: Handle { get throws { try member.handle } }
  var transfer: TransferOptions { TransferOptions(person: Signature(replica.actor), mayAsk: false) }
  var network: Network { get throws { try Network(privateCommunity: .rh, of: replica.network) } }
  var member: Member {
    get throws { try replica.network.snapshot().member(for: replica.actor, hint: nil) }
  }

  func publishKey() throws {
    replica.signing = key.signing
    try replica.act { [key] in
      try PersonAct($0.handle).setKeys(
        of: .laptop, age: "\(key.publicKeys.age)", sign: "\(key.publicKeys.sign)", in: $1)
    }
  }

  /// An act in the private community; the first path of it.
  @discardableResult
  func act(_ make: (Member, Snapshot) throws -> Act) throws -> String {
    let member = try member
    return try network.perform(by: replica.actor) { try make(member, $0) }.paths[0]
  }

  @discardableResult
  func post(_ title: String, _ text: String = "A text.") throws -> String {
    let (post, id) = (PostAdd(community: .rh, title: title, text: text), RecordID(random: &random))
    return try act { try post.act(id, by: $0, in: $1) }
  }

  func invite(_ other: SealedReplica) throws {
    let (handle, day) = (try other.handle, replica.actor.now.day)
    try act { try MemberAct(handle, of: .rh).invitation(by: $0.handle, on: day, in: $1) }
    let own = try PinnedRoster.pendingList(of: network).filter { $0.member == handle.rawValue }
    try PinnedRoster.accept(own, of: network)
  }

  @discardableResult func accept() throws -> [MemberList.Entry] {
    try PinnedRoster.accept(PinnedRoster.pendingList(of: network), of: network)
  }

  func expel(_ other: SealedReplica) throws {
    let handle = try other.handle
    try act { try MemberAct(handle, of: .rh).expulsion(in: $1) }
  }

  @discardableResult
  func sync(
    _ change: (inout Synchronisation.Options) -> Void = { _ in }, pause: @escaping (Int) -> Void = { _ in }
  )
    throws -> SealedOutcome
  {
    var options = Synchronisation.Options(transfer: transfer)
    change(&options)
    return try SealedSynchronisation(
      of: network, in: replica.network, by: replica.actor, with: key, options, pause: pause
    ).run(using: &random)
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String { try replica.git(["-C", path] + arguments) }

  var tree: String { get throws { try git("rev-parse", "HEAD^{tree}").trimmingCharacters(in: .newlines) } }
  var tip: String { get throws { try git("rev-parse", "HEAD").trimmingCharacters(in: .newlines) } }

  func has(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(replica.path)/\(file)")
  }

  /// The seen segments and the roster are as before, the branch as well: what a machine that was restored has.
  func forget() throws { try FileManager.default.removeItem(atPath: path + "/.git/mgrnet/segments") }
}

/// The shared repository in the hands of whoever runs it, or can push to it.
struct SealedHost {
  let folder: String
  let branch: String

  private func git(_ words: String...) throws -> String {
    try run(folder, ["git"] + words).trimmingCharacters(in: .newlines)
  }

  var tip: String { get throws { try git("rev-parse", branch) } }

  /// The names of the files, without `.age`.
  var segments: [String] {
    get throws {
      try git("ls-tree", "--name-only", branch, "segments/").split(separator: "\n").map {
        String($0.dropFirst("segments/".count).dropLast(".age".count))
      }
    }
  }

  func read(_ segment: String) throws -> [UInt8] {
    let path = folder + "/read-\(UUID().uuidString)"
    try run(folder, "sh", "-c", "git cat-file blob '\(branch):segments/\(segment).age' > '\(path)'")
    defer { unlink(path) }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Puts a file there, or takes it away, in a commit like any other.
  func put(_ segment: String, _ bytes: [UInt8]?) throws {
    let index = folder + "/index-\(UUID().uuidString)"
    defer { unlink(index) }
    func git(_ words: String...) throws -> String {
      try run(folder, ["env", "GIT_INDEX_FILE=\(index)", "git"] + words).trimmingCharacters(in: .newlines)
    }
    _ = try git("read-tree", branch)
    if let bytes {
      let path = folder + "/put-\(UUID().uuidString)"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      let blob = try git("hash-object", "-w", path)
      _ = try git("update-index", "--add", "--cacheinfo", "100644,\(blob),segments/\(segment).age")
    } else {
      let none = String(repeating: "0", count: 40)
      _ = try run(
        folder, ["env", "GIT_INDEX_FILE=\(index)", "git", "update-index", "--index-info"],
        input: "0 \(none)\tsegments/\(segment).age\n")
    }
    let tree = try git("write-tree")
    let commit = try git("commit-tree", tree, "-p", branch, "-m", "segments")
    _ = try git("update-ref", "refs/heads/\(branch)", commit)
  }

  func move(to commit: String) throws { _ = try git("update-ref", "refs/heads/\(branch)", commit) }
}
