import Clibgit2

/// Initialises libgit2 at its first use.
///
/// This takes 6 to 10 ms, for libgit2 reads the system's certificates; commands that only read the index of records go
/// without. Any call of libgit2 before it crashes.
enum Library {
  private static let failure: GitError? = {
    let status = clibgit2_start()
    do throws(GitError) { try check(status, "git_libgit2_init", "libgit2") } catch { return error }
    return nil
  }()

  /// Initialises libgit2 unless this process has done so.
  static func start() throws(GitError) { if let failure { throw failure } }
}

/// Throws a `GitError` if a status of libgit2 is negative.
///
/// - Parameters:
///   - operation: the function that was called.
///   - subject: the path, id or name that the call was about.
func check(_ status: Int32, _ operation: StaticString, _ subject: @autoclosure () -> String) throws(GitError)
{
  if status < 0 { throw GitError(status, operation, subject()) }
}

/// Returns the handle that a function of libgit2 gives out; `nil` if the function finds nothing.
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

/// Returns the handle that a function of libgit2 gives out; throws `GitError.notFound` if it finds nothing.
func made<Handle>(
  _ operation: StaticString, _ subject: @autoclosure () -> String, _ call: (inout Handle?) -> Int32
) throws(GitError) -> Handle {
  guard let handle = try found(operation, subject(), call) else { throw .notFound(subject()) }
  return handle
}

/// Returns an environment variable. Only for variables that git itself reads.
func variable(_ name: String) -> String? { clibgit2_environment(name).map { String(cString: $0) } }
