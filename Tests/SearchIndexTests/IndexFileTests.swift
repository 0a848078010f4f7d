import Foundation
import GRDB
import Records
import SeededRandom
import Synchronization
import Testing

@testable import SearchIndex

@Suite struct IndexFileTests {
  let network: SmallNetwork
  let post = SmallNetwork.post("aaaa", title: "Organiser les congés")

  init() throws { network = try SmallNetwork() }

  @Test func anIndexIsFoundAgain() throws {
    try network.add(post)
    try network.reopen()
    #expect(network.index.state == .ready)
    #expect(try network.keys("congés").count == 1)
    #expect(try network.index.tip() == "tip+")
  }

  @Test(arguments: ["garbage", "empty", "header", "cut", "version"])
  func aDamagedIndexIsMadeAnew(damage: String) throws {
    try network.add(post)
    let handle = try #require(FileHandle(forUpdatingAtPath: network.path))
    switch damage {
    case "garbage": try handle.write(contentsOf: Data(repeating: 0x5a, count: 8_192))
    case "empty": try handle.truncate(atOffset: 0)
    case "header": try handle.write(contentsOf: Data("SQLite format 3\0".utf8.dropLast(4) + Data(count: 80)))
    case "cut": try handle.truncate(atOffset: 100)
    default:
      let queue = try DatabaseQueue(path: network.path)
      try queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 999") }
      try queue.close()
    }
    try handle.close()
    for suffix in ["-wal", "-shm"] where damage != "version" {
      try? FileManager.default.removeItem(atPath: network.path + suffix)  // the log would mend it
    }
    try network.reopen()
    #expect(network.index.state == .remade || network.index.state == .new)
    #expect(try network.index.tip() == nil)
    try network.rebuild([post.path: post.text])
    #expect(try network.keys("congés").count == 1)
  }

