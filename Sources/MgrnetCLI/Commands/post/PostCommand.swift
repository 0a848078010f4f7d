import ArgumentParser
@preconcurrency import Glibc
import Records
import Sealing
import SearchIndex
import Store

/// The kinds of posts, as an option takes them.
enum PostKind: String, SpokenValue {
  case question, practice, analogy, reading, news

  var needsTakeaway: Bool { PostAdd.needsTakeaway(rawValue) }
}

struct PostCommand: Command {
  static var configuration: CommandConfiguration { .words("post", Words.post) }

  @Argument(help: .words(Words.postCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Argument(help: .words(Words.argumentDash, value: "dash")) var dash: String?
  @Option(name: [.customShort("t"), .long], help: .words(Words.postTitle, value: "title")) var title: String?
  @Option(name: [.customShort("k"), .long], help: .words(Words.postKind, value: "kind"))
  var kind = PostKind.question
  @OptionGroup var source: TextOptions
  @Option(parsing: .unconditional, help: .words(Words.postTakeaway, value: "sentence")) var takeaway: String?
  @Option(
    name: .customLong("source"), parsing: .unconditional, help: .words(Words.postSource, value: "source"))
  var reading: String?
  @Option(
    name: .customLong("from"), help: .words(Words.postFrom, value: "id"), completion: .from(.item))
  var from: [String] = []
  @Option(name: .customLong("tag"), help: .words(Words.optionTag, value: "tag"), completion: .from(.tag))
  var tags: [String] = []
  @Option(help: .words(Words.postLanguage, value: "language")) var language: LanguageChoice?
  @Option(
    name: .customLong("image"), help: .words(Words.postImage, value: "file"),
    completion: .file(extensions: ["png", "jpg", "jpeg", "gif", "webp", "svg"]))
  var images: [String] = []
  @Flag(help: .words(Words.optionAnonymous)) var anonymous = false
  @Option(
    name: .customLong("strike"), help: .words(Words.postStrike, value: "handle"), completion: .from(.handle))
  var struck: [String] = []
  @Option(help: .words(Words.postRelay, value: "handle"), completion: .from(.handle)) var relay: String?
  @Option(
    name: [.customShort("o"), .long], help: .words(Words.postRelayOutput, value: "file"), completion: .file())
  var output: String?
  @Flag(help: .words(Words.planForce)) var force = false
  @Flag(name: [.customLong("yes"), .customShort("y")], help: .words(Words.optionYes)) var yes = false
  @OptionGroup var global: GlobalOptions

  /// The community, if none was given.
  private func asked(_ session: Session) throws -> String {
    let names = try session.shelves().flatMap { try $0.index().list(ListFilter([.community])).map(\.key) }
    guard session.context.terminal.canAsk else {
      throw Failure(.usage, Words.whichCommunity(names.sorted()), hint: Words.seeHelp(" post"))
    }
    return try session.context.ask(Words.whichCommunity(names.sorted()), flag: "COMMUNITY")
  }

  func run(in context: Context) throws {
    let session = try Session(context)
    let recipient = try recipient(session)
    let member = try session.author(in: session.commons)
    let slug = try Session.slug(community ?? asked(session))
    try session.admit(member, to: session.shelf(of: slug))
    let (shelf, snapshot) = try session.openCommunity(slug)
    let text = try session.text(source, dash: dash)
    var post = PostAdd(community: slug, title: title)
    (post.kind, post.takeaway, post.tags, post.language) = (kind.rawValue, takeaway, tags, language?.language)
    post.source = reading
    let answers = try answers(for: shelf, session)
    post.from = answers.compactMap { RecordID(rawValue: $0.key) }
    post.pictures = try images.map(session.picture)
    post.isAnonymous = anonymous
    let asksTakeaway = takeaway == nil && kind.needsTakeaway && context.terminal.canAsk
    // Checked before the questions, and again before the editor opens.
    try post.check(in: snapshot, besidesTakeaway: asksTakeaway)
    if title == nil { post.title = try context.ask(Words.askTitle, flag: "--title") }
    if asksTakeaway { post.takeaway = try context.ask(Words.askTakeaway, flag: "--takeaway") }
    if title == nil || asksTakeaway { try post.check(in: snapshot) }
    if kind == .question, session.showEarlierAnswers(like: post.title ?? ""), context.terminal.canAsk, !yes {
      guard try context.confirm(Words.askAllTheSame, flag: "--yes", usual: true) else {
        throw Failure(.notAllowed, Words.notAsked, hint: Words.readEarlier)
      }
    }
    let isPictureAlone = !images.isEmpty && !source.isGiven && dash == nil
    let written =
      isPictureAlone
      ? try .nothing(in: shelf)
      : try session.written(
        source, read: text, start: "\n" + quoted(answers, session) + Words.editorLines(context.language),
        name: "post-\(slug)", in: shelf)
    post.text = written.text
    if let recipient {
      let sealed = try RelayedPost(post).sealed(for: recipient.keys)
      return try session.keeping(written) {
        try OutputFile.write(sealed, to: recipient.file, replacing: force)
        context.say(Words.sealedForRelay(recipient.file, recipient.handle))
        context.hint(Words.handItOver(recipient.file))
      }
    }
    let who =
      try kind == .question && !shelf.isPrivate ? WhoIsAsked(gathering: Gathering(session, only: [])) : nil
    if let who, try snapshot.formatVersion > 1 {
      let question = ([post.title ?? ""] + post.tags + [post.text]).joined(separator: "\n")
      post.asked = try who.chosen(
        for: question, isAnonymous: anonymous, without: struck.map { try session.person($0).rawValue })
    }
    let (id, ready) = (session.newID(), post)
    let done = try session.keeping(written) {
      try session.perform(by: member, in: shelf) { try ready.act(id, by: member, in: $0) }
    }
    try session.report(done, new: id.rawValue, in: shelf)
    if !context.options.areForPrograms {
      try who?.tell(post.asked, in: slug)
      if answers.contains(where: { $0.author != member.handle.rawValue }) {
        context.say(Words.colleaguesUntilTheyAgree(id.rawValue))
      }
    }
  }

  /// Returns the answers that the post is made of, each once.
  ///
  /// - Throws: ``Failure`` (77) for one that not all see who may read the post.
  private func answers(for shelf: Shelf, _ session: Session) throws -> [IndexedRecord] {
    guard !from.isEmpty else { return [] }
    if kind == .question { throw Failure(.usage, Words.questionFromAnswers, hint: Words.give("-k practice")) }
    var seen: Set<String> = []
    return try session.ids(from).map { try session.indexed($0, as: [.post, .reply]) }.filter { answer in
      if let own = RecordPath.privateCommunity(of: answer.path), own != shelf.community {
        throw Failure(
          .notAllowed, Words.answerIsPrivate(answer.key, own),
          hint: Words.publishFirst(answer.thread ?? answer.key))
      }
      if answer.isWithdrawn { throw StoreError.alreadyWithdrawn(path: answer.path) }
      return seen.insert(answer.key).inserted
    }
  }

  /// Quotes the answers without names, for the editor to begin with.
  private func quoted(_ answers: [IndexedRecord], _ session: Session) throws -> String {
    try answers.map { answer in
      let text = try session.shelf(at: answer.path).index().whole(answer)?.prose.trimmed ?? ""
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)\n" }.joined() + "\n"
    }.joined()
  }

  /// Returns for whom, and into which file, the post is sealed; `nil` where it is published here.
  private func recipient(_ session: Session) throws -> (
    handle: String, keys: [X25519Recipient], file: String
  )? {
    guard relay != nil || output != nil else { return nil }
    guard anonymous, let relay, let output else {
      throw Failure(
        .usage, Words.relayNeeds, hint: Words.give("--anonymous --relay HANDLE -o FILE"))
    }
    if !images.isEmpty { throw Failure.contradiction("`--relay`", "`--image`") }
    if !force { try OutputFile.requireNew(output) }
    return (try session.person(relay).rawValue, try session.keys(toSealFor: relay), output)
  }
}

extension Session {
  /// Reads a picture that a person named: a plain file, or a link to one beside it or below.
  func picture(_ path: String) throws -> Picture {
    guard let real = Self.resolved(path) else { throw StoreError.pictureMissing(path) }
    let parts = path.split(separator: "/")
    let above = (path.hasPrefix("/") ? "/" : "./") + parts.dropLast().joined(separator: "/")
    guard let folder = Self.resolved(above), real.hasPrefix(folder == "/" ? "/" : folder + "/") else {
      throw StoreError.pictureOutside(path)
    }
    var status = stat()
    guard stat(real, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError.pictureMissing(path)
    }
    guard status.st_size <= Picture.limit else {
      throw StoreError.pictureTooLarge(path, bytes: Int(status.st_size), limit: Picture.limit)
    }
    return Picture(name: parts.last.map(String.init) ?? path, bytes: try contents(of: real))
  }

  /// Returns the path without links; `nil` if nothing is there.
  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
