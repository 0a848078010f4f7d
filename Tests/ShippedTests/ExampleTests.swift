import FoundationEssentials
import Records
import Testing

/// The files of `Examples/reseau`, by their path in that network.
private let example: [String: [UInt8]] = {
  let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Examples/reseau"
  var files: [String: [UInt8]] = [:]
  // An example that cannot be read is empty here, and the first test then fails.
  for path in (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? [] {
    // A folder has no contents.
    if let data = FileManager.default.contents(atPath: root + "/" + path) { files[path] = Array(data) }
  }
  return files
}()

private let records = example.filter { $0.key.hasSuffix(".md") }.sorted { $0.key < $1.key }

@Test func theExampleHasEveryTypeOfRecord() {
  let types = Set(records.compactMap { RecordPath($0.key)?.type })
  // Members are of private communities, which no public example can hold; no command writes the others yet.
  #expect(
    types
      == Set(RecordType.allCases).subtracting([
        .member, .promise, .vote, .closed, .opened, .witness, .result,
      ]))
}

@Test func everyMarkdownFileOfTheExampleIsARecordThatIsKeptAsItIs() throws {
  for (path, bytes) in records {
    #expect(RecordPath(path) != nil, "\(path)")
    #expect(try Array(Document(parsing: bytes).text.utf8) == bytes, "\(path)")
  }
}

@Test func theExamplesPathsAreThoseThatMgrnetWouldMake() throws {
  for (path, bytes) in records {
    guard let place = RecordPath(path), [.post, .link, .event, .contest].contains(place.type) else {
      continue
    }
    let record = try Document(parsing: bytes)
    let name = "\(pathWords(record["title"]?.text ?? ""))-\(record["id"]?.text ?? "")"
    #expect(record["id"]?.text == place.key, "\(path)")
    #expect(path.contains("/\(name)"), "\(path)")
  }
}

@Test func picturesOfTheExampleAreBesideThePostThatShowsThem() throws {
  let pictures = example.filter { $0.key.hasSuffix(".png") }
  #expect(!pictures.isEmpty)
  for (path, bytes) in pictures {
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    let folder = RecordPath.folder(of: path)
    let post = try Document(parsing: #require(example[folder + "/post.md"]))
    #expect(post.body.contains("](\(path.dropFirst(folder.utf8.count + 1)))"))
  }
}
