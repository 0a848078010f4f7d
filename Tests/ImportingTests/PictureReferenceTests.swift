import Testing

@testable import Importing

private func addresses(_ text: String) -> [String] {
  var found: [String] = []
  _ = replacingPictures(in: text) {
    found.append($0)
    return nil
  }
  return found
}

@Test(
  arguments: [
    ("![a](b.png)", ["b.png"]), ("x ![a](b%20c.png \"Title\") ![](<d e.png>)", ["b c.png", "d e.png"]),
    ("![a](b(1).png)", ["b(1).png"]), ("[a](b.png) !x ![a] (b.png) \\![a](b.png)", []),
    ("`![a](b.png)` ![c](d.png)", ["d.png"]), ("```\n![a](b.png)\n```\n![c](d.png)", ["d.png"]),
    ("[![badge](b.svg)](https://x)", ["b.svg"]), ("![a](", []), ("![a]()", []), ("![", []),
    ("~~~\n![a](b)", []),
    ("` ![a](b.png)", ["b.png"]), ("![é](é.png)", ["é.png"]), ("![a](b%zz.png)", ["b%zz.png"]),
  ] as [(String, [String])])
func aPictureOutsideCodeIsFound(_ text: String, _ expected: [String]) {
  #expect(addresses(text) == expected)
}

@Test func onlyTheAddressIsReplaced() {
  let text = "é ![a](x/1.png \"t\")\r\n![b](<y 2.png>) ![c](z.png)"
  let new = replacingPictures(in: text) { ["x/1.png": "1.png", "y 2.png": "y-2.png"][$0] }
  #expect(new == "é ![a](1.png \"t\")\r\n![b](<y-2.png>) ![c](z.png)")
}

@Test func hostileTextTakesLinearTime() {
  for piece in ["![", "![a](", "`", "``` ", "![](<", "![a](((((", "![a](x", "![]( "] {
    let text = String(repeating: piece, count: 50_000)
    #expect(replacingPictures(in: text) { _ in "x" }.utf8.count > 0)
  }
}

@Test func theContentSaysWhatAFileOfLinksIs() {
  let item = "<DT><A HREF=\"https://example.org\">x</A>"
  #expect(links(in: Array("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL>\(item)".utf8)).links.count == 1)
  #expect(links(in: Array("\u{feff}  <dl>\(item)".utf8)).links.count == 1)
  #expect(links(in: Array("<h1>List</h1>\n\n- [x](https://example.org)\n".utf8)).links.count == 1)
  #expect(links(in: Array("- [x](https://example.org) says `<DL>`\n".utf8)).links.count == 1)
  #expect(links(in: []).links.isEmpty)
}
