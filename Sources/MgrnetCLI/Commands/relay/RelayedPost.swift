import Records
import Sealing
import Store

/// A post without a name that somebody trusted puts in: a record, sealed by age for the keys on their card.
struct RelayedPost {
  let post: PostAdd

  /// The limit of the record, in bytes.
  private static let limit = 2 << 20

  init(_ post: PostAdd) { self.post = post }

  /// Returns the sealed file, in age's armor. It says nothing of who sealed it.
  func sealed(for keys: [X25519Recipient]) throws -> [UInt8] {
    let record = try Document(
      [
        "community": .string(post.community.rawValue), "title": .string(post.title ?? ""),
        "kind": .string(post.kind), "takeaway": post.takeaway.map { .string($0) },
        "tags": post.tags.isEmpty ? nil : .strings(post.tags),
        "language": post.language.map { .string($0.rawValue) },
      ], prose: post.text)
    // Keys never come from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    return try Age.sealed(Array(record.text.utf8), for: .recipients(keys), armored: true, using: &random)
  }

  /// Opens a sealed file.
  ///
  /// - Throws: `SealingError`; ``Failure`` (65) where it holds no post.
  init(opening bytes: [UInt8], with keys: [X25519Identity]) throws {
    let text = try Age.opened(bytes, with: keys.map { .identity($0) }, atMost: Self.limit)
    guard let record = try? Document(parsing: text),  // what is no record is no post
      let community = record["community"]?.text.flatMap(Slug.init(rawValue:)),
      let title = record["title"]?.text
    else { throw Failure(.badData, Words.noRelayedPost) }
    var post = PostAdd(community: community, title: title, text: record.prose)
    post.kind = record["kind"]?.text.flatMap(PostKind.init(rawValue:))?.rawValue ?? post.kind
    post.takeaway = record["takeaway"]?.text
    post.tags = record["tags"]?.texts ?? []
    post.language = record["language"]?.text.flatMap(Language.init(tag:))
    post.isAnonymous = true
    self.post = post
  }
}

extension Session {
  /// Returns the keys for which a text is sealed that a person is to put in.
  ///
  /// - Throws: ``Failure`` (66) where their card has none.
  func keys(toSealFor text: String) throws -> [X25519Recipient] {
    let handle = try person(text)
    let card = try network().snapshot().record(at: RecordPath.person(handle), as: [.person])
    let keys = KeyCard(card).entries.filter { !$0.isOver(on: context.now.day) }.compactMap(\.age)
    if keys.isEmpty { throw Failure(.notFound, Words.noKeyToSealFor(handle), hint: Words.noKeyToSealForHint) }
    return keys
  }

  /// Opens the keys of this machine.
  ///
  /// - Throws: ``Failure`` (66) where there are none.
  func ownIdentities() throws -> [X25519Identity] {
    let devices = try KeyFolder(context.environment).devices()
    if devices.isEmpty { throw Failure(.notFound, Words.noOwnKey, hint: Words.noOwnKeyHint) }
    return try devices.map { try commons.keyring.open($0).identity }
  }
}
