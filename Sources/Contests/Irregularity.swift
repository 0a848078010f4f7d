/// What is wrong with a contest, or to be known of it.
package enum Irregularity: Hashable, Sendable {
  /// The host changed what nobody may change once it began.
  case changed(key: String)
  case closedEarly
  case closedAgain
  /// The host had it, and left it out.
  case voteLeftOut(String)
  case entryLeftOut(String)
  case voteLate(String)
  case entryLate(String)
  /// Changed after the closing; what was frozen counts.
  case voteChanged(String)
  case entryChanged(String)
  /// The closing lists a file that the repository does not have, or another than what it says.
  case voteMissing(String)
  case votedTwice(String)
  case unsigned(String)
  case notAVoter(String)
  /// The same vote as another's, which only its author can have made.
  case copied(String, of: String)
  case notOpened(String)
  /// What the trustee opened is not what was committed to.
  case notMatching(String)
  case noSuchChoice(String)
  case forOneself(String)
  case keyNotMatching
  case witnessIsHost(String)
  case witnessTooEarly(String)
  case witnessesDisagree
  case resultDiffers

  /// For programs.
  package var name: String {
    switch self {
    case .changed: "changed"
    case .closedEarly: "closed_early"
    case .closedAgain: "closed_again"
    case .voteLeftOut: "vote_left_out"
    case .entryLeftOut: "entry_left_out"
    case .voteLate: "vote_late"
    case .entryLate: "entry_late"
    case .voteChanged: "vote_changed"
    case .entryChanged: "entry_changed"
    case .voteMissing: "vote_missing"
    case .votedTwice: "voted_twice"
    case .unsigned: "unsigned"
    case .notAVoter: "not_a_voter"
    case .copied: "copied"
    case .notOpened: "not_opened"
    case .notMatching: "not_matching"
    case .noSuchChoice: "no_such_choice"
    case .forOneself: "for_oneself"
    case .keyNotMatching: "key_not_matching"
    case .witnessIsHost: "witness_is_host"
    case .witnessTooEarly: "witness_too_early"
    case .witnessesDisagree: "witnesses_disagree"
    case .resultDiffers: "result_differs"
    }
  }

  /// The handle of whom it is about; `nil` for the whole contest.
  package var person: String? {
    switch self {
    case .voteLeftOut(let handle), .entryLeftOut(let handle), .voteLate(let handle), .entryLate(let handle),
      .voteChanged(let handle), .entryChanged(let handle), .voteMissing(let handle), .votedTwice(let handle),
      .unsigned(let handle), .notAVoter(let handle), .copied(let handle, _), .notOpened(let handle),
      .notMatching(let handle), .noSuchChoice(let handle), .forOneself(let handle),
      .witnessIsHost(let handle),
      .witnessTooEarly(let handle):
      handle
    case .changed, .closedEarly, .closedAgain, .keyNotMatching, .witnessesDisagree, .resultDiffers: nil
    }
  }

  /// Whether somebody did what is against the rules; else it is only to be known.
  package var isBreach: Bool {
    switch self {
    case .votedTwice, .unsigned, .voteLate, .entryLate, .voteChanged: false
    default: true
    }
  }
}

extension Evidence {
  /// Returns what is wrong, in the order in which it happened.
  package var irregularities: [Irregularity] {
    var found: [Irregularity] = changedKeys.map { .changed(key: $0) }
    guard let closing else { return found + known(Set(votes.keys)) }
    if closing.created.seconds < contest.closes.seconds
      || closedAt.map({ $0.seconds < contest.closes.seconds }) ?? false
    {
      found.append(.closedEarly)
    }
    if isClosedAgain { found.append(.closedAgain) }
    found += frozenVotes(closing) + otherVotes(closing) + allEntries(closing)
    found += known(Set(closing.votes.keys).union(votes.keys))
    if let opening { found += opened(closing, opening) }
    if contest.mode == .quiz, keyIsWrong(closing) { found.append(.keyNotMatching) }
    return found + ofWitnesses + ofResult
  }

