import Glibc

/// Why the system refused an operation on a file. The user interface turns it into words.
package enum DiskError: Error, Equatable, Sendable {
  case noSpace(path: String)
  case readOnly(path: String)
  case notPermitted(path: String)
  /// A symbolic link stands where none may be followed.
  case symbolicLink(path: String)
  /// Another process holds this lock file.
  case locked(path: String)
  /// Any other refusal; `operation` is the C function.
  case system(errno: Int32, operation: String, path: String)

  /// Makes the error that `errno` stands for after `operation` on `path` failed.
  package init(_ number: Int32, _ operation: StaticString, _ path: String) {
    self =
      switch number {
      case ENOSPC, EDQUOT: .noSpace(path: path)
      case EROFS: .readOnly(path: path)
      case EACCES, EPERM: .notPermitted(path: path)
      case ELOOP: .symbolicLink(path: path)
      default: .system(errno: number, operation: "\(operation)", path: path)
      }
  }

  /// The `errno` of the refusal.
  package var number: Int32 {
    switch self {
    case .noSpace: ENOSPC
    case .readOnly: EROFS
    case .notPermitted: EACCES
    case .symbolicLink: ELOOP
    case .locked: EWOULDBLOCK
    case .system(let number, _, _): number
    }
  }

  static func system(_ number: Int32, _ operation: StaticString, _ path: String) -> DiskError {
    DiskError(number, operation, path)
  }
}
