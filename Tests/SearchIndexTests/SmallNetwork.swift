import Foundation
import Records
import Testing

@testable import SearchIndex

/// A real index file in a folder of its own, and files to fill it with.
final class SmallNetwork {
  let folder: URL
  private(set) var index: SearchIndex

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "mgrnet-index-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    index = try SearchIndex(at: folder.appending(path: "index.sqlite").path)
    _ = try index.update(to: "tip", from: nil) { _ in }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)  // only litter
  }

  var path: String { folder.appending(path: "index.sqlite").path }
  static let now = Timestamp("2026-11-23T12:00:00+01:00")!

  /// As the next process would.
  func reopen() throws { index = try SearchIndex(at: path) }

  func apply(_ files: [String: String?]) throws {
    let files = files.sorted { $0.key < $1.key }
    let tip = try #require(try index.tip())
    let isDone = try index.update(to: tip + "+", from: tip) { add in
      for (path, text) in files { try add(path, text.map { Array($0.utf8) }) }
    }
    #expect(isDone)
  }

  /// As from a new clone.
  func rebuild(_ files: [String: String]) throws {
    _ = try index.update(to: "built", from: nil) { add in
      for (path, text) in files.sorted(by: { $0.key < $1.key }) { try add(path, Array(text.utf8)) }
    }
  }

  func find(
    _ text: String, sort: FindOptions.Sort = .best, limit: Int = 20, seen: [String] = []
  ) throws -> FindResult {
    var options = FindOptions(now: Self.now)
    options.sort = sort
    options.limit = limit
    options.me = "alice"
    options.seen = seen
    return try index.find(QueryParser.parse(text, now: Self.now), options)
  }

  /// The keys of what is found, sorted.
  func keys(_ text: String) throws -> [String] { try find(text).hits.map(\.record.key).sorted() }

  /// A post of community `idf`; its id is the given letters and zeros.
  static func post(
    _ id: String, title: String = "Titre", body: String = "", kind: String = "question",
    created: String = "2026-11-20T09:00:00+01:00", language: String? = "fr", more: [String] = []
  ) -> (path: String, text: String) {
    let id = Self.id(id)
    let lines =
      ["id: \(id)", "title: \"\(title)\"", "kind: \(kind)", "author: alice", "created: \(created)"]
      + (language.map { ["language: \($0)"] } ?? []) + more
    return (
      "communities/idf/posts/2026/11/titre-\(id)/post.md",
      "---\n\(lines.joined(separator: "\n"))\n---\n\n\(body)\n"
    )
  }

  static func reply(
    _ id: String, to post: String, body: String = "Oui", author: String = "bob",
    created: String = "2026-11-21T09:00:00+01:00", more: [String] = []
  ) -> (path: String, text: String) {
    let lines = ["id: \(Self.id(id))", "author: \(author)", "created: \(created)"] + more
    return (
      "communities/idf/posts/2026/11/titre-\(Self.id(post))/replies/\(Self.id(id)).md",
      "---\n\(lines.joined(separator: "\n"))\n---\n\n\(body)\n"
    )
  }

  static func mark(_ post: String, by author: String, _ lines: [String], body: String = "") -> (
    path: String, text: String
  ) {
    (
      "communities/idf/posts/2026/11/titre-\(Self.id(post))/marks/\(author).md",
      "---\nauthor: \(author)\n\(lines.joined(separator: "\n"))\n---\n\(body)\n"
    )
  }

  static func absence(
    _ id: String, of person: String = "luc", from: String = "2026-12-21", to: String, more: [String] = []
  ) -> (path: String, text: String) {
    let lines = ["id: \(Self.id(id))", "person: \(person)", "from: \(from)", "to: \(to)"] + more
    return (
      "leave/2026/\(person)-\(from)-\(Self.id(id)).md", "---\n\(lines.joined(separator: "\n"))\n---\n"
    )
  }

  static func id(_ letters: String) -> String {
    letters + String(repeating: "0", count: max(0, 12 - letters.utf8.count))
  }

  func add(_ files: (path: String, text: String)...) throws {
    try apply(Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) }))
  }
}
