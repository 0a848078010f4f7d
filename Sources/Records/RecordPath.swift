/// The type of a record; the raw value is the `type` of `--json`.
package enum RecordType: String, CaseIterable, Sendable {
  case network, charter, person, community, post, reply, mark, link, template, absence, event, rsvp, contest
  case entry, vote
  /// Who answers a question by when, or not.
  case promise
  /// How a contest ends: the votes that count, what they say, the public value of its draw, and who won.
  case closed, opened, witness, result
  /// A member's card in a private community, beside the person's card in the commons.
  case member
}

extension RecordType {
  /// Whether such a record is known by its id.
  package var hasID: Bool { [.post, .reply, .link, .absence, .event, .contest].contains(self) }
}

/// The record that a path of the network stands for.
///
/// One table reads paths and makes them, for the commons (`communities/<slug>/…`) and for private communities
/// (`private/<slug>/…`). The root of a private community's repository holds what `communities/<slug>/` would hold.
package struct RecordPath: Hashable, Sendable {
  package let text: String
  package let type: RecordType
  /// The community of the record; `nil` outside of one, and for a path from the root of a private community.
  package let community: Slug?
  /// Whether the path is below `private/`.
  package let isPrivate: Bool
  /// The name that people use: an id, a handle or a slug; `network` and `charter` for those two.
  package let key: String
  /// The post (or event, or contest) that a reply, mark, rsvp, entry or vote belongs to.
  package let parent: RecordID?

  /// The post of a reply or a mark.
  package var thread: RecordID? { type == .reply || type == .mark ? parent : nil }

  private init?(
    _ text: String, _ type: RecordType, key: String?, community: Slug? = nil, parent: RecordID? = nil
  ) {
    guard let key else { return nil }
    (self.text, self.type, self.community) = (text, type, community)
    isPrivate = Self.isPrivate(text)
    self.key = key
    self.parent = parent
  }

  /// Reads a path; `nil` for a file that is no record: a picture, a text kept beside another, an unknown file.
  package init?(_ path: String) {
    guard path.utf8.hasSuffix(".md"), ConflictName.original(of: path) == nil else { return nil }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    switch (parts[0], parts.count) {
    case ("network.md", 1): self.init(path, .network, key: "network")
    case (let name, 1) where isCharter(name): self.init(path, .charter, key: stem(name))
    case ("people", 2): self.init(path, .person, key: handle(parts[1]))
    case ("templates", 2): self.init(path, .template, key: slug(parts[1]))
    case ("communities", 3...), ("private", 3...):
      guard let community = Slug(rawValue: parts[1]) else { return nil }
      self.init(path, inside: community, Array(parts[2...]))
    default: self.init(path, inside: nil, parts)
    }
  }

  /// Reads what both the commons' root (links, leave, events, contests) and a community's folder hold.
  private init?(_ path: String, inside community: Slug?, _ parts: [String]) {
    switch (parts[0], parts.count) {
    case ("community.md", 1):
      self.init(path, .community, key: community?.rawValue ?? "community", community: community)
    case ("members", 2): self.init(path, .member, key: handle(parts[1]), community: community)
    case ("posts", 5...6):
      guard isYear(parts[1]), isMonth(parts[2]), let id = id(endOf: parts[3]) else { return nil }
      switch (parts[4], parts.count) {
      case ("post.md", 5): self.init(path, .post, key: id.rawValue, community: community)
      case ("replies", 6):
        self.init(
          path, .reply, key: RecordID(rawValue: stem(parts[5]))?.rawValue, community: community, parent: id)
      case ("marks", 6): self.init(path, .mark, key: handle(parts[5]), community: community, parent: id)
      case ("promises", 6): self.init(path, .promise, key: handle(parts[5]), community: community, parent: id)
      default: return nil
      }
    case ("links", 3):
      guard Slug(rawValue: parts[1]) != nil else { return nil }
      self.init(path, .link, key: id(endOf: stem(parts[2]))?.rawValue, community: community)
    case ("leave", 3):
      guard isYear(parts[1]) else { return nil }
      self.init(path, .absence, key: id(endOf: stem(parts[2]))?.rawValue, community: community)
    case ("events", 4...5), ("contests", 4...6):
      guard isYear(parts[1]), let id = id(endOf: parts[2]) else { return nil }
      let isEvent = parts[0] == "events"
      switch (parts[3], parts.count) {
      case ("event.md", 4) where isEvent: self.init(path, .event, key: id.rawValue, community: community)
      case ("contest.md", 4) where !isEvent: self.init(path, .contest, key: id.rawValue, community: community)
      case ("rsvps", 5) where isEvent:
        self.init(path, .rsvp, key: handle(parts[4]), community: community, parent: id)
      // Version 1 has no folder for it.
      case ("entries", 5) where !isEvent:
        self.init(path, .entry, key: handle(parts[4]), community: community, parent: id)
      case ("entries", 6) where !isEvent && parts[5] == "entry.md":
        self.init(path, .entry, key: Handle(rawValue: parts[4])?.rawValue, community: community, parent: id)
      case ("witnesses", 5) where !isEvent:
        self.init(path, .witness, key: handle(parts[4]), community: community, parent: id)
      case ("closed.md", 4) where !isEvent, ("opened.md", 4) where !isEvent, ("result.md", 4) where !isEvent:
        guard let type = RecordType(rawValue: stem(parts[3])) else { return nil }
        self.init(path, type, key: type.rawValue, community: community, parent: id)
      case ("votes", 5) where !isEvent:
        self.init(path, .vote, key: handle(parts[4]), community: community, parent: id)
      default: return nil
      }
    default: return nil
    }
  }

  // MARK: Making paths

  /// The charter beside `charter.md` in another language.
  package static func charter(in language: Language) -> String { "charter.\(language.rawValue).md" }
  package static func person(_ handle: Handle) -> String { "people/\(handle).md" }
  package static func template(_ slug: Slug) -> String { "templates/\(slug).md" }

  /// Returns the folder of a community, without a slash at its end.
  package static func folder(of community: Slug, isPrivate: Bool = false) -> String {
    isPrivate ? "private/\(community)" : "communities/\(community)"
  }

  /// Returns the path of the card of the community in that folder.
  package static func card(ofCommunityIn folder: String) -> String { "\(folder)/community.md" }

  package static func community(_ slug: Slug) -> String { card(ofCommunityIn: folder(of: slug)) }

  /// Returns the path of a member's card in a private community.
  package static func member(_ handle: Handle, of community: Slug) -> String {
    "\(folder(of: community, isPrivate: true))/members/\(handle).md"
  }

  /// Whether a path lies in a private community.
  package static func isPrivate(_ path: String) -> Bool { path.utf8.starts(with: "private/".utf8) }

  /// Returns the private community that a path lies in, whether there is one or not.
  package static func privateCommunity(of path: String) -> Slug? {
    guard isPrivate(path) else { return nil }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? Slug(rawValue: String(Substring(parts[1]))) : nil
  }

  /// Returns the folder of a post, without a slash at its end.
  ///
  /// - Parameter community: the folder of its community.
  package static func postFolder(
    _ id: RecordID, title: String, in community: String, on day: CalendarDay
  ) -> String {
    "\(community)/posts/\(padded(day.year, 4))/\(padded(day.month, 2))/\(pathWords(title))-\(id)"
  }

  /// Returns the path of a link.
  ///
  /// - Parameter community: the folder of the community that it is for; `nil` for the commons.
  package static func link(_ id: RecordID, title: String, category: Slug, in community: String? = nil)
    -> String
  {
    "\(community.map { $0 + "/" } ?? "")links/\(category)/\(pathWords(title))-\(id).md"
  }

  /// Returns the path of an absence that begins on that day.
  ///
  /// - Parameter community: the folder of the community that is told of it; `nil` for everybody.
  package static func absence(
    _ id: RecordID, of person: Handle, from day: CalendarDay, in community: String? = nil
  ) -> String {
    "\(absences(in: community, year: day.year))/\(person)-\(day)-\(id).md"
  }

  /// Returns the folder of the absences that begin in a year.
  package static func absences(in community: String?, year: Int) -> String {
    "\(community.map { $0 + "/" } ?? "")leave/\(padded(year, 4))"
  }

  /// Returns the path of an event.
  ///
  /// - Parameter community: the folder of the private community that it is for; `nil` for the commons.
  package static func event(_ id: RecordID, title: String, on day: CalendarDay, in community: String? = nil)
    -> String
  {
    "\(community.map { $0 + "/" } ?? "")events/\(padded(day.year, 4))/\(pathWords(title))-\(id)/event.md"
  }

  /// Returns the path of somebody's answer to the event at `eventPath`.
  package static func rsvp(of handle: Handle, to eventPath: String) -> String {
    "\(folder(of: eventPath))/rsvps/\(handle).md"
  }

  /// Returns the path of a contest.
  ///
  /// - Parameter community: the folder of the private community that it is for; `nil` for the commons.
  package static func contest(
    _ id: RecordID, title: String, on day: CalendarDay, in community: String? = nil
  ) -> String {
    "\(community.map { $0 + "/" } ?? "")contests/\(padded(day.year, 4))/\(pathWords(title))-\(id)/contest.md"
  }

  /// Returns the path of somebody's entry in the contest at `contestPath`; its pictures lie beside it.
  package static func entry(of handle: Handle, to contestPath: String) -> String {
    "\(folder(of: contestPath))/entries/\(handle)/entry.md"
  }

  /// Returns the path of somebody's vote in the contest at `contestPath`.
  package static func vote(of handle: Handle, in contestPath: String) -> String {
    "\(folder(of: contestPath))/votes/\(handle).md"
  }

  /// Returns the path of what ends the contest at `contestPath`; of a witness, with their handle.
  package static func end(_ type: RecordType, by handle: Handle? = nil, of contestPath: String) -> String {
    "\(folder(of: contestPath))/" + (handle.map { "witnesses/\($0).md" } ?? "\(type).md")
  }

  /// Returns the path of a calendar file with days off, which is no record.
  package static func holidays(_ name: Slug) -> String { "holidays/\(name).ics" }

  /// Returns the path of a reply to the post at `postPath`.
  package static func reply(_ id: RecordID, to postPath: String) -> String {
    "\(folder(of: postPath))/replies/\(id).md"
  }

  /// Returns the path of a reader's mark on the post at `postPath`.
  package static func mark(by handle: Handle, on postPath: String) -> String {
    "\(folder(of: postPath))/marks/\(handle).md"
  }

  /// Returns the path of somebody's promise of an answer to the question at `postPath`.
  package static func promise(by handle: Handle, on postPath: String) -> String {
    "\(folder(of: postPath))/promises/\(handle).md"
  }

  /// Returns the path of the post of a reply or a mark: two folders up.
  package static func post(ofThreadAt path: String) -> String { "\(folder(of: folder(of: path)))/post.md" }

  /// Returns the path of the post, event or contest that a record belongs to.
  package static func thread(of place: RecordPath) -> String {
    let (own, outer) = (folder(of: place.text), folder(of: folder(of: place.text)))
    return switch place.type {
    case .rsvp: "\(outer)/event.md"
    case .entry where place.text.hasSuffix("/entry.md"): "\(folder(of: outer))/contest.md"
    case .entry, .vote, .witness: "\(outer)/contest.md"
    case .closed, .opened, .result: "\(own)/contest.md"
    default: "\(outer)/post.md"
    }
  }

  /// Returns the path of the post, event or contest in whose folder a file is, whether that record is there or not; `nil` for
  /// a file elsewhere, and for such a record itself.
  package static func thread(around path: String) -> RecordPath? {
    var folder = folder(of: path)
    while !folder.isEmpty {
      for type in [RecordType.post, .event, .contest] {
        guard let thread = RecordPath("\(folder)/\(type).md"), thread.type == type else { continue }
        return thread.text == path ? nil : thread
      }
      folder = Self.folder(of: folder)
    }
    return nil
  }

  /// Returns the folder of a path, without a slash at its end; empty at the root.
  package static func folder(of path: String) -> String {
    // By bytes: a slash and an accent that a name begins with are one character.
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }
}

