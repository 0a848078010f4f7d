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
  /// A repository made with an extension that is not understood here, such as other hashes.
  case unknownFormat(extension: String)
  /// An object, index or ref file whose content makes no sense.
  case corrupt(String)
  /// An object of more bytes than are ever held at once; its name.
  case tooLarge(String, bytes: Int, limit: Int)
  /// libgit2 or libcurl could not be loaded; what the loader said.
  case libraryMissing(String)
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
}

/// The one place where a status of libgit2 becomes an error; `subject` is what the call was about.
func check(_ status: Int32, _ operation: StaticString, _ subject: String) throws(GitError) {
  guard status < 0 else { return }
  var message = ""
  var klass: Int32 = 0
  if let last = git_error_last() {
    message = last.pointee.message.map { String(cString: $0) } ?? ""
    klass = last.pointee.klass
  }
  git_error_clear()
  switch git_error_code(status) {
  case GIT_ENOTFOUND: throw .notFound(subject)
  case GIT_EOWNER: throw .notOwned(path: subject)
  case GIT_ELOCKED: throw .locked(path: subject)
  case GIT_EEXISTS: throw .exists(path: subject)
  default: break
  }
  // libgit2 keeps no error number, but ends the message of a failed system call with its text.
  if klass == Int32(GIT_ERROR_OS.rawValue) {
    for number in [ENOSPC, EDQUOT, EROFS, EACCES, EPERM, ENOENT, ENOTDIR, ENAMETOOLONG]
    where message.hasSuffix(systemText(number)) {
      throw .system(number, operation, subject)
    }
  }
  switch git_error_t(UInt32(bitPattern: klass)) {
  case GIT_ERROR_ZLIB, GIT_ERROR_ODB: throw .corrupt(message.isEmpty ? subject : message)
  default: throw .other(code: status, klass: klass, message: message, operation: "\(operation)")
  }
}

private func systemText(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? ""
}

/// Loads libgit2 at the first call; everything that reaches it comes through here.
func loadLibgit2() throws(GitError) {
  if let failure = clibgit2_load() { throw .libraryMissing(String(cString: failure)) }
}
