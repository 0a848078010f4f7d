import Records

/// What an import did not take as it was, to be said after what it took.
struct ImportReport {
  /// Where it stands, and what is to say of it.
  private(set) var leftOut: [(place: String, why: Phrase)] = []
  private(set) var notes: [(place: String, words: [Phrase])] = []

  mutating func leaveOut(_ place: String, _ why: Phrase) { leftOut.append((place, why)) }

  mutating func note(_ place: String, _ words: [Phrase]) {
    guard !words.isEmpty else { return }
    if let index = notes.lastIndex(where: { $0.place == place }) {
      notes[index].words += words
    } else {
      notes.append((place, words))
    }
  }

  /// One line for each; what was left out is a warning, which `--quiet` does not silence.
  func show(in context: Context) {
    for (place, words) in notes {
      context.say(Phrase(verbatim: "\(place)\(Words.colon)\(words.joined(by: Words.semicolon))"))
    }
    for (place, why) in leftOut {
      context.warn(Phrase(verbatim: "\(place)\(Words.colon)\(Words.leftOut)\(Words.colon)\(why)"))
    }
  }
}
