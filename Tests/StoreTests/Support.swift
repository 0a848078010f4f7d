import Foundation
import Git
import Records
import SeededRandom

@testable import Store

/// A network in a folder of its own, removed with it; alice made it and bob is in it.
final class Scratch {
  let path: String
  let network: Network
  private var random = Seeded(state: 7)

  init(bare: Bool = false) throws {
    path = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString.prefix(8))"
    network = try Network.create(
      at: path, bare: bare, NetworkInit(name: "Test", language: .english), by: .alice
    ).network
    try act(.alice) { try PersonAct($0.handle).acceptCharter(in: $1) }
    _ = try network.perform(by: .bob) { try PersonAct(.bob).create(.init(), for: .bob, in: $0) }
    try act(.bob) { try PersonAct($0.handle).acceptCharter(in: $1) }
    try act(.alice) {
      try CommunityAct(.idf).create(
        title: "IDF", .region("IDF"), language: nil, answerWithin: nil, by: $0, in: $1)
    }
  }

  deinit {
    // A folder that stays behind in /tmp harms no test.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Does an act as a member, and returns the path that it touched first.
  @discardableResult
  func act(_ actor: Actor, _ make: (Member, Snapshot) throws -> Act) throws -> String {
    let member = try network.snapshot().member(for: actor, hint: nil)
    return try network.perform(by: actor) { try make(member, $0) }.paths[0]
  }

  func newID() -> RecordID { RecordID(random: &random) }

  func post(_ actor: Actor, _ title: String, _ text: String = "A text.", anonymous: Bool = false) throws
    -> String
  {
    var post = PostAdd(community: .idf, title: title, text: text)
    post.isAnonymous = anonymous
    let id = newID()
    let ready = post
    return try act(actor) { try ready.act(id, by: $0, in: $1) }
  }

  func reply(_ actor: Actor, to post: String, _ text: String, anonymous: Bool = false) throws -> String {
    var reply = ReplyAdd(post: post, text: text)
    reply.isAnonymous = anonymous
    let id = newID()
    let ready = reply
    return try act(actor) { try ready.act(id, by: $0, in: $1) }
  }

  func read(_ file: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
  }

  func write(_ file: String, _ text: String) throws {
    try text.write(toFile: "\(path)/\(file)", atomically: true, encoding: .utf8)
  }

  /// The real git in the network's folder, without the person's own settings.
  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", path, "-c", "user.name=Hand", "-c", "user.email=hand@example.org"] + arguments
    process.environment = [
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self)
  }

  var subjects: [String] {
    get throws { try git("log", "--format=%s").split(separator: "\n").map(String.init) }
  }
}

extension Actor {
  static let now = Timestamp(secondsSince1970: 1_790_000_000, offsetMinutes: 120)
  static let alice = Actor(name: "Alice", email: "alice@example.org", now: now)
  static let bob = Actor(name: "Bob", email: "bob@example.org", now: now)
}

extension Handle {
  static var bob: Handle { Handle(rawValue: "bob") ?? known }
  private static var known: Handle { fatalError("`bob` is a handle") }
}

extension Slug {
  static var idf: Slug { Slug(rawValue: "idf") ?? known }
  private static var known: Slug { fatalError("`idf` is a slug") }
}
