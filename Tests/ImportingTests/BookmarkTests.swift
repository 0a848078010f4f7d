import Glibc
import Records
import Testing

@testable import Importing

private func read(_ text: String) -> ImportedLinks { bookmarks(Array(text.utf8)) }

@Test func aBookmarkKeepsAllThatItsFileSays() throws {
  let result = read(
    """
    <!DOCTYPE NETSCAPE-Bookmark-file-1>
    <TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
    <DL><p>
      <DT><H3 ADD_DATE="1">Management</H3>
      <DL><p>
        <DT><H3>Équipe &amp; congés</H3>
        <DL><p>
          <DT><A HREF="https://example.org/a?b=1&amp;c=2&d=3" ADD_DATE="1616337559" PRIVATE="1" TAGS="congés,droit du travail,congés">L&#8217;article <b>entier</b>
            &eacute;crit</A>
          <DD>Première ligne
        - un
          - deux
        </DL><p>
      </DL><p>
      <DT><A HREF="https://example.org/b">B</A>
    </DL><p>
    """)
  #expect(result.leftOut.isEmpty && result.lost.isEmpty)
  let first = try #require(result.links.first)
  #expect(
    first
      == ImportedLink(
        line: 8, title: "L’article entier écrit", url: "https://example.org/a?b=1&c=2&d=3",
        tags: ["congés", "droit du travail"], category: ["Management", "Équipe & congés"],
        created: Timestamp("2021-03-21T14:39:19Z"), note: "Première ligne\n    - un\n      - deux",
        isPrivate: true))
  #expect(result.links.last == ImportedLink(line: 15, title: "B", url: "https://example.org/b"))
}

@Test(arguments: [
  ("1616337559", "2021-03-21T14:39:19+00:00"), ("1616337559000", "2021-03-21T14:39:19+00:00"),
  ("1616337559000000", "2021-03-21T14:39:19+00:00"), ("13260811159000000", "2021-03-21T14:39:19+00:00"),
  ("10/Oct/2000:13:55:36 +0300", "2000-10-10T13:55:36+03:00"),
  ("2021-03-21T15:39:19+01:00", "2021-03-21T15:39:19+01:00"),
])
func aDateIsReadInEveryUnit(_ text: String, _ expected: String) {
  #expect(bookmarkDate(text)?.description == expected)
}

@Test(arguments: [
  "invaliddate", "-1", "0", "99999999999999999999", "10/Foo/2000:13:55:36 +0300",
  "30/Feb/2000:13:55:36 +0300",
])
func anUnreadableDateIsNoDate(_ text: String) {
  #expect(bookmarkDate(text) == nil)
}

@Test func aLinkWithoutReadableDateComesInAndTheDateIsNamed() {
  let result = read("<DL>\n<DT><A HREF=\"https://example.org\" ADD_DATE=\"soon\">A</A></DL>")
  #expect(result.links.map(\.created) == [nil])
  #expect(result.lost == [LeftOut(line: 2, what: "soon", why: .unreadableDate)])
  #expect(read("<DT><A HREF=\"https://example.org\" ADD_DATE=\"0\">A</A>").lost.isEmpty)
}

@Test(
  arguments: [
    ("place:type=6&sort=14", .browserQuery), ("javascript:alert(1)", .script),
    ("JavaScript:alert(1)", .script),
    ("data:text/html,x", .embeddedData), ("file:///etc/passwd", .localFile), ("C:\\notes.txt", .localFile),
    ("chrome://settings", .scheme("chrome")), ("?lY47tw", .relative), ("/a/b", .relative),
    ("a.html", .relative),
    ("#top", .anchor), ("", .emptyAddress), ("https://", .badAddress), ("http:a", .badAddress),
    ("https://example.org/&#10;x", .badAddress),
  ] as [(String, LeftOut.Reason)])
func whatIsNoLinkIsLeftOutAndNamed(_ url: String, _ reason: LeftOut.Reason) {
  let result = read("<DT><A HREF=\"\(url)\">Name</A>")
  #expect(result.links.isEmpty)
  #expect(result.leftOut == [LeftOut(line: 1, what: "Name", why: reason)])
}

