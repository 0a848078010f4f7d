@preconcurrency import Glibc

/// A process that we start: a pager or an editor, as the user configured it.
struct Child {
  private let identifier: pid_t

  /// Starts `/bin/sh -c script sh words…`; `nil` where that is impossible.
  ///
  /// - Parameter input: the descriptor that becomes its standard input.
  /// - Parameter closing: descriptors that it must not keep open.
  init?(
    shell script: String, words: [String] = [], environment: Environment, input: Int32? = nil,
    closing: [Int32] = []
  ) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    for descriptor in closing { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var arguments = (["sh", "-c", script, "sh"] + words).map { strdup($0) } + [nil]
    var variables = environment.entries.map { strdup($0) } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var identifier = pid_t()
    guard posix_spawn(&identifier, "/bin/sh", &actions, nil, &arguments, &variables) == 0 else { return nil }
    self.identifier = identifier
  }

  /// Waits, and returns the exit status; after a signal, 128 and its number, as in shells.
  @discardableResult func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 { if errno != EINTR { return 127 } }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

/// Whether a program of that name is in `PATH`.
func isInstalled(_ program: String, _ environment: Environment) -> Bool {
  let folders = (environment.nonEmpty("PATH") ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
  return folders.contains { access("\($0)/\(program)", X_OK) == 0 }
}
