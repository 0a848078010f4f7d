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

  /// Prints a line for each note, or for the first of each kind with the number of the others; files that were left out are
  /// warnings, which `--quiet` does not silence, and are all named.
  func show(in context: Context, naming all: Bool = true) {
    var others: [String: Int] = [:]
    let firsts =
      all
      ? notes
      : notes.compactMap { place, words in
        // Notes of one kind differ in what stands in code, or in names of files.
        let fresh = words.filter { word in
          let kind = word.english.replacing(/`[^`]*`|\S+\.\w+/, with: "")
          others[kind, default: -1] += 1
          return others[kind] == 0
        }
        return fresh.isEmpty ? nil : (place, fresh)
      }
    for (place, words) in firsts {
      context.say(Phrase(verbatim: "\(place)\(Words.colon)\(words.joined(separator: Words.semicolon))"))
    }
    let more = others.values.reduce(0, +)
    if more > 0 { context.say(Words.moreNotes(more)) }
    for (place, why) in leftOut {
      context.warn(Phrase(verbatim: "\(place)\(Words.colon)\(Words.leftOut)\(Words.colon)\(why)"))
    }
  }
}
