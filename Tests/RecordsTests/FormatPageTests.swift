import Foundation
import Testing

@testable import Records

/// The page that describes the format says what the code says.
@Suite struct FormatPageTests {
  @Test func itsTableOfKeysIsTheSchema() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Records/Records.docc/Format.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let table = text.matches(of: /(?m)^ +\| ([a-z]+) \| ([^|]*) \|(?: ([^|]*))? \|$/)
    for type in RecordType.allCases {
      let rows = table.filter { $0.1 == type.rawValue }
      let row = try #require(rows.first, "\(type) has no line")
      #expect(rows.count == 1)
      let fields = Schema.fields(of: type, format: Schema.formatVersion)
      #expect(keys(row.2) == Set(fields.filter(\.isRequired).map(\.key)), "\(type)")
      #expect(keys(row.3 ?? "") == Set(fields.filter { !$0.isRequired }.map(\.key)), "\(type)")
    }
  }

  private func keys(_ cell: Substring) -> Set<String> {
    Set(cell.matches(of: /`([a-z_]+)`/).map { String($0.1) })
  }
}
