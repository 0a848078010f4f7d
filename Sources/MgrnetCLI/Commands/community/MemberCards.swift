import Records
import Sealing
import Store

/// One member of a private community, as their card there has it.
struct MemberCard {
  let handle: Handle
  let card: Document
  var name: String { card["name"]?.text ?? handle.rawValue }
  var keys: KeyCard { KeyCard(card) }
}

extension Session {
  /// A private community of this machine.
  ///
  /// - Throws: ``Failure`` (66) where there is none of that name.
  func privateShelf(_ text: String) throws -> (shelf: Shelf, slug: Slug) {
    let slug = try Session.slug(text)
    let shelf = try shelf(of: slug)
    guard shelf.isPrivate else {
      throw Failure(.notFound, Words.notPrivate(slug), hint: Words.notPrivateHint)
    }
    return (shelf, slug)
  }

  /// The members of a private community, by handle; who cannot be read is left to `doctor`.
  func members(of slug: Slug, in shelf: Shelf) throws -> [MemberCard] {
    let snapshot = try shelf.network().snapshot()
    return try snapshot.memberHandles().compactMap { handle in
      guard let card = try? snapshot.document(at: RecordPath.member(handle, of: slug)) else { return nil }
      return MemberCard(handle: handle, card: card)
    }
  }

  /// The keys of this machine that stand on a member's card.
  func ownKeys(on card: KeyCard) throws -> StoredKey? {
    let folder = try KeyFolder(context.environment)
    return try folder.devices().map(folder.stored).first { card.has($0.keys) }
  }
}
