/// The result of checking one address.
package enum LinkState: Hashable, Sendable {
  /// It answers, directly or after temporary redirects.
  case ok
  /// Redirected for good (301, 308): the address to use from now on.
  case moved(to: String)
  /// It answers, but wants a login or refuses programs (401, 403, 407, 451).
  case restricted(status: Int)
  case broken(Fault)
  /// It could not be checked now, and may answer tomorrow.
  case unavailable(Obstacle)
  /// Not an address of http or https: nothing was asked.
  case notWeb

  package enum Fault: Hashable, Sendable {
    /// 404, 410 and the other refusals of 4xx.
    case status(Int)
    /// No host has that name.
    case noHost(String)
    case badAddress
  }

  package enum Obstacle: Hashable, Sendable {
    /// 5xx, and 408, 425, 429, which ask for patience.
    case status(Int)
    case timedOut
    /// No name can be looked up: this machine is cut off.
    case cannotResolve(String)
    /// It redirects more than 10 times, or to another protocol than http and https.
    case badRedirect
    /// Any other failure, in libcurl's words: no connection, a certificate that does not fit…
    case failed(String)
  }
}

/// libcurl cannot be loaded or used on this machine.
package enum LinkCheckError: Error, Equatable {
  case noLibrary(String)
  case failed
}
