import Records
import Testing

@testable import Pages

private let ids = ["7k2m9x4q1abc", "8k2m9x4q1abc", "9k2m9x4q1abc"].compactMap(RecordID.init(rawValue:))
private let moment = Timestamp(secondsSince1970: 1_795_000_000, offsetMinutes: 60)

@Suite struct ThreadMailTests {
  @Test func noLineOfABodyLooksLikeTheBeginningOfAMail() {
    let text = "From here on\n>From there\n>>From both\nFrom\nFromage\n from: x"
    let mail = ThreadMail(ids[0], title: "T", author: ("P", "p"), created: moment, text: text)
    let lines = mail.mbox(in: ("C", "c")).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count { $0.drop { $0 == ">" }.hasPrefix("From ") } == 1)
    #expect(lines.contains("=46rom here on") && lines.contains("=3EFrom there"))
    #expect(lines.contains("=3E>From both") && lines.contains("Fromage"))
  }

  @Test func threadsAreNamedFromTheirPostOn() {
    var mail = ThreadMail(ids[2], title: "T", author: ("P", "p"), created: moment, text: "x")
    mail.references = [ids[0], ids[1]]
    let text = mail.mbox(in: ("C", "c"))
    #expect(text.contains("\nMessage-ID: <9k2m9x4q1abc@mgrnet.invalid>\n"))
    #expect(text.contains("\nIn-Reply-To: <8k2m9x4q1abc@mgrnet.invalid>\n"))
    #expect(text.contains("\nReferences: <7k2m9x4q1abc@mgrnet.invalid> <8k2m9x4q1abc@mgrnet.invalid>\n"))
    #expect(text.contains("\nSubject: Re: T\n"))
    mail.references = [ids[0]] + Array(repeating: ids[1], count: 50)
    let many = mail.mbox(in: ("C", "c"))
    #expect(many.matches(of: /<7k2m9x4q1abc@/).count == 1)
    // In-Reply-To has one more.
    #expect(many.matches(of: /<8k2m9x4q1abc@/).count == 20)
  }

  @Test func headersTakeNoLineEndsFromNames() {
    let mail = ThreadMail(
      ids[0], title: "a\nBcc: x@y.z", author: ("é\r\nBcc: x@y.z", "p"), created: moment, text: "")
    #expect(!mail.mbox(in: ("C\nBcc: d", "c")).contains("\nBcc"))
  }
}

@Suite struct MarkupTests {
  @Test(arguments: [
    ("<script>alert(1)</script>", "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;\n</code></pre>\n"),
    ("a <b onclick=x>c", "<p>a <code>&lt;b onclick=x&gt;</code>c</p>\n"),
    ("[a](javascript:alert(1))", "<p>a</p>\n"),
    ("[a](https://b.org/?x=1&y)", "<p><a href=\"https://b.org/?x=1&amp;y\">a</a></p>\n"),
    ("![p](https://b.org/x.png)", "<p>p</p>\n"), ("![p](<x.png>)", "<p>p</p>\n"),
    ("# A\n\n##### B", "<h3>A</h3>\n<h6>B</h6>\n"), ("a\u{202E}b\u{1B}[31m", "<p>ab[31m</p>\n"),
    ("[a](data:text/html,x) [b](//c.org) [d](../e)", "<p>a b d</p>\n"),
  ])
  func whatAnybodyWritesIsHarmlessAsHTML(text: String, expected: String) {
    let made = html(ofMarkdown: text) { address, isPicture in
      !isPicture && isWebAddress(address) ? .address(address) : .nowhere
    }
    #expect(made == expected)
  }

  @Test func aTextThatIsTooHardStaysPlain() {
    let text = String(repeating: ">", count: 1_000) + "<b>"
    #expect(html(ofMarkdown: text) { _, _ in .nowhere }.hasSuffix("&lt;b&gt;</pre>\n"))
  }

  @Test func theIdOfARecordIsAlwaysTheSameUUID() throws {
    let first = try #require(RecordID(rawValue: "000000000000"))
    let last = try #require(RecordID(rawValue: "zzzzzzzzzzzz"))
    #expect(Feed.uuid(of: first) == "urn:uuid:6d67726e-6574-8000-8000-000000000000")
    #expect(Feed.uuid(of: last) == "urn:uuid:6d67726e-6574-8000-8fff-ffffffffffff")
  }
}
