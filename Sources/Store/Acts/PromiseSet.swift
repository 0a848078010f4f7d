import Records

/// The act by which somebody promises an answer to a question by a day, or says that they will not give one. There is one
/// file for each person and question; a later promise replaces it.
package struct PromiseSet: Sendable {
  /// The path of the question.
  package let question: String
  /// `nil` to decline.
  package let day: CalendarDay?

  package init(question: String, by day: CalendarDay?) { (self.question, self.day) = (question, day) }

  /// - Throws: `StoreError.notAQuestion`, `.ownQuestion`, `.alreadyWithdrawn`; `.nothingChanged` if it says
  ///   that already.
  package func act(by member: Member, in snapshot: Snapshot) throws -> Act {
    let post = try snapshot.record(at: question, as: [.post])
    if post["withdrawn"] != nil { throw StoreError.alreadyWithdrawn(path: question) }
    guard post["kind"]?.text == "question" else { throw StoreError.notAQuestion(path: question) }
    if post["author"]?.text == member.handle.rawValue { throw StoreError.ownQuestion(path: question) }
    let path = RecordPath.promise(by: member.handle, on: question)
    let old = try snapshot.document(at: path)
    var promise =
      try old
      ?? Document([
        "author": .string(member.handle.rawValue), "created": .string(member.now.description),
      ])
    try promise.set("by", to: day.map { .string($0.description) })
    try promise.set("declined", to: day == nil ? .bool(true) : nil)
    let subject = Act.subject(
      day == nil ? "decline" : "promise", try snapshot.threadTitle(of: question),
      in: RecordPath(question)?.community)
    return try Act(subject, promise, over: old, at: path)
  }
}