  private func known(_ handles: Set<String>) -> [Irregularity] {
    handles.sorted().flatMap { handle -> [Irregularity] in
      (contest.voters?.contains(handle) ?? true ? [] : [.notAVoter(handle)])
        + (doubled.contains(handle) ? [.votedTwice(handle)] : [])
        + (unsigned.contains(handle) ? [.unsigned(handle)] : [])
    }
  }

  private func frozenVotes(_ closing: Closing) -> [Irregularity] {
    var first: [String: String] = [:]
    return closing.votes.sorted { $0.key < $1.key }.flatMap { handle, vote -> [Irregularity] in
      guard let file = frozen[vote.blob], file.author == handle, file.commitment == vote.commitment else {
        return [.voteMissing(handle)]
      }
      // A copy is opened as the other's, and does not match: the commitment names a handle.
      if let other = first[file.sealed] ?? first[file.commitment] { return [.copied(handle, of: other)] }
      (first[file.sealed], first[file.commitment]) = (handle, handle)
      return []
    }
  }

  private func otherVotes(_ closing: Closing) -> [Irregularity] {
    Set(hadVotes.keys).union(votes.keys).sorted().compactMap { handle in
      let listed = closing.votes[handle]?.blob
      if let had = hadVotes[handle], had.blob != listed { return .voteLeftOut(handle) }
      guard let now = votes[handle], now.blob != listed else { return nil }
      return listed == nil ? .voteLate(handle) : .voteChanged(handle)
    }
  }

  private func allEntries(_ closing: Closing) -> [Irregularity] {
    Set(hadEntries.keys).union(entries.keys).union(closing.entries.keys).sorted().compactMap { handle in
      let listed = closing.entries[handle]
      if hadEntries[handle] != listed { return .entryLeftOut(handle) }
      guard entries[handle] != listed else { return nil }
      return listed == nil ? .entryLate(handle) : .entryChanged(handle)
    }
  }

  private func opened(_ closing: Closing, _ opening: Opening) -> [Irregularity] {
    let ballot = contest.ballot
    return closing.votes.sorted { $0.key < $1.key }.compactMap { handle, vote in
      guard let text = opening.votes[handle] else { return .notOpened(handle) }
      guard let opened = Ballot(text: text, count: ballot.count),
        opened.commitment(contest: contest.id, handle: handle) == vote.commitment
      else { return .notMatching(handle) }
      let choices = zip(opened.numbers, ballot).map { number, names in
        names.indices.contains(number - 1) ? names[number - 1] : nil
      }
      if choices.contains(nil) { return .noSuchChoice(handle) }
      guard contest.isOfEntries, let entrant = choices.first ?? nil else { return nil }
      return entrant == handle
        ? .forOneself(handle) : closing.entries[entrant] == nil ? .noSuchChoice(handle) : nil
    }
  }

  private func keyIsWrong(_ closing: Closing) -> Bool {
    let key = closing.key.flatMap { QuizKey(text: $0, count: contest.questions.count) }
    return key?.commitment(contest: contest.id) != contest.key
  }

  private var ofWitnesses: [Irregularity] {
    let named = witnesses.sorted { $0.handle < $1.handle }.compactMap { witness -> Irregularity? in
      witness.handle == contest.host
        ? .witnessIsHost(witness.handle) : witness.isAfterClosing ? nil : .witnessTooEarly(witness.handle)
    }
    let count = witnesses.count { $0.handle != contest.host && $0.isAfterClosing }
    return named + (outcome.state == .awaitsValue && count > 1 ? [.witnessesDisagree] : [])
  }

  private var ofResult: [Irregularity] {
    guard let result else { return [] }
    let computed = try? outcome.document()  // what cannot be written is no result
    return result.frontMatter == computed?.frontMatter ? [] : [.resultDiffers]
  }
}
