import ArgumentParser
@preconcurrency import Glibc
import Records
import Store

/// The kinds of posts, as an option takes them.
enum PostKind: String, ExpressibleByArgument, CaseIterable {
  case question, practice, analogy, news

  var needsTakeaway: Bool { self == .practice || self == .analogy }
}

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
  @Option(
    name: .customLong("takeaway"), parsing: .unconditional,
    help: .words(Words.postTakeaway, value: "sentence"))
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

  var request: PostRequest {
    var request = PostRequest(community: community)
    (request.dash, request.title, request.kind, request.source) = (dash, title, kind, source.asked)
    (request.takeaway, request.tags, request.language) = (takeaway, tags, language?.language)
    (request.images, request.isAnonymous) = (images, anonymous)
    return request
  }

  func run(in context: Context) throws { try request.run(in: context) }
}

/// What `post` is asked for.
struct PostRequest: Equatable {
  let community: String
  var dash: String?
  var title: String?
  var kind = PostKind.question
  var source = AskedText()
  var takeaway: String?
  var tags: [String] = []
  var language: Language?
  var images: [String] = []
  var isAnonymous = false

  func run(in context: Context) throws {
    let session = try Session(context)
    let member = try session.author(in: session.commons)
    let slug = try Session.slug(community)
    try session.admit(member, to: session.shelf(of: slug))
    let (shelf, snapshot) = try session.openCommunity(slug)
    let text = try session.text(source, dash: dash)
    var post = PostAdd(community: slug, title: title ?? "…", text: "…")
    post.kind = kind.rawValue
    let asksTakeaway = takeaway == nil && kind.needsTakeaway && context.terminal.canAsk
    post.takeaway = asksTakeaway ? "…" : takeaway
    post.tags = tags
    post.language = language
    post.pictures = try images.map(session.picture)
    post.isAnonymous = isAnonymous
    let id = session.newID()
    // All that was given is tried before anybody is asked for more.
    if title == nil || asksTakeaway { _ = try post.act(id, by: member, in: snapshot) }
    if title == nil { post.title = try context.ask(Words.askTitle, flag: "--title") }
    if asksTakeaway { post.takeaway = try context.ask(Words.askTakeaway, flag: "--takeaway") }
    // All but the text is tried before anybody writes it.
    _ = try post.act(id, by: member, in: snapshot)
    if isAnonymous, !images.isEmpty { context.warn(Words.picturesMayTell) }
    if kind == .question { session.showEarlierAnswers(like: post.title) }
    let isPictureAlone = !images.isEmpty && !source.isGiven && dash == nil
    let written =
      isPictureAlone
      ? try .nothing(in: shelf)
      : try session.written(source, read: text, start: "\n", name: "post-\(slug)", in: shelf)
    post.text = written.text
    let ready = post
    let done = try session.keeping(written) {
      try session.perform(by: member, in: shelf) { try ready.act(id, by: member, in: $0) }
    }
    try session.report(done, new: id.rawValue, in: shelf)
  }
}

extension PostRequest {
  /// `nil` where a value is not valid.
  init?(_ words: QuickArguments) {
    guard let kind = PostKind(rawValue: words["-k"] ?? PostKind.question.rawValue) else { return nil }
    self.init(community: words.positionals[0])
    (self.kind, title, source.message, takeaway) = (kind, words["-t"], words["-m"], words["--takeaway"])
    tags = words["--tag"].map { [$0] } ?? []
  }

  static var quick: QuickCommands.Shape {
    QuickCommands.Shape(options: ["-t", "-k", "-m", "--takeaway", "--tag"], positionals: 1...1) { words in
      guard let request = PostRequest(words) else { return nil }
      return { try request.run(in: $0) }
    }
  }
}

extension Session {
  /// A picture that a person named: a plain file, or a link to one beside it or below.
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

  /// The path without links; `nil` where nothing is.
  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
