import ArgumentParser
import Records
import Store

struct CharterCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words(
      "charter", Words.charter,
      subcommands: [CharterShowCommand.self, CharterAcceptCommand.self, CharterEditCommand.self],
      defaultSubcommand: CharterShowCommand.self)
  }
}

struct CharterShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.charterShow) }
  @Option(help: .words(Words.charterLanguage, value: "language")) var language: LanguageChoice?
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (path, charter) = try session.network().snapshot().charter(in: language?.language ?? context.language)
    if context.options.areForPrograms {
      var row = OutputRow(at: path, charter)
      row.more.append(.init("text", .text(charter.prose)))
      return try context.print(row)
    }
    Self.show(charter, in: context)
  }

  static func show(_ charter: Document, in context: Context) {
    context.page()
    for line in Prose(context).lines(charter.prose) { context.output.line(line) }
  }
}

struct CharterAcceptCommand: Command {
  static var configuration: CommandConfiguration { .words("accept", Words.charterAccept) }
  @Flag(help: .words(Words.charterYes)) var yes = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.member()
    let charter = try session.network().snapshot().charter(in: context.language).record
    let revision = charter["revision"]?.integer ?? 0
    if let accepted = member.acceptedCharter, accepted >= revision {
      return context.say(Words.charterAlreadyAccepted(revision))
    }
    // On a terminal, the charter is shown before it is accepted.
    if !yes, context.terminal.canAsk, context.terminal.output {
      CharterShowCommand.show(charter, in: context)
      context.output.finish()
      guard try context.confirm(Words.askCharter, flag: "--yes") else {
        throw Failure(.notAllowed, Words.charterNotTaken, hint: Words.acceptNext)
      }
    }
    _ = try session.perform(by: member, in: session.commons) {
      try PersonAct(member.handle).acceptCharter(revision, in: $0)
    }
    context.say(Words.charterAccepted(revision))
  }
}

struct CharterEditCommand: Command {
  static var configuration: CommandConfiguration { .words("edit", Words.charterEdit) }
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @Option(help: .words(Words.charterLanguage, value: "language")) var language: LanguageChoice?
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    let language = language?.language ?? context.language
    let charter = try session.network().snapshot().charter(in: language).record
    let written = try session.written(
      source, dash: dash, start: charter.prose + "\n", name: "charter", in: session.commons)
    let done = try session.keeping(written) {
      try session.perform(by: member, in: session.commons) {
        try CharterEdit.act(text: written.text, in: language, $0)
      }
    }
    try session.report(done, in: session.commons)
    let revisions = try Session(context).network().snapshot().charterRevisions()
    context.hint(Set(revisions).count > 1 ? Words.charterBehind : Words.charterEditedNext)
  }
}
