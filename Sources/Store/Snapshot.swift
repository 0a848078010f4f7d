import Git
import Records

/// The network as one commit has it: what every act is made from.
package struct Snapshot {
  package let repository: Repository
  /// `nil` before the first commit.
  package let commit: ObjectID?
  /// The acts done on this machine, for what nobody may be named for.
  let acts: ActLog

  package func bytes(at path: String) throws -> [UInt8]? {
    guard let commit else { return nil }
    return try repository.blob(at: path, in: commit)
  }

  /// `nil` where there is no such file.
  /// - Throws: `StoreError.broken` for front matter that cannot be read.
  package func document(at path: String) throws -> Document? {
    guard let bytes = try bytes(at: path) else { return nil }
    do throws(RecordError) { return try Document(parsing: bytes) } catch {
      throw StoreError.broken(path: path, error)
    }
  }

  /// A record that must be there, and be of one of these types.
  package func record(at path: String, as types: [RecordType]) throws -> Document {
    guard let type = RecordPath(path)?.type else { throw StoreError.missingRecord(path: path) }
    guard types.contains(type) else { throw StoreError.wrongType(path: path, type, expected: types) }
    guard let document = try document(at: path) else { throw StoreError.missingRecord(path: path) }
    return document
  }

  package func community(_ slug: Slug) throws -> Document {
    if let card = try document(at: RecordPath.community(slug)) { return card }
    throw StoreError.unknownCommunity(
      slug, nearest: nearest(slug.rawValue, try names("communities")).compactMap(Slug.init(rawValue:)))
  }

  /// A community that takes new posts.
  package func openCommunity(_ slug: Slug) throws -> Document {
    let card = try community(slug)
    if let archived = card["archived"], archived != .bool(false), archived != .null {
      throw StoreError.communityArchived(slug)
    }
    return card
  }

  package func template(_ slug: Slug) throws -> Document {
    if let template = try document(at: RecordPath.template(slug)) { return template }
    let names = try names("templates").filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    throw StoreError.unknownTemplate(
      slug, nearest: nearest(slug.rawValue, names).compactMap(Slug.init(rawValue:)))
  }

  package func charterRevision() throws -> Int {
    guard case .integer(let revision) = try document(at: "charter.md")?["revision"] else { return 0 }
    return revision
  }

  /// The language that the network's card names.
  package var networkLanguage: Language? {
    // A card that cannot be read is `doctor`'s business; a post does without its language.
    (try? document(at: "network.md"))?["language"]?.text.flatMap(Language.init(tag:))
  }

  /// The title of the thread that a post, reply or mark belongs to; else its path.
  func threadTitle(of path: String) throws -> String {
    let post = RecordPath(path)?.thread == nil ? path : RecordPath.post(ofThreadAt: path)
    return try document(at: post)?["title"]?.text ?? path
  }

  func wasWrittenHere(_ path: String) -> Bool { acts.touched(path) }

  /// The member whose card has this address.
  /// - Throws: `StoreError.noCard`.
  package func member(for actor: Actor, hint: Handle?) throws -> Member {
    let email = actor.email.lowercased()
    if let hint, let card = try document(at: RecordPath.person(hint)),
      card["email"]?.text?.lowercased() == email
    {
      return Member(handle: hint, actor: actor, card: card)
    }
    for (handle, blob) in try cards() {
      guard let bytes = try repository.blob(blob),
        // A broken card of somebody else must not keep the caller from writing.
        let card = try? Document(parsing: bytes), card["email"]?.text?.lowercased() == email
      else { continue }
      return Member(handle: handle, actor: actor, card: card)
    }
    throw StoreError.noCard(email: actor.email)
  }

  /// Every member's card, as the id of its blob: to look each up by its path would read the whole folder again for
  /// each, which in a network of 16,000 people took seven seconds.
  func cards() throws -> [(handle: Handle, blob: ObjectID)] {
    guard let commit else { return [] }
    return try repository.list("people", in: commit).compactMap { entry in
      RecordPath("people/\(entry.name)").flatMap { Handle(rawValue: $0.key) }.map { ($0, entry.id) }
    }
  }

  /// A member who may write: who accepted the charter's current revision.
  package func requireCharter(_ member: Member) throws {
    let revision = try charterRevision()
    guard (member.acceptedCharter ?? 0) >= revision else {
      throw StoreError.charterNotAccepted(revision: revision, accepted: member.acceptedCharter)
    }
  }

  package func templateCount() throws -> Int { try names("templates").count { $0.hasSuffix(".md") } }

  func names(_ directory: String) throws -> [String] {
    guard let commit else { return [] }
    return try repository.list(directory, in: commit).map(\.name)
  }
}

extension Member {
  fileprivate init(handle: Handle, actor: Actor, card: Document) {
    var accepted: Int?
    if case .integer(let revision) = card["charter"] { accepted = revision }
    self.init(handle: handle, actor: actor, acceptedCharter: accepted)
  }
}

/// Up to three names that are at most two edits away, or begin alike; nearest first.
func nearest(_ name: String, _ names: [String]) -> [String] {
  names.map { (editDistance(name, $0), $0) }
    .filter { $0.0 <= 2 || $0.1.hasPrefix(name.prefix(4)) && name.utf8.count >= 4 }
    .sorted { $0 < $1 }.prefix(3).map(\.1)
}
