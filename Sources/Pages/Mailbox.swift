import Records

/// A post or reply as a mail in an mbox, which threads by `References`.
package struct ThreadMail {
  let id: RecordID
  let title: String
  /// Its name, and what stands before the `@`; nobody's real address leaves by this way.
  let author: (name: String, handle: String)
  let created: Timestamp
  /// As Markdown.
  let text: String
  package var tags: [String] = []
  package var language: String?
  /// What it answers, the post first.
  package var references: [RecordID] = []
  package var attachments: [Mail.Attachment] = []

  package init(
    _ id: RecordID, title: String, author: (name: String, handle: String), created: Timestamp, text: String
  ) {
    (self.id, self.title, self.author, self.created, self.text) = (id, title, author, created, text)
  }

  /// A name that no address has (RFC 2606 §2): nothing can be sent there by mistake.
  static let domain = "mgrnet.invalid"
  /// So many ids of what was answered, as mail programs keep; the post always.
  private static let mostReferences = 20

  /// The mail as mboxrd has it, with LF at line ends. Its body quotes nothing, as no line in it begins with `From `.
  package func mbox(in community: (name: String, slug: String)) -> String {
    let lines = mail(in: community).lines
    return "From \(author.handle)@\(Self.domain) \(created.mboxDate)\n" + lines.joined(separator: "\n")
      + "\n\n"
  }

  private func mail(in community: (name: String, slug: String)) -> Mail {
    func id(_ id: RecordID) -> String { "<\(id)@\(Self.domain)>" }
    var headers: [(name: String, value: Mail.HeaderValue)] = [
      ("From", .mailbox(name: author.name, address: "\(author.handle)@\(Self.domain)")),
      ("To", .mailbox(name: community.name, address: "\(community.slug)@\(Self.domain)")),
      ("Subject", .words(references.isEmpty ? title : "Re: \(title)")), ("Date", .plain(created.mailDate)),
      ("Message-ID", .plain(id(self.id))),
    ]
    if let last = references.last {
      let kept = references.prefix(1) + references.dropFirst().suffix(Self.mostReferences - 1)
      headers.append(("In-Reply-To", .plain(id(last))))
      headers.append(("References", .plain(kept.map(id).joined(separator: " "))))
    }
    headers.append(
      ("List-Id", .mailbox(name: community.name, address: "\(community.slug).\(Self.domain)")))
    if !tags.isEmpty { headers.append(("Keywords", .words(tags.joined(separator: ", ")))) }
    if let language { headers.append(("Content-Language", .plain(language))) }
    let body = html(ofMarkdown: text) { address, isPicture in
      !isPicture && isWebAddress(address) ? .address(address) : .nowhere
    }
    var mail = Mail(headers: headers, text: text + "\n", html: body)
    mail.attachments = attachments
    return mail
  }
}

extension Timestamp {
  /// As the first line of a mail in an mbox has it: `Mon Nov 30 08:00:00 2026`, in UTC.
  fileprivate var mboxDate: String {
    let words = Timestamp(secondsSince1970: seconds, offsetMinutes: 0).mailDate.split { " ,".contains($0) }
    let day = words[1].count == 1 ? " \(words[1])" : String(words[1])
    return "\(words[0]) \(words[2]) \(day) \(words[4]) \(words[3])"
  }
}
