import Clibgit2

/// libgit2, initialised at its first use.
///
/// That takes 6 to 10 ms (it reads the system's certificates), which commands that read the index of records alone need
/// not pay. Calling anything of it before crashes.
enum Library {
  private static let failure: GitError? = {
    let status = clibgit2_start()
    do throws(GitError) { try check(status, "git_libgit2_init", "libgit2") } catch { return error }
    return nil
  }()

  /// Initialises libgit2, once for the process.
  static func start() throws(GitError) {
    if let failure { throw failure }
  }
}

/// Turns a status of libgit2 into an error: the one place where this is done.
///
/// - Parameters:
///   - operation: the function that was called.
///   - subject: what the call was about: a path, an id, a name.
func check(_ status: Int32, _ operation: StaticString, _ subject: @autoclosure () -> String) throws(GitError)
{
  if status < 0 { throw GitError(status, operation, subject()) }
}

/// Calls a function of libgit2 that gives out a handle; `nil` where it finds nothing.
func found<Handle>(
  _ operation: StaticString, _ subject: @autoclosure () -> String, _ call: (inout Handle?) -> Int32
) throws(GitError) -> Handle? {
  var handle: Handle?
  let status = call(&handle)
  if status == GIT_ENOTFOUND.rawValue {
    git_error_clear()
    return nil
  }
  try check(status, operation, subject())
  return handle
}

/// Calls a function of libgit2 that gives out a handle.
func made<Handle>(
  _ operation: StaticString, _ subject: @autoclosure () -> String, _ call: (inout Handle?) -> Int32
) throws(GitError) -> Handle {
  guard let handle = try found(operation, subject(), call) else { throw .notFound(subject()) }
  return handle
}

/// What git itself takes from the environment; nothing else here reads it.
func variable(_ name: String) -> String? {
  clibgit2_environment(name).map { String(cString: $0) }
}
