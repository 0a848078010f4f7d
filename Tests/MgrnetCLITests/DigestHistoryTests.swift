import Foundation
import Records
import SeededRandom
import Testing

@testable import MgrnetCLI

/// A random history of one network in which three people write on clones of their own and push late, and each of them asks
/// for a digest now and then: a git repository, made by `git fast-import`.
private struct DigestHistory {
  static let people = ["alice", "bob", "carol"]
  static let subscriptions = [
    "alice": ["idf": "each", "est": "digest"], "bob": ["idf": "digest", "est": "none"],
    "carol": ["est": "mentions"],
  ]

  struct Item {
    let id: String
    let author: String
    let community: String
    /// Whose post it answers; `nil` for a post.
    let asker: String?
    let mentioned: String?
    var isWithdrawn = false
  }

  /// The history of a branch: its newest commit, and its files.
  private struct Line {
    var mark: Int
    var files: [String: String]
    /// Where it last met the shared branch.
    var base: [String: String]
    var met: Int
  }

  /// When somebody asked for a digest, and what the branch was then.
  struct Reading {
    let mark: Int
    let reader: String
    let seconds: Int64
    let minutes: Int
  }

  private(set) var stream = ""
  private(set) var items: [String: Item] = [:]
  private(set) var readings: [Reading] = []
  private var lines: [String: Line] = [:]
  private var shared = Line(mark: 0, files: [:], base: [:], met: 0)
  private var marks = 0
  private var seconds: Int64 = 1_790_000_000
  private var random: Seeded
  private var places: [String: String] = [:]

  init(seed: Int) {
    random = Seeded(state: UInt64(seed))
    var files = [
      "network.md": "---\nname: Net\nformat: 2\nlanguage: en\nstewards: [alice]\n---\n",
      "charter.md": "---\nrevision: 1\n---\n",
      "communities/idf/community.md": "---\ntitle: IDF\ntheme: all\n---\n",
      "communities/est/community.md": "---\ntitle: Est\nregion: Est\n---\n",
    ]
    for name in Self.people {
      let chosen = Self.subscriptions[name, default: [:]].sorted { $0.key < $1.key }
      let pairs = chosen.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
      files["people/\(name).md"] =
        "---\nname: \(name)\nemail: \(name)@example.org\ncharter: 1\nsubscriptions: {\(pairs)}\n---\n"
    }
    shared = commit(Line(mark: 0, files: [:], base: [:], met: 0), files, by: "alice", parents: [])
    // Long ago, so that the first digest of each says that there is nothing.
    seconds += 40 * 86_400
    for name in Self.people {
      lines[name] = shared
      read(by: name)
    }
    for _ in 0..<Int.random(in: 15...30, using: &random) { step() }
    for name in Self.people { push(name) }
    for name in Self.people { read(by: name) }
  }

  private mutating func step() {
    seconds += Int64.random(in: 60...90_000, using: &random)
    let name = Self.people.randomElement(using: &random) ?? "alice"
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<11: write(name)
    case 11..<15: push(name)
    default: read(by: name)
    }
  }

  private mutating func read(by name: String) {
    let minutes = Int.random(in: 1...12, using: &random)
    readings.append(Reading(mark: shared.mark, reader: name, seconds: seconds, minutes: minutes))
  }

  /// Lets somebody post, reply, edit, move, withdraw or try, on their own clone.
  private mutating func write(_ name: String) {
    guard let line = lines[name] else { return }
    var files = line.files
    let known = items.values.filter { places[$0.id].map { files[$0] != nil } ?? false }.sorted {
      $0.id < $1.id
    }
    let own = known.filter { $0.author == name && !$0.isWithdrawn }
    let threads = known.filter { $0.asker == nil }
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4:
      let community = Bool.random(using: &random) ? "idf" : "est"
      add(name, in: community, to: nil, &files)
    case 4..<7:
      guard let post = threads.randomElement(using: &random) else { return write(first: name) }
      add(name, in: post.community, to: post, &files)
    case 7:
      guard let item = own.randomElement(using: &random), let path = places[item.id] else { return }
      files[path]? += "\nMore.\n"
    case 8:
      // What moves keeps its id: nobody is told again. Only its author moves it, and nothing else is in its folder yet.
      guard let item = own.filter({ $0.asker == nil }).randomElement(using: &random),
        let path = places[item.id]
      else { return }
      let folder = RecordPath.folder(of: path)
      guard known.allSatisfy({ $0.id == item.id || !(places[$0.id] ?? "").hasPrefix(folder) }),
        items.values.allSatisfy({ $0.id == item.id || !(places[$0.id] ?? "").hasPrefix(folder) })
      else { return }
      files[path] = nil
      let moved = folder.replacing("/11/", with: "/12/") + "/post.md"
      files[moved] = line.files[path]
      places[item.id] = moved
    default:
      guard let item = own.randomElement(using: &random), let path = places[item.id] else { return }
      items[item.id]?.isWithdrawn = true
      files[path] = files[path]?.replacing("\n---\n", with: "\nwithdrawn: 2026-11-20\n---\n")
    }
    guard files != line.files else { return }
    lines[name] = commit(line, files, by: name, parents: [line.mark])
  }

  private mutating func write(first name: String) {
    guard let line = lines[name] else { return }
    var files = line.files
    add(name, in: "idf", to: nil, &files)
    lines[name] = commit(line, files, by: name, parents: [line.mark])
  }

  private mutating func add(
    _ name: String, in community: String, to post: Item?, _ files: inout [String: String]
  ) {
    let id = RecordID(random: &random).rawValue
    let mentioned =
      Int.random(in: 0..<6, using: &random) == 0 ? Self.people.randomElement(using: &random) : nil
    let text = mentioned.map { "Ask @\($0)." } ?? "A text."
    let path =
      post.map { "\(RecordPath.folder(of: places[$0.id] ?? ""))/replies/\(id).md" }
      ?? "communities/\(community)/posts/2026/11/a-post-\(id)/post.md"
    let head = post == nil ? "title: A post\nkind: news\n" : ""
    // The clock of a clone says when it was written, whenever it is pushed.
    let created = Timestamp(secondsSince1970: seconds, offsetMinutes: 60)
    files[path] = "---\nid: \(id)\n\(head)author: \(name)\ncreated: \(created)\n---\n\n\(text)\n"
    places[id] = path
    items[id] = Item(
      id: id, author: name, community: community, asker: post?.author, mentioned: mentioned)
  }

  /// Brings somebody's clone and the shared branch together, by a merge where both went on.
  private mutating func push(_ name: String) {
    guard var line = lines[name] else { return }
    if line.met == shared.mark {
      shared = line
    } else if line.mark == line.met {
      line = shared
    } else {
      var files = shared.files
      for path in Set(line.files.keys).union(line.base.keys) where line.files[path] != line.base[path] {
        files[path] = line.files[path]
      }
      shared = commit(shared, files, by: name, parents: [shared.mark, line.mark])
      line = shared
    }
    line.base = line.files
    line.met = line.mark
    (shared.base, shared.met) = (shared.files, shared.mark)
    lines[name] = line
  }

  private mutating func commit(_ line: Line, _ files: [String: String], by name: String, parents: [Int])
    -> Line
  {
    marks += 1
    stream += "commit refs/heads/made\nmark :\(marks)\n"
    for role in ["author", "committer"] {
      stream += "\(role) \(name) <\(name)@example.org> \(seconds) +0100\n"
    }
    stream += "data 3\nact\n"
    for (place, parent) in parents.enumerated() { stream += "\(place == 0 ? "from" : "merge") :\(parent)\n" }
    stream += "deleteall\n"
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      stream += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
    }
    stream += "\n"
    var next = line
    (next.mark, next.files) = (marks, files)
    if parents.isEmpty { (next.base, next.met) = (files, marks) }
    return next
  }

  /// Whether somebody is to be told of a text.
  static func isFor(_ reader: String, _ item: Item) -> Bool {
    if item.author == reader { return false }
    let mode = subscriptions[reader]?[item.community]
    return mode == "each" || mode == "digest" || item.mentioned == reader || item.asker == reader
  }
}

