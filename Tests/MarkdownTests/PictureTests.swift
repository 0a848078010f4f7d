import Markdown
import Testing

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
    ("![a](b%+4c.png)", ["b%+4c.png"]), ("![a [b] c](d.png)", ["d.png"]), ("![two\nlines](d.png)", ["d.png"]),
    ("```x``` ![c](d.png)", ["d.png"]), ("```\n``` x\n![a](b.png)\n```\n![c](d.png)", ["d.png"]),
    ("`a\n\n![c](d.png)`", ["d.png"]), ("![a](<b\nc>)", []), ("![x] and [a link](b.png)", []),
  ] as [(String, [String])])
func aPictureOutsideCodeIsFound(_ text: String, _ expected: [String]) {
  #expect(addresses(text) == expected)
}

@Test(
  arguments: [
    ("![a][r] ![r][] ![r]\n\n[r]: b.png 'Title'", ["b.png", "b.png", "b.png"]),
    ("![a](<b c.png>) ![a](b c.png)", ["b c.png"]), ("![a](b\\(1\\).png)", ["b(1).png"]),
    ("![a](b&amp;c.png)", ["b&c.png"]), ("<!-- ![a](b.png) -->", []), ("<!--\n![a](b.png)\n-->\n", []),
    ("    ![a](b.png)", []), ("- x\n\n  ![a](b.png)", ["b.png"]), ("<img src=\"b.png\"> ![[c.png]]", []),
    ("> ![a](b.png)\nlazy ![c](d.png)", ["b.png", "d.png"]), ("![a\\](b.png)", []),
    ("| ![a](b.png) |\n| - |\n| ![c](d.png) |", ["b.png", "d.png"]),
  ] as [(String, [String])])
func picturesAreWhatCommonMarkSays(_ text: String, _ expected: [String]) {
  #expect(addresses(text) == expected)
}

@Test(
  arguments: [
    ("![a][r] ![r]\r\n\r\n[r]: <b c.png> 't'\r\n", "![a][r] ![r]\r\n\r\n[r]: <X> 't'\r\n"),
    ("`![a](b.png)` ![a](b.png) <!-- ](b.png) -->", "`![a](b.png)` ![a](X) <!-- ](b.png) -->"),
    ("> ![a](b.png)\n  lazy ![a]( b.png\t)\n", "> ![a](X)\n  lazy ![a]( X\t)\n"),
    ("![a](b\\(1\\).png)![a](b&amp;c.png \"t\")", "![a](X)![a](X \"t\")"),
    ("[b.png](b.png) ![a [c](d) e](b.png)\n", "[b.png](b.png) ![a [c](d) e](X)\n"),
    ("- ![a](\n  b.png)\n\n[r]:\nc.png\n\n![r]", "- ![a](\n  X)\n\n[r]:\nX\n\n![r]"),
    ("![a](\n> b.png)", "![a](\n> b.png)"),
  ])
func noOtherByteIsReplaced(_ text: String, _ expected: String) {
  #expect(replacingPictures(in: text) { _ in "X" } == expected)
}

@Test func onlyTheAddressIsReplaced() {
  let text = "é ![a](x/1.png \"t\")\r\n![b](<y 2.png>) ![c](z.png)"
  let new = replacingPictures(in: text) { ["x/1.png": "1.png", "y 2.png": "y-2.png"][$0] }
  #expect(new == "é ![a](1.png \"t\")\r\n![b](<y-2.png>) ![c](z.png)")
}

@Test func picturesBesideTheTextAreShown() {
  let text =
    "![a](b%20c.png \"t\") ![](<d e.png>) `![x](x.png)` ![ and [a link](notes.pdf) ![](https://x.org/a.png) "
    + "![](../up.png) ![](%2e%2e/up.png) ![](/root.png) ![](sub/f.png)"
  #expect(picturesShown(in: text) == ["b c.png", "d e.png", "sub/f.png"])
}

@Test func hostileTextTakesLinearTime() {
  let start = ContinuousClock.now
  let ticks = (1...700).map { String(repeating: "`", count: $0) }.joined(separator: " ")
  #expect(picturesShown(in: ticks + "![a](b)") == ["b"])
  for piece in ["![", "![a](", "`", "``` ", "![](<", "![a](((((", "![a](x", "![]( "] {
    let text = String(repeating: piece, count: 50_000)
    #expect(replacingPictures(in: text) { _ in "x" }.utf8.count > 0)
  }
  // Quadratic work would take minutes.
  #expect(ContinuousClock.now - start < .seconds(30))
}
