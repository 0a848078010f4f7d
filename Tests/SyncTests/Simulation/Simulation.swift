import Foundation
import Git
import Records
import SeededRandom
import Store
import Testing

@testable import Sync

/// Several people with several machines, who do thousands of things at once and synchronise in any order.
///
/// Each text that somebody writes holds a word of its own. A word that its holder takes out again is released; all others
/// must be there at the end.
final class Simulation {
  let seed: UInt64
  let folder: String
  private(set) var devices: [Device] = []
  var random: Seeded
  /// The clock that all others are wrong by.
  var time: Int64 = 1_790_000_000
  /// Words that must not get lost.
  var words: Set<String> = []
  /// Words in the tags of a record, by its path's last folder: they go with it when it is withdrawn.
  var tags: [String: Set<String>] = [:]
  var withdrawn: Set<String> = []
  /// Ids of threads that somebody deleted.
  var deleted: Set<String> = []
  /// Whether plain git merged: it knows nothing of ids, and may tear a thread apart.
  var hadPlainMerge = false
  var counts: [String: Int] = [:]
  private var written = 0

  init(seed: UInt64) throws {
    self.seed = seed
    random = Seeded(state: seed)
    folder =
      FileManager.default.temporaryDirectory.path + "/simulation-\(seed)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try run(folder, "git", "init", "-q", "--bare", "-b", "main", "shared.git")
    if isGuarded { try run(folder, binary, "-C", "shared.git", "guard", "install", "-q") }
    let count = 3 + roll(6)
    for number in 0..<count {
      // About every third machine is a second one of somebody.
      let person = number > 1 && roll(3) == 0 ? devices[roll(number)].person : "p\(number)"
      let skew = roll(3) == 0 ? Int64(roll(400_000)) - 200_000 : Int64(roll(120)) - 60
      devices.append(try Device("d\(number)", of: person, in: folder, skew: skew))
      try set(up: devices[number], isFirst: number == 0)
    }
  }

  deinit {
    if ProcessInfo.processInfo.environment["MGRNET_KEEP"] != nil { return }
    // A folder that stays behind in /tmp harms no test.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Whether the shared repository refuses what has no right.
  var isGuarded: Bool { seed.isMultiple(of: 3) }
  /// Whether the network begins in version 1, until the first person upgrades it.
  var isOlder: Bool { seed % 5 == 1 }

  func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }
  func pick<Item>(_ items: [Item]) -> Item? { items.randomElement(using: &random) }

  /// A word that nobody else writes.
  func word() -> String {
    written += 1
    let digits = String(1_000_000 + written).dropFirst()
    return "word\(digits)"
  }

  func sentence() -> String { "\(["So", "Then", "Why", "Or"][roll(4)]) \(word()) it is." }

  private func set(up device: Device, isFirst: Bool) throws {
    device.time = time
    let actor = device.actor(at: time)
    if isFirst {
      _ = try Network.create(
        at: device.path, bare: false, NetworkInit(name: "Net", language: .english), by: actor)
      try device.git("remote", "add", "origin", "../shared.git")
      if isOlder {
        try device.write(
          "network.md", device.read("network.md").replacing("format: 2\n", with: "format: 1\n"))
        try device.git("commit", "-qa", "--amend", "--no-edit")
      }
    } else {
      let options = TransferOptions(person: Signature(actor), mayAsk: false)
      _ = try ClonedNetwork(of: folder + "/shared.git", into: device.path, bare: false, options)
    }
    let repository = try device.network.repository
    for (name, value) in [
      ("user.name", device.person), ("user.email", actor.email), ("gc.auto", "0"),
      ("merge.mgrnet.driver", "'\(binary)' merge-driver %O %A %B %P %L"),
    ] { try repository.setConfig(name, value) }
    if try device.network.snapshot().bytes(at: "people/\(device.person).md") == nil {
      _ = try device.network.perform(by: actor) {
        try PersonAct(device.handle).create(.init(), for: actor, in: $0)
      }
    }
    if let key = device.signing?.verifyingKey,
      try device.network.snapshot().document(at: "people/\(device.person).md")?["keys"] == nil
    {
      try device.act(at: time) {
        try PersonAct($0.handle).setKeys(of: .laptop, age: nil, sign: key.description, in: $1)
      }
    }
    if try device.network.member(now: actor.now).acceptedCharter == nil {
      try device.act(at: time) { try PersonAct($0.handle).acceptCharter(in: $1) }
    }
    if isFirst {
      try device.act(at: time) {
        try CommunityAct(.idf).create(
          title: "IDF", .region("IDF"), language: nil, answerWithin: nil, by: $0, in: $1)
      }
      try device.write("README.md", "# Net\n")
      try device.git("add", "README.md")
      try device.git("commit", "-qm", "readme")
    }
    let outcome = try device.sync(at: time)
    if let failure = outcome.failures.first { throw SimulationFailed("\(failure)") }
  }

