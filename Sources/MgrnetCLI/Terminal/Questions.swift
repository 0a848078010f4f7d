import Records

/// Asks the person at the terminal; without one, the failure names the flag that answers.
extension Context {
  /// Asks for a line of text.
  ///
  /// - Parameter flag: the option or argument that answers without asking, such as `--title TITLE`.
  /// - Throws: ``Failure`` (64) without a terminal, or at the end of the input.
  func ask(_ question: Phrase, flag: String, suggestion: String? = nil) throws -> String {
    try requireSomebody(question, flag)
    while true {
      let proposed = suggestion.map { " [\($0)]" } ?? ""
      // A question mark needs no colon behind it.
      let end = proposed.isEmpty && question[language].hasSuffix("?") ? " " : Words.colon[language]
      let answer = try answer(to: question[language] + proposed + end, question, flag)
      if !answer.isEmpty { return answer }
      if let suggestion { return suggestion }
    }
  }

  /// Asks for a line of text that may be empty.
  func askOrSkip(_ question: Phrase, flag: String) throws -> String {
    try requireSomebody(question, flag)
    return try answer(to: question[language] + " []" + Words.colon[language], question, flag)
  }

  /// Asks yes or no; an empty answer is `usual`.
  func confirm(_ question: Phrase, flag: String, usual: Bool = false) throws -> Bool {
    try requireSomebody(question, flag)
    while true {
      let hint = usual ? Words.yesOrNoUsuallyYes : Words.yesOrNoUsuallyNo
      let answer = try answer(to: "\(question[language]) \(hint[language]) ", question, flag).lowercased()
      switch answer {
      case "": return usual
      case "y", "yes", "o", "oui": return true
      case "n", "no", "non": return false
      default: continue
      }
    }
  }

  /// Asks for one of several choices, by its number or its key.
  func choose(_ question: Phrase, from choices: [(key: String, label: Phrase)], flag: String) throws -> String
  {
    try requireSomebody(question, flag)
    errors.line(data: question[language])
    for (index, choice) in choices.enumerated() { errors.line("  \(index + 1). \(choice.label[language])") }
    while true {
      let answer = try answer(to: Words.yourChoice[language] + Words.colon[language], question, flag)
      if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1].key }
      if let choice = choices.first(where: { $0.key == answer }) { return choice.key }
    }
  }

  private func requireSomebody(_ question: Phrase, _ flag: String) throws {
    guard terminal.canAsk else { throw Failure(.usage, Words.cannotAsk(question), hint: Words.give(flag)) }
  }

  private func answer(to prompt: String, _ question: Phrase, _ flag: String) throws -> String {
    output.flush()
    errors.write(prompt)
    errors.flush()
    guard let line = try input.readLine() else {
      errors.write("\n")
      throw Failure(.usage, Words.cannotAsk(question), hint: Words.give(flag))
    }
    return String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
