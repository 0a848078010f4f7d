import Testing

@testable import Git

@Suite struct LineEndsTests {
  @Test(arguments: [
    ("a\r\nb\r\n", "a\nb\n"), ("a\r\nb\n", "a\nb\n"), ("a\r\r\n", "a\r\n"), ("\r\n", "\n"),
  ])
  func everyCRLFBecomesLF(text: String, unified: String) {
    #expect(LineEnds.unified(Array(text.utf8)) == Array(unified.utf8))
  }

  @Test(arguments: ["", "a\nb", "a\rb", "a\r", "\0\r\n"])
  func whatHasNoneOrIsNoTextStays(text: String) {
    #expect(LineEnds.unified(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    ("a\r\nb\r\n", "a\nc\n", "a\nb\n"), ("a\r\n", "a\n", "a\n"), ("a\r\n", nil, "a\n"),
    ("a\r\nc\r\n", "a\r\nb\r\n", "a\r\nc\r\n"), ("a\nb\n", "a\r\nb\r\n", "a\r\nb\r\n"),
    ("a\nc\n", "a\r\nb\r\n", "a\nc\n"), ("a\0\r\n", "a\n", "a\0\r\n"),
  ])
  func anEditHasTheLineEndsOfWhatWasCommitted(edited: String, committed: String?, kept: String) {
    #expect(LineEnds.kept(Array(edited.utf8), of: committed.map { Array($0.utf8) }) == Array(kept.utf8))
  }
}
