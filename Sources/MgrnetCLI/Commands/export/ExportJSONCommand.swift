import ArgumentParser
import FoundationEssentials
import Records

struct ExportJSONCommand: Command {
  static var configuration: CommandConfiguration { .words("json", Words.exportJSON) }

  @OptionGroup var options: ExportOptions
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let source = try ExportSource(Session(context), community: options.community)
    var (threads, replies) = (0, 0)
    try options.writing(in: context) { write in
      try source.threads { path, thread in
        let pictures = try thread.pictures.compactMap { name in
          try source.file(name, besides: path).map { (name, $0) }
        }
        write(thread.object(at: path, pictures).json + "\n")
        threads += 1
        replies += thread.replies.count
      }
    }
    context.say(Words.exported(threads: threads, replies: replies))
  }
}

extension WholeThread {
  /// The thread as one object, by the clauses of Importing's page on threads.
  fileprivate func object(at path: String, _ pictures: [(name: String, bytes: [UInt8])]) -> OutputRow {
    var row = OutputRow(.id, post.key, path: path, post.record)
    row.more = post.record.fields(of: .post)
    row.more.append(.init("text", .text(post.record.prose)))
    if !pictures.isEmpty {
      row.more.append(
        .init(
          "pictures",
          .list(
            pictures.map { name, bytes in
              .fields([.init("name", .text(name)), .init("data", .text(Data(bytes).base64EncodedString()))])
            })))
    }
    row.more.append(
      .init(
        "replies",
        .list(
          replies.map { reply in
            .fields(
              [.init("id", .text(reply.key))] + reply.record.fields(of: .reply)
                + [.init("text", .text(reply.record.prose))])
          })))
    row.more.append(
      .init(
        "marks",
        .list(
          marks.map { mark in
            let story = mark.record.prose
            return .fields(
              [.init("author", .text(mark.key))]
                + mark.record.fields(of: .mark).filter { $0.name != "author" }
                + (story.isEmpty ? [] : [.init("text", .text(story))]))
          } + keptMarks)))
    return row
  }

  /// What an import kept of the marks of its source.
  private var keptMarks: [OutputRow.Value] {
    guard case .list(let marks)? = post.record["marks"] else { return [] }
    return marks.map { OutputRow.Value($0) }
  }
}

extension Document {
  /// Returns the keys of a record, in the file's order: those that the format knows, and below `more` the others. What only
  /// means something at the record's own path stays behind.
  fileprivate func fields(of type: RecordType) -> [OutputRow.Field] {
    let known = Set(Schema.fields(of: type, format: Schema.formatVersion).map(\.key))
    let own = fields(besides: ["id", "owner", "proof", "marks"])
    let others = own.filter { !known.contains($0.name) }
    return own.filter { known.contains($0.name) } + (others.isEmpty ? [] : [.init("more", .fields(others))])
  }
}
