/// Why a command stops, in words: `mgrnet: phrase`, then `hint: hint`.
struct Failure: Error, Equatable {
  var status: ExitStatus
  var phrase: Phrase
  var hint: Phrase?

  init(_ status: ExitStatus, _ phrase: Phrase, hint: Phrase? = nil) {
    self.status = status
    self.phrase = phrase
    self.hint = hint
  }

  /// Of two things that were typed, at most one can be.
  static func contradiction(_ one: String, _ other: String) -> Failure {
    Failure(.usage, Words.contradiction(one, other), hint: Words.giveOne)
  }
}

/// Turns any error into words.
///
/// Each room's errors get an extension that conforms to ``Explained`` beside this file.
func failure(for error: any Error) -> Failure {
  switch error {
  case let failure as Failure: failure
  case let explained as any Explained: explained.failure
  default: Failure(.internalError, Words.unexpected(String(describing: error)), hint: Words.reportThis)
  }
}

/// An error of another room, with its words.
protocol Explained: Error {
  var failure: Failure { get }
}
