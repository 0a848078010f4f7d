import Disk
import Git
import Records

/// An act of one person: its changes, and the subject of its commit.
package struct Act: Sendable {
  /// The subject of the commit: `post: Comment organiser les congés ? (idf)`.
  package var subject: String
  package var changes: [Change]
  /// Whether the commit names the person; `false` for somebody who chose not to be named.
  package var isNamed: Bool
  /// Whether it is a new text of the person's own, which `mgrnet.delay` holds back.
  package var isText = false
  /// Until when the thread that it belongs to takes a rest.
  package var restsUntil: Timestamp?

  package enum Change: Sendable {
    case put(path: String, [UInt8])
    /// The content of a file of the person's, which is read where it is needed: an import has many, and large ones.
    case copy(path: String, from: String)
    case remove(path: String)

    static func put(_ record: Document, at path: String) -> Change {
      .put(path: path, Array(record.text.utf8))
    }

    package var path: String {
      switch self {
      case .put(let path, _), .copy(let path, _), .remove(let path): path
      }
    }

    /// The content of the file; `nil` if it is removed.
    ///
    /// - Throws: `StoreError.pictureMissing` if what is to be copied is gone.
    var bytes: [UInt8]? {
      get throws {
        switch self {
        case .put(_, let bytes): return bytes
        case .copy(_, let file):
          guard let bytes = try onDisk(Files.read(file)) else {
            throw StoreError.pictureMissing(file)
          }
          return bytes
        case .remove: return nil
        }
      }
    }
  }

  package init(subject: String, changes: [Change], isNamed: Bool = true) {
    (self.subject, self.changes, self.isNamed) = (subject, changes, isNamed)
  }

  /// Writes one record.
  ///
  /// - Parameter old: the record as it is.
  /// - Throws: `StoreError.nothingChanged` if it stays as it is.
  init(
    _ subject: String, _ record: Document, over old: Document? = nil, at path: String, isNamed: Bool = true
  ) throws {
    guard record != old else { throw StoreError.nothingChanged }
    self.init(subject: subject, changes: [.put(record, at: path)], isNamed: isNamed)
  }

  /// Returns `verb: title (place)` on one line, the title cut at 100 characters.
  static func subject(_ verb: String, _ title: String, in place: Slug? = nil) -> String {
    let line = title.split(whereSeparator: \.isNewline).map(String.init).joined(separator: " ")
    let cut = line.count > 100 ? line.prefix(99) + "…" : line[...]
    return "\(verb): \(cut)" + (place.map { " (\($0))" } ?? "")
  }
}

/// The person who acts, and the time.
package struct Actor: Sendable {
  package let name: String
  package let email: String
  package let now: Timestamp

  package init(name: String, email: String, now: Timestamp) {
    (self.name, self.email, self.now) = (name, email, now)
  }
}

/// An actor who has a card in the network.
package struct Member: Sendable {
  package let handle: Handle
  package let actor: Actor
  /// The revision of the charter that they accepted, by their card.
  package let acceptedCharter: Int?
  package var now: Timestamp { actor.now }
}
