import Clibgit2
import Disk
import Glibc

/// Why an operation on a repository failed. The user interface turns it into words.
package enum GitError: Error, Equatable, Sendable {
  /// An object, path in a commit, branch or setting is missing; its name.
  case notFound(String)
  /// The folder is no git repository.
  case notARepository(path: String)
  /// The repository belongs to another user, and git's `safe.directory` does not name it.
  case notOwned(path: String)
  /// Something stands in the way, such as a file where a folder must be.
  case exists(path: String)
  /// Another process holds this lock file.
  case locked(path: String)
  /// The branch is no longer at the commit that the caller saw.
  case moved(branch: String, expected: ObjectID?, found: ObjectID?)
  /// The branch is checked out in another work tree, whose files would stay behind if it moved.
  case checkedOut(branch: String, workTree: String)
  /// A path must not be written: it leads out of the tree, into `.git`, or through a symbolic link.
  case unsafePath(String)
  /// The repository uses an extension that is not understood here.
  case unknownFormat(extension: String)
  /// The repository uses a feature of git that libgit2 lacks.
  case unsupported(GitFeature)
  /// An object, index or ref file whose content makes no sense.
  case corrupt(String)
  /// Folders of a tree contain one another so often that a walk would not end.
  case endlessTree(path: String)
  /// An object exceeds the limit for objects in memory; its id.
  case tooLarge(String, bytes: Int, limit: Int)
  /// The system refused an operation on a file.
  case disk(DiskError)
  /// libgit2 refused; `operation` is its function.
  case other(code: Int32, klass: Int32, message: String, operation: String)

  /// Returns the error that `errno` stands for after `operation` on `path` failed.
  static func system(_ number: Int32, _ operation: StaticString, _ path: String) -> GitError {
    .disk(DiskError(number, operation, path))
  }

  /// Makes the error for a negative status of libgit2, and clears libgit2's last message.
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
          ?? .other(code: status, klass: Int32(klass.rawValue), message: message, operation: "\(operation)")
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

  /// Returns libgit2's last message in this thread and its class, and clears it, for it belongs to one call.
  static func lastMessage() -> (text: String, klass: git_error_t) {
    // There is no message if one of our callbacks refused.
    guard let last = git_error_last() else { return ("", GIT_ERROR_NONE) }
    let text = last.pointee.message.map { String(cString: $0) } ?? ""
    let klass = git_error_t(UInt32(bitPattern: last.pointee.klass))
    git_error_clear()
    return (text, klass)
  }
}

/// Calls `body`, whose error becomes one of git's.
package func onDisk<Result>(_ body: @autoclosure () throws(DiskError) -> Result) throws(GitError) -> Result {
  do throws(DiskError) { return try body() } catch .locked(let path) { throw .locked(path: path) } catch {
    throw .disk(error)
  }
}

/// Forms of a repository that libgit2 1.5 cannot read. git can convert each to one that it can.
package enum GitFeature: Hashable, Sendable, CaseIterable {
  /// Objects named by SHA-256.
  case sha256
  /// Refs in one table instead of files.
  case reftable
  /// An index split over two files.
  case splitIndex
  /// An index with folders in place of their files.
  case sparseIndex
  /// An index without a checksum at its end (`index.skipHash`).
  case indexWithoutSum
  /// A shallow history, which cannot be exchanged or merged.
  case shallowHistory
}
