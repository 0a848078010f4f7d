import Clibgit2
import Glibc

/// Why an operation on a repository failed; the words for it are made where it is shown.
package enum GitError: Error, Equatable, Sendable {
  /// No such object, path in a commit, branch, or setting; what was looked for.
  case notFound(String)
  /// The folder is no git repository.
  case notARepository(path: String)
  /// The repository belongs to another user, and git's `safe.directory` does not name it.
  case notOwned(path: String)
  /// Something is there already, of a kind that stands in the way: a file where a folder must be…
  case exists(path: String)
  /// Another process holds this lock file.
  case locked(path: String)
  /// The branch is no longer where the caller saw it.
  case moved(branch: String, expected: ObjectID?, found: ObjectID?)
  /// The branch is checked out in another work tree, whose files would not follow.
  case checkedOut(branch: String, workTree: String)
  /// A path that must not be written: out of the tree, into `.git`, through a symbolic link…
  case unsafePath(String)
  case noSpace(path: String)
  case readOnly(path: String)
  case notPermitted(path: String)
  /// A repository made with an extension that is not understood here.
  case unknownFormat(extension: String)
  /// What git can do and libgit2 cannot.
  case unsupported(GitFeature)
  /// An object, index or ref file whose content makes no sense.
  case corrupt(String)
  /// A folder whose folders name one another again and again: nobody has so many files, and a walk would not end.
  case endlessTree(path: String)
  /// An object of more bytes than are ever held at once; its name.
  case tooLarge(String, bytes: Int, limit: Int)
  /// The system refused; `operation` is the C function.
  case system(errno: Int32, operation: String, path: String)
  /// libgit2 refused; `operation` is its function.
  case other(code: Int32, klass: Int32, message: String, operation: String)

  /// The error that `errno` stands for after `operation` on `path` failed.
  static func system(_ number: Int32, _ operation: StaticString, _ path: String) -> GitError {
    switch number {
    case ENOSPC, EDQUOT: .noSpace(path: path)
    case EROFS: .readOnly(path: path)
    case EACCES, EPERM: .notPermitted(path: path)
    case ELOOP: .unsafePath(path)
    default: .system(errno: number, operation: "\(operation)", path: path)
    }
  }

  /// What a negative status of libgit2 means; takes its message and clears it.
  init(_ status: Int32, _ operation: StaticString, _ subject: String) {
    self.init(status, GitError.lastMessage(), operation, subject)
  }

  init(
    _ status: Int32, _ last: (text: String, klass: git_error_t), _ operation: StaticString, _ subject: String
  ) {
    let (message, klass) = last
    self =
      switch git_error_code(status) {
      case GIT_ENOTFOUND: .notFound(subject)
      case GIT_ELOCKED: .locked(path: subject)
      case GIT_EEXISTS: .exists(path: subject)
      default:
        GitError(klass, message, operation, subject)
          ?? .other(
            code: status, klass: Int32(klass.rawValue), message: message, operation: "\(operation)")
      }
  }

  private init?(_ klass: git_error_t, _ message: String, _ operation: StaticString, _ subject: String) {
    switch klass {
    case GIT_ERROR_OS:
      // libgit2 keeps no error number, but ends the message of a failed system call with its text.
      let numbers = [ENOSPC, EDQUOT, EROFS, EACCES, EPERM, ENOENT, ENOTDIR, ENAMETOOLONG, EFBIG]
      guard let number = numbers.first(where: { message.hasSuffix(String(cString: strerror($0))) }) else {
        return nil
      }
      self = .system(number, operation, subject)
    case GIT_ERROR_INDEX where message.contains("unsupported mandatory extension"):
      self = .unsupported(message.contains("'link'") ? .splitIndex : .sparseIndex)
    case GIT_ERROR_ZLIB, GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_TREE, GIT_ERROR_CONFIG, GIT_ERROR_INDEX,
      GIT_ERROR_REFERENCE:
      self = .corrupt(message.isEmpty ? subject : message)
    default: return nil
    }
  }

  /// The last message of libgit2 in this thread and what it is about; cleared, for it belongs to one call.
  static func lastMessage() -> (text: String, klass: git_error_t) {
    // There is none where a callback of ours refused.
    guard let last = git_error_last() else { return ("", GIT_ERROR_NONE) }
    let text = last.pointee.message.map { String(cString: $0) } ?? ""
    let klass = git_error_t(UInt32(bitPattern: last.pointee.klass))
    git_error_clear()
    return (text, klass)
  }
}

/// Ways to keep a repository that git knows and libgit2 1.5 does not read; git can convert each.
package enum GitFeature: Hashable, Sendable, CaseIterable {
  /// Objects named by SHA-256.
  case sha256
  /// Refs in one table instead of files.
  case reftable
  /// An index that is spread over two files.
  case splitIndex
  /// An index that has folders in place of their files.
  case sparseIndex
  /// An index that does not end in the sum of what it holds (`index.skipHash`).
  case indexWithoutSum
  /// A history that is cut off; matters where it is exchanged or joined.
  case shallowHistory
}
