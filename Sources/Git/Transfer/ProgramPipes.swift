import Glibc

/// The pipes to and from a running program.
///
/// Serves both directions and the program's errors at once, so that the two sides never wait for each other for ever.
/// Gives up if no byte comes for `patience` seconds.
final class ProgramPipes {
  private var output: Int32
  private var input: Int32
  private var errors: Int32
  private var process: pid_t
  /// The limit for waiting without a byte, in seconds.
  var patience: Int
  private var received: ArraySlice<UInt8> = []
  private var isBroken = false
  private var isAtEnd = false
  private var complaints: [UInt8] = []
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// - Parameters:
  ///   - output: the pipe that the program reads; the other two are those that it writes.
  ///   - process: the program's process, which `hangUp` ends.
  ///   - patience: in seconds.
  init(output: Int32, input: Int32, errors: Int32, process: pid_t, patience: Int) {
    (self.output, self.input, self.errors, self.process) = (output, input, errors, process)
    self.patience = max(1, patience)
    for descriptor in [output, input, errors] where descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit { hangUp() }

  /// Sends bytes. If the program no longer reads, drops them without error: what it says next tells why.
  func send(_ bytes: UnsafeRawBufferPointer) throws(TransferProblem) {
    var rest = bytes
    while !rest.isEmpty, !isBroken {
      let put = withoutSIGPIPE { write(output, rest.baseAddress, rest.count) }
      if put > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[put...])
      } else if errno == EAGAIN {
        try wait(toWrite: true)
      } else if errno != EINTR {
        isBroken = true
      }
    }
  }

  /// Waits for bytes, and copies them into a buffer.
  ///
  /// - Returns: the number of bytes; 0 at the end.
  func receive(_ buffer: UnsafeMutableRawBufferPointer) throws(TransferProblem) -> Int {
    while received.isEmpty && !isAtEnd { try wait(toWrite: false) }
    let count = min(buffer.count, received.count)
    received.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
    received.removeFirst(count)
    return count
  }

  /// Waits until a pipe is ready, and reads what has come.
  private func wait(toWrite: Bool) throws(TransferProblem) {
    var polled: [pollfd] = []
    // No more than 4 MiB are read ahead.
    if !isAtEnd, received.count < 1 << 22 {
      polled.append(pollfd(fd: input, events: Int16(POLLIN), revents: 0))
    }
    if errors >= 0 { polled.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0)) }
    if toWrite { polled.append(pollfd(fd: output, events: Int16(POLLOUT), revents: 0)) }
    let ready = poll(&polled, nfds_t(polled.count), Int32(clamping: patience * 1000))
    if ready < 0 && errno == EINTR { return }
    guard ready > 0 else { throw .timedOut(seconds: patience) }
    for one in polled where one.revents != 0 {
      if one.fd == errors {
        readErrors()
      } else if one.fd == input {
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

  /// The program's errors, by line; hostile.
  var said: [String] { lines(complaints) }

  /// Ends the program, and reads its last errors.
  func hangUp() {
    if output >= 0 { close(output) }
    output = -1
    if process > 0 { endProcess() }
    if input >= 0 { close(input) }
    if errors >= 0 { close(errors) }
    (input, errors) = (-1, -1)
  }

  /// Gives the program a moment to end by itself, then ends it.
  private func endProcess() {
    var status: Int32 = 0
    for turn in 0..<300 {
      let answer = waitpid(process, &status, WNOHANG)
      if answer == process || (answer < 0 && errno == ECHILD) {
        process = 0
        break
      }
      // SIGTERM comes after 0.5 s if the program has closed its output, else after 0.05 s; SIGKILL at last.
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
    // A master connection of ssh may keep this pipe open, so only what is there is read.
    for _ in 0..<16 where errors >= 0 {
      var one = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
      guard poll(&one, 1, 0) > 0 else { break }
      readErrors()
    }
  }
}

/// Splits a text of the other side into lines, without empty ones.
func lines(_ bytes: some Collection<UInt8>) -> [String] {
  bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).map { String(decoding: $0, as: UTF8.self) }
}
