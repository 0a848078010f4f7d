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
  private static let first = Array("mgrnet names 3\n".utf8)
  private static let tipLength = 40

  package init(of network: Network) {
    self.network = network
    path = network.stateFolder + "/names"
  }

  /// Adds all names up to the branch's tip.
  package func add(to names: inout PrivateNames) throws {
    guard let tip = try network.tip(), let slug = network.privateCommunity else { return }
    names.add(slug: slug.rawValue)
    var (old, lines) = try kept()
    if old != tip {
      lines += try new(from: old, to: tip, besides: lines)
      keep(tip, lines)
    }
    names.reserve(lines.count / 40)
    Self.visit(lines) { names.add($0) }
  }

  /// Reads the file: the names up to a commit. The commit is `nil` if it is missing here; everything is then read anew, and
  /// the known names stay.
  private func kept() throws -> (tip: ObjectID?, lines: ArraySlice<UInt8>) {
    guard let bytes = try Files.read(path), bytes.starts(with: Self.first) else { return (nil, []) }
    let rest = bytes.dropFirst(Self.first.count)
    let lines = rest.dropFirst(Self.tipLength + 1)
    guard let tip = ObjectID(hex: String(decoding: rest.prefix(Self.tipLength), as: UTF8.self)),
      try network.repository.has(tip)
    else { return (nil, lines) }
    return (tip, lines)
  }

  private static func visit(_ lines: ArraySlice<UInt8>, _ visit: (PrivateName) -> Void) {
    var start = lines.startIndex
    while start < lines.endIndex, let end = lines[start...].firstIndex(of: 0x0A) {
      if let name = PrivateName(line: lines[start..<end]) { visit(name) }
      start = end + 1
    }
  }

  /// Returns lines for the names that commits add to the known lines.
  private func new(from old: ObjectID?, to tip: ObjectID, besides lines: ArraySlice<UInt8>) throws -> [UInt8]
  {
    var known: Set<UInt64> = []
    Self.visit(lines) { known.insert($0.phrase) }
    var added: [UInt8] = []
    func add(_ name: PrivateName?) {
      if let name, known.insert(name.phrase).inserted { added += name.line }
    }
    let repository = network.repository
    var seen: Set<ObjectID> = []
    func take(_ change: PathChange) throws {
      guard let new = change.new, let place = RecordPath(network.prefix.shown(change.path)),
        // Members are persons of the commons, so their names are public.
        place.type != .member
      else { return }
      if RecordID(rawValue: place.key) != nil { add(PrivateName(.id, place.key)) }
      guard seen.insert(new.id).inserted else { return }
      let bytes = try repository.blob(new.id)
      let record = bytes.flatMap { try? Document(parsing: $0) }  // a record that cannot be read has no title
      if let title = record?["title"]?.text {
        add(PrivateName(.title, title.split(whereSeparator: \.isNewline).joined(separator: " ")))
      }
    }
    try repository.changes(from: old, to: tip, take)
    let commits = try repository.commits(from: [tip], without: old.map { [$0] } ?? [])
    // A single commit was covered by the difference above.
    guard commits.count > 1 else { return added }
    for commit in commits {
      // Changes of other parents are in commits of their own.
      let parent = try repository.commit(commit).parents.first(where: repository.has)
      try repository.changes(from: parent, to: commit, take)
    }
    return added
  }

  private func keep(_ tip: ObjectID, _ lines: ArraySlice<UInt8>) {
    let text = Self.first + Array(tip.description.utf8) + [0x0A] + lines
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
