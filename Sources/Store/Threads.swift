import Git
import Records

/// Reads whole threads out of a commit, one after the other, in the order of their paths.
package struct ThreadWalk {
  private let network: Network
  /// The versions to read in the place of others, by the network's paths; `nil` leaves a record out.
  private let instead: [String: ObjectID?]
  /// The paths of records that cannot be read, each with its reason.
  package private(set) var unreadable: [(path: String, why: any Error)] = []
  private var folder = ""
  private var current: WholeThread?
  private var waiting: [(kind: RecordType, part: WholeThread.Part)] = []
  private var files: [String] = []

  package init(_ network: Network, instead: [String: ObjectID?] = [:]) {
    (self.network, self.instead) = (network, instead)
  }

  /// Visits the threads of a commit.
  ///
  /// - Parameters:
  ///   - community: a public community, to which the walk keeps; `nil` for all of the repository.
  ///   - visit: takes the path of the post and the thread.
  package mutating func visit(
    _ commit: ObjectID, in community: Slug? = nil, _ visit: (_ path: String, WholeThread) throws -> Void
  ) throws {
    let isPrivate = network.privateCommunity != nil
    let start = isPrivate ? "posts" : community.map { "\(RecordPath.folder(of: $0))/posts" } ?? "communities"
    try network.repository.walk(commit, under: start) { own, blob in
      let path = network.prefix.shown(own)
      guard let (folder, name) = Self.split(path) else { return }
      if folder != self.folder { try finish(visit) }
      self.folder = folder
      try take(path, name, blob)
    }
    try finish(visit)
  }

  /// Parts a path into the folder of its thread, `…/posts/yyyy/mm/words-id`, and what is below; `nil` for other paths.
  private static func split(_ path: String) -> (folder: String, name: String)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 6, parts[2] == "posts" else { return nil }
    return (parts[..<6].joined(separator: "/"), parts[6...].joined(separator: "/"))
  }

  private mutating func take(_ path: String, _ name: String, _ blob: Blob) throws {
    guard let place = RecordPath(path) else {
      if !name.contains("/"), ConflictName.original(of: path) == nil { files.append(name) }
      return
    }
    guard [.post, .reply, .mark].contains(place.type) else { return }
    var id = blob.id
    if let other = instead[path] {
      guard let other else { return }
      id = other
    }
    do {
      guard let bytes = try network.recordBytes(path, id) else { return }
      let part = WholeThread.Part(place.key, try Document(parsing: bytes))
      if place.type == .post {
        current = WholeThread(part, in: place.community)
      } else {
        waiting.append((place.type, part))
      }
    } catch let error as RecordError {
      unreadable.append((path, StoreError.broken(path: path, error)))
    } catch let error as StoreError {
      unreadable.append((path, error))
    }
  }

  /// Hands the thread of the last folder over.
  private mutating func finish(_ visit: (_ path: String, WholeThread) throws -> Void) throws {
    defer { (current, waiting, files) = (nil, [], []) }
    guard var thread = current else { return }
    thread.replies = waiting.filter { $0.kind == .reply }.map(\.part)
    thread.marks = waiting.filter { $0.kind == .mark }.map(\.part)
    thread.pictures = files
    thread.sort()
    try visit("\(folder)/post.md", thread)
  }
}
