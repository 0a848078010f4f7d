import Git
import Records

/// One act of one person: what it changes, and the words that its commit says it in.
package struct Act: Sendable {
  /// `post: Comment organiser les congés ? (idf)`
  package var subject: String
  package var changes: [Change]
  /// `false` for who chose not to be named: then the commit names nobody either.
  package var isNamed: Bool

  package enum Change: Sendable {
    case put(path: String, [UInt8])
    case remove(path: String)

    package var path: String {
      switch self {
      case .put(let path, _), .remove(let path): path
      }
    }
  }

  package init(subject: String, changes: [Change], isNamed: Bool = true) {
    self.subject = subject
    self.changes = changes
    self.isNamed = isNamed
  }

  /// `verb: subject (place)`, on one line, at most 120 characters.
  static func subject(_ verb: String, _ title: String, in place: Slug? = nil) -> String {
    let line = title.split(whereSeparator: \.isNewline).map(String.init).joined(by: " ")
    let cut = line.count > 100 ? line.prefix(99) + "…" : line[...]
    return "\(verb): \(cut)" + (place.map { " (\($0))" } ?? "")
  }
}

/// Who acts, and when.
package struct Actor: Sendable {
  package let name: String
  package let email: String
  package let now: Timestamp

  package init(name: String, email: String, now: Timestamp) {
    self.name = name
    self.email = email
    self.now = now
  }
}

/// A member: an actor whose card stands in the network.
package struct Member: Sendable {
  package let handle: Handle
  package let actor: Actor
  /// The revision of the charter that the card says was accepted.
  package let acceptedCharter: Int?
  package var now: Timestamp { actor.now }
}
