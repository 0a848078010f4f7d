import ArgumentParser
import Git
import Store
import Sync

/// Checks a push, called by the hook: git gives the updates of refs on standard input.
struct GuardReceiveCommand: Command {
  static var configuration: CommandConfiguration { .words("receive", Words.guardReceive, hidden: true) }

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let repository = try Repository.open(NetworkSearch.find(context).gitDirectory)
    // Git keeps the pushed objects apart until the hook agrees.
    if let incoming = context.environment.nonEmpty("GIT_QUARANTINE_PATH") {
      try repository.readObjects(alsoFrom: incoming)
    }
    let reception = Reception(repository, Guard(repository, sizeLimit: try Network.sizeLimit(in: repository)))
    var refusals: [Reception.Refusal] = []
    while let line = try context.input.readLine() {
      guard let update = RefUpdate(line: line) else { throw Failure(.usage, Words.notARefUpdate(line)) }
      refusals += try reception.refusals(of: update)
    }
    guard !refusals.isEmpty else { return }
    for refusal in refusals { context.warn(Words.refused(refusal)) }
    throw Failure(.notAllowed, Words.pushRefused, hint: Words.pushRefusedHint)
  }
}
