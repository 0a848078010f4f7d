import ArgumentParser
import Records
import SearchIndex

struct CommunityListCommand: Command {
  static var configuration: CommandConfiguration { .words("list", Words.communityList) }

  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    var activity: [String: (posts: Int, newest: Int64)] = [:]
    for shelf in try session.shelves() { activity.merge(try shelf.index().activity()) { $1 } }
    let communities = try session.list(ListFilter([.community])).sorted { $0.key < $1.key }
    var printer = try RowPrinter(
      context, ids: ids,
      columns: [
        .key, .minutes, .title, .field("region", fit: .dropped(rank: 1)),
        .field("theme", fit: .dropped(rank: 1)),
        .field("posts", alignment: .right) { row, rendering in
          guard case .number(let count) = row["posts"] else { return "" }
          return Words.posts.counted(count)[rendering.language]
        },
        .field("newest", alignment: .right) { row, rendering in
          guard let day = CalendarDay(row["newest"].oneLine) else { return "" }
          return Words.age(of: Clock.local(beginningOf: day), now: rendering.now)[rendering.language]
        } paint: { text, _, style in
          style.dim(text)
        },
      ])
    for community in communities {
      var row = OutputRow(community)
      let (posts, newest) = activity[community.key] ?? (0, 0)
      row.more.append(.init("posts", .number(posts)))
      let day = Clock.local(Timestamp(secondsSince1970: newest, offsetMinutes: 0)).day
      row.more.append(.init("newest", newest > 0 ? .text(day.description) : .none))
      printer.print(row)
    }
    // A private community is listed even if its card cannot be read.
    for shelf in try session.privateShelves() {
      guard let slug = shelf.community, !communities.contains(where: { $0.key == slug.rawValue }) else {
        continue
      }
      let snapshot = try shelf.network().snapshot()
      printer.print(OutputRow(.slug, slug.rawValue, path: snapshot.card(of: slug), try Document([:])))
    }
    printer.finish()
    if printer.count == 0 { throw Failure(.nothingFound, Words.noCommunities, hint: Words.noCommunitiesHint) }
  }
}
