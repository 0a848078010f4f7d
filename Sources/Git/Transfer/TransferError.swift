/// Why another repository could not be read or written.
///
/// This repository is unchanged, except for unreferenced objects. The next try starts anew.
package struct TransferError: Error, Equatable, Sendable {
  /// The remote's name in the settings; `nil` for a plain address.
  package let remote: String?
  /// `nil` if the address is invalid.
  package let way: RemoteAddress.Way?
  package let host: String?
  /// The address without its password.
  package let address: String
  package let problem: TransferProblem
  /// The last lines, at most 20, of what the other side or the program that reaches it said. They are hostile, and may be
  /// in any language and have control characters.
  package let said: [String]
}

package enum TransferProblem: Error, Equatable, Sendable {
  // The address.
  /// The address is invalid, or a program would take it for an option.
  case badAddress
  /// The address's scheme is not supported: `ext`, `ftp`…
  case unsupportedWay(String)
  /// The address names a port, and an ssh of this kind (`ssh.variant`) takes none.
  case portNotTaken
  /// The program that reaches the other side (`ssh`, `git-upload-pack`) is missing.
  case programMissing(String)

  /// The repository has this branch, beside which nothing of ours may be (`TransferOptions.refusesBranch`).
  case refusedBranch(String)

  // The network.
  case unknownHost
  /// The host refuses connections, or there is no route to it.
  case noConnection
  /// No byte came for this time.
  case timedOut(seconds: Int)
  /// The host's ssh key is unknown, or differs from the known one.
  case unknownHostKey, changedHostKey
  /// The certificate is not trusted; the reason.
  case certificate(String)
  /// The connection ended too early.
  case cutOff
  /// A proxy cannot be reached or refuses: its host and port, if known, and the reason.
  case proxy(String?, String)

  // The login.
  /// The key or password is not accepted.
  case loginRefused
  /// A password is needed, but there is none.
  case loginMissing
  /// The login is accepted, but has no right to do this.
  case notAllowed

  // The other repository.
  case noSuchRepository
  /// The other side has no such branch; its name.
  case noSuchBranch(String)
  /// The other side's answer is not git's protocol, or breaks it.
  case notGit(String)
  /// An HTTP status without a case of its own.
  case status(Int)
  /// The other side failed; see `said`.
  case failedThere
  /// An object is missing that the fetched objects refer to.
  case incomplete(ObjectID)
  /// The fetched objects take too much memory or time for their size.
  case overLimit
  /// The tree must not be checked out; the path that is why.
  case hostilePath(String)

  // This repository.
  case here(GitError)
}

/// The remote and address that a `TransferError` names.
struct TransferPlace {
  private let remote: String?
  /// `nil` if the address is invalid.
  private let address: RemoteAddress?
  private let text: String

  /// - Parameters:
  ///   - remote: the remote's name in the settings; `nil` for a plain address.
  ///   - text: the address as written.
  init(remote: String?, text: String) {
    (self.remote, self.text, address) = (remote, text, try? RemoteAddress(text))  // reported when used
  }

  /// Makes the error for a problem at this place.
  func error(_ problem: TransferProblem, _ said: [String] = []) -> TransferError {
    TransferError(
      remote: remote, way: address?.way, host: address?.host, address: shown, problem: problem,
      said: said.suffix(20))
  }

  /// The address without its password.
  var shown: String { address?.shown ?? withoutPassword }

  /// Calls `body`, and turns its problem into a `TransferError` of this place.
  func at<Result>(_ body: () throws(TransferProblem) -> Result) throws(TransferError) -> Result {
    do throws(TransferProblem) { return try body() } catch { throw self.error(error) }
  }

  /// Evaluates an expression, and turns its `GitError` into a `TransferError` of this place.
  func here<Result: ~Copyable>(_ body: @autoclosure () throws(GitError) -> Result) throws(TransferError)
    -> Result
  {
    do throws(GitError) { return try body() } catch { throw self.error(.here(error)) }
  }

  /// An invalid address without whatever could be a password.
  private var withoutPassword: String {
    guard let at = text.lastIndex(of: "@"), let start = text.firstRange(of: "://")?.upperBound, start < at
    else { return text }
    return text[..<start] + "…" + text[at...]
  }
}

/// Evaluates an expression, and turns its `GitError` into `TransferProblem.here`.
func here<Result: ~Copyable>(_ body: @autoclosure () throws(GitError) -> Result) throws(TransferProblem)
  -> Result
{
  do throws(GitError) { return try body() } catch { throw .here(error) }
}

/// Calls `body`, and turns its `GitError` into `TransferProblem.here`.
func here<Result: ~Copyable>(_ body: () throws(GitError) -> Result) throws(TransferProblem) -> Result {
  do throws(GitError) { return try body() } catch { throw .here(error) }
}
