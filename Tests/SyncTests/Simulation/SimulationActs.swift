import Foundation
import Git
import Records
import Store

@testable import Sync

/// What people do.
extension Simulation {
  /// Does one thing on one machine.
  func step() throws {
    time += Int64(1 + roll(600))
    guard let device = pick(devices) else { return }
    device.time = time
    let acts: [(weight: Int, name: String, act: (Device) throws -> Void)] = [
      (9, "post", post), (18, "reply", reply), (12, "mark", mark), (16, "edit", edit), (5, "tags", editTags),
      (2, "withdraw", withdraw), (4, "card", editCard), (7, "hand", editByHand), (4, "rename", rename),
      (3, "delete", delete), (3, "file", changeFile), (2, "settle", settle), (1, "pull", pull),
      (1, "push", push), (1, "upgrade", upgrade),
      (2, "killed", killedSync), (22, "sync", synchronise),
    ]
    var place = roll(acts.reduce(0) { $0 + $1.weight })
    for (weight, name, act) in acts {
      place -= weight
      guard place < 0 else { continue }
      counts[name, default: 0] += 1
      do {
        try act(device)
      } catch let error as StoreError {
        // A person is told, and nothing is done: an archived community, an uncommitted edit in the way…
        counts["refused", default: 0] += 1
        if case .broken = error { throw error }
      } catch {
        throw SimulationFailed("\(name) on \(device.name): \(error)")
      }
      return
    }
  }

  func synchronise(_ device: Device) throws {
    let outcome = try device.sync(at: time)
    if let failure = outcome.failures.first { throw SimulationFailed("\(failure)") }
    if !outcome.left.isEmpty { throw SimulationFailed("left: \(outcome.left)") }
    if let unfinished = outcome.unfinished { throw unfinished }
  }

  // MARK: By mgrnet

  private func act(_ device: Device, _ make: (Member, Snapshot) throws -> Act) throws {
    let (before, made) = try device.act(at: time, make)
    guard let after = made else { return }
    try note(device, before, after)
  }

  private func newID() -> RecordID { RecordID(random: &random) }
  private func text() -> String { (0...roll(4)).map { _ in sentence() }.joined(separator: "\n\n") }

  private func records(_ device: Device, _ types: RecordType...) throws -> [String] {
    try device.files().keys.filter { path in RecordPath(path).map { types.contains($0.type) } ?? false }
      .sorted()
  }

  private func post(_ device: Device) throws {
    let (post, id) = (PostAdd(community: .idf, title: "About \(roll(1000))", text: text()), newID())
    try act(device) { try post.act(id, by: $0, in: $1) }
  }

  private func reply(_ device: Device) throws {
    guard let post = try pick(records(device, .post)) else { return }
    let (reply, id) = (ReplyAdd(post: post, text: text()), newID())
    try act(device) { try reply.act(id, by: $0, in: $1) }
  }

  private func mark(_ device: Device) throws {
    guard let target = try pick(records(device, .post, .reply)) else { return }
    var mark = MarkSet(target: target)
    mark.isUseful = roll(2) == 0
    mark.isThanked = roll(3) == 0
    mark.tried = pick(["worked", "mixed", "failed"])
    if roll(3) == 0 { mark.story = sentence() }
    let ready = mark
    try act(device) { try ready.act(by: $0, in: $1) }
  }

  private func own(_ device: Device, _ types: RecordType...) throws -> String? {
    let repository = try device.network.repository
    let files = try device.files()
    let mine = try files.keys.sorted().filter { path in
      guard let type = RecordPath(path)?.type, types.contains(type), let blob = files[path] else {
        return false
      }
      let bytes = try repository.blob(blob.id) ?? []
      return String(decoding: bytes, as: UTF8.self).contains("author: \(device.person)\n")
    }
    return pick(mine)
  }

  private func edit(_ device: Device) throws {
    guard let path = try own(device, .post, .reply),
      let record = try device.network.snapshot().document(at: path)
    else { return }
    var lines = record.prose.split(separator: "\n\n").map(String.init)
    let place = roll(lines.count + 1)
    switch roll(4) {
    case 0 where place < lines.count && lines.count > 1: lines.remove(at: place)
    case 1 where place < lines.count: lines[place] = sentence()
    case 2 where place < lines.count: lines[place] += " " + sentence()
    default: lines.insert(sentence(), at: place)
    }
    var changes = RecordEdit.Changes()
    changes.text = lines.joined(separator: "\n\n")
    if roll(4) == 0, RecordPath(path)?.type == .post { changes.title = "Title \(roll(1000))" }
    let ready = changes
    try act(device) { try RecordEdit(path: path).act(ready, by: $0, in: $1) }
  }

  private func editTags(_ device: Device) throws {
    guard let path = try own(device, .post), let record = try device.network.snapshot().document(at: path)
    else { return }
    var list = record["tags"]?.texts ?? []
    if roll(3) == 0, !list.isEmpty { list.remove(at: roll(list.count)) } else { list.append(word()) }
    tags[String(RecordPath.folder(of: path).suffix(12)), default: []].formUnion(list)
    var changes = RecordEdit.Changes()
    changes.tags = list
    let ready = changes
    try act(device) { try RecordEdit(path: path).act(ready, by: $0, in: $1) }
  }

  private func withdraw(_ device: Device) throws {
    guard let path = try own(device, .post, .reply) else { return }
    try act(device) { try RecordEdit(path: path).withdrawal(by: $0, in: $1) }
    // A tag that another machine of the author adds meanwhile goes with the text.
    if path.hasSuffix("/post.md") { withdrawn.insert(String(RecordPath.folder(of: path).suffix(12))) }
  }

