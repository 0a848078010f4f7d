import ArgumentParser
import Disclosure
import Records
import SearchIndex
import Store

struct CommunityCreateCommand: Command {
  static var configuration: CommandConfiguration { .words("create", Words.communityCreate) }

  @Argument(help: .words(Words.communitySlug, value: "slug")) var slug: String
  @Option(name: [.customShort("t"), .long], help: .words(Words.communityTitle, value: "title"))
  var title: String?
  @OptionGroup var about: CommunityOptions
  @OptionGroup var source: TextOptions
  @Flag(name: .customLong("private"), help: .words(Words.communityPrivate)) var isPrivate = false
  @Flag(help: .words(Words.wordSlugIKnow)) var iKnow = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    let slug = try Session.slug(slug)
    guard let subject = try about.subject() else {
      throw Failure(.usage, Words.communityNeedsSubject, hint: Words.give(oneOf: ["--region", "--theme"]))
    }
    let text = try session.text(source, dash: nil) ?? ""
    let title = try title ?? context.ask(Words.askTitle, flag: "--title")
    if isPrivate {
      let isTaken =
        try session.shelf(of: slug).isPrivate
        || session.network().snapshot().bytes(at: RecordPath.community(slug)) != nil
      if !iKnow, !isTaken { try session.requireDistinctive(slug) }
      var plan = PrivateCommunityInit(slug, title: title, subject)
      (plan.language, plan.answerWithin, plan.about) = (about.language?.language, about.answerWithin, text)
      return try session.make(plan, by: member)
    }
    if try session.shelf(of: slug).isPrivate { throw StoreError.communityExists(slug) }
    let done = try session.perform(by: member, in: session.commons) {
      try CommunityAct(slug).create(
        title: title, subject, language: about.language?.language, answerWithin: about.answerWithin,
        about: text, by: member, in: $0)
    }
    try session.report(done, new: slug.rawValue, in: session.commons)
  }
}

extension Session {
  /// Makes a private community, and prints its folder.
  fileprivate func make(_ plan: PrivateCommunityInit, by member: Member) throws {
    let (made, done) = try Network.createPrivate(plan, by: member, of: network())
    try MergeDriver.install(in: made.repository, program: context.program)
    forgetPrivateShelves()
    let slug = plan.community.slug
    let shelf = try shelf(of: slug)
    try report(done, in: shelf)
    if !context.options.areForPrograms { context.output.line("\(slug)") }
    context.hint(Words.privateIsHere(slug))
  }

  /// Refuses a private community's slug that cannot be told from the words of public texts, and proposes another.
  func requireDistinctive(_ slug: Slug) throws {
    let isSaid = try index().find(.phrase(slug.rawValue), FindOptions(now: context.now)).total > 0
    guard isSaid || !PrivateNames.isDistinctive(slug: slug.rawValue) else { return }
    // One source for all tries: a fixed seed would draw the same ending for ever.
    var random = context.randomness()
    var ending: Substring
    repeat { ending = RecordID(random: &random).rawValue.prefix(4) } while !ending.contains(where: \.isNumber)
    let proposed = Slug(rawValue: "\(slug.rawValue.prefix(59))-\(ending)") ?? slug
    throw Failure(.notAllowed, Words.slugIsAWord(slug), hint: Words.proposedSlug(proposed))
  }
}
