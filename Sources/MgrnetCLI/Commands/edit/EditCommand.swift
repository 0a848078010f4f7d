import ArgumentParser
import Records
import Store

struct EditCommand: Command {
  static var configuration: CommandConfiguration { .words("edit", Words.edit) }

  @Argument(help: .words(Words.editID, value: "id"), completion: .from(.item)) var id: String
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @Option(name: [.customShort("t"), .long], help: .words(Words.postTitle, value: "title")) var title: String?
  @Option(name: [.customShort("k"), .long], help: .words(Words.postKind, value: "kind")) var kind: PostKind?
  @OptionGroup var source: TextOptions
  @Option(parsing: .unconditional, help: .words(Words.postTakeaway, value: "sentence")) var takeaway: String?
  @Option(name: .customLong("tag"), help: .words(Words.editTag, value: "tag"), completion: .from(.tag))
  var tags: [String] = []
  @Option(help: .words(Words.postLanguage, value: "language")) var language: LanguageChoice?
  @Option(help: .words(Words.editReviewBy, value: "day")) var reviewBy: CalendarDay?
  @Option(help: .words(Words.editReplacedBy, value: "id"), completion: .from(.post)) var replacedBy: String?
  @Option(help: .words(Words.linkURL, value: "url")) var url: String?
  @Option(
    name: .customLong("strike"), help: .words(Words.editStrike, value: "handle"), completion: .from(.handle))
  var struck: [String] = []
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let target = try session.record(session.id(id), as: [.post, .reply, .link])
    let shelf = try session.shelf(at: target.text)
    let member = try session.author(in: shelf)
    var changes = RecordEdit.Changes()
    (changes.title, changes.kind, changes.takeaway, changes.url) = (title, kind?.rawValue, takeaway, url)
    changes.tags = tags.isEmpty ? nil : tags.filter { !$0.isEmpty }
    changes.language = language?.language
    changes.reviewBy = reviewBy
    changes.struck = try struck.map { try session.person($0).rawValue }
    changes.replacedBy = try replacedBy.flatMap {
      RecordID(rawValue: try session.record($0, as: [.post]).key)
    }
    let edit = RecordEdit(path: target.text)
    try edit.check(by: member, in: shelf.network().snapshot())
    let isGiven =
      [title, kind?.rawValue, takeaway, url, replacedBy].contains { $0 != nil } || !tags.isEmpty
      || language != nil
      || reviewBy != nil || !struck.isEmpty
    let done: Network.Done
    if source.isGiven || dash != nil {
      let written = try session.written(source, dash: dash, start: "", name: "edit-\(target.key)", in: shelf)
      changes.text = written.text
      done = try session.keeping(written) {
        try session.perform(by: member, in: shelf) { try edit.act(changes, by: member, in: $0) }
      }
    } else if isGiven {
      done = try session.perform(by: member, in: shelf) { try edit.act(changes, by: member, in: $0) }
    } else {
      // Without options: the whole file, in the editor.
      let record = try shelf.network().snapshot().record(at: target.text, as: [target.type])
      let written = try session.written(
        source, dash: nil, start: record.text, name: "edit-\(target.key)", in: shelf)
      done = try session.keeping(written) {
        let file = try Document(parsing: written.text)
        return try session.perform(by: member, in: shelf) { try edit.act(file: file, by: member, in: $0) }
      }
    }
    try session.report(done, in: shelf)
  }
}

extension CalendarDay: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
