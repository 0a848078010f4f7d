import Store

/// Why a command stops, in words: `mgrnet: phrase`, then `hint: hint`.
struct Failure: Error, Equatable {
  var status: ExitStatus
  var phrase: Phrase
  var hint: Phrase?

  init(_ status: ExitStatus, _ phrase: Phrase, hint: Phrase? = nil) {
    (self.status, self.phrase, self.hint) = (status, phrase, hint)
  }

  /// Makes the failure for two options that exclude each other.
  static func contradiction(_ one: String, _ other: String) -> Failure {
    Failure(.usage, Words.contradiction(one, other), hint: Words.giveOne)
  }
}

/// Returns the failure for any error.
///
/// Each room's errors get an extension that conforms to ``Explained`` beside this file.
func failure(for error: any Error) -> Failure {
  switch error {
  case let failure as Failure: failure
  case let explained as any Explained: explained.failure
  default: Failure(.internalError, Words.unexpected(String(describing: error)), hint: Words.reportThis)
  }
}

/// An error of another room that has words.
protocol Explained: Error { var failure: Failure { get } }

/// Returns `nil` for what the store refuses, such as a card that cannot be read. Errors of the disk and of git go on.
func unlessRefused<Value>(_ body: () throws -> Value?) throws -> Value? {
  do { return try body() } catch is StoreError { return nil }
}
