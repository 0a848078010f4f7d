import Records
import Testing

@testable import Pages

@Suite struct SiteTests {
  /// To a template an empty text is a text.
  @Test func whatIsEmptyIsNotShown() throws {
    let words = SiteWords(
      .english, labels: [:], replies: { "\($0)" }, posts: { "\($0)" }, useful: { "\($0)" },
      day: { "\($0)" }, month: { "\($0)" }, kind: { $0 }, tried: { "\($0) for \($1)" }, answers: { $0 })
    var site = try Site(name: "Managers", about: "", words)
    var post = SiteText(
      try #require(RecordID(rawValue: "02d65ct4btnb")), author: ("Bob", nil),
      created: try #require(Timestamp("2026-11-23T10:00:00+01:00")), text: "Text.")
    post.tries = [("worked", "Ann", ""), ("failed", "Eve", "Too late.")]
    let thread = SiteThread(post, title: "Title", in: try #require(Slug(rawValue: "idf")))
    let page = String(decoding: site.add(thread).bytes, as: UTF8.self)
    #expect(page.contains(#"<p class="mark">worked for Ann</p>"#))
    #expect(page.contains(#"<p class="mark">failed for Eve <q>Too late.</q></p>"#))
    site.links = [Site.Link(title: "Odd", url: "javascript:alert(1)", category: "c", note: "")]
    let links = try #require(site.pages().first { $0.path == "links.html" })
    #expect(String(decoding: links.bytes, as: UTF8.self).contains("<li>Odd</li>"))
  }
}
