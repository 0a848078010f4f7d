import Foundation
import Testing

/// Which modules each room may import, besides the C library's and FoundationEssentials: imports go down only.
private let allowed: [String: Set<String>] = [
  "mgrnet": ["MgrnetCLI"],
  "MgrnetCLI": [
    "ArgumentParser", "Attention", "Contests", "Disclosure", "Disk", "FlyingFox", "FlyingSocks", "Foundation",
    "Git",
    "Importing",
    "Judging", "LinkCheck", "Markdown", "Meeting", "Mustache", "Pages", "Planning", "Records", "Rights",
    "SealedSync",
    "Sealing", "SearchIndex", "Store", "Sync", "Synchronization",
  ],
  "Pages": ["Markdown", "Mustache", "Records"],
  "SealedSync": ["Disk", "Git", "Judging", "Records", "Sealing", "Store", "Sync"],
  "Sync": ["Disclosure", "Disk", "Git", "Judging", "Records", "Rights", "Store"],
  "Disclosure": ["Disk", "Git", "Markdown", "Records", "Store"],
  "Store": ["Disk", "Git", "Markdown", "Records", "Sealing", "Shipped"],
  "Judging": ["Contests", "Disk", "Git", "Records", "Rights", "Sealing", "Store"],
  "Rights": ["Records"],
  "SearchIndex": ["CSearchIndex", "Disk", "Foundation", "GRDB", "Markdown", "Records"],
  "Importing": ["Cgumbo", "Markdown", "Records"],
  "Attention": ["Planning", "Records"],
  "Contests": ["Meeting", "Records", "Sealing"],
  "LinkCheck": ["Clibcurl"],
  "Meeting": ["Records"],
  "Planning": ["Clibical", "HolidayFacts", "Mustache", "Records"],
  "Sealing": ["Crypto", "CryptoExtras"],
  "Git": ["Clibgit2", "Disk"],
  "Disk": ["Cdisk"],
  "Markdown": ["Ccmark"],
  "Records": ["Yams", "Swift"],
]
private let everywhere: Set<String> = ["FoundationEssentials", "Glibc"]

private let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
  .standardizedFileURL

private func swiftFiles() throws -> [(room: String, name: String, text: String)] {
  let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
  return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { url in
    let name = url.path(percentEncoded: false).dropFirst(sources.path(percentEncoded: false).count)
    let room = String(name.split(separator: "/").first ?? "")
    return (room, String(name), try String(contentsOf: url, encoding: .utf8))
  }
}

@Suite struct RoomsTests {
  @Test func importsGoDownOnly() throws {
    let pattern =
      /(?m)^(?:@\S+(?:\(\S+\))? +)*(?:(?:public|package|internal|private|fileprivate) +)?import +(?:struct +|class +|func +|enum +)?(\w+)/
    var seen = 0
    for file in try swiftFiles() {
      let rooms = try #require(allowed[file.room], "\(file.name) is in a room that the table does not know")
      for match in file.text.matches(of: pattern) {
        seen += 1
        let module = String(match.1)
        #expect(rooms.contains(module) || everywhere.contains(module), "\(file.name) imports \(module)")
      }
    }
    #expect(seen > 50)
  }

  @Test func onlyTheCommandLinePrintsAndReadsTheWorld() throws {
    let forbidden =
      /\b(print|debugPrint|fatalError)\(|ProcessInfo|\bgetenv\b|\benviron\b|\bDate\(\)|clock_gettime|isatty/
    for file in try swiftFiles() where file.room != "MgrnetCLI" && file.room != "mgrnet" {
      for match in file.text.matches(of: forbidden) { Issue.record("\(file.name): \(match.0)") }
    }
  }

  /// The lines of the map begin with ``- `Folder`: ``.
  @Test func everyFolderOfTheCommandLineIsOnItsMap() throws {
    let room = sources.appending(path: "MgrnetCLI")
    let map = try String(contentsOf: room.appending(path: "MgrnetCLI.docc/Map.md"), encoding: .utf8)
    let listed = map.matches(of: #/(?m)^- `([^`]+)`: /#).map { String($0.1) }
    let folders = try #require(FileManager.default.subpaths(atPath: room.path(percentEncoded: false)))
      .filter { $0.hasSuffix(".swift") && $0.contains("/") }
      .map { $0.split(separator: "/").dropLast().joined(separator: "/") }
    #expect(listed.sorted() == Set(folders).sorted())
  }

  @Test func filesStayShort() throws {
    for file in try swiftFiles() {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(file.name) has \(lines) lines")
    }
  }
}