@Test(arguments: ["http://a.org", "HTTPS://A.ORG/x", "ftp://a.org/x", "mailto:a@b.org", "tel:+33123456789"])
func theseAreLinks(_ url: String) { #expect(reasonToLeaveOut(url) == nil) }

@Test func tagsInAnyCaseUnclosedOrUnquotedAreRead() {
  for text in [
    "<dl><dt><h3>F</h3><dl><dt><a href=\"https://a.org\">A</a><dt><a href=\"https://b.org\">B</a></dl></dl>",
    "<DL><DT><H3>F<DL><DT><A HREF=https://a.org>A<DT><A HREF='https://b.org'>B",
    "<DL><DT><H3 >F</H3 ><DL><DT><A HREF = https://a.org >A</A>\n<DT><A HREF=\"https://b.org\">B</A></DL>",
  ] {
    let result = read(text)
    #expect(result.links.map(\.url) == ["https://a.org", "https://b.org"], "\(text)")
    #expect(result.links.map(\.category) == [["F"], ["F"]], "\(text)")
    #expect(result.links.map(\.title) == ["A", "B"], "\(text)")
  }
}

@Test func whatABrowserWouldNotSeeIsNamedOrNothing() {
  let unquoted = read("<DL><DT><A HREF=\"https://a.org >A</A>\n<DT><A HREF=\"https://b.org\">B</A></DL>")
  #expect(unquoted.links.isEmpty)
  #expect(unquoted.leftOut == [LeftOut(line: 1, what: "B", why: .badAddress)])
  #expect(read("<!-- never closed <DL><DT><A HREF=\"https://a.org\">A</A>") == ImportedLinks())
}

@Test func anEmptyFolderGivesItsNameToNobody() {
  let result = read(
    "<DL><DT><H3>Vide</H3><DL></DL><DT><H3>Sans liste</H3><DT><A HREF=\"https://a.org\">A</A></DL>")
  #expect(result.links.map(\.category) == [[]])
}

@Test func whatALinkLeavesBehindIsNamed() {
  let result = read(
    """
    <DL>stray
    <DT><H3>F</H3><DD>About F
    <DL><DT><A HREF="https://a.org" ICON="data:x">A</A><DD>See <a href="https://c.org">this</a> too
    </DL></DL>
    """)
  #expect(result.links.map(\.note) == ["See this too"])
  #expect(
    result.lost == [
      LeftOut(line: 1, what: "stray", why: .strayText),
      LeftOut(line: 2, what: "About F", why: .folderDescription),
      LeftOut(line: 3, what: "https://c.org", why: .linkInDescription),
    ])
  #expect(result.icons == 1)
}

@Test(arguments: [
  ("a,b c, d", ["a", "b c", "d"]), ("a b", ["a", "b"]), (" , ,", []), ("", []),
  ("spip3 , astuces ", ["spip3", "astuces"]),
])
func tagsAreSeparatedByCommasElseBySpaces(_ text: String, _ tags: [String]) {
  #expect(bookmarkTags(text) == tags)
}

@Test func aTitleThatIsMissingIsTheAddress() {
  #expect(read("<DT><A HREF=\"https://a.org\"> </A>").links.map(\.title) == ["https://a.org"])
}

@Test func oldCharsetsAreDecoded() {
  func titles(_ bytes: [UInt8]) -> [String] { bookmarks(bytes).links.map(\.title) }
  let start = Array("<DT><A HREF=\"https://a.org\">".utf8)
  func declared(_ name: String) -> [UInt8] { Array("<META CONTENT=\"text/html; charset=\(name)\">".utf8) }
  #expect(titles(declared("iso-8859-1") + start + [0xe9, 0x80]) == ["é€"])
  #expect(titles(declared("Windows-1252") + start + [0x9c, 0x92]) == ["œ’"])
  #expect(titles(declared("ISO-8859-15") + start + [0xa4, 0xbd]) == ["€œ"])
  #expect(titles(start + [0xe9]) == ["é"])
  #expect(titles(declared("iso-8859-1") + start + Array("é".utf8)) == ["é"])
  #expect(titles([0xef, 0xbb, 0xbf] + start + Array("é".utf8)) == ["é"])
  let utf16 = Array("<DT><A HREF=\"https://a.org\">é".utf16)
  #expect(titles([0xff, 0xfe] + utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }) == ["é"])
  #expect(titles([0xfe, 0xff] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }) == ["é"])
}

@Test(arguments: [
  ("&amp;&lt;&gt;&quot;&apos;&nbsp;", "&<>\"'\u{a0}"), ("&eacute;&OElig;&hellip;", "éŒ…"),
  ("&#233;&#xE9;&#Xe9", "ééé"),
  ("&#146;", "’"), ("&copy=1&unknown;&;&#;&#x;&", "©=1&unknown;&;&#;&#x;&"),
  ("&#0;&#55555555;&#xd800;", "\u{fffd}\u{fffd}\u{fffd}"),
  ("&amp;eacute;", "&eacute;"),
])
func entitiesAreDecodedOnce(_ text: String, _ expected: String) {
  let result = read("<DT><A HREF=\"https://a.org/?\(text)\">_\(text)</A>")
  #expect(result.links.map(\.title) == ["_" + oneLine(expected)])
}

