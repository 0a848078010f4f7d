import ArgumentParser
import Disk
import Git
import Records
import Store
import Sync

struct CloneCommand: Command {
  static var configuration: CommandConfiguration { .words("clone", Words.clone) }

  @Argument(help: .words(Words.cloneURL, value: "url"), completion: .directory) var url: String
  @Argument(help: .words(Words.cloneFolder, value: "folder"), completion: .directory) var folder: String?
  @Flag(help: .words(Words.cloneBare)) var bare = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let actor = try Actor.configured(now: context.now)
    guard let usual = Repository.folderName(for: url) ?? folder else {
      throw Failure(.usage, Words.noFolderName(url), hint: Words.sayFolder)
    }
    let path = folder ?? (bare ? usual + ".git" : usual)
    guard try Files.isMissingOrEmpty(path) else { throw StoreError.directoryNotEmpty(path) }
    // A clone that is interrupted leaves nothing, like one that fails.
    let made = try CloneFolder(path)
    Interruption.before { made.removeWhileWritten() }
    let bar = TransferBar(in: context)
    let cloned: ClonedNetwork
    do {
      defer { bar.finish() }
      cloned = try ClonedNetwork(of: url, into: path, bare: bare, bar.options(for: actor))
    } catch {
      var failed = failure(for: error)
      if [Words.syncWhenBack, Words.isTheNameRight].contains(failed.hint) { failed.hint = Words.cloneAgain }
      throw failed
    }
    try MergeDriver.install(in: cloned.network.repository, program: context.program)
    for finding in cloned.findings { context.warn(Words.guardFinding(finding)) }
    var inside = context
    inside.options.folder = path
    let session = try Session(inside)
    _ = try session.index()
    _ = try session.commons.disputes()
    context.say(Words.cloned(into: path))
    do { _ = try cloned.network.member(now: context.now) } catch StoreError.noCard {
      context.hint(Words.cloneNext)
    }
  }
}
