import Shipped
import Testing

@Test func eachLanguageHasACharter() {
  let files = UnsafeBufferPointer(start: shipped_files, count: Int(shipped_files_count))
  let charters = files.filter { String(cString: $0.path) == "charter.md" }
  #expect(charters.map { String(cString: $0.language) }.sorted() == ["en", "fr"])
  #expect(charters.allSatisfy { $0.count > 500 && $0.bytes[0] == UInt8(ascii: "-") })
}