struct DigestHistoryTests {
  /// Over 200 histories, each text is told once to everybody whom it is for, however late it was pushed, and to nobody else.
  @Test(arguments: 0..<8)
  func noTextIsToldTwiceAndNoneIsLost(_ part: Int) throws {
    var (told, late) = (0, 0)
    for seed in 0..<25 {
      let seed = part * 25 + seed
      let history = DigestHistory(seed: seed + 1)
      let network = try Repository(history.stream)
      var count: [String: [String: Int]] = [:]
      for reading in history.readings {
        try network.setMain(to: reading.mark)
        let run = network.run(
          "digest", "--for", reading.reader, "--minutes", "\(reading.minutes)", "--json", at: reading.seconds)
        try #require(run.status == 0, "seed \(seed): \(run.errors)")
        for line in run.lines {
          let row = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "seed \(seed)")
          for id in row["new"] as? [String] ?? [] { count[reading.reader, default: [:]][id, default: 0] += 1 }
        }
      }
      for reader in DigestHistory.people {
        for item in history.items.values {
          let times = count[reader]?[item.id] ?? 0
          let isFor = DigestHistory.isFor(reader, item)
          // Who took a text back before it was told told nobody.
          let expected = !isFor ? 0...0 : item.isWithdrawn ? 0...1 : 1...1
          #expect(expected.contains(times), "seed \(seed): \(item.id) came \(times) times to \(reader)")
          told += times
        }
      }
      late += history.readings.count
    }
    #expect(told > 200 && late > 200, "the histories say little: \(told) texts told, \(late) digests")
  }

  /// A bare repository of a history, with a command line in it.
  private final class Repository {
    let path: String
    private var commits: [Int: String] = [:]

    init(_ stream: String) throws {
      path =
        FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appending(path: "mgrnet-history-\(UUID().uuidString.prefix(8)).git").path
      try git("init", "-q", "--bare", "-b", "main", path)
      try git("-C", path, "fast-import", "--quiet", "--export-marks=\(path)/marks", input: stream)
      for line in try String(contentsOfFile: path + "/marks", encoding: .utf8).split(separator: "\n") {
        let words = line.dropFirst().split(separator: " ")
        commits[Int(words[0]) ?? 0] = String(words[1])
      }
    }

    deinit {
      try? FileManager.default.removeItem(atPath: path)  // what stays behind in /tmp harms no test
    }

    func setMain(to mark: Int) throws {
      let commit = try #require(commits[mark])
      try (commit + "\n").write(toFile: path + "/refs/heads/main", atomically: true, encoding: .utf8)
    }

    func run(_ arguments: String..., at seconds: Int64) -> Run {
      let now = Timestamp(secondsSince1970: seconds, offsetMinutes: 60)
      return Run(
        arguments: ["-C", path] + arguments, environment: ["HOME": path, "MGRNET_NOW": "\(now)"], input: "")
    }

    private func git(_ arguments: String..., input: String = "") throws {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["git"] + arguments
      process.environment = [
        "PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      ]
      let file = path + ".stream"
      try input.write(toFile: file, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: file) }  // only litter
      process.standardInput = FileHandle(forReadingAtPath: file)
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
    }
  }
}
