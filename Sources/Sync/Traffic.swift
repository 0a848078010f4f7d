import Git
import Records
import Store

/// Counts and lists the records that differ between two commits: so many posts, so many replies.
package struct Traffic: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    package enum Kind: String, Sendable { case new, changed, removed }

    /// The path in the network.
    package let path: String
    /// `nil` for a file that is no record.
    package let type: RecordType?
    package let kind: Kind
    /// The title of the record, or of the thread that it belongs to; `nil` if it has none or cannot be read.
    package let title: String?
  }

  /// The changed records, by path.
  package private(set) var items: [Item] = []
  /// The number of changed files that are no records, such as pictures.
  package private(set) var others = 0

  package var isEmpty: Bool { items.isEmpty && others == 0 }

  package func count(_ type: RecordType) -> Int { items.count { $0.type == type && $0.kind == .new } }
  package var changed: Int { items.count { $0.kind == .changed } }
  package var removed: Int { items.count { $0.kind == .removed } }

  package init() {}

  /// Compares two commits of a network, or of a private community.
  ///
  /// - Parameter isNaming: whether to look up titles, which reads each file.
  package init(from old: ObjectID?, to new: ObjectID, in network: Network, isNaming: Bool) throws {
    let repository = network.repository
    try repository.changes(from: old, to: new) { change in
      guard let place = RecordPath(change.path) else {
        others += 1
        return
      }
      let kind: Item.Kind = change.old == nil ? .new : change.new == nil ? .removed : .changed
      let title = isNaming ? try Self.title(of: place, change, in: new, repository) : nil
      items.append(Item(path: network.prefix.shown(change.path), type: place.type, kind: kind, title: title))
    }
  }

  private static func title(
    of place: RecordPath, _ change: PathChange, in commit: ObjectID, _ repository: Repository
  ) throws -> String? {
    var bytes = try (change.new ?? change.old).flatMap { try repository.blob($0.id) }
    if place.thread != nil {
      bytes = try repository.blob(at: RecordPath.post(ofThreadAt: change.path), in: commit)
    }
    let record = try? bytes.map { try Document(parsing: $0) }  // a broken record has no title
    return (record?["title"] ?? record?["name"])?.text
  }
}
