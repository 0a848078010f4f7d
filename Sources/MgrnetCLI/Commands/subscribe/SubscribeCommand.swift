import ArgumentParser
import Attention
import Records
import SearchIndex
import Store

struct SubscribeCommand: Command {
  static var configuration: CommandConfiguration { .words("subscribe", Words.subscribe) }

  enum Mode: String, SpokenValue { case each, digest, mentions }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String?
  @Argument(help: .words(Words.subscribeMode, value: "mode")) var mode = Mode.digest
  @Flag(help: .words(Words.subscribeSuggest)) var suggest = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.member()
    if suggest {
      if let slug { throw Failure.contradiction("`--suggest`", "`\(slug)`") }
      return try list(suggestions(for: member, session), session)
    }
    guard let slug = try slug.map(Session.slug) else { return try list(of: member, session) }
    if ids { throw Failure.contradiction("`--ids`", "`\(slug)`") }
    try session.subscribe(member, to: slug, mode.rawValue)
  }

  /// Returns the public communities that the caller has not chosen anything for, and may want.
  private func suggestions(for member: Member, _ session: Session) throws -> [(
    card: IndexedRecord, reason: CommunitySuggestion.Reason
  )] {
    let index = try session.index()
    let disputed = try session.commons.disputes()
    let tags = try index.tagsByCommunity()
    let cards = try index.list(ListFilter([.community])).filter {
      disputed[$0.path] == nil && [nil, .null, .bool(false)].contains($0["archived"])
    }
    let own = try index.people([member.handle.rawValue])[member.handle.rawValue]
    let acts = try index.communities(of: member.handle.rawValue)
    let suggestions = CommunitySuggestion.all(
      for: .init(
        region: own?["region"]?.text, skills: own?["skills"]?.texts ?? [],
        chosen: Set(own?["subscriptions"]?.pairs.map(\.key) ?? []), wroteIn: acts.wrote, foundIn: acts.found),
      among: cards.map { card in
        .init(
          card.key, region: card["region"]?.text,
          subjects: [card.title, card["theme"]?.text].compactMap { $0 } + (tags[card.key] ?? []))
      })
    return suggestions.compactMap { suggestion in
      cards.first { $0.key == suggestion.community }.map { ($0, suggestion.reason) }
    }
  }

  private func list(
    _ suggestions: [(card: IndexedRecord, reason: CommunitySuggestion.Reason)], _ session: Session
  ) throws {
    let why = Column.field("why") { row, _ in
      row["why"].oneLine
    } paint: { text, _, style in
      style.cyan(text)
    }
    var printer = try RowPrinter(
      session.context, ids: ids, columns: [.key, .title, Column.field("reason").inPipesOnly, why])
    for (card, reason) in suggestions {
      var row = OutputRow(card)
      row.community = card.key
      row.more.append(.init("reason", .text(reason.name)))
      row.more.append(.init("why", .text(Words.suggested(reason)[session.context.language])))
      printer.print(row)
    }
    printer.finish()
    if suggestions.isEmpty {
      session.context.say(Words.nothingToSuggest)
    } else if !ids, !session.context.options.areForPrograms {
      session.context.hint(Words.subscribeTo(suggestions[0].card.key))
    }
  }

  /// Lists the caller's subscriptions, a line for each community.
  private func list(of member: Member, _ session: Session) throws {
    var printer = try RowPrinter(
      session.context, ids: ids,
      columns: [
        .key,
        .field(
          "mode", fit: .below,
          shown: { row, rendering in
            Words.subscriptionMode(row["mode"].oneLine)[rendering.language]
          }), .title,
      ])
    func print(_ slug: Slug, _ mode: String?, _ snapshot: Snapshot) throws {
      // A community that is gone, or whose card is broken, is listed all the same.
      let card = try unlessRefused { try snapshot.community(slug) }
      var row = OutputRow(.slug, slug.rawValue, path: snapshot.card(of: slug), try card ?? Document([:]))
      row.community = slug.rawValue
      row.isPrivate = snapshot.privateCommunity != nil
      row.more.append(.init("mode", .optional(mode)))
      printer.print(row)
    }
    let snapshot = try session.network().snapshot()
    let card = try snapshot.record(at: RecordPath.person(member.handle), as: [.person])
    for pair in card["subscriptions"]?.pairs ?? [] {
      if let slug = Slug(rawValue: pair.key) { try print(slug, pair.value.text, snapshot) }
    }
    for shelf in try session.privateShelves() {
      guard let slug = shelf.community else { continue }
      let snapshot = try shelf.network().snapshot()
      // A former member, or one whose card cannot be read, gets nothing from there.
      let own = try unlessRefused { try snapshot.document(at: RecordPath.member(member.handle, of: slug)) }
      if let mode = own?["subscription"]?.text { try print(slug, mode, snapshot) }
    }
    printer.finish()
    if printer.count == 0 { session.context.hint(Words.subscribeToOne) }
  }
}

struct UnsubscribeCommand: Command {
  static var configuration: CommandConfiguration { .words("unsubscribe", Words.unsubscribe) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.member()
    try session.subscribe(member, to: Session.slug(slug), nil)
  }
}

extension Session {
  /// Subscribes. The mode for a private community stands on the member's card there: the commons never has its name.
  fileprivate func subscribe(_ member: Member, to community: Slug, _ mode: String?) throws {
    let shelf = try shelf(of: community)
    let done = try perform(by: member, in: shelf) { snapshot in
      shelf.isPrivate
        ? try MemberAct(member.handle, of: community).subscribe(mode, in: snapshot)
        : try PersonAct(member.handle).subscribe(to: community, mode, in: snapshot)
    }
    try report(done, in: shelf)
  }
}
