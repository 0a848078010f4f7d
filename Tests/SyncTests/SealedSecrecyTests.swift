import Foundation
import Testing

@testable import Sync

/// What the server has, and what is sent to it, says nothing of a private community.
@Suite struct SealedSecrecyTests {
  @Test func nothingPrivateIsOnTheServerOrOnTheWayThere() throws {
    let people = try SealedReplicas(["alice", "bob"])
    let (alice, bob) = (people[0], people[1])
    // All that goes to the server from here on is kept as it goes.
    let captured = people.replicas.folder + "/captured"
    let program = people.replicas.folder + "/receive"
    try "#!/bin/sh\nexec sh -c 'tee \(captured).$$ | git-receive-pack \"$0\"' \"$1\"\n".write(
      toFile: program, atomically: true, encoding: .utf8)
    #expect(chmod(program, 0o755) == 0)
    for person in people.people { try person.replica.git("config", "remote.origin.receivepack", program) }
    var secrets = ["Ressources humaines", "private/rh", "members/", "Licenciements", "Zeugma", "xylophone"]
    for round in 0..<4 {
      for person in [alice, bob] {
        let path = try person.post("Licenciements \(round)", "Zeugma \(round) and the xylophone.")
        secrets += [path, String(path.dropLast("/post.md".count).suffix(12))]
        _ = try person.replica.post("Public \(round)", "Nothing to hide.")
        try person.replica.sync()
        try person.sync()
      }
    }
    // The one file that every network and community has, with the same text.
    let attributes = try alice.git("rev-parse", "HEAD:.gitattributes").prefix(40)
    for person in people.people {
      secrets += try person.git("rev-list", "--objects", "--all").split(separator: "\n").map { $0.prefix(40) }
        .filter { $0 != attributes }.map(String.init)
    }
    let sealed = people.host
    #expect(try sealed.segments.count >= 8)

    var places: [(String, [UInt8])] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: people.replicas.folder)
    where name.hasPrefix("captured.") {
      let stream = Data(try Data(contentsOf: URL(fileURLWithPath: people.replicas.folder + "/" + name)))
      places.append(("what was sent", [UInt8](stream)))
      guard let start = stream.range(of: Data("PACK\0\0\0\u{2}".utf8))?.lowerBound else { continue }
      let folder = people.replicas.folder + "/unpacked-\(name)"
      try run(people.replicas.folder, "git", "clone", "-q", "--bare", "shared.git", folder)
      // At the end of the conversation an empty line of the protocol.
      let end = stream.suffix(4) == Data("0000".utf8) ? stream.endIndex - 4 : stream.endIndex
      try stream[start..<end].write(to: URL(fileURLWithPath: folder + "/incoming"))
      try run(folder, "sh", "-c", "git index-pack --fix-thin --stdin < incoming")
      places.append(("a pack", try Self.everything(in: folder)))
    }
    #expect(places.count >= 32, "packs were sent, and found")
    places.append(("the server", try Self.everything(in: people.replicas.shared)))
    for file in try FileManager.default.subpathsOfDirectory(atPath: people.replicas.shared) {
      let path = people.replicas.shared + "/" + file
      places.append(("the name of a file", Array(file.utf8)))
      // A folder has no bytes of its own.
      if let bytes = FileManager.default.contents(atPath: path) { places.append((file, [UInt8](bytes))) }
    }
    for (place, bytes) in places {
      let data = Data(bytes)
      for secret in secrets {
        #expect(data.range(of: Data(secret.utf8)) == nil, "\(place) has \(secret)")
      }
    }
    // The search finds what is there.
    let clear = Data(try Self.everything(in: people.replicas.shared))
    #expect(clear.range(of: Data("Nothing to hide.".utf8)) != nil)
    // And the sealed repository at home has no clear object either.
    let home = Data(try Self.everything(in: alice.path + "/.git/mgrnet/sealed.git"))
    for secret in secrets { #expect(home.range(of: Data(secret.utf8)) == nil) }
    // Who the sender was, the segments' commits do not say.
    let authors = try run(
      people.replicas.shared, "git", "log", "--format=%an %ae %cn %ce %s", people.name.branch)
    #expect(
      Set(authors.split(separator: "\n")) == [
        "anonymous anonymous@invalid anonymous anonymous@invalid segments"
      ])
  }

  /// All objects, unpacked.
  private static func everything(in repository: String) throws -> [UInt8] {
    let file = repository + "/everything"
    try run(repository, "sh", "-c", "git cat-file --batch-all-objects --batch > everything")
    defer { unlink(file) }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
  }
}
