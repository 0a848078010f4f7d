import ArgumentParser
import Records
import Store

struct CommunityArchiveCommand: Command {
  static var configuration: CommandConfiguration { .words("archive", Words.communityArchive) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @Flag(help: .words(Words.communityReopen)) var reopen = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let slug = try Session.slug(slug)
    let shelf = try session.shelf(of: slug)
    let member = try session.author(in: shelf)
    let done = try session.perform(by: member, in: shelf) { try CommunityAct(slug).archive(!reopen, in: $0) }
    try session.report(done, in: shelf)
  }
}
