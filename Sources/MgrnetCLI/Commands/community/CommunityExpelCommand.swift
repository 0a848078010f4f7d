import ArgumentParser
import Records
import Store

struct CommunityExpelCommand: Command {
  static var configuration: CommandConfiguration { .words("expel", Words.communityExpel) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @Argument(help: .words(Words.expelHandle, value: "handle"), completion: .from(.handle)) var handle: String
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes)) var yes = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, slug) = try session.privateShelf(slug)
    let handle = try Session.handle(session.handle(of: handle))
    let caller = try session.author(in: shelf)
    let network = try shelf.network()
    let act = MemberAct(handle, of: slug)
    try network.snapshot().requireMembershipSteward(caller.handle)
    try act.checkExpulsion(in: network.snapshot())
    let isSealed = if case .sealed? = try ShareWay(of: network) { true } else { false }
    context.say(Words.expelledKeeps(handle, isSealed: isSealed))
    guard try yes || context.confirm(Words.expelQuestion, flag: "--yes") else {
      throw Failure(.notAllowed, Words.notExpelled(handle))
    }
    let done = try session.perform(by: caller, in: shelf) {
      try $0.requireMembershipSteward(caller.handle)
      return try act.expulsion(in: $0)
    }
    context.say(Words.done(done.subject))
    if case .remote(let url)? = try ShareWay(of: network) { context.hint(Words.endAccess(handle, url)) }
  }
}
