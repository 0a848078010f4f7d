/// The notes of an import about files that were changed or left out, printed after the result.
struct ImportReport {
  /// The place of a note, and its words.
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

  /// Prints a line for each note; files that were left out are warnings, which `--quiet` does not silence.
  func show(in context: Context) {
    for (place, words) in notes {
      context.say(Phrase(verbatim: "\(place)\(Words.colon)\(words.joined(separator: Words.semicolon))"))
    }
    for (place, why) in leftOut {
      context.warn(Phrase(verbatim: "\(place)\(Words.colon)\(Words.leftOut)\(Words.colon)\(why)"))
    }
  }
}
