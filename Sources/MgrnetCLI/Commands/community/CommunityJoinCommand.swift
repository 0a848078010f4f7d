import ArgumentParser
import Git
import Records
import SealedSync
import Sealing
import Store
import Sync

struct CommunityJoinCommand: Command {
  static var configuration: CommandConfiguration { .words("join", Words.communityJoin) }

  @Argument(help: .words(Words.joinCode, value: "code")) var code: String
  @Option(name: .customLong("as"), help: .words(Words.joinAs, value: "slug")) var slug: String?
  @Option(help: .words(Words.keyPassphraseFile, value: "file"), completion: .file())
  var passphraseFile: String?
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes)) var yes = false
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
      case .remote(let url): network = try session.join(at: url, bar.options(for: caller.actor))
      case .sealed(let name):
        network = try session.join(
          name, code, as: slug, by: caller, passphraseFile, bar.options(for: caller.actor))
      }
    }
    guard let slug = network.privateCommunity else { return }
    let snapshot = try network.snapshot()
    context.say(Words.joined(try snapshot.community(slug)["title"]?.text ?? slug.rawValue, slug))
    let isMember = try snapshot.bytes(at: RecordPath.member(caller.handle, of: slug)) != nil
    if !isMember {
      context.hint(Words.notYetMember)
    } else if case .sealed = code.place {
      context.hint(Words.joinNext)
    }
  }

  /// Checks who made the code: the key must stand on that person's card, and its words must be confirmed.
  private func confirm(_ code: JoinCode, _ session: Session) throws {
    let context = session.context
    let handle = try Session.handle(code.inviter)
    guard let card = try session.network().snapshot().document(at: RecordPath.person(handle)),
      let entry = KeyCard(card).entries.first(where: { $0.keys?.sign == code.key }), let keys = entry.keys
    else { throw Failure(.notAllowed, Words.inviterUnknown(code.inviter), hint: Words.inviterUnknownHint) }
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

  /// Opens a sealed community with the first of this machine's keys that fits.
  fileprivate func join(
    _ name: String, _ code: JoinCode, as slug: String?, by caller: Member, _ passphraseFile: String?,
    _ options: TransferOptions
  ) throws -> Network {
    let commons = try network()
    guard let remote = try commons.sealedRemote else { throw SyncError.noRemote }
    guard let sealed = SealedName(name) else { throw SealingError.joinCode(.damaged) }
    let joining = SealedJoining(try slug.map(Session.slug), name: sealed, inviter: code.key, remote: remote)
    let card = KeyCard(try commons.snapshot().record(at: RecordPath.person(caller.handle), as: [.person]))
    guard let stored = try ownKeys(on: card) else {
      throw Failure(.notFound, Words.ownKeysMissingOnCard, hint: Words.keyAddHint)
    }
    let key = try context.secretKeys(
      of: stored.device, in: KeyFolder(context.environment), passphraseFile: passphraseFile)
    let joined = try joining.join(in: commons, with: key, options)
    try MergeDriver.install(in: joined.network.repository, program: context.program)
    return joined.network
  }
}
