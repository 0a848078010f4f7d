import Git
import Markdown
import Records

/// A finding of `doctor`.
package struct Finding: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    case unreadable(RecordError)
    case field(FieldProblem)
    /// The id in the file is not the one in its path.
    case idDiffers(inFile: String)
    case idTwice(also: String)
    case unknownPerson(key: String, Handle)
    case unknownCommunity(Slug)
    /// A key names a record that is not there.
    case dangling(key: String, id: String)
    case missingPicture(String)
    /// The text links to a file of the network that is not there.
    case brokenLink(String)
    /// The post (event, contest) that it belongs to is not there.
    case withoutThread(String)
    /// A text that a merge kept beside the file `of`.
    case leftFromConflict(of: String)
    case differsByCase(also: String)
    case privateInCommons
    /// The private community has no card.
    case withoutCard(Slug)
    case tooLarge(bytes: Int, limit: Int)
    /// A file where only records are expected.
    case notARecord
  }

  package enum Severity: Sendable { case error, notice }

  package let path: String
  package let problem: Problem
  /// The file's line, counted from 1.
  package var line: Int

  package init(path: String, problem: Problem, line: Int = 1) {
    (self.path, self.problem, self.line) = (path, problem, line)
  }

  package var severity: Severity {
    switch problem {
    case .unknownPerson, .missingPicture, .brokenLink, .withoutThread, .leftFromConflict, .notARecord: .notice
    default: .error
    }
  }
}

/// Checks every file of a commit: each by itself, then the references between them.
struct Checkup {
  /// The private community that is checked; `nil` for the commons.
  private let privateCommunity: Slug?
  /// What the commons has, which records of a private community may name.
  private let around: Known
  /// The version of the format whose tables the records follow.
  private let format: Int
  private var findings: [Finding] = []
  private var caseKeys: [TreePath: String] = [:]
  private(set) var known = Known()
  private var references: [Reference] = []

  /// The names that records may use.
  struct Known {
    /// The path of each id.
    var ids: [String: String] = [:]
    var people: Set<String> = []
    var communities: Set<String> = []
    var paths: Set<String> = []
  }

  init(_ privateCommunity: Slug? = nil, format: Int, around: Known = Known()) {
    (self.privateCommunity, self.format, self.around) = (privateCommunity, format, around)
    if let privateCommunity { known.communities.insert(privateCommunity.rawValue) }
  }

  /// A reference of one record to another, looked up when all are known.
  private struct Reference {
    enum Target {
      case person(Handle)
      case community(Slug)
      case record(String)
      case picture(String)
      case link(String, path: String)
      case thread(String)
    }
    let path: String
    let line: Int
    let key: String
    let target: Target
  }

  /// Notes a file that is too large to be read.
  mutating func add(_ path: String, tooLarge bytes: Int, limit: Int) {
    note(path)
    report(path, .tooLarge(bytes: bytes, limit: limit))
  }

  mutating func add(_ path: String, _ bytes: [UInt8]) {
    note(path)
    if privateCommunity == nil, RecordPath.isPrivate(path) { return report(path, .privateInCommons) }
    if let original = ConflictName.original(of: path) { return report(path, .leftFromConflict(of: original)) }
    guard let place = RecordPath(path) else {
      let own = PrivatePrefix(privateCommunity).own(path) ?? path
      if path.hasSuffix(".md"), own.contains("/") { report(path, .notARecord) }
      return
    }
    do throws(RecordError) {
      check(place, try Document(parsing: bytes))
    } catch {
      report(path, .unreadable(error), line: error.line)
    }
  }

  private mutating func note(_ path: String) {
    known.paths.insert(path)
    if let other = caseKeys.updateValue(path, forKey: TreePath(path).caseKey) {
      report(path, .differsByCase(also: other))
    }
  }

  /// Returns all findings, by path and line.
  mutating func finish() -> [Finding] {
    if let privateCommunity {
      let card = RecordPath.card(ofCommunityIn: RecordPath.folder(of: privateCommunity, isPrivate: true))
      if !known.paths.contains(card) { report(card, .withoutCard(privateCommunity)) }
    }
    for reference in references {
      switch reference.target {
      case .person(let handle):
        if handle.rawValue != Handle.anonymous, !known.people.contains(handle.rawValue),
          !around.people.contains(handle.rawValue)
        {
          report(reference.path, .unknownPerson(key: reference.key, handle), line: reference.line)
        }
      case .community(let slug):
        if !known.communities.contains(slug.rawValue), !around.communities.contains(slug.rawValue) {
          report(reference.path, .unknownCommunity(slug), line: reference.line)
        }
      case .record(let id):
        if known.ids[id] == nil, around.ids[id] == nil {
          report(reference.path, .dangling(key: reference.key, id: id), line: reference.line)
        }
      case .picture(let path):
        if !known.paths.contains(path) { report(reference.path, .missingPicture(path), line: reference.line) }
      case .link(let address, let path):
        if !known.paths.contains(path), !around.paths.contains(path) {
          report(reference.path, .brokenLink(address), line: reference.line)
        }
      case .thread(let path): if !known.paths.contains(path) { report(reference.path, .withoutThread(path)) }
      }
    }
    return findings.sorted { ($0.path, $0.line) < ($1.path, $1.line) }
  }

