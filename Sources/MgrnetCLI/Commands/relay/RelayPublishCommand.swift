import ArgumentParser
import Records
import Store

/// Puts a post in that somebody who does not want to be named sealed for the caller.
struct RelayPublishCommand: Command {
  static var configuration: CommandConfiguration { .words("publish", Words.relayPublish) }

  @Argument(help: .words(Words.relayFile, value: "file"), completion: .file()) var file: String
  @Option(help: .words(Words.keyPassphraseFile, value: "file"), completion: .file())
  var passphraseFile: String?
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes)) var yes = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    session.commons.keyring.passphraseFile = passphraseFile
    let bytes = try file == "-" ? context.input.readAll() : session.contents(of: file)
    let post = try RelayedPost(opening: bytes, with: session.ownIdentities()).post
    let (shelf, snapshot) = try session.openCommunity(post.community)
    try post.check(in: snapshot)
    // Whoever puts it in answers for it before the charter, and so reads it first.
    if !(yes && context.options.quiet) {
      for line in ["\(post.title ?? "") (\(post.community))", ""]
        + post.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      {
        context.errors.line("\(line)")
      }
      context.errors.flush()
    }
    guard try yes || context.confirm(Words.askPublish(post.community), flag: "--yes") else {
      throw Failure(.notAllowed, Words.notPublished)
    }
    let id = session.newID()
    let done = try session.perform(by: member, in: shelf) { try post.act(id, by: member, in: $0) }
    try session.report(done, new: id.rawValue, in: shelf)
  }
}