  /// Whatever page is overwritten, and with what: each question is answered, by an index that is filled anew.
  @Test(arguments: [0xa5, 0x00, 0xff] as [UInt8])
  func aDamagedPageIsMendedWhileAQuestionIsAnswered(byte: UInt8) throws {
    let files = Self.posts
    try network.rebuild(files)
    let whole = try Data(contentsOf: URL(fileURLWithPath: network.path))
    for page in 0..<(whole.count / IndexSchema.pageSize) {
      var damaged = whole
      let start = page * IndexSchema.pageSize
      damaged.replaceSubrange(
        start..<(start + IndexSchema.pageSize), with: Data(repeating: byte, count: IndexSchema.pageSize))
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: network.path + suffix)  // none may be there
      }
      try damaged.write(to: URL(fileURLWithPath: network.path))
      try network.reopen()
      network.index.refill = { [unowned network] in try network.rebuild(files) }
      if try network.index.tip() == nil { try network.rebuild(files) }
      #expect(try network.index.list(ListFilter()).count == 300, "page \(page)")
      #expect(try network.find("planning").total == 300, "page \(page)")
      #expect(try network.index.lookup("1000").count == 20, "page \(page)")
      let tip = try network.index.tip()
      if try !network.index.update(to: "x", from: tip, { try $0(post.path, Array(post.text.utf8)) }) {
        #expect(try network.index.tip() == nil)
        try network.rebuild(files.merging([post.path: post.text]) { $1 })
      }
      #expect(try network.keys("congés").count == 1, "page \(page)")
    }
  }

  /// A quarter of a page leaves its head, or only its head, as it was: rows may then be missing that nothing complains of.
  @Test(arguments: ["random", "zero", "another"])
  func aQuestionThatFindsNothingFindsTheDamage(bytes: String) throws {
    let files = Self.posts.filter { $0.key < Self.posts.keys.sorted()[60] }
    try network.rebuild(files)
    let whole = try Data(contentsOf: URL(fileURLWithPath: network.path))
    let length = IndexSchema.pageSize / 4
    var random = Seeded(state: 7)
    for place in 1..<(whole.count / length) {
      var damaged = whole
      let other = (place + 5) * length % whole.count
      let new =
        switch bytes {
        case "random": Data((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
        case "zero": Data(count: length)
        default: whole[other..<(other + length)]
        }
      damaged.replaceSubrange((place * length)..<((place + 1) * length), with: new)
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: network.path + suffix)  // none may be there
      }
      try damaged.write(to: URL(fileURLWithPath: network.path))
      try network.reopen()
      network.index.refill = { [unowned network] in try network.rebuild(files) }
      if try network.index.tip() == nil { try network.rebuild(files) }
      #expect(try !network.index.list(ListFilter()).isEmpty, "place \(place)")
      #expect(try network.find("planning").total > 0, "place \(place)")
      for path in files.keys.sorted().prefix(5) {
        let post = try #require(RecordPath(path))
        #expect(try network.index.lookup(post.key).count == 1, "place \(place)")
      }
      #expect(try network.index.activity()["idf"] != nil, "place \(place)")
    }
  }

  private static let posts = Dictionary(
    uniqueKeysWithValues: (0..<300).map { number in
      let post = SmallNetwork.post(String(100_000_000_000 + number), title: "Planning \(number)")
      return (post.path, post.text)
    })

  @Test func damageThatNobodyMendsIsToldAndTheNextOpeningBuildsAnew() throws {
    try network.rebuild(Self.posts)
    let size = try #require(try FileManager.default.attributesOfItem(atPath: network.path)[.size] as? Int)
    let handle = try #require(FileHandle(forUpdatingAtPath: network.path))
    // The first two pages, which every opening reads, stay.
    try handle.seek(toOffset: UInt64(2 * IndexSchema.pageSize))
    try handle.write(contentsOf: Data(repeating: 0xa5, count: size - 2 * IndexSchema.pageSize))
    try handle.close()
    try network.reopen()
    #expect(throws: (any Error).self) { try network.find("planning") }
    try network.reopen()
    #expect(try network.index.tip() == nil)
    try network.rebuild(Self.posts)
    #expect(try network.find("planning").total == 300)
  }

  @Test func anIndexOnAReadOnlyFileSystemIsReadAsItIs() throws {
    try network.rebuild([post.path: post.text])
    let copy = network.folder.appending(path: "read only % ?#").path
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: network.path, toPath: copy + "/index.sqlite")
    chmod(copy + "/index.sqlite", 0o444)
    chmod(copy, 0o555)
    defer { chmod(copy, 0o755) }
    guard geteuid() != 0 else {
      // Root writes where it wants: only that the file opens can be seen.
      #expect(try SearchIndex(at: copy + "/index.sqlite").tip() == "built")
      return
    }
    let index = try SearchIndex(at: copy + "/index.sqlite")
    #expect(try index.tip() == "built")
    #expect(try index.list(ListFilter()).count == 1)
  }

  @Test func whereNothingCanBeWrittenTheIndexIsInMemory() throws {
    let index = try SearchIndex(at: "/proc/nowhere/index.sqlite")
    #expect(index.state == .inMemory)
    _ = try index.update(to: "tip", from: nil) { add in try add(post.path, Array(post.text.utf8)) }
    #expect(try index.list(ListFilter()).count == 1)
    #expect(try index.tip() == "tip")
  }

  @Test func anUpdateThatFailsChangesNothing() throws {
    struct Stop: Error {}
    try network.add(post)
    let tip = try network.index.tip()
    for old in [tip, nil] {
      #expect(throws: Stop.self) {
        try network.index.update(to: "never", from: old) { add in
          try add(post.path, nil)
          throw Stop()
        }
      }
      #expect(try network.index.tip() == tip)
      #expect(try network.keys("congés").count == 1)
    }
    let litter = try FileManager.default.contentsOfDirectory(atPath: network.folder.path)
    #expect(
      litter.allSatisfy { $0.hasPrefix("index.sqlite") && !$0.contains("new") && !$0.contains("spool") })
  }

  @Test func anUpdateFromAnotherTipIsLeftAlone() throws {
    try network.add(post)
    #expect(try network.index.update(to: "x", from: "elsewhere") { _ in Issue.record("was asked") } == false)
    #expect(try network.index.tip() == "tip+")
  }

  @Test func anotherReaderGoesOnWhileTheIndexIsBuiltAnew() throws {
    try network.rebuild([post.path: post.text])
    let other = try SearchIndex(at: network.path)
    #expect(try other.list(ListFilter()).count == 1)
    try network.rebuild([:])
    #expect(try other.list(ListFilter()).count == 1)
    #expect(try SearchIndex(at: network.path).list(ListFilter()).isEmpty)
  }

  /// As many processes do, each with a connection of its own, where there is no index, an old one or a broken one.
  @Test(arguments: ["none", "garbage", "version", "log"]) func allMayMakeTheIndexAtOnce(old: String) throws {
    try network.rebuild([post.path: post.text])
    let whole = try Data(contentsOf: URL(fileURLWithPath: network.path))
    for round in 0..<6 {
      let path = network.folder.path + "/\(round)/index.sqlite"
      try FileManager.default.createDirectory(
        atPath: network.folder.path + "/\(round)", withIntermediateDirectories: true)
      switch old {
      case "none": break
      case "garbage": try Data(repeating: 0x5a, count: 8_192).write(to: URL(fileURLWithPath: path))
      case "version":
        try whole.write(to: URL(fileURLWithPath: path))
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 999") }
        try queue.close()
      default:
        // The log of an index that is gone.
        let queue = try OpenDatabase(path).queue
        try queue.inDatabase { db in
          try db.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE meta(x); CREATE TABLE record(y)")
        }
        try FileManager.default.removeItem(atPath: path)
      }
      let failures = Mutex<[String]>([])
      let post = post
      DispatchQueue.concurrentPerform(iterations: 8) { number in
        do {
          for _ in 0..<3 {
            let index = try SearchIndex(at: path)
            if try index.tip() == nil {
              _ = try index.update(to: "tip", from: nil) { add in try add(post.path, Array(post.text.utf8)) }
            }
            let found = try index.list(ListFilter()).count
            if found != 1 { failures.withLock { $0.append("\(number) found \(found)") } }
          }
        } catch {
          failures.withLock { $0.append("\(number): \(error)") }
        }
      }
      #expect(failures.withLock { $0 } == [], "round \(round)")
      let last = try SearchIndex(at: path)
      #expect(last.state == .ready)
      #expect(try last.list(ListFilter()).count == 1)
    }
  }
}
