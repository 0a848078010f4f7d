import Foundation
import Git
import Judging
import Records
import Rights
import Sealing

/// A bare repository whose commits are made by hand, as anybody with git could make them.
final class TestHistory {
  let folder: String
  let repository: Repository
  private var hour: Int64 = 0

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/judging-\(UUID().uuidString.prefix(8))"
    repository = try Repository.create(at: folder + "/r.git", bare: true)
  }

  deinit {
    // A folder that stays behind in /tmp harms no test.
    try? FileManager.default.removeItem(atPath: folder)
  }

  static let post = "communities/idf/posts/2027/01/t-7k2m9x4q1abc/post.md"

  /// Anna made the network and is its steward; Paul and Claire are members; Paul wrote a question.
  static let network: [String: String?] = [
    "network.md": front("name: N", "format: 2", "stewards: [anna]"),
    "charter.md": front("revision: 1"),
    "people/anna.md": person("Anna"), "people/paul.md": person("Paul"), "people/claire.md": person("Claire"),
    "communities/idf/community.md": front("title: IDF", "region: IDF", "stewards: [anna]"),
    post: text("Question of Paul."),
  ]

  static func text(_ words: String, by author: String = "paul", _ more: String...) -> String {
    front(["id: 7k2m9x4q1abc", "title: T", "kind: question", "author: \(author)"] + more) + "\n\(words)\n"
  }
  static func front(_ lines: String...) -> String { front(lines) }
  static func front(_ lines: [String]) -> String { "---\n\(lines.joined(separator: "\n"))\n---\n" }
  static func person(_ name: String, _ more: String...) -> String {
    front(["name: \(name)", "email: \(name.lowercased())@example.org", "charter: 1"] + more)
  }

  /// Writes a commit; `nil` as text removes the file. Each is an hour later than the one before.
  func commit(
    by name: String, on parents: [ObjectID], key: SigningKey? = nil, _ files: [String: String?]
  ) throws -> ObjectID {
    hour += 1
    let who = Signature(
      name: name, email: "\(name)@example.org", seconds: 1_800_000_000 + hour * 3600, offsetMinutes: 60)
    let changes = try files.sorted { $0.key < $1.key }.map { path, text in
      try text.map { TreeChange.put(path, try repository.writeBlob(Array($0.utf8))) } ?? .remove(path)
    }
    let act = BranchChange(
      branch: "main", parents: parents, changes: changes, author: who, committer: who, message: "act\n")
    return try repository.write(
      act, signer: key.map { key in { try SSHSignature.armored(over: $0, by: key) } }
    )
    .commit
  }

  func start() throws -> ObjectID { try commit(by: "anna", on: [], Self.network) }

  /// Merges two commits as the rules do.
  func merge(_ one: ObjectID, _ other: ObjectID) throws -> ObjectID {
    try repository.writeMerge(repository.merge(one, other).changes, of: one, and: other).commit
  }

  func judge(_ tips: ObjectID..., from judgement: Judgement? = nil) throws -> Judge {
    let judge = Judge(repository, isPrivate: false, from: judgement)
    for tip in tips { try judge.judge([tip]) }
    return judge
  }

  /// Returns the clauses that a commit's disputed files break, by path.
  func clauses(_ judge: Judge, at commit: ObjectID) throws -> [String: Clause] {
    try judge.judgement.disputes(in: commit, of: repository).reduce(into: [:]) {
      $0[$1.path] = $1.verdict.breach.clause
    }
  }

  func blob(_ text: String) throws -> ObjectID { ObjectID(ofBlob: Array(text.utf8)) }
}