@Test(arguments: [
  "<", "</", "<a", "<a href", "<a href=", "<a href=\"", "<!--", "<!", "<dt", "&", "<a href='x\"",
  "</dl></dl></dl>", "<dd>", "<h3>",
])
func aCutFileIsNoTrap(_ text: String) {
  #expect(read(text).links.isEmpty)
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

@Test(arguments: [
  "<", "<a href=\"", "<!--", "<dl><dt><h3>x</h3>", "&#", "<a '", "<DT><A HREF='x\">", "[", "![a](", "[a](<",
  "[a](b (", "`", "<dt><p><a>", "<table><tr><td>", "<b><p>",
])
func hostileFilesTakeLinearTime(_ piece: String) {
  func text(_ bytes: Int) -> String { String(repeating: piece, count: bytes / piece.utf8.count) }
  func cost(_ bytes: Int) -> Double {
    let text = text(bytes)
    return seconds {
      #expect(read(text).links.isEmpty)
      #expect(markdownLinks(Array(text.utf8)).links.isEmpty)
    }
  }
  // Eight times the text: eight times the work, and not sixty-four; a floor against the clock's grain.
  let short = max(cost(25_000), 0.005)
  #expect(cost(200_000) < 24 * short)
}

/// What gumbo takes minutes for, however it is dressed.
@Test(arguments: [
  "<dl>", "<li><dt>", "<b><p>", "<dl x='</dl>'>", "<dl ='>' y='</dl>'>", "<dl><!-- </dl> -->",
  "<dl><!--></dl>",
  "<dl><title></dl></title>", "<dl><script><!--<script></script></dl>--></script>", "<dl></dd>",
  "<dl></dl/ x='",
  "<svg><title><dl></title></dl>", "<select><title></select><dl>",
])
func whatNestsTooDeepIsRefusedBeforeItIsParsed(_ piece: String) {
  let text = String(repeating: piece, count: 10_000)
  #expect(seconds { _ = read(text) } < 5)
  let deep = String(repeating: "<DL><DT>", count: 201) + "<A HREF=\"https://a.org\">A</A>"
  #expect(read(deep).leftOut == [LeftOut(line: 1, what: "HTML", why: .nestsTooDeep)])
}

@Test func aTagOfManyAttributesIsRefused() {
  func tag(_ count: Int) -> String { "<a href='x'" + (1..<count).map { " a\($0)" }.joined() + ">" }
  #expect(HTML(tag(200)) != nil)
  #expect(HTML(tag(201)) == nil)
}

@Test func foldersTooDeepAreOne() {
  let result = read(
    String(repeating: "<DL><DT><H3>x</H3>", count: 100) + "<DL><DT><A HREF=\"https://a.org\">A</A>"
      + String(repeating: "</DL>", count: 101) + "<DT><A HREF=\"https://b.org\">B</A>")
  #expect(result.links.map(\.category.count) == [31, 0])
  #expect(result.lost.map(\.why) == [.tooDeep])
}

@Test(arguments: [
  ("HTTP://Example.ORG:80/a/", "http://example.org/a"), ("https://example.org:443", "https://example.org/"),
  ("https://a.org/x?utm_source=n&b=1&utm_medium=m#top", "https://a.org/x?b=1"),
  ("https://a.org/?fbclid=1", "https://a.org"),
  ("https://a.org/%c3%a9", "https://a.org/%C3%A9"), ("https://A.org/é", "https://a.org/é"),
])
func twoFormsOfOneAddressAreTheSame(_ one: String, _ other: String) {
  #expect(comparableAddress(one) == comparableAddress(other))
}

@Test(arguments: [
  ("http://a.org", "https://a.org"), ("https://a.org/A", "https://a.org/a"),
  ("https://a.org/#/x", "https://a.org/#/y"),
  ("https://a.org:8080", "https://a.org"), ("https://a.org/?a=1", "https://a.org/?a=2"),
  ("mailto:a@b.c", "mailto:a@b.d"),
])
func twoAddressesThatDifferStayApart(_ one: String, _ other: String) {
  #expect(comparableAddress(one) != comparableAddress(other))
}

@Test func theSecondOfTwoAlikeIsNamed() {
  var result = read(
    "<DT><A HREF=\"https://a.org/\">A</A>\n<DT><A HREF=\"https://A.org#x\">B</A>\n<DT><A HREF=\"https://k.org\">K</A>"
  )
  var known: Set = ["https://k.org"]
  result.leaveOutDuplicates(of: &known)
  #expect(result.links.map(\.title) == ["A"])
  #expect(
    result.leftOut == [
      LeftOut(line: 2, what: "https://A.org#x", why: .duplicate(ofLine: 1)),
      LeftOut(line: 3, what: "https://k.org", why: .duplicate(ofLine: nil)),
    ])
  #expect(known == ["https://k.org", "https://a.org"])
}
