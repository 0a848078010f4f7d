import Git
@preconcurrency import Glibc
import Records
import SearchIndex
import Store

/// Checks a network and this machine for `doctor`.
extension Session {
  /// Returns the problems in the branch's tip, by path and line.
  func findings() throws -> [Finding] {
    var progress = Progress(Words.checking, total: nil, in: context)
    defer { progress.finish() }
    return try network().checkup(privateShelves().map { try $0.network() }) { progress.advance(to: $0) }
  }

  /// Prints the state of the index, of the caller and of leftovers; for people only, as none of it is a record.
  ///
  /// - Parameter fixing: whether to make the index anew, and to finish what was cut short.
  func sayHealth(fixing: Bool) throws {
    let shelves = try shelves()
    if fixing {
      let recovered = try shelves.flatMap { try $0.network().recover() }
      for recovery in recovered { context.say(Words.recovered(recovery)) }
      if recovered.isEmpty { context.say(Words.nothingToRecover) }
    }
    for shelf in shelves {
      let health = try shelf.indexHealth(fixing: fixing)
      context.say(shelf.community.map { Words.of($0, health) } ?? health)
    }
    try sayIdentity()
    for shelf in shelves {
      // Not what another command is writing at this moment, nor what it left of a file that it did not finish.
      let drafts = try shelf.network().drafts.names().filter { $0.hasSuffix(".md") }
      if !drafts.isEmpty { context.say(Words.draftsLeft(drafts, in: shelf.stateFolder + "/drafts")) }
    }
  }

  private func sayIdentity() throws {
    do {
      let member = try member()
      let isAccepted = try (member.acceptedCharter ?? 0) >= network().snapshot().charterRevision()
      context.say(Words.identity(member.actor.name, member.handle.rawValue, hasAccepted: isAccepted))
    } catch let error as StoreError {
      // Reading needs no identity and no card; a person who wants to write learns here what is missing.
      let failure = failure(for: error)
      context.say(failure.phrase)
      if let hint = failure.hint { context.hint(hint) }
    }
  }
}

extension Shelf {
  fileprivate func indexHealth(fixing: Bool) throws -> Phrase {
    let file = stateFolder + "/index.sqlite"
    if fixing {
      for name in [file, file + "-wal", file + "-shm"] { unlink(name) }
      forgetIndex()
      let index = try index()
      return index.state == .inMemory ? Words.indexUnwritable : Words.indexMadeAnew
    }
    guard access(file, F_OK) == 0 else {
      return try index().state == .inMemory ? Words.indexUnwritable : Words.indexWasMissing
    }
    // Opened before it is brought up to date, to see its former state.
    let found = try SearchIndex(at: file, isPrivate: isPrivate)
    let tip = try found.tip()
    let state = found.state
    _ = try index()
    switch state {
    case .ready: return try tip == content()?.label ? Words.indexFresh : Words.indexWasBehind
    case .new: return Words.indexWasMissing
    case .remade: return Words.indexWasDamaged
    case .inMemory: return Words.indexUnwritable
    }
  }
}
