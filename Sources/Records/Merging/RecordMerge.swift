/// The last commit of one side that changed a file: what decides where the files themselves do not.
package struct LastChange: Hashable, Comparable, Sendable {
  /// Of the committer's clock, since 1970.
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

/// Three-way merging of one file, by the rules of the format (Records.docc, Merging).
///
/// Whichever side comes first, the same bytes come out; nothing but the arguments counts.
package struct RecordMerge: Equatable, Sendable {
  package struct Side: Sendable {
    package let bytes: [UInt8]
    /// `nil` where it is not known: then the contents decide.
    package let lastChange: LastChange?

    package init(_ bytes: [UInt8], lastChange: LastChange? = nil) {
      self.bytes = bytes
      self.lastChange = lastChange
    }
  }

  /// The merged file.
  package let bytes: [UInt8]
  /// The whole file of the side that lost, where its text is not all in `bytes`; it is to be kept beside.
  package let kept: [UInt8]?

  /// - Parameters:
  ///   - base: `nil` where both sides added the file.
  ///   - isRecord: `false` for a file of which nothing can be merged, whatever is in it.
  package static func merge(base: [UInt8]?, _ one: Side, _ other: Side, isRecord: Bool = true) -> RecordMerge
  {
    if one.bytes == other.bytes || other.bytes == base { return RecordMerge(one.bytes) }
    if one.bytes == base { return RecordMerge(other.bytes) }
    guard isRecord, let first = readable(one.bytes), let second = readable(other.bytes) else {
      let oneWins = isLater(one, other)
      return RecordMerge(bytes: (oneWins ? one : other).bytes, kept: (oneWins ? other : one).bytes)
    }
    // A base that cannot be read says nothing of who changed what.
    let before = base.flatMap(readable)
    // Only the form of the text differs: line ends, marks, composition.
    if first == second { return RecordMerge(Array(first.text.utf8)) }
    if first == before { return RecordMerge(other.bytes) }
    if second == before { return RecordMerge(one.bytes) }
    switch decision(before, first, one, second, other) {
    case .first(let withdrawn): return merge(before, first, one, second, other, withdrawn)
    case .second(let withdrawn): return merge(before, second, other, first, one, withdrawn)
    }
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    kept = nil
  }

  private init(bytes: [UInt8], kept: [UInt8]?) {
    self.bytes = bytes
    self.kept = kept
  }

  /// In the form in which everything is written; `nil` for what is no record.
  private static func readable(_ bytes: [UInt8]) -> Document? {
    // What is wrong with it is `doctor`'s to say: here it only is no record.
    guard let document = try? Document(parsing: bytes) else { return nil }
    let text = Array(document.text.utf8)
    return text == bytes ? document : try? Document(parsing: text)
  }

  private static func merge(
    _ base: Document?, _ winner: Document, _ winning: Side, _ loser: Document, _ losing: Side,
    _ isWithdrawal: Bool
  ) -> RecordMerge {
    guard
      let frontMatter = FrontMatterMerge.merge(
        base: base?.frontMatter, winner: winner.frontMatter, loser: loser.frontMatter,
        removalsStand: isWithdrawal)
    else { return RecordMerge(bytes: winning.bytes, kept: losing.bytes) }
    let lines = LineMerge.merge(
      base: base.map(bodyLines) ?? [], bodyLines(winner), bodyLines(loser))
    if let lines {
      let body = lines.flatMap { $0 + [lineFeed] }
      return RecordMerge(Array(Document(frontMatter, body: String(decoding: body, as: UTF8.self)).text.utf8))
    }
    let merged = Array(Document(frontMatter, body: winner.body).text.utf8)
    // An empty text has no words to keep.
    return RecordMerge(bytes: merged, kept: loser.prose.isEmpty ? nil : losing.bytes)
  }

  private static func bodyLines(_ document: Document) -> [LineMerge.Line] {
    LineMerge.lines(Array(document.body.utf8))
  }

  // MARK: Who wins

  private enum Decision {
    case first(isWithdrawal: Bool)
    case second(isWithdrawal: Bool)
  }

  /// A withdrawal wins over everything; then the later `edited`, the later commit, the greater commit id.
  private static func decision(
    _ base: Document?, _ first: Document, _ one: Side, _ second: Document, _ other: Side
  ) -> Decision {
    let isWithdrawn = first["withdrawn"] != nil
    if isWithdrawn != (second["withdrawn"] != nil), base?["withdrawn"] == nil {
      return isWithdrawn ? .first(isWithdrawal: true) : .second(isWithdrawal: true)
    }
    let (edited, otherEdited) = (edited(first), edited(second))
    if edited != otherEdited {
      return edited > otherEdited ? .first(isWithdrawal: false) : .second(isWithdrawal: false)
    }
    return isLater(one, other) ? .first(isWithdrawal: false) : .second(isWithdrawal: false)
  }

  /// Seconds since 1970; the least number for a record that was never edited.
  private static func edited(_ document: Document) -> Int64 {
    document["edited"]?.text.flatMap { Timestamp($0)?.seconds } ?? .min
  }

  private static func isLater(_ one: Side, _ other: Side) -> Bool {
    switch (one.lastChange, other.lastChange) {
    case (let first?, let second?) where first != second: second < first
    case (.some, nil): true
    case (nil, .some): false
    default: other.bytes.lexicographicallyPrecedes(one.bytes)
    }
  }
}
