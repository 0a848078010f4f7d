import Foundation
import Git
import Records
import Sealing
import SeededRandom
import Store

@testable import Sync

/// One machine of one person, with a copy of the network; a person may have several.
final class Device {
  let name: String
  let person: String
  let path: String
  /// Seconds that its clock is wrong by.
  let skew: Int64
  /// What the world's clock says.
  var time: Int64 = 0
  /// Signs the person's acts, but not what plain git commits.
  let signing: SigningKey?
  private var known: (tip: ObjectID, files: [String: Blob])?

  init(_ name: String, of person: String, in folder: String, skew: Int64) throws {
    // About half of the people have a key, the same on all their machines.
    var random = Seeded(state: UInt64(person.utf8.reduce(3) { $0 &* 31 &+ Int($1) }))
    signing = Bool.random(using: &random) ? try SigningKey(using: &random) : nil
    self.name = name
    self.person = person
    path = folder + "/" + name
    self.skew = skew
  }

  var network: Network {
    get throws {
      var network = try Network(opening: path)
      network.signer = signing.map { key in { try SSHSignature.armored(over: $0, by: key) } }
      return network
    }
  }
  var handle: Handle { Handle(rawValue: person) ?? { fatalError("\(person) is no handle") }() }

  func actor(at time: Int64) -> Actor {
    Actor(
      name: person, email: "\(person)@example.org",
      now: Timestamp(secondsSince1970: time + skew, offsetMinutes: 60))
  }

  /// Does an act, and returns the commits before and after it.
  @discardableResult
  func act(at time: Int64, _ make: (Member, Snapshot) throws -> Act) throws -> (
    before: ObjectID?, after: ObjectID?
  ) {
    let network = try network
    let actor = actor(at: time)
    let before = try network.tip()
    let member = try network.snapshot().member(for: actor, hint: handle)
    return (before, try network.perform(by: actor) { try make(member, $0) }.commit)
  }

  func sync(at time: Int64) throws -> SyncOutcome {
    let actor = actor(at: time)
    let options = Synchronisation.Options(transfer: TransferOptions(person: Signature(actor), mayAsk: false))
    return try Synchronisation(of: network, by: actor, options) { _ in }.run([])
  }

  /// The files of the tip.
  func files() throws -> [String: Blob] {
    let network = try network
    guard let tip = try network.tip() else { return [:] }
    if let known, known.tip == tip { return known.files }
    var files: [String: Blob] = [:]
    try network.repository.walk(tip) { files[$0] = $1 }
    known = (tip, files)
    return files
  }

  /// The words of the texts that were taken back here.
  func draftedWords() throws -> Set<String> {
    let drafts = try network.drafts
    return try drafts.names().reduce(into: []) { words, name in
      words.formUnion(Simulation.words(in: try Drafts.read("\(drafts.folder)/\(name)")))
    }
  }

  func read(_ file: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
  }

  func write(_ file: String, _ text: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(file)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(file)") }

  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let date = "\(time + skew) +0100"
    return try run(
      path,
      [
        "GIT_AUTHOR_DATE=\(date)", "GIT_COMMITTER_DATE=\(date)", "GIT_AUTHOR_NAME=\(person)",
        "GIT_AUTHOR_EMAIL=\(person)@example.org", "git", "-c", "user.name=\(person)", "-c",
        "user.email=\(person)@example.org",
      ]
        + arguments)
  }
}

/// The program that was built with the tests, or the one that `MGRNET_BINARY` names.
let binary: String = {
  if let named = ProcessInfo.processInfo.environment["MGRNET_BINARY"] { return named }
  let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  return tests.deletingLastPathComponent().appendingPathComponent("mgrnet").path
}()
