import Records
import Rights

/// A small network as texts by path, and the acts that are tried on it.
struct TestGround {
  var files: [String: String]
  var isPrivate = false
  var restrictions = Restrictions()
  var heir: String?
  var founder: String? = "anna@example.org"
  /// What is computed of the contests, by their folders.
  var results: [String: String] = [:]

  /// Anna made the network and is its steward, Paul and Claire are members, Ines is steward of `idf`. Only Claire's card
  /// has a key.
  static let network = TestGround(files: [
    "network.md": front("name: N", "format: 2", "stewards: [anna]"),
    "charter.md": front("revision: 1"),
    "people/anna.md": person("Anna"), "people/paul.md": person("Paul"), "people/ines.md": person("Ines"),
    "people/claire.md": person("Claire", "keys: [{device: a, sign: K1}]"),
    "people/new.md": front("name: New", "email: new@example.org"),
    "communities/idf/community.md": front("title: IDF", "region: IDF", "stewards: [ines]"),
    "communities/sud/community.md": front("title: Sud", "region: Sud"),
    post: front("id: 7k2m9x4q1abc", "title: T", "kind: question", "author: paul", "takeaway: x")
      + "\nText.\n",
    reply: front("id: 7k2m9x4q1abd", "author: paul") + "\nAnswer.\n",
    link: front("id: 7k2m9x4q1abe", "title: L", "url: https://example.org", "added_by: paul", "status: ok"),
    "templates/rota.md": front("title: R", "kind: planning", "added_by: paul"),
    leave: front("id: 7k2m9x4q1abf", "person: paul", "from: 2027-01-01", "to: 2027-01-02"),
    event: front("id: 7k2m9x4q1abg", "title: E", "host: paul"),
    anonymous: front("id: 7k2m9x4q1abh", "title: A", "kind: question", "author: anonymous", "owner: K")
      + "\nA.\n",
  ])

  static let post = "communities/idf/posts/2027/01/t-7k2m9x4q1abc/post.md"
  static let folder = "communities/idf/posts/2027/01/t-7k2m9x4q1abc"
  static let reply = folder + "/replies/7k2m9x4q1abd.md"
  static let link = "links/tools/l-7k2m9x4q1abe.md"
  static let leave = "leave/2027/paul-2027-01-01-7k2m9x4q1abf.md"
  static let event = "events/2027/e-7k2m9x4q1abg/event.md"
  static let anonymous = "communities/idf/posts/2027/01/a-7k2m9x4q1abh/post.md"

  static func front(_ lines: String...) -> String { "---\n\(lines.joined(separator: "\n"))\n---\n" }
  static func person(_ name: String, _ more: String = "team: x") -> String {
    front("name: \(name)", "email: \(name.lowercased())@example.org", "charter: 1", more)
  }

  var ground: Ground {
    let folder = isPrivate ? "members/" : "people/"
    func document(_ path: String) throws -> Document? { try files[path].map { try Document(parsing: $0) } }
    return Ground(
      isPrivate: isPrivate, founder: founder, restrictions: restrictions,
      isGone: { files[folder + $0 + ".md"] == nil }, isHeir: { heir == nil || heir == $0 },
      members: {
        files.keys.filter { $0.hasPrefix("members/") }.sorted().map { String($0.dropFirst(8).dropLast(3)) }
      },
      result: { try results[$0].map { try Document(parsing: $0) } },
      handles: { email in
        try files.keys.filter { $0.hasPrefix(folder) }.sorted().filter {
          try document($0)?["email"]?.text?.lowercased() == email
        }.map { String($0.dropFirst(folder.count).dropLast(3)) }
      }, record: document)
  }

  /// Returns the clause that each change breaks, by path; `nil` as text removes the file.
  func clauses(
    _ name: String, key: String? = nil, on day: String = "2027-03-01", proved: Bool = false,
    _ changes: [String: String?]
  ) throws -> [String: Clause] {
    try breaches(name, key: key, on: day, proved: proved, changes).mapValues(\.clause)
  }

  func breaches(
    _ name: String, key: String? = nil, on day: String = "2027-03-01", proved: Bool = false,
    _ changes: [String: String?]
  ) throws -> [String: Breach] {
    let committer = Committer(
      email: name.contains("@") ? name : name + "@example.org", key: key,
      on: CalendarDay(day) ?? CalendarDay(daysSince1970: 0))
    return try Rights.breaches(
      of: changes.map { path, text in
        guard let text else { return Change(path, to: .absent) }
        guard path.hasSuffix(".md"), let document = try? Document(parsing: text) else {  // a picture
          return Change(path, to: .file)
        }
        return Change(path, to: .record(document), isProved: proved)
      }, by: committer, on: ground)
  }

  /// Returns the clause that one change breaks; `nil` for a rightful one.
  func clause(
    _ name: String, key: String? = nil, on day: String = "2027-03-01", proved: Bool = false, _ path: String,
    _ text: String?
  ) throws -> Clause? {
    try clauses(name, key: key, on: day, proved: proved, [path: text])[path]
  }

  /// Returns a file with more lines of front matter, and `words` in its text.
  func with(_ path: String, _ lines: String..., words: String? = nil) throws -> String {
    var document = try Document(parsing: files[path] ?? "")
    for line in lines {
      let added = try Document(parsing: Self.front(line))
      for pair in added.frontMatter.pairs {
        try document.set(pair.key, to: pair.value == .null ? nil : pair.value)
      }
    }
    if let words { document.prose = words }
    return document.text
  }
}
