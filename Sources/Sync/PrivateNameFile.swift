import Git
import Records
import Store

/// The names of one private community, kept beside it, so that each look reads only what is new.
///
/// What was called so once stays private: a title that was changed, or withdrawn, is not taken out.
package struct PrivateNameFile {
  private let network: Network
  private let path: String

  private static let first = "mgrnet names 1"

  package init(of network: Network) {
    self.network = network
    path = network.stateFolder + "/names"
  }

  /// All names up to the branch's tip.
  package func add(to names: inout PrivateNames) throws {
    guard let tip = try network.tip(), let slug = network.privateCommunity else { return }
    names.add(slug: slug.rawValue)
    var lines = try known()
    if lines.tip != tip {
      let added = try read(from: lines.tip, to: tip, without: Set(lines.names))
      lines = (tip, lines.names + added)
      keep(lines)
    }
    for line in lines.names {
      switch line.first {
      case "i": names.add(id: String(line.dropFirst(2)))
      default: names.add(title: String(line.dropFirst(2)))
      }
    }
  }

  /// `tip`: `nil` where nothing was read yet.
  private func known() throws -> (tip: ObjectID?, names: [String]) {
    let lines = try Files.read(path).map { String(decoding: $0, as: UTF8.self) }?
      .split(separator: "\n").map(String.init)
    guard let lines, lines.count >= 2, lines[0] == Self.first, let tip = ObjectID(hex: lines[1]),
      // A history that was rewritten is read anew; what is known stays.
      try network.repository.has(tip)
    else { return (nil, lines.map { Array($0.dropFirst(2)) } ?? []) }
    return (tip, Array(lines[2...]))
  }

  private func read(from old: ObjectID?, to tip: ObjectID, without known: Set<String>) throws -> [String] {
    var known = known
    var added: [String] = []
    let repository = network.repository
    try repository.changes(from: old, to: tip) { change in
      guard let new = change.new, let place = RecordPath(network.prefix.shown(change.path)),
        // Who is a member is a person of the commons.
        place.type != .member
      else { return }
      var found: [String] = []
      if RecordID(rawValue: place.key) != nil { found.append("i " + place.key) }
      // A record that cannot be read has no title.
      let record = try repository.blob(new.id).flatMap { try? Document(parsing: $0) }
      if let title = record?["title"]?.text {
        found.append("t " + title.split(whereSeparator: \.isNewline).joined(separator: " "))
      }
      for name in found where known.insert(name).inserted { added.append(name) }
    }
    return added
  }

  private func keep(_ lines: (tip: ObjectID?, names: [String])) {
    let text = ([Self.first, lines.tip?.description ?? ""] + lines.names).joined(separator: "\n") + "\n"
    // It only saves time; whoever reads a network that they cannot write goes without.
    try? Files.replace(path, with: Array(text.utf8))
  }
}

extension PrivateNames {
  /// Lets be said what ready-made templates are called, or call what is made of them: a plan that was saved in private has
  /// such a title.
  package mutating func allowTemplates(of commons: Network) throws {
    guard !isEmpty, let tip = try commons.tip() else { return }
    for entry in try commons.repository.list("templates", in: tip) {
      // A template that cannot be read has no title.
      let card = try commons.repository.blob(entry.id).flatMap { try? Document(parsing: $0) }
      guard let card else { continue }
      let headings = card.prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map(String.init)
      for line in headings + [card["title"]?.text ?? ""] {
        for quote in quotes(in: Array(line.utf8)) { allow(title: quote.name) }
      }
    }
  }
}
