/// The right answers to a quiz: committed to when it begins, opened when it closes.
package struct QuizKey: Hashable, Sendable {
  /// From 1, one a question.
  package let answers: [Int]
  /// 32 bytes, so that nobody finds the answers by trying.
  package let salt: [UInt8]

  package init(_ answers: [Int], salt: [UInt8]) { (self.answers, self.salt) = (answers, salt) }

  /// Reads what ``text`` wrote.
  package init?(text: String, count: Int) {
    guard let ballot = Ballot(text: text, count: count) else { return nil }
    self.init(ballot.numbers, salt: ballot.nonce)
  }

  package var text: String { Ballot(answers, nonce: salt).text }

  package func commitment(contest: String) -> String {
    Commitment.hash(
      ["mgrnet quiz v1", contest].map { Array($0.utf8) }
        + [answers.flatMap { Commitment.big($0, bytes: 2) }, salt])
  }
}
