import Glibc
import Testing

@testable import Markdown

private func kinds(_ text: String) -> [Markdown.Kind] {
  (Markdown(text)?.events ?? []).compactMap { if case .begin(let node) = $0 { node.kind } else { nil } }
}

@Test func blocksAndWhatIsOnTheirLinesAreFound() {
  let text = "# A *b*\n\n> 2) [c](d) ~~e~~\n\n| f |\n| - |\n| `g` |\n\n- [x] <b>https://h.org\n"
  #expect(
    kinds(text) == [
      .document, .heading(level: 1), .text, .emphasis, .text, .quote, .list(first: 2), .item, .paragraph,
      .link,
      .text, .text, .struckOut, .text, .table, .row, .cell, .text, .row, .cell, .codeSpan, .list(first: nil),
      .item,
      .paragraph, .htmlSpan, .text, .link, .text,
    ])
}

@Test func linesAndBytesAreCounted() throws {
  let events = try #require(Markdown("é\n\n- **[b](c)**: d\n  e\n")?.events)
  let link = try #require(
    events.compactMap { if case .begin(let node) = $0, node.kind == .link { node } else { nil } }.first)
  #expect(link.lines == 3..<4 && link.firstByte == 4 && link.endByte == 10 && link.address == "c")
}

@Test func tablesAreOffWhereALineHasManyBars() {
  func table(_ columns: Int, rows: Int = 1) -> String {
    func row(_ cell: String) -> String { String(repeating: "|" + cell, count: columns) + "\n" }
    return row("a") + row("-") + String(repeating: "a\n", count: rows)
  }
  #expect(kinds(table(200)).contains(.table))
  #expect(!kinds(table(201)).contains(.table))
  // Every line is a row, and every row is filled up to the width of the first.
  #expect(!kinds(table(100, rows: 20_000)).contains(.table))
  #expect(kinds("https://a.org").contains(.link))
  #expect(!kinds("https://a.org " + String(repeating: "x", count: 2_001)).contains(.link))
}

@Test(arguments: [
  ">", "> ", "- ", "1. ", "![", "a ![[]() ",
])
func whatKeepsAReaderBusyIsNotRead(_ piece: String) {
  #expect(Markdown(String(repeating: piece, count: 99) + "x") != nil)
  #expect(Markdown(String(repeating: piece, count: 2_001) + "x") == nil)
}

/// Processor time of this thread, so that other tests at work count for nothing.
private func seconds(_ body: () -> Void) -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  body()
  return now() - start
}

/// Quadratic work would take minutes, and a deep stack end the test.
@Test(arguments: [
  "![", "![a](", "`", "``` ", "![](<", "![a](((((", "![a](x", "![]( ", "[a][", "[a](", "[", "]", "*a **b ",
  "_a __b ",
  "> ", "- ", "> \n", "- a\n  ", "<a ", "<!--", "<?", "<![CDATA[", "a_b_", "~~a ", "www.a_", "www.a_ ",
  "http://a",
  "a@b", "a@b.c ", "|x|\n", "|", "|a", "[a]: b\n", "[![a](b)](c) ", "&", "\\", "![[]() ", "![[]()\n\n",
  "x\n> ",
])
func noTextKeepsAReaderBusy(_ piece: String) {
  let text = String(repeating: piece, count: 400_000 / piece.utf8.count)
  #expect(seconds { _ = Markdown(text) } < 10)
}

@Test func aQuoteThatEndsOnALongParagraphIsNoTrap() {
  let text = String(repeating: "> ", count: 190) + "a\n" + String(repeating: "a\n", count: 100_000)
  #expect(seconds { _ = Markdown(text) } < 10)
  let ticks = (1...900).map { String(repeating: "`", count: $0) }.joined(separator: " ")
  #expect(seconds { _ = Markdown(ticks) } < 10)
}
