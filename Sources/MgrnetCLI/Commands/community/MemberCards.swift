import Records
import Sealing
import Store

/// A member of a private community, by their card there.
struct MemberCard {
  let handle: Handle
  let card: Document
  var name: String { card["name"]?.text ?? handle.rawValue }
  var keys: KeyCard { KeyCard(card) }
}

extension Session {
  /// Returns a private community of this machine.
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

  /// Returns the members of a private community, by handle. Cards that cannot be read are left out: `doctor` reports them.
  func members(of slug: Slug, in shelf: Shelf) throws -> [MemberCard] {
    let snapshot = try shelf.network().snapshot()
    return try snapshot.memberHandles().compactMap { handle in
      try unlessRefused { try snapshot.document(at: RecordPath.member(handle, of: slug)) }
        .map { MemberCard(handle: handle, card: $0) }
    }
  }

  /// Returns the keys of this machine that stand on a member's card.
  func ownKeys(on card: KeyCard) throws -> StoredKey? {
    let folder = try KeyFolder(context.environment)
    return try folder.devices().map(folder.stored).first { card.has($0.keys) }
  }
}
