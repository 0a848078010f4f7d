import ArgumentParser
import Records
import Store

struct CommunityEditCommand: Command {
  static var configuration: CommandConfiguration { .words("edit", Words.communityEdit) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @Option(name: [.customShort("t"), .long], help: .words(Words.communityTitle, value: "title"))
  var title: String?
  @OptionGroup var about: CommunityOptions
  @Option(
    name: .customLong("steward"), help: .words(Words.communitySteward, value: "handle"),
    completion: .from(.handle))
  var stewards: [String] = []
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let slug = try Session.slug(slug)
    let shelf = try session.shelf(of: slug)
    let member = try session.author(in: shelf)
    var changes = CommunityAct.Changes()
    changes.title = title
    changes.subject = try about.subject()
    changes.language = about.language?.language
    changes.answerWithin = about.answerWithin
    changes.stewards = stewards.isEmpty ? nil : try stewards.map(session.person)
    changes.about = try session.text(source, dash: nil)
    let done = try session.perform(by: member, in: shelf) { try CommunityAct(slug).edit(changes, in: $0) }
    try session.report(done, in: shelf)
  }
}
