import Attention
import Pages
import Records

/// A digest as a mail: one for each person.
struct DigestMail {
  let mail: Mail
  /// Its name in a Maildir: the same digest has the same one.
  let fileName: String

  struct Sender {
    let network: String
    let address: String
    /// The https address by which a mail program unsubscribes at once (RFC 8058).
    let unsubscribe: String?

    var domain: String { address.split(separator: "@").last.map { String($0).lowercased() } ?? "localhost" }
  }

  init(
    _ page: DigestPage, of material: DigestMaterial, to card: MailRecipient, from sender: Sender
  ) {
    let (old, new) = (material.old.map { $0.description } ?? "0", material.new.description)
    let name = "\(card.handle).\(old.prefix(12)).\(new.prefix(12))"
    let list = pathWords(sender.network)
    let thread = "<\(card.handle).digests.\(list)@\(sender.domain)>"
    let post = "mailto:\(sender.address)?subject=unsubscribe%20\(card.handle)"
    var headers: [(String, Mail.HeaderValue)] = [
      ("From", .mailbox(name: harmless(sender.network), address: sender.address)),
      ("To", .mailbox(name: harmless(card.name), address: card.address)),
      ("Subject", .words(harmless(page.heading))), ("Date", .plain(material.moment.mailDate)),
      ("Message-ID", .plain("<\(name)@\(sender.domain)>")), ("In-Reply-To", .plain(thread)),
      ("References", .plain(thread)),
      ("List-Id", .mailbox(name: harmless(sender.network), address: "\(list).\(sender.domain)")),
      ("List-Unsubscribe", .plain((sender.unsubscribe.map { "<\($0)>, " } ?? "") + "<\(post)>")),
    ]
    if sender.unsubscribe != nil {
      headers.append(("List-Unsubscribe-Post", .plain("List-Unsubscribe=One-Click")))
    }
    headers += [
      ("Auto-Submitted", .plain("auto-generated")), ("X-Auto-Response-Suppress", .plain("All")),
      ("Content-Language", .plain(page.language.rawValue)),
    ]
    mail = Mail(
      headers: headers.map { (name: $0.0, value: $0.1) }, text: page.text(width: 72), html: page.html)
    fileName = "\(material.moment.seconds).\(name).mgrnet"
  }
}

/// What a mail needs of a card.
struct MailRecipient {
  let handle: String
  let name: String
  let address: String
}
