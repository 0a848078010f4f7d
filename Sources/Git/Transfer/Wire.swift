/// A way to a git program on the other side: what is sent reaches its input, what it writes is received.
protocol Wire: AnyObject {
  /// Whether each answer ends the conversation and the next request must tell all again (the web).
  var isStateless: Bool { get }
  func send(_ bytes: [UInt8]) throws(TransferProblem)
  /// The next bytes, as many as are there; none at the end.
  func receive() throws(TransferProblem) -> [UInt8]
  /// Gives up or ends; the other side's complaints (ssh's standard error), a line each.
  func hangUp() -> [String]
  /// What stands behind a connection that ended, as far as the complaints tell.
  func reason(_ said: [String]) -> TransferProblem?
}

/// The git programs that are talked to.
enum Service: String {
  case uploadPack = "git-upload-pack"
  case receivePack = "git-receive-pack"
}

/// Lines of a text of the other side, without empty ones.
func lines(_ bytes: some Collection<UInt8>) -> [String] {
  bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).map { String(decoding: $0, as: UTF8.self) }
}
