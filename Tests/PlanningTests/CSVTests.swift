import Testing

@testable import Planning

@Suite struct CSVTests {
  @Test(arguments: [
    ("a", "a"), ("", ""), ("a,b", "\"a,b\""), ("say \"a\"", "\"say \"\"a\"\"\""), ("a\nb", "\"a\nb\""),
    // As a character, the quotation mark and the accent behind it are one.
    ("a,\"\u{301}b", "\"a,\"\"\u{301}b\""),
    ("=1+1", "'=1+1"), ("@x", "'@x"), ("+33 1 23", "+33 1 23"), ("-1", "-1"), ("-x", "'-x"),
    (" =1+1", "' =1+1"), ("\u{A0}\u{FEFF}@x", "'\u{A0}\u{FEFF}@x"), ("\n-x", "\"'\n-x\""),
    ("\u{FF1D}1", "'\u{FF1D}1"),
    ("+33-1", "'+33-1"), (" a=1", " a=1"), ("  -12", "  -12"),
    ("=\"a\"", "\"'=\"\"a\"\"\""),
  ])
  func aCellStaysOneCellAndRunsNothing(text: String, cell: String) {
    #expect(Array(CSV.plain.cell(text).utf8) == Array(cell.utf8))
  }

  @Test func aFrenchSpreadsheetHasSemicolonsAndAMark() {
    let form = CSV(for: .french)
    #expect(form.line(["a,b", "a;b", "4,5"]) == "a,b;\"a;b\";4,5\r\n")
    #expect(form.mark == "\u{FEFF}")
    #expect(CSV(for: .english).mark.isEmpty)
  }
}
