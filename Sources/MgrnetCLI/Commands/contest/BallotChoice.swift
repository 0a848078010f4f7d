import Contests
import Records

/// Which of some choices a person means: by its number, its letter, its text or the beginning of that.
enum BallotChoice {
  /// Returns the choice's number, from 1.
  ///
  /// - Throws: ``Failure`` (64).
  static func number(_ text: String, in choices: [String], names: [String] = []) throws -> Int {
    let typed = fold(text.trimmed)
    if let number = Int(typed), choices.indices.contains(number - 1) { return number }
    for words in [choices, names] {
      if let place = words.firstIndex(where: { fold($0) == typed }) { return place + 1 }
    }
    for words in [choices, names] where !typed.isEmpty {
      let meant = words.indices.filter { fold(words[$0]).hasPrefix(typed) }
      if meant.count == 1 { return meant[0] + 1 }
    }
    if typed.utf8.count == 1, let letter = typed.utf8.first, letter >= UInt8(ascii: "a"),
      choices.indices.contains(Int(letter - UInt8(ascii: "a")))
    {
      return Int(letter - UInt8(ascii: "a")) + 1
    }
    throw Failure(.usage, Words.noSuchChoice(text), hint: Words.choicesAre(choices))
  }
}
