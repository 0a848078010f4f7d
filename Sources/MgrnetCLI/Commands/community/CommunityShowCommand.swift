import ArgumentParser
import Records

struct CommunityShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.communityShow) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let slug = try Session.slug(slug)
    let snapshot = try session.shelf(of: slug).network().snapshot()
    let card = try snapshot.community(slug)
    if context.options.areForPrograms {
      var row = OutputRow(.slug, slug.rawValue, path: snapshot.card(of: slug), card)
      row.more.append(.init("text", .text(card.prose)))
      return try context.print(row)
    }
    let style = context.style
    context.output.line(
      style.bold("\(card["title"]?.text ?? slug.rawValue)") + "  " + style.dim("\(slug)")
        + (snapshot.privateFolder.map { _ in "  " + style.magenta("\(Words.privateWord[context.language])") }
          ?? "")
    )
    for key in ["region", "theme", "language", "answer_within", "stewards", "archived"] {
      guard let value = card[key], value != .null else { continue }
      context.output.line("\(key): \(OutputRow.Value(value).oneLine)")
    }
    if !card.prose.isEmpty {
      context.output.line("")
      for line in Prose(context).lines(card.prose) { context.output.line(line) }
    }
  }
}