  private func editCard(_ device: Device) throws {
    var fields = PersonAct.Fields()
    fields.phone = "+33 \(roll(100_000))"
    if roll(2) == 0 { fields.skills = ["skill \(roll(9))", "skill \(roll(9))"] }
    let ready = fields
    let mode = pick(["each", "digest"])
    if roll(2) == 0 {
      try act(device) { member, snapshot in
        try PersonAct(member.handle).subscribe(to: .idf, mode, in: snapshot)
      }
    } else {
      try act(device) { try PersonAct($0.handle).edit(ready, in: $1) }
    }
  }

  // MARK: By an editor and plain git

  /// Changes a record in the work tree, maybe stages it, and commits nothing: the next synchronisation does.
  private func editByHand(_ device: Device) throws {
    guard let path = try pick(records(device, .post, .reply, .mark, .community, .link, .charter)),
      device.exists(path)
    else { return }
    var text = try device.read(path)
    let new = word()
    switch roll(3) {
    case 0: text = text.replacing("\n---\n", with: "\nx-\(new): \(new)\n---\n", maxReplacements: 1)
    case 1: text = text.replacing("---\n", with: "---\n# \(new)\n", maxReplacements: 1)
    default: text += "\n\(new)\n"
    }
    try device.write(path, text)
    words.insert(new)
    if roll(3) == 0 {
      _ = try device.network.recover()
      try device.git("add", path)
    }
  }

  /// Commits what plain git was told to do.
  private func commit(_ device: Device, _ change: () throws -> Void) throws {
    // A lock that a killed command left keeps git out until mgrnet, called again, takes it away.
    _ = try device.network.recover()
    // A person who uses git sees what is not committed, and does that first.
    if try !device.git("status", "--porcelain").isEmpty {
      try device.git("add", "-A")
      try device.git("commit", "-qm", "by hand")
    }
    let before = try device.network.tip()
    try change()
    try device.git("add", "-A")
    guard try !device.git("status", "--porcelain").isEmpty else { return }
    try device.git("commit", "-qm", "by git")
    if let after = try device.network.tip() { try note(device, before, after) }
  }

  private func rename(_ device: Device) throws {
    guard let post = try pick(records(device, .post)) else { return }
    let folder = RecordPath.folder(of: post)
    let month = RecordPath.folder(of: folder)
    let name = "\(["new", "about", "a-much-longer-title"][roll(3)])-\(folder.suffix(RecordID.length))"
    let target = roll(2) == 0 ? "\(month)/\(name)" : "communities/idf/posts/2027/0\(1 + roll(9))/\(name)"
    guard target != folder, !device.exists(target) else { return }
    try commit(device) {
      try FileManager.default.createDirectory(
        atPath: "\(device.path)/\(RecordPath.folder(of: target))", withIntermediateDirectories: true)
      try device.git("mv", folder, target)
    }
  }

  private func delete(_ device: Device) throws {
    guard let path = try pick(records(device, .reply, .post, .mark)) else { return }
    if path.hasSuffix("/post.md") {
      guard roll(3) == 0 else { return }
      deleted.insert(String(RecordPath.folder(of: path).suffix(RecordID.length)))
      try commit(device) { try device.git("rm", "-rqf", RecordPath.folder(of: path)) }
    } else {
      try commit(device) { try device.git("rm", "-qf", path) }
    }
  }

  /// A file that is no record.
  private func changeFile(_ device: Device) throws {
    guard let post = try pick(records(device, .post)) else { return }
    let folder = RecordPath.folder(of: post)
    let path = ["README.md", "notes/todo.txt", "\(folder)/plan.txt", "Notes.txt", "notes.txt"][roll(5)]
    try commit(device) {
      // Where another name of it is there already, this machine's disk could not have both.
      let names = try device.files().keys
      if names.contains(where: { $0 != path && $0.lowercased() == path.lowercased() }) { return }
      let old = device.exists(path) ? try device.read(path) : ""
      try device.write(path, roll(2) == 0 ? old + word() + "\n" : word() + "\n")
    }
  }

  private func settle(_ device: Device) throws {
    guard let path = try pick(device.files().keys.filter { ConflictName.original(of: $0) != nil }.sorted())
    else {
      return
    }
    try commit(device) { try device.git("rm", "-qf", path) }
  }

  /// Merges by plain git with the merge driver, and settles whatever it stops at by taking all that is there.
  private func pull(_ device: Device) throws {
    guard seed.isMultiple(of: 4) else { return }
    try commit(device) {}
    hadPlainMerge = true
    do {
      try device.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    } catch is CommandFailed {
      try device.git("add", "-A")
      try device.git("commit", "-qm", "merge by hand")
    }
  }

  /// Pushes by plain git, which asks for no right, what is here; the guard may refuse it.
  private func push(_ device: Device) throws {
    guard seed % 4 == 2 else { return }
    try commit(device) {}
    do { try device.git("push", "-q", "origin", "main") } catch is CommandFailed {
      counts["push refused", default: 0] += 1
    }
  }

  private func upgrade(_ device: Device) throws {
    guard isOlder, device.person == devices[0].person else { return }
    try act(device) { try Upgrade.act(by: $0, in: $1) }
  }

  /// `mgrnet sync`, killed at some moment.
  private func killedSync(_ device: Device) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = ["-C", device.path, "sync", "--quiet"]
    process.environment = [
      "HOME": folder, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin",
      "MGRNET_NOW": Timestamp(secondsSince1970: time + device.skew, offsetMinutes: 60).description,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(UInt32(roll(120_000)))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
