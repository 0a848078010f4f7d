import ArgumentParser
import Records
import Store

struct EventEditCommand: Command {
  static var configuration: CommandConfiguration { .words("edit", Words.eventEdit) }

  @Argument(help: .words(Words.eventID, value: "id"), completion: .from(.event)) var id: String
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @Option(name: [.customShort("t"), .long], help: .words(Words.eventTitle, value: "title")) var title: String?
  @OptionGroup var options: EventOptions
  @OptionGroup var source: TextOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let event = try WholeEvent(id, in: session)
    let member = try session.author(in: event.shelf)
    let slugs = try options.communities.map { try Session.slug(session.community(named: $0)) }
    if event.shelf.isPrivate, !slugs.isEmpty { throw Failure(.usage, Words.eventOfOnePrivate) }
    let text = try session.text(source, dash: dash)
    let begins = try options.starts.map { try session.moment($0, on: event.fields.starts.day) }
    let ends = try options.ends.map { try session.moment($0, on: (begins ?? event.fields.starts).day) }
    let done = try session.perform(by: member, in: event.shelf) { snapshot in
      try EventAct.edit(at: event.place.text, by: member, in: snapshot) { fields in
        let length = fields.ends.seconds - fields.starts.seconds
        if let begins {
          fields.starts = begins
          // What begins later lasts as long.
          fields.ends = begins.adding(minutes: Int(length / 60))
        }
        if let ends { fields.ends = ends }
        guard fields.ends.seconds > fields.starts.seconds else {
          throw Failure(.usage, Words.endsBeforeItStarts)
        }
        if let title { fields.title = title }
        if let text { fields.text = text }
        try options.set(&fields, slugs)
      }
    }
    try session.report(done, in: event.shelf)
    if begins != nil || ends != nil {
      let changed = try WholeEvent(at: event.place, in: session).fields
      try EventConflicts(session, member.handle).tell(changed.starts, changed.ends, besides: event.place.key)
    }
  }
}
