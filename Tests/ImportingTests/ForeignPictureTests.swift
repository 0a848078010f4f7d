import Testing

@testable import Importing

@Test(
  arguments: [
    ("a <img src='b.png'> ![[c d.png|300]] ![[e#f]]", ["b.png", "c d.png", "e#f"]),
    ("<p>\n<IMG alt=x SRC=b.png>\n</p>\n\nx", ["b.png"]), ("`<img src=b.png>` `![[c.png]]`", []),
    ("<!-- <img src=b.png> ![[c.png]] -->", []), ("```\n<img src=b.png>\n![[c.png]]\n```", []),
    ("![a](b.png) <img> \\![[c.png", []),
  ] as [(String, [String])])
func picturesThatMarkdownDoesNotShowAreNamed(_ text: String, _ names: [String]) {
  #expect(picturesNotOfMarkdown(in: text) == names)
}