  private mutating func check(_ place: RecordPath, _ record: Document) {
    for problem in Schema.problems(in: record, as: place.type, format: format) {
      report(place.text, .field(problem), line: problem.line)
    }
    func refer(_ key: String, _ target: Reference.Target) {
      references.append(
        .init(path: place.text, line: record.frontMatter.line(of: key) ?? 1, key: key, target: target))
    }
    switch place.type {
    case .person: known.people.insert(place.key)
    case .member: Handle(rawValue: place.key).map { refer("name", .person($0)) }
    case .community: known.communities.insert(place.community?.rawValue ?? place.key)
    default: break
    }
    if let id = record["id"]?.text {
      if id != place.key {
        report(place.text, .idDiffers(inFile: id), line: record.frontMatter.line(of: "id") ?? 1)
      }
      if let other = known.ids.updateValue(place.text, forKey: id) ?? around.ids[id] {
        report(place.text, .idTwice(also: other))
      }
    }
    for field in Schema.fields(of: place.type, format: format) where field.key != "id" {
      guard let value = record[field.key] else { continue }
      for name in Self.names(in: value, field.kind) { refer(field.key, name) }
    }
    if let community = place.community, place.type != .community { refer("community", .community(community)) }
    if place.parent != nil { refer("", .thread(RecordPath.thread(of: place))) }
    for picture in picturesShown(in: record.body) {
      refer("body", .picture("\(RecordPath.folder(of: place.text))/\(picture)"))
    }
    for address in linksShown(in: record.body) {
      guard let path = linkedPath(address, from: place.text), path.hasSuffix(".md") else { continue }
      refer("body", .link(address, path: path))
    }
  }

  /// Returns the people, communities and records that a value of that kind names.
  private static func names(in value: YAMLValue, _ kind: Field.Kind) -> [Reference.Target] {
    switch (kind, value) {
    case (.list(let kind), .list(let items)): items.flatMap { names(in: $0, kind) }
    case (.list(let kind), _): names(in: value, kind)
    case (.map(let key, let kind), .map(let pairs)):
      pairs.flatMap { names(in: .string($0.key), key) + names(in: $0.value, kind) }
    case (.handle, _): value.handle.map { [.person($0)] } ?? []
    case (.slug, _): value.slug.map { [.community($0)] } ?? []
    case (.id, _): value.id.map { [.record($0.rawValue)] } ?? []
    default: []
    }
  }

  private mutating func report(_ path: String, _ problem: Finding.Problem, line: Int = 1) {
    findings.append(Finding(path: path, problem: problem, line: line))
  }
}

extension Network {
  /// Checks the whole branch of the commons, then those of private communities of it.
  ///
  /// - Parameter progress: called with the number of files read so far.
  package func checkup(_ privateCommunities: [Network] = [], progress: (Int) -> Void = { _ in }) throws
    -> [Finding]
  {
    var count = 0
    var commons = Checkup(format: try formatVersion)
    var findings = try check(into: &commons, &count, progress)
    for network in privateCommunities {
      var checkup = Checkup(
        network.privateCommunity, format: try network.formatVersion, around: commons.known)
      findings += try network.check(into: &checkup, &count, progress)
    }
    return findings
  }

  private func check(into checkup: inout Checkup, _ count: inout Int, _ progress: (Int) -> Void) throws
    -> [Finding]
  {
    guard let commit = try snapshot().commit else { return [] }
    try repository.walk(commit) { path, blob in
      let shown = prefix.shown(path)
      do {
        if path.hasSuffix(".md") {
          checkup.add(shown, try recordBytes(shown, blob.id) ?? [])
        } else if let size = try repository.size(of: blob.id),
          let limit = try Self.limit(surpassedBy: size, in: repository)
        {
          checkup.add(shown, tooLarge: size, limit: limit)
        } else {
          checkup.add(shown, [])
        }
      } catch StoreError.recordTooLarge(_, let bytes, let limit) {
        checkup.add(shown, tooLarge: bytes, limit: limit)
      }
      count += 1
      progress(count)
    }
    return checkup.finish()
  }
}
