import ArgumentParser
import Records
import Store

struct MarkCommand: Command {
  static var configuration: CommandConfiguration { .words("mark", Words.mark) }

  enum Outcome: String, ExpressibleByArgument, CaseIterable { case worked, mixed, failed }

  @Argument(help: .words(Words.markID, value: "id"), completion: .from(.item)) var ids: [String]
  @Flag(help: .words(Words.markUseful)) var useful = false
  @Option(help: .words(Words.markTried, value: "outcome")) var tried: Outcome?
  @Flag(help: .words(Words.markThanks)) var thanks = false
  @Flag(help: .words(Words.markOutdated)) var outdated = false
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (targets, member) = try session.writable(ids, as: [.post, .reply])
    guard useful || tried != nil || thanks || outdated || source.isGiven else {
      throw Failure(
        .usage, Words.markNothing,
        hint: Words.give(oneOf: ["--useful", "--tried", "--thanks", "--outdated", "-m"]))
    }
    // If one of the items is private, the story's draft is in its private community.
    let place = targets.map(\.shelf).first(where: \.isPrivate) ?? session.commons
    let written =
      source.isGiven
      ? try session.written(source, dash: nil, start: "", name: "mark", in: place)
      : try .nothing(in: place)
    try session.keeping(written) {
      // All marks are checked before the first is committed.
      for (target, shelf) in targets where targets.count > 1 {
        do {
          _ = try mark(target, written.text).act(by: member, in: shelf.network().snapshot())
        } catch StoreError.nothingChanged {}
      }
      for (target, shelf) in targets {
        let act = mark(target, written.text)
        do {
          let done = try session.perform(by: member, in: shelf) { try act.act(by: member, in: $0) }
          try session.report(done, in: shelf)
        } catch StoreError.nothingChanged where targets.count > 1 {
          context.say(Words.markedBefore(target.key))
        }
      }
    }
  }

  private func mark(_ target: RecordPath, _ story: String) -> MarkSet {
    var mark = MarkSet(target: target.text)
    (mark.isUseful, mark.isThanked, mark.isOutdated) = (useful, thanks, outdated)
    mark.tried = tried?.rawValue
    mark.story = story
    return mark
  }
}
