import Git
import Records

/// The network at one commit, from which every act is made.
///
/// In that of a private community, its own files are at `private/<slug>/…`, as in the work tree, and those of the
/// commons (charter, people, the network's card) at their usual paths.
package struct Snapshot {
  package let repository: Repository
  /// The commit; `nil` before the first.
  package let commit: ObjectID?
  /// The acts done on this machine, by which anonymous texts are recognised as the caller's.
  let acts: ActLog
  /// The one-time keys of the anonymous records that were written on this machine.
  let owners: OneTimeKeys
  /// The files of the acts that wait, by the network's paths; `nil` for one that goes.
  private let waiting: [String: [UInt8]?]
  /// The private community of this repository; `nil` for the commons.
  package let privateCommunity: Slug?
  /// The commons around a private community.
  let commons: (repository: Repository, commit: ObjectID?)?

  init(
    repository: Repository, commit: ObjectID?, acts: ActLog, owners: OneTimeKeys,
    waiting: [String: [UInt8]?] = [:], privateCommunity: Slug? = nil,
    commons: (repository: Repository, commit: ObjectID?)? = nil
  ) {
    self.repository = repository
    (self.commit, self.acts, self.privateCommunity, self.commons) = (commit, acts, privateCommunity, commons)
    (self.owners, self.waiting) = (owners, waiting)
  }

  /// Returns where to look a path up: a repository, its commit, and the path from its root.
  private func place(of path: String) -> (repository: Repository, commit: ObjectID, path: String)? {
    if let own = PrivatePrefix(privateCommunity).own(path) { return commit.map { (repository, $0, own) } }
    guard let commons else { return nil }
    return commons.commit.map { (commons.repository, $0, path) }
  }

  /// Returns a file as it is, or as an act that waits on this machine leaves it.
  package func bytes(at path: String) throws -> [UInt8]? {
    if let held = waiting[path] { return held }
    guard let place = place(of: path) else { return nil }
    return try place.repository.blob(at: place.path, in: place.commit)
  }

  /// The version of the format by whose rules this network, or this private community, goes. What is yet to be made
  /// has the newest, or that of the commons around it.
  package var formatVersion: Int {
    get throws {
      if let commit { return try repository.formatVersion(of: commit) }
      guard let commons, let around = commons.commit else { return Schema.formatVersion }
      return try commons.repository.formatVersion(of: around)
    }
  }

  /// The version of the format for the card of this private community, where there is none: that of the commons; `nil`
  /// outside of one, and for version 1, which no card of a community names.
  var formatOfNewCard: YAMLValue? {
    get throws {
      guard let commons, let around = commons.commit else { return nil }
      let format = try commons.repository.formatVersion(of: around)
      return format > 1 ? .integer(format) : nil
    }
  }

  /// Returns what is wrong with a record, by the table of this network's version.
  package func problems(in record: Document, as type: RecordType) throws -> [FieldProblem] {
    Schema.problems(in: record, as: type, format: try formatVersion)
  }

  /// - Throws: `StoreError.invalid`.
  func requireValid(_ record: Document, as type: RecordType, at path: String) throws {
    let problems = try problems(in: record, as: type)
    guard problems.isEmpty else { throw StoreError.invalid(path: path, problems) }
  }

  /// Returns the folder of a community, without a slash at its end.
  package func folder(of community: Slug) -> String {
    RecordPath.folder(of: community, isPrivate: community == privateCommunity)
  }

  /// The folder of this private community; `nil` for the commons.
  package var privateFolder: String? { privateCommunity.map(folder) }

  /// Returns the path of a community's card.
  package func card(of community: Slug) -> String { RecordPath.card(ofCommunityIn: folder(of: community)) }

  /// Reads a record; `nil` if there is no such file.
  ///
  /// - Throws: `StoreError.broken` for front matter that cannot be read, `.recordTooLarge`.
  package func document(at path: String) throws -> Document? {
    let read: [UInt8]?
    do { read = try bytes(at: path) } catch GitError.tooLarge(_, let bytes, _) {
      throw StoreError.recordTooLarge(path: path, bytes: bytes, limit: try Network.sizeLimit(in: repository))
    }
    guard let bytes = read else { return nil }
    if let limit = try Network.limit(surpassedBy: bytes.count, in: repository) {
      throw StoreError.recordTooLarge(path: path, bytes: bytes.count, limit: limit)
    }
    do throws(RecordError) { return try Document(parsing: bytes) } catch {
      throw StoreError.broken(path: path, error)
    }
  }

  /// Reads a record that must be there and have one of these types.
  package func record(at path: String, as types: [RecordType]) throws -> Document {
    guard let type = RecordPath(path)?.type else { throw StoreError.missingRecord(path: path) }
    guard types.contains(type) else { throw StoreError.wrongType(path: path, type, expected: types) }
    if let document = try document(at: path) { return document }
    if type == .person || type == .member { try requireKnown(at: path) }
    throw StoreError.missingRecord(path: path)
  }

  /// Checks that somebody has a card; in a private community, among its members.
  ///
  /// - Throws: `StoreError.unknownPerson` with similar handles.
  func requireKnown(_ handle: Handle) throws {
    try requireKnown(
      at: privateCommunity.map { RecordPath.member(handle, of: $0) } ?? RecordPath.person(handle))
  }

  /// Checks the same for the path of a card.
  func requireKnown(at path: String) throws {
    guard let place = RecordPath(path), let handle = Handle(rawValue: place.key), try bytes(at: path) == nil
    else { return }
    let known = try names(RecordPath.folder(of: path)).compactMap {
      $0.hasSuffix(".md") ? String($0.dropLast(3)) : nil
    }
    throw StoreError.unknownPerson(
      handle, among: RecordPath.privateCommunity(of: path),
      nearest: nearestNames(to: handle.rawValue, among: known, start: 4).compactMap(Handle.init(rawValue:)))
  }

  package func community(_ slug: Slug) throws -> Document {
    if let card = try document(at: card(of: slug)) { return card }
    // A private community that is here is here, whatever somebody did to its card.
    if slug == privateCommunity, commit != nil { return try Document([:]) }
    throw StoreError.unknownCommunity(
      slug,
      nearest: nearestNames(to: slug.rawValue, among: try names("communities"), start: 4).compactMap(
        Slug.init(rawValue:)))
  }

  /// Reads the card of a community that takes new posts.
  package func openCommunity(_ slug: Slug) throws -> Document {
    let card = try community(slug)
    if let archived = card["archived"], archived != .bool(false), archived != .null {
      throw StoreError.communityArchived(slug)
    }
    return card
  }

  package func template(_ slug: Slug) throws -> Document {
    if let template = try document(at: RecordPath.template(slug)) { return template }
    let near = nearestNames(to: slug.rawValue, among: try templates().map(\.rawValue), start: 4)
    throw StoreError.unknownTemplate(slug, nearest: near.compactMap(Slug.init(rawValue:)))
  }

  /// Returns the templates by name.
  package func templates() throws -> [Slug] {
    try names("templates").filter { $0.hasSuffix(".md") }.compactMap {
      Slug(rawValue: String($0.dropLast(3)))
    }
  }

  /// Returns the stewards of the network: those on its card, else who made its first commit.
  package func networkStewards() throws -> [Handle] {
    let named = try document(at: "network.md")?["stewards"]?.texts.compactMap(Handle.init(rawValue:)) ?? []
    let tip = commons.map(\.commit) ?? commit
    guard named.isEmpty, let tip else { return named }
    let first = try people.commit(people.firstAncestor(of: tip))
    // By the card that came with it: the person may have another address by now.
    let then = Snapshot(repository: people, commit: first.id, acts: acts, owners: owners)
    for snapshot in [then, self] {
      if let handle = try snapshot.handle(ofAddress: first.author.email) { return [handle] }
    }
    return []
  }

  /// Returns the charter that somebody reads: the one in their language, else the network's.
  package func charter(in language: Language) throws -> (path: String, record: Document) {
    let own = RecordPath.charter(in: language)
    if let record = try document(at: own) { return (own, record) }
    return ("charter.md", try record(at: "charter.md", as: [.charter]))
  }

  /// Returns the revision of the charter in each language that it is in.
  package func charterRevisions() throws -> [Int] {
    try (["charter.md"] + Language.allCases.map(RecordPath.charter)).compactMap {
      try document(at: $0)?["revision"]?.integer
    }
  }

  /// Returns the revision that everybody accepts: a new one counts as soon as it is there in every language.
  package func charterRevision() throws -> Int { try charterRevisions().min() ?? 0 }

  /// Returns the language of the network's card; `nil` if the card is broken, which `doctor` reports.
  package func networkLanguage() throws -> Language? {
    do {
      return try document(at: "network.md")?["language"]?.text.flatMap(Language.init(tag:))
    } catch is StoreError { return nil }
  }

  /// Returns the title of the thread of a post, reply or mark; if there is none, its path.
  func threadTitle(of path: String) throws -> String {
    let post = RecordPath(path)?.thread == nil ? path : RecordPath.post(ofThreadAt: path)
    return try document(at: post)?["title"]?.text ?? path
  }

  /// Whether an anonymous record was written on this machine: its one-time key is here.
  func wasWrittenHere(_ path: String) throws -> Bool {
    guard let place = RecordPath(path), let own = PrivatePrefix(privateCommunity).own(path) else {
      return false
    }
    guard let owner = try document(at: path)?["owner"]?.text else {
      // Of version 1: by the acts done here.
      return try acts.touched(own)
    }
    return try owners.key(of: place.key)?.verifyingKey.description == owner
  }

  /// Checks that an anonymous record may be changed here.
  ///
  /// - Throws: `StoreError.anonymousElsewhere`; `.anonymousWithoutKey` for one of version 1 in a network of version 2.
  func requireOwn(anonymous path: String) throws {
    guard try wasWrittenHere(path) else { throw StoreError.anonymousElsewhere(path: path) }
    guard try mayChange(anonymous: path) else { throw StoreError.anonymousWithoutKey(path: path) }
  }

  func mayChange(anonymous path: String) throws -> Bool {
    try wasWrittenHere(path) && (formatVersion < 2 || document(at: path)?["owner"] != nil)
  }

  /// Returns the member whose card has the actor's address.
  ///
  /// - Throws: `StoreError.noCard`.
  package func member(for actor: Actor, hint: Handle?) throws -> Member {
    let email = actor.email.lowercased()
    if let hint, let card = try document(at: RecordPath.person(hint)),
      card["email"]?.text?.lowercased() == email
    {
      return Member(handle: hint, actor: actor, card: card)
    }
    guard let (handle, card) = try card(ofAddress: email) else { throw StoreError.noCard(email: actor.email) }
    return Member(handle: handle, actor: actor, card: card)
  }

  private func card(ofAddress email: String) throws -> (Handle, Document)? {
    for (handle, blob) in try cards() {
      if let card = try readableCard(blob), card["email"]?.text?.lowercased() == email {
        return (handle, card)
      }
    }
    return nil
  }

  /// Returns whose card has an address; `nil` if nobody's has.
  package func handle(ofAddress email: String) throws -> Handle? {
    try card(ofAddress: email.lowercased())?.0
  }

  /// Returns every person's card by the id of its blob. Looking each up by its path would read the whole folder for
  /// each: seven seconds with 16,000 people.
  package func cards() throws -> [(handle: Handle, blob: ObjectID)] {
    try entries("people").compactMap { entry in
      RecordPath("people/\(entry.name)").flatMap { Handle(rawValue: $0.key) }.map { ($0, entry.id) }
    }
  }

  /// Reads a card of `cards()`; `nil` if it is broken or too large, since somebody else's card must not keep the
  /// caller from writing.
  package func readableCard(_ blob: ObjectID) throws -> Document? {
    do {
      return try people.blob(blob).map(Document.init(parsing:))
    } catch is RecordError {
      return nil
    } catch GitError.tooLarge {
      return nil
    }
  }

  /// The repository with the cards of people.
  var people: Repository { commons?.repository ?? repository }

  /// Checks that a member may write: they accepted the charter's current revision, and are in this private
  /// community.
  ///
  /// - Throws: `StoreError.charterNotAccepted`, `.notAMember`.
  package func requireCharter(_ member: Member) throws {
    let revision = try charterRevision()
    guard (member.acceptedCharter ?? 0) >= revision else {
      throw StoreError.charterNotAccepted(revision: revision, accepted: member.acceptedCharter)
    }
    guard let privateCommunity else { return }
    guard try bytes(at: RecordPath.member(member.handle, of: privateCommunity)) != nil else {
      throw StoreError.notAMember(privateCommunity)
    }
  }

  func names(_ directory: String) throws -> [String] { try entries(directory).map(\.name) }

  /// Returns the entries of a folder, in git's order; none if it is missing.
  func entries(_ directory: String) throws -> [TreeEntry] {
    // With a name below it, so that the folder of a private community itself is told from the commons.
    guard let place = place(of: directory + "/") else { return [] }
    return try place.repository.list(place.path, in: place.commit)
  }
}

extension Member {
  fileprivate init(handle: Handle, actor: Actor, card: Document) {
    self.init(handle: handle, actor: actor, acceptedCharter: card["charter"]?.integer)
  }
}