  // MARK: Words

  /// The words in a file.
  static func words(in bytes: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    let mark = Array("word".utf8)
    var rest = bytes[...]
    while let start = rest.firstIndex(of: mark[0]) {
      if rest[start...].starts(with: mark), start + 10 <= rest.endIndex {
        found.insert(String(decoding: rest[start..<(start + 10)], as: UTF8.self))
      }
      rest = rest[(start + 1)...]
    }
    return found
  }

  /// Notes the words that a commit brought and those that it took away.
  func note(_ device: Device, _ before: ObjectID?, _ after: ObjectID) throws {
    let repository = try device.network.repository
    var (old, new): (Set<String>, Set<String>) = ([], [])
    try repository.changes(from: before, to: after) { change in
      if let blob = change.old { old.formUnion(Self.words(in: try repository.blob(blob.id) ?? [])) }
      if let blob = change.new { new.formUnion(Self.words(in: try repository.blob(blob.id) ?? [])) }
    }
    words.subtract(old.subtracting(new))
    words.formUnion(new.subtracting(old))
  }

  // MARK: The end

  /// Lets everybody synchronise until nothing comes any more, then looks whether all is there.
  func finish() throws {
    var isQuiet = false
    for _ in 0..<(2 * devices.count + 6) where !isQuiet {
      time += 60
      for device in devices { try synchronise(device) }
      isQuiet = Set(try devices.map { try $0.network.tip() }).count == 1
    }
    let trees = Set(try devices.map { try $0.git("rev-parse", "HEAD:") })
    #expect(trees.count == 1, "seed \(seed): \(trees.count) trees")
    #expect(isQuiet, "seed \(seed): merges without end")
    #expect(try run(folder + "/shared.git", "git", "rev-parse", "main:") == trees.first, "seed \(seed)")
    let files = try devices[0].files()
    var there: Set<String> = []
    let repository = try devices[0].network.repository
    for blob in files.values { there.formUnion(Self.words(in: try repository.blob(blob.id) ?? [])) }
    // What had no right was taken back: its text waits for who typed it.
    for device in devices { there.formUnion(try device.draftedWords()) }
    let gone = withdrawn.reduce(into: Set<String>()) { $0.formUnion(tags[$1] ?? []) }
    let lost = words.subtracting(there).subtracting(gone)
    #expect(lost.isEmpty, "seed \(seed): lost \(lost.sorted().prefix(5))")
    if !hadPlainMerge { try checkThreads(files) }
    for device in devices {
      #expect(try device.git("status", "--porcelain").isEmpty, "seed \(seed): \(device.name)")
      try device.git("fsck", "--strict")
    }
    try run(folder + "/shared.git", "git", "fsck", "--strict")
  }

  /// No reply without its post, and no post twice.
  private func checkThreads(_ files: [String: Blob]) throws {
    var posts: [String: String] = [:]
    for path in files.keys where path.hasSuffix("/post.md") {
      let id = String(RecordPath.folder(of: path).suffix(RecordID.length))
      if let other = posts.updateValue(path, forKey: id) {
        Issue.record("seed \(seed): \(path) and \(other)")
      }
    }
    for path in files.keys {
      guard let place = RecordPath(path), let thread = place.thread?.rawValue, !deleted.contains(thread)
      else {
        continue
      }
      #expect(posts[thread] == RecordPath.post(ofThreadAt: path), "seed \(seed): \(path)")
    }
  }
}

struct SimulationFailed: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