private func stem(_ name: String) -> String { String(Substring(name.utf8.dropLast(3))) }
private func handle(_ name: String) -> String? { Handle(rawValue: stem(name))?.rawValue }
private func slug(_ name: String) -> String? { Slug(rawValue: stem(name))?.rawValue }
/// Whether a name is `charter.md`, or that of the charter in another language, `charter.en.md`.
private func isCharter(_ name: String) -> Bool {
  let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count == 2 || parts.count == 3, parts[0].elementsEqual("charter".utf8) else { return false }
  return parts.count == 2 || parts[1].count == 2 && parts[1].allSatisfy { (0x61...0x7a).contains($0) }
}
private func isYear(_ text: String) -> Bool { text.utf8.count == 4 && decimal(ArraySlice(text.utf8)) != nil }
private func isMonth(_ text: String) -> Bool {
  text.utf8.count == 2 && decimal(ArraySlice(text.utf8)).map { (1...12).contains($0) } == true
}

/// Returns the id at the end of a name such as `comment-organiser-7k2m9x4q1abc`.
private func id(endOf name: String) -> RecordID? {
  guard name.utf8.count > RecordID.length + 1, name.utf8.dropLast(RecordID.length).last == UInt8(ascii: "-")
  else { return RecordID(rawValue: name) }
  return RecordID(rawValue: String(Substring(name.utf8.suffix(RecordID.length))))
}

extension String.UTF8View {
  fileprivate func hasSuffix(_ suffix: String) -> Bool {
    self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }
}
