import ArgumentParser
import Records
import Store

struct MarkCommand: Command {
  static var configuration: CommandConfiguration { .words("mark", Words.mark) }

  enum Outcome: String, SpokenValue { case worked, mixed, failed }
  enum Consent: String, SpokenValue { case yes, no }

  @Argument(help: .words(Words.markID, value: "id"), completion: .from(.item)) var ids: [String]
  @Flag(help: .words(Words.markUseful)) var useful = false
  @Option(help: .words(Words.markTried, value: "outcome")) var tried: Outcome?
  @Flag(help: .words(Words.markThanks)) var thanks = false
  @Flag(help: .words(Words.markOutdated)) var outdated = false
  @Flag(help: .words(Words.markStillValid)) var stillValid = false
  @Option(parsing: .unconditional, help: .words(Words.markUntil, value: "day"), completion: .from(.day))
  var until: String?
  @Option(help: .words(Words.markCredit, value: "consent")) var credit: Consent?
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (targets, member) = try session.writable(ids, as: [.post, .reply])
    if until != nil, !stillValid {
      throw Failure(.usage, Words.markUntilOfWhat, hint: Words.give("--still-valid"))
    }
    if stillValid, outdated { throw Failure.contradiction("`--still-valid`", "`--outdated`") }
    // Without a day, it is looked at again in a year.
    let day =
      try stillValid ? until.map { try context.day($0, .ahead) } ?? context.now.day.advanced(by: 365) : nil
    if let day, day <= context.now.day {
      throw Failure(.usage, Words.promiseIsPast(day), hint: Words.give("--until +6w"))
    }
    if credit != nil { for (target, _) in targets { try requireOwnAnswer(in: target, of: member, session) } }
    guard useful || tried != nil || thanks || outdated || stillValid || credit != nil || source.isGiven else {
      throw Failure(
        .usage, Words.markNothing,
        hint: Words.give(
          oneOf: ["--useful", "--tried", "--thanks", "--outdated", "--still-valid", "--credit", "-m"]))
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
          _ = try mark(target, written.text, day).act(by: member, in: shelf.network().snapshot())
        } catch StoreError.nothingChanged {}
      }
      for (target, shelf) in targets {
        let act = mark(target, written.text, day)
        do {
          let done = try session.perform(by: member, in: shelf) { try act.act(by: member, in: $0) }
          try session.report(done, in: shelf)
        } catch StoreError.nothingChanged where targets.count > 1 {
          context.say(Words.markedBefore(target.key))
        }
      }
    }
  }

  /// Checks that a text is made of an answer of the caller's: nobody else has a say in whom it names.
  private func requireOwnAnswer(in target: RecordPath, of member: Member, _ session: Session) throws {
    let text = try session.indexed(target.text, as: [])
    let sources = try session.sources(of: text)
    guard sources.contains(where: { $0?.author == member.handle.rawValue && $0?.isImported == false }) else {
      throw Failure(.notAllowed, Words.notMadeOfYours, hint: Words.madeOf(text.sources))
    }
  }

  private func mark(_ target: RecordPath, _ story: String, _ day: CalendarDay?) -> MarkSet {
    var mark = MarkSet(target: target.text)
    (mark.isUseful, mark.isThanked, mark.isOutdated) = (useful, thanks, outdated)
    mark.tried = tried?.rawValue
    mark.validUntil = day
    mark.mayName = credit.map { $0 == .yes }
    mark.story = story
    return mark
  }
}
