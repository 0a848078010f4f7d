/// Why another repository could not be read or written.
///
/// This repository is as it was, but for objects that nothing refers to; the next try starts anew.
package struct TransferError: Error, Equatable, Sendable {
  /// The remote's name in the settings; `nil` for an address that was given as such.
  package let remote: String?
  /// `nil` where the address itself makes no sense.
  package let way: RemoteAddress.Way?
  package let host: String?
  /// Without a password.
  package let address: String
  package let problem: TransferProblem
  /// The words of the other side or of the program that was to reach it, a line each, as they came: they are
  /// hostile, may be in any language and hold control characters. The last lines, at most 20.
  package let said: [String]
}

package enum TransferProblem: Error, Equatable, Sendable {
  // The address.
  /// No address, or one that a program would take for an option.
  case badAddress
  /// `ext`, `ftp`… : a way that is not gone.
  case unsupportedWay(String)
  /// The address names a port, and a program of this kind takes none (`ssh.variant`).
  case portNotTaken
  /// The program that reaches the other side (`ssh`, `git-upload-pack`) is not there.
  case programMissing(String)

  // The way there.
  case unknownHost
  /// Nobody listens there, or no network leads there.
  case noConnection
  /// Nothing came for so long.
  case timedOut(seconds: Int)
  /// The host's key is not known yet (ssh), or is another one than it was.
  case unknownHostKey, changedHostKey
  /// The certificate is not trusted; what is wrong with it.
  case certificate(String)
  /// The connection ended in the middle.
  case cutOff
  /// A proxy is not reached or refuses: its host and port, where known, and what is wrong.
  case proxy(String?, String)

  // Who is asking.
  /// Key or password are not those of somebody who may come in.
  case loginRefused
  /// A password is needed and none could be had.
  case loginMissing
  /// Who is asking is known, and may not do this.
  case notAllowed

  // What is there.
  case noSuchRepository
  /// The branch is not there; its name.
  case noSuchBranch(String)
  /// The other side answers something that is not git's protocol, or not as it should.
  case notGit(String)
  /// An answer of the web that has no other case.
  case status(Int)
  /// The other side says that it failed; see `said`.
  case failedThere
  /// What came refers to an object that neither came nor is here.
  case incomplete(ObjectID)
  /// What came takes more memory or time than so many bytes may.
  case overLimit
  /// A tree that must not be checked out; a path of it.
  case hostilePath(String)

  // Here.
  case here(GitError)
}

/// The place of a `TransferError`.
struct TransferPlace {
  private let remote: String?
  /// `nil` where the address makes no sense.
  private let address: RemoteAddress?
  private let text: String

  /// - Parameters:
  ///   - remote: its name in the settings; `nil` for an address that was given as such.
  ///   - text: the address as it was written.
  init(remote: String?, text: String) {
    // What is wrong with the address is said where it is used.
    (self.remote, self.text, address) = (remote, text, try? RemoteAddress(text))
  }

  func error(_ problem: TransferProblem, _ said: [String] = []) -> TransferError {
    TransferError(
      remote: remote, way: address?.way, host: address?.host, address: shown, problem: problem,
      said: said.suffix(20))
  }

  /// The address without a password.
  var shown: String { address?.shown ?? withoutPassword }

  /// Runs something; what is wrong with it is told of this place.
  func at<Result>(_ body: () throws(TransferProblem) -> Result) throws(TransferError) -> Result {
    do throws(TransferProblem) { return try body() } catch { throw self.error(error) }
  }

  /// What could be a password in an address that was not understood is not shown.
  private var withoutPassword: String {
    guard let at = text.lastIndex(of: "@"), let start = text.firstRange(of: "://")?.upperBound, start < at
    else {
      return text
    }
    return text[..<start] + "…" + text[at...]
  }
}

/// Runs what fails with an error of this repository where the other's are expected.
func here<Result: ~Copyable>(_ body: () throws(GitError) -> Result) throws(TransferProblem) -> Result {
  do throws(GitError) { return try body() } catch { throw .here(error) }
}
