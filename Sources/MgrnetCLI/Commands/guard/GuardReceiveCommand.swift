import ArgumentParser
import Git
import Store
import Sync

/// What the hook calls: git tells on standard input which refs are to move.
struct GuardReceiveCommand: Command {
  static var configuration: CommandConfiguration { .words("receive", Words.guardReceive, hidden: true) }

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let place = try NetworkPlace(context)
    let repository = try Repository.open(place.gitDirectory)
    // Git keeps what arrives apart until the hook agrees.
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
