import Git
import Records
import Testing

@testable import Store

@Suite struct PublicationTests {
  private let scratch: Scratch
  private let rh: Network
  private let slug: Slug

  init() throws {
    scratch = try Scratch()
    slug = try #require(Slug(rawValue: "rh"))
    rh = try scratch.makePrivate(slug)
  }

  private func publish(_ path: String, by actor: Actor = .alice) throws -> (act: Act, file: Document) {
    let commons = try scratch.network.snapshot()
    let member = try commons.member(for: actor, hint: nil)
    let act = try Publication(of: path, in: .idf).act(
      scratch.newID(), by: member, from: rh.snapshot(), in: commons)
    guard case .put(_, let bytes) = try #require(act.changes.first) else { throw StoreError.nothingChanged }
    return (act, try Document(parsing: bytes))
  }

  @Test func onlyWhatReadersSeeGoesAlong() throws {
    let path = try scratch.privatePost(in: rh, "A handover")
    var record = try #require(try rh.snapshot().document(at: path))
    for key in ["source", "replaced_by", "edited", "accepted", "place"] {
      try record.set(key, to: .string("private/rh"))
    }
    try record.set("tags", to: .strings(["handover"]))
    let changed = Act(subject: "edit", changes: [.put(path: path, Array(record.text.utf8))])
    _ = try rh.perform(by: .alice) { _ in changed }
    let (act, file) = try publish(path)
    #expect(file.frontMatter.keys == ["id", "title", "kind", "author", "created", "language", "tags"])
    #expect(file["id"] != record["id"])
    #expect(file.prose == record.prose)
    #expect(act.isNamed && file["author"]?.text == "alice")
    #expect(act.changes.allSatisfy { $0.path.hasPrefix("communities/idf/posts/") })
    #expect(!act.changes.contains { $0.path.contains(record["id"]?.text ?? "-") })
    #expect(!act.subject.contains("rh"))
  }

  @Test func anothersTextNamesNobodyNeitherInTheFileNorInTheCommit() throws {
    let path = try scratch.privatePost(in: rh, "By Alice")
    let (act, file) = try publish(path, by: .bob)
    #expect(!act.isNamed && file["author"]?.text == Handle.anonymous)
    #expect(file["created"]?.text?.hasSuffix("+00:00") == true)
    let done = try scratch.network.perform(by: .bob) { _ in act }
    #expect(done.commit == nil && done.waiting?.reason == .anonymous)
  }

  @Test func picturesBesideThePostGoAlongAndNoOtherFile() throws {
    let path = try scratch.privatePost(in: rh, "With pictures")
    let folder = RecordPath.folder(of: path)
    var record = try #require(try rh.snapshot().document(at: path))
    record.prose =
      "![a](a.png) ![a](a.png) ![up](../../x.png) ![gone](gone.png) ![web](https://example.org/b.png)"
    let act = Act(
      subject: "edit",
      changes: [
        .put(path: path, Array(record.text.utf8)), .put(path: "\(folder)/a.png", Self.picture),
        .put(path: "\(folder)/secret.png", Self.picture),
      ])
    _ = try rh.perform(by: .alice) { _ in act }
    #expect(try publish(path).act.changes.map { $0.path.split(separator: "/").last } == ["post.md", "a.png"])
  }

  /// Replies, marks and other files that a text shows as if they were pictures would take others' words along.
  @Test(arguments: [
    "replies/0123456789ab.md", "marks/alice.md", "post.md", "replies/a.png", "notes.png", "a.txt",
  ])
  func otherFilesThanPicturesStay(name: String) throws {
    let path = try scratch.privatePost(in: rh, "A harmless question")
    var record = try #require(try rh.snapshot().document(at: path))
    record.prose = "See ![](\(name))."
    let folder = RecordPath.folder(of: path)
    let bytes = name == "notes.png" ? Array("A secret <svg".utf8) : Self.picture
    var changes: [Act.Change] = [.put(path: path, Array(record.text.utf8))]
    if name != "post.md" { changes.append(.put(path: "\(folder)/\(name)", bytes)) }
    let act = Act(subject: "edit", changes: changes)
    _ = try rh.perform(by: .alice) { _ in act }
    #expect(throws: StoreError.pictureNotOne(name)) { try publish(path) }
  }

  private static let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  @Test func whatIsNoPostOrLinkOrWasWithdrawnStays() throws {
    let path = try scratch.privatePost(in: rh, "Not for all")
    #expect(throws: StoreError.self) { try publish("private/rh/members/alice.md") }
    #expect(throws: StoreError.self) { try publish("private/rh/community.md") }
    _ = try scratch.act(.alice, in: rh) { try RecordEdit(path: path).withdrawal(by: $0, in: $1) }
    #expect(throws: StoreError.alreadyWithdrawn(path: path)) { try publish(path) }
  }
}
