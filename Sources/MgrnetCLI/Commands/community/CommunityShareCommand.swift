import ArgumentParser
import Git
import Records
import SealedSync
import Sealing
import Store
import Sync

struct CommunityShareCommand: Command {
  static var configuration: CommandConfiguration { .words("share", Words.communityShare) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @Flag(help: .words(Words.shareSealed)) var sealed = false
  @Option(help: .words(Words.shareRemote, value: "url"), completion: .directory) var remote: String?
  @Flag(help: .words(Words.wordSlugIKnow)) var iKnow = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, slug) = try session.privateShelf(slug)
    _ = try session.author(in: shelf)
    let network = try shelf.network()
    if !iKnow, sealed || remote != nil, try ShareWay(of: network) == nil {
      try session.requireDistinctive(slug)
    }
    switch (sealed, remote) {
    case (true, nil): try seal(network, slug, session)
    case (false, let url?): try share(network, slug, with: url, session)
    case (true, _?): throw Failure.contradiction("`--sealed`", "`--remote`")
    case (false, nil):
      if let way = try ShareWay(of: network) { return context.say(Words.alreadyShared(slug, by: way.phrase)) }
      throw Failure(.usage, Words.howToShare(slug), hint: Words.give(oneOf: ["--sealed", "--remote URL"]))
    }
    context.hint(Words.shareNext(slug))
  }

  /// Shares by a repository of its own, which must not be the network's.
  private func share(_ network: Network, _ slug: Slug, with typed: String, _ session: Session) throws {
    let commons = try session.network()
    // A typed path is relative to the current folder; git would read it from the community's.
    let url = RemoteAddress.whole(typed)
    try JoinCode.check(url)
    if let way = try ShareWay(of: network) {
      if way == .remote(url) { return session.context.say(Words.shared(slug, with: url)) }
      throw Failure(.cannotWrite, Words.alreadyShared(slug, by: way.phrase))
    }
    for known in try commons.repository.remotes()
    where RemoteAddress.whole(known.url, from: commons.repository.mainWorkTree ?? ".") == url {
      throw Failure(.notAllowed, Words.sharesTheCommons(typed), hint: Words.shareSealedInstead)
    }
    let bar = TransferBar(in: session.context)
    do {
      defer { bar.finish() }
      let actor = try commons.actor(now: session.context.now)
      var options = bar.options(for: actor)
      options.refusesBranch = Network.refusesBranch(for: slug)
      // The network's repository under another address has the network's branch.
      _ = try network.repository.remoteTips(
        network.repository.remote(at: url, named: ShareWay.ownRemote), options)
    } catch let error as TransferError where error.problem == .refusedBranch(commons.branch) {
      throw Failure(.notAllowed, Words.sharesTheCommons(typed), hint: Words.shareSealedInstead)
    }
    try network.repository.addRemote(ShareWay.ownRemote, url: url)
    session.context.say(Words.shared(slug, with: url))
  }
  /// Shares by a sealed branch of the network's own remote.
  private func seal(_ network: Network, _ slug: Slug, _ session: Session) throws {
    if case .remote(let url)? = try ShareWay(of: network) {
      throw Failure(.cannotWrite, Words.alreadyShared(slug, by: ShareWay.remote(url).phrase))
    }
    let commons = try session.network()
    // Without their own key on the list, the caller could not read what they seal.
    _ = try session.signingKey(of: session.member().handle, in: network)
    guard let remote = try commons.sealedRemote else { throw SyncError.noRemote }
    // The name is secret, so it never comes from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    _ = try SealedSettings.share(network, by: remote, of: commons, using: &random)
    session.context.say(Words.sharedSealed(slug))
  }
}
