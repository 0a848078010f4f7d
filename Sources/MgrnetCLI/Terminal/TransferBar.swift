import Git
import Store
import Synchronization

/// The progress bar of a transfer, from whatever thread it is told.
final class TransferBar: Sendable {
  private struct State {
    var bar: Progress?
    var label: Phrase?
  }

  private let state = Mutex(State())
  private let make: @Sendable (Phrase, Int?) -> Progress
  private let mayAsk: Bool

  init(in context: Context) {
    // Nothing of a context changes while a command runs, but for its writers, which only this bar uses meanwhile.
    nonisolated(unsafe) let context = context
    make = { label, total in Progress(label, total: total, in: context) }
    mayAsk = context.terminal.canAsk
  }

  func options(for actor: Actor) -> TransferOptions {
    TransferOptions(person: Signature(actor), mayAsk: mayAsk) { [self] in show($0) }
  }

  private func show(_ progress: TransferProgress) {
    switch progress {
    case .connecting, .said: break
    case .received(let bytes): advance(Words.receiving, to: bytes / 1024, of: nil)
    case .unpacked(let objects, let all): advance(Words.unpacking, to: objects, of: all)
    case .sent(let objects, let all, _): advance(Words.sending, to: objects, of: all)
    case .checkedOut(let files, let all): advance(Words.checkingOut, to: files, of: all)
    }
  }

  private func advance(_ label: Phrase, to done: Int, of total: Int?) {
    state.withLock { state in
      if state.label != label {
        state.bar?.finish()
        state.bar = make(label, total)
        state.label = label
      }
      state.bar?.advance(to: done)
    }
  }

  /// Removes the bar.
  func finish() {
    state.withLock { state in
      state.bar?.finish()
      state = State()
    }
  }
}
