import ArgumentParser
import Contests
import Records
import Store

struct ContestEnterCommand: Command {
  static var configuration: CommandConfiguration { .words("enter", Words.contestEnter) }

  @Argument(help: .words(Words.contestID, value: "id"), completion: .from(.contest)) var id: String
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @OptionGroup var source: TextOptions
  @Option(name: .customLong("image"), help: .words(Words.postImage, value: "file"), completion: .file())
  var images: [String] = []
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let whole = try WholeContest(id, in: session)
    let member = try session.author(in: whole.shelf)
    guard whole.contest.hasEntries else {
      throw Failure(.badData, Words.hasNoEntries, hint: Words.thenVote(id))
    }
    guard !whole.isOver(at: context.now) else { throw Failure(.badData, Words.contestIsOver) }
    if whole.contest.isOfEntries, whole.contest.voters?.contains(member.handle.rawValue) != true {
      throw Failure(.notAllowed, Words.notOneOfTheVoters)
    }
    let pictures = try images.map(session.picture)
    let isNameEnough = whole.contest.mode == .draw
    let needsNoText = (isNameEnough || !images.isEmpty) && !source.isGiven && dash == nil
    let old = whole.entries[member.handle.rawValue]?.record.prose ?? ""
    let written =
      try needsNoText
      ? .nothing(in: whole.shelf)
      : session.written(
        source, dash: dash, start: old + "\n", name: "entry-\(whole.place.key)", in: whole.shelf)
    let done = try session.keeping(written) {
      try session.perform(by: member, in: whole.shelf) {
        try ContestAct.enter(
          written.text, pictures, mayBeEmpty: isNameEnough, at: whole.place.text, by: member, in: $0)
      }
    }
    try session.report(done, in: whole.shelf)
  }
}
