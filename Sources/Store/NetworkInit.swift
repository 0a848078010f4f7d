import Records
import Shipped

/// The act that makes a network, with a charter, ready-made templates and its maker's card.
package struct NetworkInit: Sendable {
  package var name: String
  /// The language of the network, and those in which texts are expected besides.
  package var language: Language
  package var others: [Language] = []
  package var timeZone: String?

  package init(name: String, language: Language) {
    self.name = name
    self.language = language
  }

  package func act(for actor: Actor, in snapshot: Snapshot) throws -> Act {
    let name = try TextRules.title(name, for: "name")
    let card = try Document([
      "name": .string(name), "format": .integer(Schema.formatVersion), "language": .string(language.rawValue),
      "languages": others.isEmpty ? nil : .list(([language] + others).map { .string($0.rawValue) }),
      "holidays": language == .french ? .string("FR") : nil, "time_zone": timeZone.map { .string($0) },
    ])
    let handle = try PersonAct.freeHandle(for: actor.name, in: snapshot)
    let me = try PersonAct(handle).create(.init(), for: actor, in: snapshot)
    return Act(
      subject: Act.subject("init", name),
      changes: [
        .put(card, at: "network.md"),
        // A private community is a repository of its own, which the commons must never hold.
        .put(path: ".gitignore", Array("/private/\n".utf8)),
        .put(path: MergeDriver.attributes.path, MergeDriver.attributes.bytes),
      ] + shippedFiles + me.changes)
  }

  /// The charter in the network's languages, and the templates in all.
  private var shippedFiles: [Act.Change] {
    (0..<Int(shipped_files_count)).compactMap { index in
      let file = shipped_files[index]
      var path = String(cString: file.path)
      if path == "charter.md", let its = Language(rawValue: String(cString: file.language)), its != language {
        guard others.contains(its) else { return nil }
        path = RecordPath.charter(in: its)
      }
      return .put(path: path, Array(UnsafeBufferPointer(start: file.bytes, count: Int(file.count))))
    }
  }
}
