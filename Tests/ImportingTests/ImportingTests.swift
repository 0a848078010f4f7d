import Records
import SharedData
import Testing

@testable import Importing

/// What each real file of bookmarks holds: links, left out, details lost, icons.
private let bookmarkCounts: [String: [Int]] = [
  "chromium_flat.htm": [9, 0, 0, 9], "chromium_nested.htm": [18, 0, 0, 17], "delicious.htm": [5, 0, 0, 0],
  "delicious_sanitize.htm": [2, 0, 0, 0], "empty.htm": [0, 0, 0, 0], "firefox_flat.htm": [21, 3, 1, 16],
  "firefox_nested.htm": [21, 3, 3, 16], "google_bookmarks_nested.htm": [6, 0, 0, 0],
  "internet_explorer_11_flat.htm": [18, 0, 0, 0], "internet_explorer_11_nested.htm": [27, 0, 0, 0],
  "netscape_basic.htm": [2, 0, 0, 0], "netscape_extended.htm": [1, 0, 1, 0],
  "netscape_multiline.htm": [3, 0, 0, 0],
  "netscape_nested.htm": [8, 0, 1, 0], "safari_folded.htm": [3, 0, 0, 0], "scuttle.htm": [4, 0, 0, 0],
  "scuttle_new_line.htm": [1, 0, 0, 0], "shaarli.htm": [5, 1, 0, 0], "shaarli_legacy.htm": [2, 0, 0, 0],
  "shaarli_markdown.htm": [0, 3, 0, 0], "shaarli_with_tabs_and_spaces.htm": [0, 1, 0, 0],
  "shaarli_with_whitespace_tags.htm": [0, 1, 0, 0], "simple_valid_import_file.html": [3, 0, 0, 0],
  "simple_valid_import_file_with_one_invalid_bookmark.html": [3, 0, 1, 0],
]

@Test(.enabled(if: SharedData.isThere)) func everyRealBookmarkComesInOrIsNamed() throws {
  let files = try SharedData.files("bookmarks", ending: "").filter { $0.path.contains(".htm") }
  #expect(files.count == 24)
  for (path, bytes) in files {
    let result = bookmarks(bytes)
    #expect(
      [result.links.count, result.leftOut.count, result.lost.count, result.icons] == bookmarkCounts[path],
      "\(path)")
    #expect(result.links.allSatisfy { !$0.title.isEmpty && !$0.title.contains("\n") }, "\(path)")
  }
}

@Test(.enabled(if: SharedData.isThere)) func everyRealLinkOfAListComesInOrIsNamed() throws {
  var known: Set<String> = []
  var (read, taken, alike, others) = (0, 0, 0, 0)
  for (_, bytes) in try SharedData.files("links", ending: ".md") {
    var result = markdownLinks(bytes)
    read += result.links.count
    others += result.leftOut.count
    result.leaveOutDuplicates(of: &known)
    taken += result.links.count
    alike += result.leftOut.count { if case .duplicate = $0.why { true } else { false } }
    #expect(result.links.allSatisfy { !$0.category.isEmpty })
  }
  #expect([read, taken, alike, others] == [1071, 1057, 14, 55])
}

@Test(.enabled(if: SharedData.isThere)) func everyRealDocumentComesInOrIsNamed() throws {
  var languages: [Language?: Int] = [:]
  var (dated, fromDescription) = (0, 0)
  var leftOut: [LeftOut] = []
  for (path, bytes) in try SharedData.files("documents", ending: ".md") {
    switch ForeignDocument.read(bytes, path: path) {
    case .leftOut(let item): leftOut.append(item)
    case .document(let draft):
      languages[draft.language, default: 0] += 1
      dated += draft.date == nil ? 0 : 1
      fromDescription += draft.remarks.contains(.textFromDescription) ? 1 : 0
      #expect(!draft.title.isEmpty, "\(path)")
      // What came must be written and read again with all its keys.
      let again = try Document(parsing: draft.document.text)
      #expect(again == draft.document || again.text == draft.document.text, "\(path)")
    }
  }
  #expect(languages == [.french: 194, .english: 194])
  #expect(dated == 326 && fromDescription == 44)
  #expect(
    leftOut.map(\.what) == ["en/canada/content/en/blog/_index.md", "fr/canada/content/fr/blog/_index.md"])
  #expect(leftOut.map(\.why) == [.noText, .noText])
}

@Test func theContentSaysWhatAFileOfLinksIs() {
  let item = "<DT><A HREF=\"https://example.org\">x</A>"
  #expect(links(in: Array("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL>\(item)".utf8)).links.count == 1)
  #expect(links(in: Array("\u{feff}  <dl>\(item)".utf8)).links.count == 1)
  #expect(links(in: Array("<h1>List</h1>\n\n- [x](https://example.org)\n".utf8)).links.count == 1)
  #expect(links(in: Array("- [x](https://example.org) says `<DL>`\n".utf8)).links.count == 1)
  #expect(links(in: []).links.isEmpty)
}
