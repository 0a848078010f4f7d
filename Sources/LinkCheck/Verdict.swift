/// What a look at an address found.
package enum Verdict: Hashable, Sendable {
  /// It answers, there or after redirects that are for now only.
  case ok
  /// Redirected for good (301, 308): the address to use from now on.
  case moved(to: String)
  /// It answers, but wants to know who asks, or does not like machines (401, 403, 407, 451).
  case restricted(status: Int)
  case broken(Fault)
  /// Nothing is known of it: it may answer tomorrow.
  case unavailable(Obstacle)
  /// Not an address of http or https: nothing was asked.
  case notWeb

  package enum Fault: Hashable, Sendable {
    /// 404, 410 and the other refusals of 4xx.
    case status(Int)
    /// There is no machine of that name.
    case noHost(String)
    case badAddress
  }

  package enum Obstacle: Hashable, Sendable {
    /// 5xx, and 408, 425, 429, which ask for patience.
    case status(Int)
    case timedOut
    /// Names cannot be looked up at the moment: it is this machine that is cut off.
    case cannotResolve(String)
    /// It redirects more than 10 times, or to another protocol than http and https.
    case badRedirect
    /// What libcurl says: no connection, a certificate that does not fit…
    case failed(String)
  }
}

/// The libcurl of this machine cannot be used.
package enum LinkCheckError: Error, Equatable {
  case noLibrary(String)
  case failed
}
