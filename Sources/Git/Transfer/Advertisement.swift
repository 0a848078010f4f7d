/// What a server says first: its refs, and what it can do (gitprotocol-pack(5), "Reference Discovery").
struct Advertisement {
  private(set) var tips = RemoteTips()
  /// Everything that it has, also refs of other kinds; it need not be sent to it.
  private(set) var known: Set<ObjectID> = []
  private(set) var abilities: Set<String> = []
  private var refs: [String: ObjectID] = [:]

  func branch(_ name: String) -> ObjectID? { refs["refs/heads/" + name] }

  /// - Throws: what an `ERR` line says becomes the problem that it stands for.
  init(_ reader: PacketReader, _ service: Service, said: inout [String]) throws(TransferProblem) {
    var head: ObjectID?
    var named: String?
    var isFirst = true
    while true {
      guard let packet = try reader.next() else {
        // A server that ends before a word has a reason, which its complaints tell.
        throw .cutOff
      }
      guard case .data(let bytes) = packet else {
        if isFirst && reader.wire.isStateless {
          isFirst = false
          continue
        }
        break
      }
      let line = reader.text(bytes)
      if line.hasPrefix("ERR ") {
        said.append(String(line.dropFirst(4)))
        throw Served.explain(said) ?? .failedThere
      }
      if line.hasPrefix("# service=") || line.hasPrefix("version ") || line.hasPrefix("shallow ") { continue }
      // A hostile server must not fill the memory.
      guard known.count < 1_000_000, let id = ObjectID(hex: line.prefix(40)) else {
        throw .notGit(String(line.prefix(80)))
      }
      isFirst = false
      var rest = line.dropFirst(41)
      if let nul = rest.firstIndex(of: "\0") {
        for ability in rest[rest.index(after: nul)...].split(separator: " " as Character) {
          abilities.insert(String(ability))
          if ability.hasPrefix("symref=HEAD:refs/heads/") { named = String(ability.dropFirst(23)) }
        }
        rest = rest[..<nul]
      }
      if id.isZero { continue }
      known.insert(id)
      let name = String(rest)
      if name == "HEAD" { head = id }
      guard !name.hasSuffix("^{}"), RefFiles.isPlausible(name) else { continue }
      refs[name] = id
      if name.hasPrefix("refs/heads/") {
        tips.branches[String(name.dropFirst(11))] = id
      } else if name.hasPrefix("refs/tags/") {
        tips.tags[String(name.dropFirst(10))] = id
      }
    }
    if let format = abilities.first(where: { $0.hasPrefix("object-format=") }), format != "object-format=sha1"
    {
      throw .notGit(format)
    }
    if let named, tips.branches[named] != nil {
      tips.head = named
    } else if let head {
      // An old server does not say which one; git guesses so as well.
      let candidates = tips.branches.filter { $0.value == head }.keys.sorted()
      tips.head = ["main", "master"].first { candidates.contains($0) } ?? candidates.first
    }
  }
}
