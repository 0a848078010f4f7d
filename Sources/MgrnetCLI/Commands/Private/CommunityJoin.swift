import ArgumentParser
import Git
import Records
import Sealing
import Store
import Sync

struct CommunityJoin: Command {
  static var configuration: CommandConfiguration { .words("join", Words.communityJoin) }

  @Argument(help: .words(Words.joinCode, value: "code"))
  var code: String
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes))
  var yes = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let caller = try session.author(in: session.commons)
    let code = try JoinCode(code == "-" ? context.input.readLine() ?? "" : code)
    try confirm(code, session)
    let bar = TransferBar(in: context)
    let network: Network
    do {
      defer { bar.finish() }
      switch code.place {
      case .remote(let url):
        network = try session.join(at: url, bar.options(for: caller.actor))
      case .sealed: throw Failure(.usage, Words.notSealed)
      }
    }
    guard let slug = network.privateCommunity else { return }
    let snapshot = try network.snapshot()
    context.say(Words.joined(try snapshot.community(slug)["title"]?.text ?? slug.rawValue, slug))
    if try snapshot.bytes(at: RecordPath.member(caller.handle, of: slug)) == nil {
      context.hint(Words.notYetMember)
    }
  }

  /// Whether the code is of whom it says it is: the key must stand on that person's card, and the words be theirs.
  private func confirm(_ code: JoinCode, _ session: Session) throws {
    let context = session.context
    let handle = try Session.handle(code.inviter)
    guard let card = try session.network().snapshot().document(at: RecordPath.person(handle)),
      let entry = KeyCard(card).entries.first(where: { $0.keys?.sign == code.key }), let keys = entry.keys
    else {
      throw Failure(.notAllowed, Words.inviterUnknown(code.inviter), hint: Words.inviterUnknownHint)
    }
    context.show([(entry.device, keys)], of: Words.invitedBy(card["name"]?.text ?? code.inviter, handle))
    guard try yes || context.confirm(Words.sameWords, flag: "--yes") else {
      throw Failure(.notAllowed, Words.notJoined)
    }
  }
}

extension Session {
  /// Copies a private community from a repository of its own.
  fileprivate func join(at url: String, _ options: TransferOptions) throws -> Network {
    let commons = try network()
    let tips = try commons.repository.remoteTips(
      commons.repository.remote(at: url, named: ShareWay.ownRemote), options)
    let slugs = tips.branches.keys.filter { $0.hasPrefix("private/") }
      .compactMap { Slug(rawValue: String($0.dropFirst("private/".count))) }
    guard let slug = slugs.first else {
      throw Failure(.notFound, Words.hasNoPrivateBranch(url), hint: Words.hasNoPrivateBranchHint)
    }
    guard slugs.count == 1 else { throw Failure(.badData, Words.severalPrivateBranches(url)) }
    if try shelf(of: slug).isPrivate { throw Failure(.cannotWrite, Words.privateExists(slug)) }
    let cloned = try ClonedCommunity(slug, of: commons, from: url, options)
    try MergeDriver.install(in: cloned.network.repository, program: context.program)
    for finding in cloned.findings { context.warn(Words.guardFinding(finding)) }
    return cloned.network
  }
}
