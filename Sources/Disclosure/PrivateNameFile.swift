import Disk
import Git
import Markdown
import Records
import Store

/// The file with the names of a private community in the form for searching, so that only new commits are read each time.
///
/// A former name stays private: titles that were changed or withdrawn stay in the file, also those that only the history
/// has.
package struct PrivateNameFile {
  private let network: Network
  private let path: String

  /// The first line; has another number if words are folded differently, or other names are searched for.
  private static let first = Array("mgrnet names 4\n".utf8)

  package init(of network: Network) {
    self.network = network
    path = network.stateFolder + "/names"
  }

  /// Adds the names of all branches and tags, and of what was fetched.
  ///
  /// - Parameter withEdits: whether to search uncommitted files as well, which takes as long as `git status`.
  package func add(to names: inout PrivateNames, withEdits: Bool) throws {
    guard let slug = network.privateCommunity else { return }
    names.add(slug: slug.rawValue)
    let tips = Set(try network.repository.refs(below: "refs").values)
    var (old, lines) = try kept()
    if old != tips {
      lines += try new(from: old, to: tips, besides: lines)
      keep(tips, lines)
    }
    names.reserve(lines.count / 40)
    Self.visit(lines) { names.add($0) }
    for case (let path, let bytes?) in try network.waiting.files() {
      for name in Self.names(at: path, bytes) { names.add(name) }
    }
    if withEdits { try addEdits(to: &names) }
  }

  /// Adds the names in files that were not committed, or whose commit is on no branch.
  private func addEdits(to names: inout PrivateNames) throws {
    for edit in try network.repository.workTreeEdits(isWanted: { _ in true }) {
      guard let bytes = try network.repository.workTreeFile(edit.path) else { continue }
      for name in Self.names(at: network.prefix.shown(edit.path), bytes) { names.add(name) }
    }
  }

  /// Reads the file: the names up to some commits. Those that are missing here are left out, and the known names stay.
  private func kept() throws -> (tips: Set<ObjectID>, lines: ArraySlice<UInt8>) {
    guard let bytes = try Files.read(path), bytes.starts(with: Self.first) else { return ([], []) }
    let rest = bytes.dropFirst(Self.first.count)
    let tips = rest.prefix { $0 != 0x0A }
    let known = try tips.split(separator: 0x20).compactMap {
      ObjectID(hex: String(decoding: $0, as: UTF8.self))
    }
    .filter(network.repository.has)
    return (Set(known), rest.dropFirst(tips.count + 1))
  }

  private static func visit(_ lines: ArraySlice<UInt8>, _ visit: (PrivateName) -> Void) {
    var start = lines.startIndex
    while start < lines.endIndex, let end = lines[start...].firstIndex(of: 0x0A) {
      if let name = PrivateName(line: lines[start..<end]) { visit(name) }
      start = end + 1
    }
  }

  /// Returns lines for the names that commits add to the known lines.
  private func new(from old: Set<ObjectID>, to tips: Set<ObjectID>, besides lines: ArraySlice<UInt8>) throws
    -> [UInt8]
  {
    var known: Set<UInt64> = []
    Self.visit(lines) { known.insert($0.phrase) }
    var added: [UInt8] = []
    let repository = network.repository
    var seen: Set<PathChange> = []
    for commit in try repository.commits(from: Array(tips), without: Array(old)) {
      // Changes of other parents are in commits of their own.
      let parent = try repository.commit(commit).parents.first(where: repository.has)
      try repository.changes(from: parent, to: commit) { change in
        guard let new = change.new, seen.insert(PathChange(path: change.path, old: nil, new: new)).inserted
        else { return }
        let path = network.prefix.shown(change.path)
        guard RecordPath(path) != nil else { return }
        for name in Self.names(at: path, try repository.blob(new.id) ?? [])
        where known.insert(name.phrase).inserted { added += name.line }
      }
    }
    return added
  }

  /// Returns the names of a record: its id, and its title.
  private static func names(at path: String, _ bytes: [UInt8]) -> [PrivateName] {
    // Members are persons of the commons, so their names are public.
    guard let place = RecordPath(path), place.type != .member else { return [] }
    let id = RecordID(rawValue: place.key).flatMap { PrivateName(.id, $0.rawValue) }
    let record = try? Document(parsing: bytes)  // a record that cannot be read has no title
    let title = record?["title"]?.text.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
    return [id, title.flatMap { PrivateName(.title, $0) }].compactMap(\.self)
  }

  private func keep(_ tips: Set<ObjectID>, _ lines: ArraySlice<UInt8>) {
    let known = tips.map(\.description).sorted().joined(separator: " ")
    let text = Self.first + Array(known.utf8) + [0x0A] + lines
    try? Files.replace(path, with: text)  // it only saves time, and a network may be read-only
  }
}

extension PrivateNames {
  /// Allows the titles and headings of the commons' templates: a plan that was saved in private may have such a title.
  package mutating func allowTemplates(of commons: Network) throws {
    guard !isEmpty, let tip = try commons.tip() else { return }
    for entry in try commons.repository.list("templates", in: tip) {
      // Searching for names is faster than parsing, and most templates have none.
      guard let bytes = try commons.repository.blob(entry.id), !quotes(in: bytes).isEmpty,
        let card = try? Document(parsing: bytes)  // a template that cannot be read has no title
      else { continue }
      let headings = Markdown(card.prose)?.headings ?? []
      for line in headings + [card["title"]?.text ?? ""] {
        for quote in quotes(in: Array(line.utf8)) { allow(title: quote.name) }
      }
    }
  }
}
