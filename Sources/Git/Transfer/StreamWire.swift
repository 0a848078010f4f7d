import Clibgit2
import Glibc

/// A wire over descriptors: the pipes of a program, or a socket.
///
/// Both directions and the program's errors are served at once, so that neither side waits for the other for
/// ever; without any byte for the options' patience it is given up.
final class StreamWire: Wire {
  let isStateless = false
  private var output: Int32
  private var input: Int32
  private var errors: Int32
  private var process: pid_t
  /// Seconds without a byte after which it is given up.
  var patience: Int
  private let explain: ([String]) -> TransferProblem?
  private var received: [UInt8] = []
  private var isAtEnd = false
  private var complaints: [UInt8] = []
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// - Parameters:
  ///   - errors: -1 where there are none.
  ///   - process: the program to be waited for; 0 for none.
  ///   - explain: what its complaints mean.
  init(
    output: Int32, input: Int32, errors: Int32 = -1, process: pid_t = 0, patience: Int,
    explain: @escaping ([String]) -> TransferProblem? = { _ in nil }
  ) {
    (self.output, self.input, self.errors, self.process) = (output, input, errors, process)
    (self.patience, self.explain) = (max(1, patience), explain)
    for descriptor in [output, input, errors] where descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit { _ = hangUp() }

  func reason(_ said: [String]) -> TransferProblem? { explain(said) }

  func send(_ bytes: [UInt8]) throws(TransferProblem) {
    var sent = 0
    while sent < bytes.count {
      let put = bytes.withUnsafeBytes { buffer in
        clibgit2_write(output, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
      }
      if put > 0 {
        sent += put
      } else if errno == EAGAIN {
        try wait(toWrite: true)
      } else if errno != EINTR {
        // Why it no longer listens is known from what it says, if anything.
        throw .cutOff
      }
    }
  }

  func receive() throws(TransferProblem) -> [UInt8] {
    while received.isEmpty && !isAtEnd { try wait(toWrite: false) }
    defer { received = [] }
    return received
  }

  private func wait(toWrite: Bool) throws(TransferProblem) {
    var polled: [pollfd] = []
    // More than this is not taken in before somebody wants it.
    if !isAtEnd, received.count < 1 << 22 {
      polled.append(pollfd(fd: input, events: Int16(POLLIN), revents: 0))
    }
    if errors >= 0 { polled.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0)) }
    if toWrite { polled.append(pollfd(fd: output, events: Int16(POLLOUT), revents: 0)) }
    let ready = poll(&polled, nfds_t(polled.count), Int32(clamping: patience * 1000))
    if ready < 0 && errno == EINTR { return }
    guard ready > 0 else { throw .timedOut(seconds: patience) }
    for one in polled where one.revents != 0 {
      if one.fd == errors && one.fd != input {
        readErrors()
      } else if one.fd == input, one.events & Int16(POLLIN) != 0 {
        readInput()
      }
    }
  }

  private func readInput() {
    let got = read(input, &chunk, chunk.count)
    if got > 0 {
      received.append(contentsOf: chunk[..<got])
    } else if got == 0 || (errno != EAGAIN && errno != EINTR) {
      isAtEnd = true
    }
  }

  private func readErrors() {
    let got = read(errors, &chunk, chunk.count)
    if got > 0 {
      complaints.append(contentsOf: chunk[..<got])
      if complaints.count > 1 << 16 { complaints.removeFirst(complaints.count - 1 << 15) }
    } else if got == 0 || (errno != EAGAIN && errno != EINTR) {
      close(errors)
      errors = -1
    }
  }

  func hangUp() -> [String] {
    if output >= 0, output != input { close(output) }
    output = -1
    if process > 0 { endProcess() }
    if input >= 0 { close(input) }
    if errors >= 0 { close(errors) }
    (input, errors) = (-1, -1)
    return lines(complaints)
  }

  /// Lets the program end by itself for a moment, and else ends it.
  private func endProcess() {
    var status: Int32 = 0
    for turn in 0..<300 {
      let answer = waitpid(process, &status, WNOHANG)
      if answer == process || (answer < 0 && errno == ECHILD) {
        process = 0
        break
      }
      // Half a second while it may still have something to say, then it is asked, then it is told.
      if turn == (isAtEnd ? 100 : 10) { kill(process, SIGTERM) }
      if turn == 250 { kill(process, SIGKILL) }
      if errors >= 0 {
        var one = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
        if poll(&one, 1, 5) > 0 { readErrors() }
      } else {
        usleep(2000)
      }
    }
    if process > 0 { while waitpid(process, &status, 0) < 0 && errno == EINTR {} }
    process = 0
    // A master connection of ssh that stays behind keeps this open: only what is there is read.
    for _ in 0..<16 where errors >= 0 {
      var one = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
      guard poll(&one, 1, 0) > 0 else { break }
      readErrors()
    }
  }
}
