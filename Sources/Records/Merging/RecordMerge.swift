/// The last commit of one side that changed a file. It decides who wins where the files do not.
package struct LastChange: Hashable, Comparable, Sendable {
  /// The committer's time, in seconds since 1970.
  package let seconds: Int64
  /// The commit's id, compared as bytes.
  package let commit: [UInt8]

  package init(seconds: Int64, commit: [UInt8]) {
    self.seconds = seconds
    self.commit = commit
  }

  package static func < (one: LastChange, other: LastChange) -> Bool {
    one.seconds != other.seconds
      ? one.seconds < other.seconds : one.commit.lexicographicallyPrecedes(other.commit)
  }
}

/// Three-way merging of one file, by the rules of Merging.md.
///
/// The result is the same whichever side comes first, and depends on nothing but the arguments.
package struct RecordMerge: Equatable, Sendable {
  /// The last changes of both sides; `nil` if one is unknown: then the contents decide.
  package typealias LastChanges = (one: LastChange?, other: LastChange?)

  /// The merged file.
  package let bytes: [UInt8]
  /// The whole file of the losing side, to be kept beside, if `bytes` does not hold all of its text.
  package let kept: [UInt8]?
  /// Whether the bodies alone are at odds: then `bytes` has the front matter of both.
  package private(set) var isBodyAlone = false

  /// Merges a file.
  ///
  /// - Parameters:
  ///   - base: `nil` if both sides added the file.
  ///   - rules: what the file is, and by which version's tables it merges.
  ///   - lastChanges: called only if the outcome depends on it.
  package static func merge(
    base: [UInt8]?, _ one: [UInt8], _ other: [UInt8], by rules: MergeRules,
    lastChanges: () throws -> LastChanges
  ) rethrows -> RecordMerge {
    if one == other || other == base { return RecordMerge(one) }
    if one == base { return RecordMerge(other) }
    guard rules.isRecord, let first = readable(one), let second = readable(other) else {
      let oneWins = try isLater(one, other, lastChanges())
      return RecordMerge(bytes: oneWins ? one : other, kept: oneWins ? other : one)
    }
    // A base that cannot be read says nothing of who changed what.
    let before = base.flatMap(readable)
    // Only the form of the text differs: line ends, marks, composition.
    if first == second { return RecordMerge(Array(first.text.utf8)) }
    if first == before { return RecordMerge(other) }
    if second == before { return RecordMerge(one) }
    switch decision(before, first, second, by: rules) {
    case .first(let isWithdrawal):
      return merge(before, (first, one), (second, other), isWithdrawal, by: rules)
    case .second(let isWithdrawal):
      return merge(before, (second, other), (first, one), isWithdrawal, by: rules)
    case .open:
      let ours = merge(before, (first, one), (second, other), false, by: rules)
      let theirs = merge(before, (second, other), (first, one), false, by: rules)
      return try ours == theirs || isLater(one, other, lastChanges()) ? ours : theirs
    }
  }

  /// Merges a file without knowing the commits.
  package static func merge(base: [UInt8]?, _ one: [UInt8], _ other: [UInt8], by rules: MergeRules)
    -> RecordMerge
  { merge(base: base, one, other, by: rules) { (nil, nil) } }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    kept = nil
  }

  private init(bytes: [UInt8], kept: [UInt8]?) {
    self.bytes = bytes
    self.kept = kept
  }

  /// Reads a file in the form in which all is written; `nil` if it is no record.
  private static func readable(_ bytes: [UInt8]) -> Document? {
    guard let document = try? Document(parsing: bytes) else { return nil }  // `doctor` says what is wrong
    let text = Array(document.text.utf8)
    return text == bytes ? document : try? Document(parsing: text)  // it was read before
  }

  private static func merge(
    _ base: Document?, _ winner: (document: Document, bytes: [UInt8]),
    _ loser: (document: Document, bytes: [UInt8]), _ isWithdrawal: Bool, by rules: MergeRules
  ) -> RecordMerge {
    guard !rules.keepsWhole(base, winner.document, loser.document),
      let (frontMatter, losesEdit) = FrontMatterMerge.merge(
        base: base?.frontMatter, winner: winner.document.frontMatter, loser: loser.document.frontMatter,
        removalsStand: isWithdrawal, by: rules)
    else { return RecordMerge(bytes: winner.bytes, kept: loser.bytes) }
    if rules.refuses(Document(frontMatter, body: winner.document.body)) {
      // Each for itself was right: one of them stays whole.
      if !rules.refuses(winner.document) { return RecordMerge(bytes: winner.bytes, kept: loser.bytes) }
      if !rules.refuses(loser.document) { return RecordMerge(bytes: loser.bytes, kept: winner.bytes) }
    }
    let lines = LineMerge.merge(
      base: base.map(bodyLines) ?? [], bodyLines(winner.document), bodyLines(loser.document))
    if let lines {
      let body = lines.flatMap { $0 + [lineFeed] }
      return RecordMerge(
        bytes: Array(Document(frontMatter, body: String(decoding: body, as: UTF8.self)).text.utf8),
        kept: losesEdit ? loser.bytes : nil)
    }
    let merged = Array(Document(frontMatter, body: winner.document.body).text.utf8)
    // An empty text has no words to keep.
    var made = RecordMerge(
      bytes: merged, kept: loser.document.prose.isEmpty && !losesEdit ? nil : loser.bytes)
    made.isBodyAlone = !losesEdit
    return made
  }

  private static func bodyLines(_ document: Document) -> [LineMerge.Line] {
    LineMerge.lines(Array(document.body.utf8))
  }

  // MARK: Who wins

  private enum Decision {
    case first(isWithdrawal: Bool)
    case second(isWithdrawal: Bool)
    /// The files do not say.
    case open
  }

  /// A withdrawal wins over everything, then the later `edited`.
  private static func decision(
    _ base: Document?, _ first: Document, _ second: Document, by rules: MergeRules
  ) -> Decision {
    let isWithdrawn = first["withdrawn"] != nil
    if isWithdrawn != (second["withdrawn"] != nil), base?["withdrawn"] == nil {
      return isWithdrawn ? .first(isWithdrawal: true) : .second(isWithdrawal: true)
    }
    let sequences = rules.sequences(base, first, second)
    if sequences.one != sequences.other {
      return sequences.one > sequences.other ? .first(isWithdrawal: false) : .second(isWithdrawal: false)
    }
    let (one, other) = (edited(first), edited(second))
    if one == other { return .open }
    return one > other ? .first(isWithdrawal: false) : .second(isWithdrawal: false)
  }

  /// The time of `edited` in seconds since 1970; the least number for a record without it.
  private static func edited(_ document: Document) -> Int64 {
    document["edited"]?.time?.seconds ?? .min
  }

  /// Chooses the later commit, then the greater commit id; if the commits are unknown, the greater content.
  private static func isLater(_ one: [UInt8], _ other: [UInt8], _ changes: LastChanges) -> Bool {
    switch changes {
    case (let first?, let second?) where first != second: second < first
    case (.some, nil): true
    case (nil, .some): false
    default: other.lexicographicallyPrecedes(one)
    }
  }
}
