import ArgumentParser
import Pages
import Records
import Store

struct ExportMboxCommand: Command {
  static var configuration: CommandConfiguration { .words("mbox", Words.exportMbox) }

  @OptionGroup var options: ExportOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let source = try ExportSource(session, community: options.community)
    let names = PublicNames(try session.index(), in: try source.documentLanguage)
    var titles: [Slug: String] = [:]
    var count = 0
    try options.writing(in: context) { write in
      try source.threads { path, thread in
        guard let slug = thread.community ?? source.community else { return }
        let title = try titles[slug] ?? source.title(of: slug)
        titles[slug] = title
        for (part, subject, answers) in thread.texts() {
          guard let id = RecordID(rawValue: part.key), let created = part.record.moment else { continue }
          var mail = ThreadMail(
            id, title: harmless(subject), author: try names.author(of: part.record), created: created,
            text: part.record.prose)
          mail.tags = (part.record["tags"]?.texts ?? []).map(harmless)
          mail.language = part.record.language.flatMap { Language(tag: $0)?.rawValue }
          mail.references = answers
          if answers.isEmpty { mail.attachments = try attachments(of: thread, at: path, source) }
          write(mail.mbox(in: (harmless(title), slug.rawValue)))
          count += 1
        }
      }
    }
    context.say(Words.mailsOut(count))
  }

  private func attachments(of thread: WholeThread, at path: String, _ source: ExportSource) throws -> [Mail
    .Attachment]
  {
    try thread.pictures.compactMap { name in
      guard let bytes = try source.file(name, besides: path),
        let type = Picture(name: name, bytes: bytes).mediaType
      else { return nil }
      let safe = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") }
      return Mail.Attachment(
        name: safe ? name : Picture(name: name, bytes: bytes).safeName, type: type, bytes: bytes)
    }
  }
}
