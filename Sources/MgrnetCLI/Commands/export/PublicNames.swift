import Records
import SearchIndex

/// How people are called: by the name on their card, outside of the network unless its `site` leaves it out.
final class PublicNames {
  private let index: SearchIndex
  private let language: Language
  private let forMembers: Bool
  private var known: [String: String] = [:]

  init(_ index: SearchIndex, in language: Language, forMembers: Bool = false) {
    (self.index, self.language, self.forMembers) = (index, language, forMembers)
  }

  /// Returns the name of a record's author; of what was imported, whose words it brought.
  func author(of record: Document) throws -> (name: String, handle: String) {
    let handle = record["author"]?.text ?? ""
    if let by = record["by"]?.text { return (try name(by), Handle(rawValue: by)?.rawValue ?? pathWords(by)) }
    return (try name(handle), Handle(rawValue: handle)?.rawValue ?? Handle.anonymous)
  }

  /// Returns how to call whoever has a handle; a name that is none stays.
  func name(_ handle: String) throws -> String {
    if handle.isEmpty || handle == Handle.anonymous { return Words.somebody[language] }
    if let name = known[handle] { return name }
    let card = Handle(rawValue: handle) == nil ? nil : try index.people([handle])[handle]
    let shows = card.map { forMembers || $0["site"]?.texts.contains("name") ?? true } ?? false
    let name = shows ? card?.title ?? handle : handle
    known[handle] = name
    return name
  }
}

extension WholeThread {
  /// The post and its replies that were not taken back, each with its title, and what it answers, the post first.
  func texts() -> [(part: Part, title: String, answers: [RecordID])] {
    guard !post.record.isWithdrawn, let root = RecordID(rawValue: post.key) else { return [] }
    let title = post.record["title"]?.text ?? ""
    let parents = Dictionary(
      replies.map { ($0.key, $0.record["to"]?.text) }, uniquingKeysWith: { first, _ in first })
    return [(post, title, [])]
      + replies.filter { !$0.record.isWithdrawn }.map { reply in
        var chain: [RecordID] = []
        var next = parents[reply.key] ?? nil
        // A reply that answers itself by a detour is nobody's work but somebody's.
        while let key = next, chain.count < replies.count, let id = RecordID(rawValue: key) {
          chain.append(id)
          next = parents[key] ?? nil
        }
        return (reply, title, [root] + chain.reversed())
      }
  }
}

extension Document {
  /// When it was written; of one without a name, the day.
  var moment: Timestamp? {
    self["created"]?.time
      ?? self["created"]?.day.map {
        Timestamp(secondsSince1970: Int64($0.daysSince1970) * 86_400, offsetMinutes: 0)
      }
  }

  /// The language that it names, of those that have words here.
  var language: String? { self["language"]?.text }
}
