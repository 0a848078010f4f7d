import ArgumentParser
@preconcurrency import Glibc
import Records
import Store

/// The kinds of posts, as an option takes them.
enum PostKind: String, ExpressibleByArgument, CaseIterable { case question, practice, analogy, news }

struct PostCommand: Command {
  static var configuration: CommandConfiguration { .words("post", Words.post) }

  @Argument(help: .words(Words.postCommunity, value: "community"), completion: .from(.community))
  var community: String
  @Argument(help: .words(Words.argumentDash, value: "dash"))
  var dash: String?
  @Option(name: [.customShort("t"), .customLong("title")], help: .words(Words.postTitle, value: "title"))
  var title: String?
  @Option(name: [.customShort("k"), .customLong("kind")], help: .words(Words.postKind, value: "kind"))
  var kind = PostKind.question
  @OptionGroup var source: TextOptions
  @Option(name: .customLong("takeaway"), help: .words(Words.postTakeaway, value: "sentence"))
  var takeaway: String?
  @Option(name: .customLong("tag"), help: .words(Words.optionTag, value: "tag"), completion: .from(.tag))
  var tags: [String] = []
  @Option(name: .customLong("language"), help: .words(Words.postLanguage, value: "language"))
  var language: LanguageChoice?
  @Option(
    name: .customLong("image"), help: .words(Words.postImage, value: "file"),
    completion: .file(extensions: ["png", "jpg", "jpeg", "gif", "webp", "svg"]))
  var images: [String] = []
  @Flag(name: .customLong("anonymous"), help: .words(Words.optionAnonymous))
  var anonymous = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author()
    let slug = try Session.slug(community)
    _ = try session.network().snapshot().community(slug)
    let title = try title ?? context.ask(Words.askTitle, flag: "--title")
    let pictures = try images.map(session.picture)
    if kind == .question { try session.showEarlierAnswers(like: title) }
    let written =
      pictures.isEmpty || source.isGiven || dash != nil
      ? try session.written(source, dash: dash, start: "\n", name: "post-\(slug)")
      : try session.written(.of(""), dash: nil, start: "", name: "post-\(slug)")
    let id = session.newID()
    let done = try session.keeping(written) {
      var post = PostAdd(community: slug, title: title, text: written.text)
      post.kind = kind.rawValue
      post.takeaway = try takeaway ?? askTakeaway(context)
      post.tags = tags
      post.language = language?.language
      post.pictures = pictures
      post.isAnonymous = anonymous
      return try session.perform(by: member) { try post.act(id, by: member, in: $0) }
    }
    try session.printNew(id, type: .post, done)
  }

  private func askTakeaway(_ context: Context) throws -> String? {
    guard kind == .practice || kind == .analogy, context.terminal.canAsk else { return nil }
    return try context.ask(Words.askTakeaway, flag: "--takeaway")
  }
}

extension TextOptions {
  /// A text that is known, in place of options.
  static func of(_ text: String) -> TextOptions {
    var options = TextOptions()
    options.message = text
    options.file = nil
    return options
  }
}

extension Session {
  /// A picture that a person named, which must be a plain file: a link could lead anywhere.
  func picture(_ path: String) throws -> Picture {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw StoreError.pictureMissing(path) }
    guard status.st_mode & S_IFMT != S_IFLNK else { throw StoreError.pictureOutside(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw StoreError.pictureMissing(path) }
    let limit = 10 << 20
    guard status.st_size <= limit else {
      throw StoreError.pictureTooLarge(path, bytes: Int(status.st_size), limit: limit)
    }
    return Picture(
      name: path.split(separator: "/").last.map(String.init) ?? path, bytes: try contents(of: path))
  }

  /// What a writing command prints: the new id on standard output, the act on standard error.
  func printNew(_ id: RecordID, type: RecordType, _ done: Network.Done) throws {
    if context.options.json || context.options.format != nil {
      let path = done.paths.first { RecordPath($0)?.key == id.rawValue } ?? ""
      var printer = try RowPrinter(context)
      printer.print(Row(.id, id.rawValue, path: path, try network().snapshot().record(at: path, as: [type])))
      return printer.finish()
    }
    context.output.line(id.rawValue)
    context.say(Phrase(verbatim: harmless(done.subject)))
  }
}
