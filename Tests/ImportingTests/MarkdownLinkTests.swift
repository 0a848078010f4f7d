import Testing

@testable import Importing

private func read(_ text: String) -> ImportedLinks { markdownLinks(Array(text.utf8)) }

@Test func anItemGivesTitleAddressNoteAndItsHeadings() {
  let result = read(
    """
    # Management
    ## Congés & *planning*
    - [Le **bon** `planning`](https://a.org/x_(y) "titre") - par Paul.
      Suite.
      - un détail
    - text before [B](<https://b.org/with space>)

    Setext
    ------
    1. [C][ref] – note with [D](https://d.org)
    * **[E]**: note
    + <https://f.org/x> and https://g.org/a_b.

    [ref]: https://c.org/ "Titre"
    [e]: <https://e.org>
    """)
  let headings = ["Management", "Congés & planning"]
  #expect(
    result.links == [
      ImportedLink(
        line: 3, title: "Le bon planning", url: "https://a.org/x_(y)", tags: ["Congés & planning"],
        category: headings, note: "par Paul.\nSuite.\n- un détail"),
      ImportedLink(
        line: 6, title: "B", url: "https://b.org/with space", tags: ["Congés & planning"], category: headings,
        note: "text before [B](<https://b.org/with space>)"),
      ImportedLink(
        line: 10, title: "C", url: "https://c.org/", tags: ["Setext"], category: ["Management", "Setext"],
        note: "note with [D](https://d.org)"),
      ImportedLink(
        line: 10, title: "D", url: "https://d.org", tags: ["Setext"], category: ["Management", "Setext"]),
      ImportedLink(
        line: 11, title: "E", url: "https://e.org", tags: ["Setext"], category: ["Management", "Setext"],
        note: "note"),
      ImportedLink(
        line: 12, title: "https://f.org/x", url: "https://f.org/x", tags: ["Setext"],
        category: ["Management", "Setext"], note: "and https://g.org/a_b."),
      ImportedLink(
        line: 12, title: "https://g.org/a_b", url: "https://g.org/a_b", tags: ["Setext"],
        category: ["Management", "Setext"]),
    ])
  #expect(result.leftOut.isEmpty)
}

@Test func codePicturesAndCommentsHoldNoLinks() {
  let result = read(
    """
    - `[a](https://a.org)` and ![b](https://b.org/b.png)

    ```
    - [c](https://c.org)
    ```
    ~~~~
    - [d](https://d.org)
    ~~~
    ~~~~
    <!-- - [e](https://e.org)
    -->

        - [f](https://f.org)
    - \\[g](https://g.org
    """)
  #expect(result.links.map(\.url) == ["https://g.org"])
  #expect(result.leftOut.isEmpty)
}

@Test func aPictureAsTitleGivesItsDescription() {
  let result = read("- [![Logo](https://a.org/l.png)](https://a.org)\n- [x] [Done](https://b.org) - ok")
  #expect(result.links.map(\.title) == ["Logo", "Done"])
  #expect(result.links.map(\.note) == ["", "ok"])
}

@Test func whatIsNoEntryIsNamed() {
  let result = read(
    """
    - [A](a.md)
    - [B](#b)
    - [C][nowhere]
    - [D](javascript:x)

    In a sentence, [E](https://e.org).

    [F](https://f.org) begins a paragraph.

    | [G](https://g.org) | note |
    """)
  #expect(result.links.map(\.url) == ["https://f.org", "https://g.org"])
  #expect(result.links.map(\.note) == ["begins a paragraph.", "note"])
  #expect(result.leftOut.map(\.why) == [.relative, .anchor, .undefinedReference, .script, .outsideList])
  #expect(result.leftOut.map(\.line) == [1, 2, 3, 4, 6])
  #expect(
    result.leftOut.map(\.what) == ["A <a.md>", "B <#b>", "nowhere", "D <javascript:x>", "E <https://e.org>"])
}

@Test(arguments: [
  "- [a](https://a.org/(x))", "- [a]( https://a.org/(x) )", "- [a](https://a.org/(x) \"Titre (2020)\")",
  "- [a](https://a.org/(x) (T))", "-[a](https://a.org/(x))",
  "- <https://a.org/(x)>",
  "- https://a.org/(x)", "- (https://a.org/(x)).", "- [a](https://a.org/\\(x\\))",
  "\r\n- [a](https://a.org/(x)) \r\n",
])
func parenthesesBelongToTheAddressWhenBalanced(_ text: String) {
  #expect(read(text).links.map(\.url) == ["https://a.org/(x)"])
}

@Test(arguments: [
  "[", "[]", "[](", "[]()", "- []()", "- [a](", "- [a](<", "- [a](b \"", "[a]:", "[a]: ", "- <http://", "```",
  "<!--", "#", "|", "- `", "\\",
])
func aCutListIsNoTrap(_ text: String) {
  #expect(read(text).links.isEmpty)
}

/// Labels in labels, notes under one entry, back ticks of every length.
@Test func hostileListsAreReadInLinearTime() {
  let nested = String(repeating: "[a][", count: 20_000) + String(repeating: "]", count: 20_000)
  let notes = String(repeating: "  - x\n", count: 20_000)
  let ticks = (1...700).map { String(repeating: "`", count: $0) }.joined(separator: " ")
  let start = ContinuousClock.now
  let result = read("\(nested)\n\n- [a](https://a.org)\n\(notes)\n\(ticks)\n")
  #expect(result.links.map(\.url) == ["https://a.org"])
  #expect(result.links[0].note.split(separator: "\n").count == 20_000)
  // Quadratic work would take minutes.
  #expect(ContinuousClock.now - start < .seconds(30))
}
