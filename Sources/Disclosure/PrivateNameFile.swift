import Git
import Records
import Store

/// The names of one private community, kept beside it in the form in which they are looked for, so that each look reads
/// only what is new and folds no title twice.
///
/// What was called so once stays private: a title that was changed, or withdrawn, is not taken out, and of what was
/// changed before it was read here, the history tells.
package struct PrivateNameFile {
  private let network: Network
  private let path: String

  /// Another one where words are folded otherwise, or other names are looked for.
  private static let first = Array("mgrnet names 3\n".utf8)
  private static let tipLength = 40

  package init(of network: Network) {
    self.network = network
    path = network.stateFolder + "/names"
  }

  /// All names up to the branch's tip.
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

  /// What was read until a commit; `nil` where that is none that is here: all is read anew then, and what is known stays.
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
        // Who is a member is a person of the commons.
        place.type != .member
      else { return }
      if RecordID(rawValue: place.key) != nil { add(PrivateName(.id, place.key)) }
      guard seen.insert(new.id).inserted else { return }
      // A record that cannot be read has no title.
      let record = try repository.blob(new.id).flatMap { try? Document(parsing: $0) }
      if let title = record?["title"]?.text {
        add(PrivateName(.title, title.split(whereSeparator: \.isNewline).joined(separator: " ")))
      }
    }
    try repository.changes(from: old, to: tip, take)
    let commits = try repository.commits(from: [tip], without: old.map { [$0] } ?? [])
    // One commit has no more than what it ends with.
    guard commits.count > 1 else { return added }
    for commit in commits {
      // What came by another parent came with commits of its own.
      let parent = try repository.commit(commit).parents.first(where: repository.has)
      try repository.changes(from: parent, to: commit, take)
    }
    return added
  }

  private func keep(_ tip: ObjectID, _ lines: ArraySlice<UInt8>) {
    let text = Self.first + Array(tip.description.utf8) + [0x0A] + lines
    // It only saves time; whoever reads a network that they cannot write goes without.
    try? Files.replace(path, with: text)
  }
}

extension PrivateNames {
  /// Lets be said what ready-made templates are called, or call what is made of them: a plan that was saved in private has
  /// such a title.
  package mutating func allowTemplates(of commons: Network) throws {
    guard !isEmpty, let tip = try commons.tip() else { return }
    for entry in try commons.repository.list("templates", in: tip) {
      // Most say none of the names, which is seen sooner than what they are called.
      guard let bytes = try commons.repository.blob(entry.id), !quotes(in: bytes).isEmpty,
        // A template that cannot be read has no title.
        let card = try? Document(parsing: bytes)
      else { continue }
      let headings = card.prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map(String.init)
      for line in headings + [card["title"]?.text ?? ""] {
        for quote in quotes(in: Array(line.utf8)) { allow(title: quote.name) }
      }
    }
  }
}
