import Foundation
import Git
import Records
import Sealing
import SeededRandom
import Store

@testable import Sync

/// A shared repository in a folder of its own, and people who each have a copy of its network; removed with it.
final class Replicas {
  let folder: String
  private(set) var people: [Replica] = []

  /// - Parameter names: who has a copy; the first one made the network.
  convenience init(_ names: String...) throws { try self.init(names) }

  init(_ names: [String]) throws {
    folder = FileManager.default.temporaryDirectory.path + "/sync-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try run(folder, "git", "init", "-q", "--bare", "-b", "main", "shared.git")
    for name in names { people.append(try Replica(name, in: folder, isFirst: people.isEmpty)) }
  }

  deinit {
    // A folder that stays behind in /tmp harms no test.
    try? FileManager.default.removeItem(atPath: folder)
  }

  var shared: String { folder + "/shared.git" }

  subscript(number: Int) -> Replica { people[number] }
}

/// One person's copy; `alice.2` is a second one of Alice.
final class Replica {
  let name: String
  let path: String
  let actor: Actor
  var random: Seeded
  /// Signs the acts, once its public half is on the card.
  var signing: SigningKey?

  init(_ name: String, in folder: String, isFirst: Bool) throws {
    self.name = name
    path = folder + "/" + name
    random = Seeded(state: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    let person = String(name.prefix { $0 != "." })
    actor = Actor(
      name: person, email: "\(person)@example.org",
      now: Timestamp(secondsSince1970: 1_790_000_000, offsetMinutes: 120))
    if isFirst {
      _ = try Network.create(
        at: path, bare: false, NetworkInit(name: "Test", language: .english), by: actor)
      try git("remote", "add", "origin", "../shared.git")
    } else {
      try run(folder, "git", "clone", "-q", "shared.git", name)
    }
    try git("config", "user.name", person)
    try git("config", "user.email", actor.email)
    guard person == name else { return }
    let handle = try PersonAct.freeHandle(for: name, in: network.snapshot())
    if !isFirst {
      _ = try network.perform(by: actor) { [actor] in
        try PersonAct(handle).create(.init(), for: actor, in: $0)
      }
    }
    try act { try PersonAct($0.handle).acceptCharter(in: $1) }
    if isFirst {
      try act {
        try CommunityAct(.idf).create(
          title: "IDF", .region("IDF"), language: nil, answerWithin: nil, by: $0, in: $1)
      }
    }
    try sync()
  }

  /// Opened anew each time, as each command does.
  var network: Network {
    get throws {
      var network = try Network(opening: path)
      network.signer = signing.map { key in { try SSHSignature.armored(over: $0, by: key) } }
      return network
    }
  }

  @discardableResult
  func act(_ make: (Member, Snapshot) throws -> Act) throws -> String {
    let network = try network
    let member = try network.snapshot().member(for: actor, hint: nil)
    return try network.perform(by: actor) { try make(member, $0) }.paths[0]
  }

  func post(_ title: String, _ text: String = "A text.", anonymous: Bool = false) throws -> String {
    var post = PostAdd(community: .idf, title: title, text: text)
    post.isAnonymous = anonymous
    let (ready, id) = (post, RecordID(random: &random))
    return try act { try ready.act(id, by: $0, in: $1) }
  }

  @discardableResult
  func reply(to post: String, _ text: String) throws -> String {
    let (reply, id) = (ReplyAdd(post: post, text: text), RecordID(random: &random))
    return try act { try reply.act(id, by: $0, in: $1) }
  }

  func edit(_ path: String, text: String) throws {
    var changes = RecordEdit.Changes()
    changes.text = text
    let ready = changes
    try act { try RecordEdit(path: path).act(ready, by: $0, in: $1) }
  }

  @discardableResult
  func sync(
    _ remotes: [String] = [], _ change: (inout Synchronisation.Options) -> Void = { _ in }
  ) throws -> SyncOutcome {
    var options = Synchronisation.Options(transfer: TransferOptions(person: Signature(actor), mayAsk: false))
    change(&options)
    return try Synchronisation(of: network, by: actor, options) { _ in }.run(remotes)
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String { try git(arguments) }

  @discardableResult
  func git(_ arguments: [String]) throws -> String {
    let name = "GIT_AUTHOR_NAME=\(actor.name)"
    return try run(path, [name, "GIT_AUTHOR_EMAIL=\(actor.email)", "git"] + arguments)
  }

  func read(_ file: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
  }

  func write(_ file: String, _ text: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(file)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  var tree: String { get throws { try git("rev-parse", "HEAD^{tree}").trimmingCharacters(in: .newlines) } }
  var status: String { get throws { try git("status", "--porcelain") } }
}

struct CommandFailed: Error, CustomStringConvertible { let description: String }

/// Runs a real program in a folder, without the person's own settings; what it printed.
@discardableResult
func run(_ folder: String, _ words: String...) throws -> String { try run(folder, words) }

@discardableResult
func run(_ folder: String, _ words: [String], input: String = "") throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = words
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  process.environment = [
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin", "LC_ALL": "C",
    "GIT_AUTHOR_NAME": "hand", "GIT_AUTHOR_EMAIL": "hand@example.org", "GIT_COMMITTER_NAME": "hand",
    "GIT_COMMITTER_EMAIL": "hand@example.org",
  ]
  let (output, feed) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = output
  process.standardInput = feed
  try process.run()
  feed.fileHandleForWriting.write(Data(input.utf8))
  try feed.fileHandleForWriting.close()
  let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw CommandFailed(description: words.joined(separator: " ") + ": " + said)
  }
  return said
}

extension Slug {
  static var idf: Slug { Slug(rawValue: "idf") ?? { fatalError("`idf` is a slug") }() }
}
