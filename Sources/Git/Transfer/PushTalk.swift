/// The conversation with `git-receive-pack` (gitprotocol-pack(5), "Pushing Data To a Server").
struct PushTalk {
  let repository: Repository
  let reader: PacketReader
  let advertisement: Advertisement
  let options: TransferOptions
  private var wire: any Wire { reader.wire }

  enum Answer {
    case done
    /// Refused for this reason, which may be that somebody was quicker.
    case refused(String)
  }

  /// Asks for one branch to be moved, and sends what is lacking for it.
  func put(
    _ commit: ObjectID, to branch: String, from old: ObjectID?, said: inout [String]
  ) throws(TransferProblem) -> Answer {
    let ref = "refs/heads/" + branch
    let isBanded = advertisement.abilities.contains("side-band-64k")
    guard advertisement.abilities.contains("report-status") else { throw .notGit("report-status") }
    var abilities = ["report-status"]
    if isBanded { abilities.append("side-band-64k") }
    if advertisement.abilities.contains(where: { $0.hasPrefix("agent=") }) {
      abilities.append("agent=mgrnet")
    }
    let repository = repository
    let pack = try here { () throws(GitError) -> PackSending in
      var here: [ObjectID] = []
      for id in advertisement.known where try repository.has(id) { here.append(id) }
      let lacking = try repository.commits(from: [commit], without: here)
      let objects = try NewObjects(in: repository, from: [commit]) { (id) throws(GitError) in
        !lacking.contains(id)
      }
      return try PackSending(
        objects, of: repository, isThin: !advertisement.abilities.contains("no-thin"))
    }
    let words = abilities.joined(separator: " ")
    do throws(TransferProblem) {
      try wire.send(
        PacketLine.encode("\(old ?? .zero) \(commit) \(ref)\0 \(words)") + PacketLine.flush)
      try send(pack)
    } catch .cutOff {
      // The other side stopped listening: it may have said why.
      return try answer(isBanded, ref, &said)
    }
    return try answer(isBanded, ref, &said)
  }

  private func send(_ pack: PackSending) throws(TransferProblem) {
    while let bytes = try here({ () throws(GitError) in try pack.next() }) {
      try wire.send(bytes)
      options.progress(.sent(objects: pack.sent, of: pack.count, bytes: pack.bytes))
    }
  }

  /// Reads the report: `unpack ok`, then `ok <ref>` or `ng <ref> <reason>`, in a band of its own.
  private func answer(_ isBanded: Bool, _ ref: String, _ said: inout [String]) throws(TransferProblem)
    -> Answer
  {
    var unpacked: String?
    var answer: Answer?
    func report(_ line: String) {
      if line.hasPrefix("unpack ") {
        unpacked = String(line.dropFirst(7))
      } else if line == "ok " + ref {
        answer = .done
      } else if line.hasPrefix("ng " + ref) {
        answer = .refused(String(line.dropFirst(4 + ref.utf8.count)))
      }
    }
    if isBanded {
      try readBands(&said, report)
    } else {
      while let line = try reader.line() { report(line) }
    }
    guard let unpacked else { throw .cutOff }
    guard unpacked == "ok" else {
      said.append(unpacked)
      throw .failedThere
    }
    guard let answer else { throw .notGit("report-status") }
    return answer
  }

  private func readBands(_ said: inout [String], _ report: (String) -> Void) throws(TransferProblem) {
    var words = Said()
    var rest: [UInt8] = []
    while true {
      guard let packet = try reader.next() else { throw .cutOff }
      guard case .data(let bytes) = packet else { return }
      switch bytes.first {
      case 1:
        rest += bytes[1...]
        while rest.count >= 4, let length = Int(String(decoding: rest[..<4], as: UTF8.self), radix: 16) {
          guard length >= 4 else {
            rest.removeFirst(4)
            continue
          }
          guard rest.count >= length else { break }
          report(reader.text(Array(rest[4..<length])))
          rest.removeFirst(length)
        }
      case 2:
        for line in words.take(bytes[1...]) {
          said.append(line)
          if said.count > 200 { said.removeFirst(100) }
          options.progress(.said(line))
        }
      case 3:
        said += lines(bytes[1...])
        throw .failedThere
      default: throw .notGit(reader.text(bytes))
      }
    }
  }
}
