/// The conversation with `git-upload-pack`, version 0 of the protocol, which every server speaks
/// (gitprotocol-pack(5), "Packfile Negotiation").
struct FetchTalk {
  let repository: Repository
  let reader: PacketReader
  let advertisement: Advertisement
  let options: TransferOptions
  private var wire: any Wire { reader.wire }

  /// Asks for commits and takes the pack that comes.
  ///
  /// - Parameters:
  ///   - known: commits that the other side had at an earlier time, by which it can tell what is lacking.
  ///   - others: tips here that it may know.
  func get(
    _ wanted: [ObjectID], known: [ObjectID], others: [ObjectID], said: inout [String]
  ) throws(TransferProblem) {
    let band = ["side-band-64k", "side-band"].first { advertisement.abilities.contains($0) }
    guard let band else { throw .notGit("side-band") }
    var abilities = [band]
    for ability in ["thin-pack", "ofs-delta"] where advertisement.abilities.contains(ability) {
      abilities.append(ability)
    }
    let isDetailed = advertisement.abilities.contains("multi_ack_detailed")
    if isDetailed { abilities.append("multi_ack_detailed") }
    if advertisement.abilities.contains(where: { $0.hasPrefix("agent=") }) {
      abilities.append("agent=mgrnet")
    }
    var request: [UInt8] = []
    for (number, id) in wanted.enumerated() {
      let more = number == 0 ? " " + abilities.joined(separator: " ") : ""
      request += PacketLine.encode("want \(id)\(more)\n")
    }
    request += PacketLine.flush
    var haves: [ObjectID] = []
    if known.isEmpty && isDetailed && !others.isEmpty {
      haves = try negotiate(others, request)
    } else {
      // It had these, so nothing needs to be found out in turns.
      haves = known
      if haves.isEmpty { haves = Array(others.prefix(64)) }
    }
    if wire.isStateless || !(known.isEmpty && isDetailed && !others.isEmpty) { try wire.send(request) }
    var last: [UInt8] = []
    for id in haves { last += PacketLine.encode("have \(id)\n") }
    try wire.send(last + PacketLine.encode("done\n"))
    let receiver = try here { () throws(GitError) in try PackReceiver(repository) }
    try receive(receiver, &said)
    try receiver.finish(wanted, options.progress)
  }

  /// Finds out in turns what the other side has of the histories here.
  ///
  /// - Returns: the commits that it has, for a request that tells all again; none where it remembers.
  private func negotiate(_ tips: [ObjectID], _ request: [UInt8]) throws(TransferProblem) -> [ObjectID] {
    var walk = try here { () throws(GitError) in try HaveWalk(repository, tips) }
    var common: [ObjectID] = []
    var asked = 0
    var inVain = 0
    var size = 16
    if !wire.isStateless { try wire.send(request) }
    while inVain < 256 || common.isEmpty, asked < 1 << 14 {
      let batch = try here { () throws(GitError) in try walk.next(size) }
      if batch.isEmpty { break }
      asked += batch.count
      size = min(size * 2, wire.isStateless ? 2048 : 256)
      var turn = wire.isStateless ? request : []
      if wire.isStateless { for id in common { turn += PacketLine.encode("have \(id)\n") } }
      for id in batch { turn += PacketLine.encode("have \(id)\n") }
      try wire.send(turn + PacketLine.flush)
      inVain += batch.count
      var isReady = false
      while let line = try reader.line(), line != "NAK" {
        guard line.hasPrefix("ACK "), let id = ObjectID(hex: line.dropFirst(4).prefix(40)) else {
          throw .notGit(line)
        }
        if line.hasSuffix(" ready") { isReady = true }
        if !common.contains(id) { common.append(id) }
        inVain = 0
        try here { () throws(GitError) in try walk.isCommon(id) }
      }
      if isReady { break }
    }
    return wire.isStateless ? common : []
  }

  private func receive(_ receiver: PackReceiver, _ said: inout [String]) throws(TransferProblem) {
    // What was acknowledged stands before the pack, told apart by its first byte.
    var isPack = false
    var words = Said()
    while true {
      guard let packet = try reader.next() else { throw .cutOff }
      guard case .data(let bytes) = packet else {
        if isPack { return }
        continue
      }
      switch bytes.first {
      case 1:
        isPack = true
        try here { () throws(GitError) in try receiver.add(bytes[1...]) }
        options.progress(.received(bytes: receiver.count))
      case 2:
        for line in words.take(bytes[1...]) { options.progress(.said(line)) }
      case 3:
        said += lines(bytes[1...])
        throw Served.explain(said) ?? .failedThere
      default:
        let line = reader.text(bytes)
        if line.hasPrefix("ERR ") {
          said.append(String(line.dropFirst(4)))
          throw Served.explain(said) ?? .failedThere
        }
        guard line == "NAK" || line.hasPrefix("ACK ") || line.hasPrefix("shallow ") else {
          throw .notGit(line)
        }
      }
    }
  }
}

/// Lines out of pieces of a text.
struct Said {
  private var rest: [UInt8] = []

  mutating func take(_ bytes: ArraySlice<UInt8>) -> [String] {
    rest += bytes
    guard let end = rest.lastIndex(where: { $0 == 10 || $0 == 13 }) else {
      // Nobody says a line of this length.
      if rest.count > 1 << 16 { rest = [] }
      return []
    }
    defer { rest.removeFirst(end + 1) }
    return lines(rest[...end])
  }
}

/// Commits here, the newest first, that the other side may have; behind one that it has none is named.
private struct HaveWalk {
  private let repository: Repository
  private var queue = CommitQueue()
  private var seen: Set<ObjectID> = []
  private var common: Set<ObjectID> = []

  init(_ repository: Repository, _ tips: [ObjectID]) throws(GitError) {
    self.repository = repository
    for tip in tips {
      guard let id = try repository.peeled(tip), seen.insert(id).inserted else { continue }
      queue.add(id, try repository.links(id).seconds)
    }
  }

  mutating func next(_ count: Int) throws(GitError) -> [ObjectID] {
    var batch: [ObjectID] = []
    while batch.count < count, let id = queue.next() {
      if common.contains(id) {
        try isCommon(id)
        continue
      }
      batch.append(id)
      for parent in try repository.links(id).parents where seen.insert(parent).inserted {
        if try repository.has(parent) { queue.add(parent, try repository.links(parent).seconds) }
      }
    }
    return batch
  }

  mutating func isCommon(_ id: ObjectID) throws(GitError) {
    guard try repository.has(id) else { return }
    common.insert(id)
    for parent in try repository.links(id).parents { common.insert(parent) }
  }
}
