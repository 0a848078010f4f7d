import Clibgit2
import Disk
import Glibc

/// Runs the programs of a transfer: the person's `ssh`, git's server for a local folder, `git credential`, and git itself
/// for what libgit2 cannot do.
enum Program {
  /// Starts a program, and connects to its standard input, output and error.
  static func talk(_ arguments: [String], patience: Int) throws(TransferProblem) -> ProgramPipes {
    var pipes: [Int32] = []
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard clibgit2_pipe(&ends) == 0 else {
        let number = errno
        for end in pipes { close(end) }
        throw .here(.system(number, "pipe2", arguments[0]))
      }
      pipes += ends
    }
    let process = start(arguments, [], input: pipes[0], output: pipes[3], errors: pipes[5])
    for end in [pipes[0], pipes[3], pipes[5]] { close(end) }
    guard process > 0 else {
      for end in [pipes[1], pipes[2], pipes[4]] { close(end) }
      if -process == ENOENT || -process == ENOTDIR { throw .programMissing(arguments[0]) }
      throw .here(.system(-process, "posix_spawnp", arguments[0]))
    }
    return ProgramPipes(
      output: pipes[1], input: pipes[2], errors: pipes[4], process: process, patience: patience)
  }

  /// Runs a program with some input, and returns its output; `nil` if it fails.
  ///
  /// - Parameters:
  ///   - added: environment variables for the program, `NAME=value`.
  ///   - input: less than a pipe holds (64 KiB).
  static func run(_ arguments: [String], added: [String], input: [UInt8]) throws(TransferProblem) -> [UInt8]?
  {
    var (feed, answer): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard clibgit2_pipe(&feed) == 0 else { throw .here(.system(errno, "pipe2", arguments[0])) }
    guard clibgit2_pipe(&answer) == 0 else {
      let number = errno
      for end in feed { close(end) }
      throw .here(.system(number, "pipe2", arguments[0]))
    }
    // Questions and errors of the program go to the terminal.
    let process = start(arguments, added, input: feed[0], output: answer[1], errors: -1)
    close(feed[0])
    close(answer[1])
    defer { close(answer[0]) }
    guard process > 0 else {
      close(feed[1])
      if -process == ENOENT { throw .programMissing(arguments[0]) }
      throw .here(.system(-process, "posix_spawnp", arguments[0]))
    }
    // A program that does not read its input fails with a status.
    withoutSIGPIPE { _ = write(feed[1], input, input.count) }
    close(feed[1])
    let printed = try here(onDisk(Files.read(answer[0], arguments[0])))
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status == 0 ? printed : nil
  }

  static func start(
    _ arguments: [String], _ added: [String], input: Int32, output: Int32, errors: Int32
  ) -> pid_t {
    let words = arguments.map { strdup($0) }
    let variables = added.map { strdup($0) }
    defer { for word in words + variables { free(word) } }
    return (words.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { words in
      (variables.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { variables in
        clibgit2_spawn(words.baseAddress, variables.baseAddress, input, output, errors)
      }
    }
  }
}

/// Calls `body` with SIGPIPE blocked, so that writing to a closed pipe or socket is an error instead of a signal.
func withoutSIGPIPE<Result>(_ body: () -> Result) -> Result {
  var before = sigset_t()
  let wasPending = clibgit2_hold_sigpipe(&before)
  defer { clibgit2_release_sigpipe(&before, wasPending) }
  return body()
}
