import ArgumentParser
import Records
import Store

struct ReplyCommand: Command {
  static var configuration: CommandConfiguration { .words("reply", Words.reply) }

  @Argument(help: .words(Words.replyPost, value: "id"), completion: .from(.item)) var id: String
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @OptionGroup var source: TextOptions
  @Option(help: .words(Words.replyTo, value: "id"), completion: .from(.reply)) var to: String?
  @Flag(help: .words(Words.optionAnonymous)) var anonymous = false
  @Flag(help: .words(Words.replyDisagree)) var disagree = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let target = try session.record(session.id(id), as: [.post, .reply])
    let shelf = try session.shelf(at: target.text)
    if disagree { return try showPhone(of: target, in: shelf) }
    let member = try session.author(in: shelf)
    let post = target.type == .post ? target.text : RecordPath.post(ofThreadAt: target.text)
    // A reply to a reply belongs to the same thread.
    let answered =
      try to.map { try session.record($0, as: [.reply]) } ?? (target.type == .reply ? target : nil)
    var reply = ReplyAdd(post: post)
    reply.to = answered.flatMap { RecordID(rawValue: $0.key) }
    reply.isAnonymous = anonymous
    // Checked before the editor opens.
    let thread = try reply.check(in: shelf.network().snapshot())
    if let end = Cooling.end(of: thread, after: context.now) {
      context.warn(Words.restsUntil(end))
      if let (name, number) = try reach(target, in: shelf) { context.hint(Words.callFirst(name, number)) }
    }
    let written = try session.written(
      source, dash: dash, start: "\n" + Words.editorLines(context.language), name: "reply-\(target.key)",
      in: shelf)
    reply.text = written.text
    let (id, ready) = (session.newID(), reply)
    let done = try session.keeping(written) {
      try session.perform(by: member, in: shelf) { try ready.act(id, by: member, in: $0) }
    }
    try session.report(done, new: id.rawValue, in: shelf)
  }

  /// Returns the author's name, and their phone number, else their address; `nil` where nobody is named.
  private func reach(_ target: RecordPath, in shelf: Shelf) throws -> (name: String, number: String)? {
    let snapshot = try shelf.network().snapshot()
    let author = try snapshot.record(at: target.text, as: [.post, .reply])["author"]?.text
    guard let author = author.flatMap(Handle.init(rawValue:)),
      let card = try snapshot.document(at: RecordPath.person(author)),
      let number = (card["phone"] ?? card["email"])?.text
    else { return nil }
    return (card["name"]?.text ?? author.rawValue, number)
  }

  /// Shows the author's phone number and publishes nothing: the charter asks for a call.
  private func showPhone(of target: RecordPath, in shelf: Shelf) throws {
    let snapshot = try shelf.network().snapshot()
    let author = try snapshot.record(at: target.text, as: [.post, .reply])["author"]?.text ?? ""
    guard author != Handle.anonymous else {
      throw Failure(.notAllowed, Words.disagreeAnonymous, hint: Words.disagreeAnonymousHint)
    }
    let card = try Handle(rawValue: author).flatMap { try snapshot.document(at: RecordPath.person($0)) }
    let name = card?["name"]?.text ?? author
    shelf.context.say(Words.disagree(name))
    if let phone = card?["phone"]?.text {
      shelf.context.output.line("\(name) \(phone)")
    } else if let email = card?["email"]?.text {
      shelf.context.say(Words.noPhone(name))
      shelf.context.output.line("\(name) \(email)")
    } else {
      throw Failure(.notFound, StoreError.noCard(email: author).failure.phrase)
    }
  }
}
