import ArgumentParser
import Records

/// Translates ArgumentParser's errors into our words.
///
/// Its errors are not public, but their messages are stable English sentences; a test provokes each of them.
struct ParserMessages {
  let resolution: Resolution
  let root: any ParsableCommand.Type
  let language: Language

  /// Returns the failure for an error thrown by parsing.
  func failure(for error: any Error) -> Failure {
    if let ours = ours(in: error) { return ours }
    let message = resolution.type.message(for: error)
    let helpHint = Words.seeHelp(resolution.path.map { " " + $0 }.joined())
    var failure = known(message) ?? Failure(.usage, Words.badUsage(message))
    failure.hint = failure.hint ?? helpHint
    return failure
  }

  /// A ``Failure`` that `validate()` threw stands inside the parser's error.
  private func ours(in error: any Error) -> Failure? {
    if let failure = error as? Failure { return failure }
    for child in Mirror(reflecting: error).children {
      if let inner = child.value as? any Error, let found = ours(in: inner) { return found }
      if let payload = Mirror(reflecting: child.value).children.first?.value as? any Error {
        return ours(in: payload)
      }
    }
    return nil
  }

  private func known(_ message: String) -> Failure? {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first else { return nil }
    if let values = quoted(first, "Unknown option '", until: "'") { return unknownOption(values) }
    if let rest = between(message, "Missing value for '", "'") { return missingValue(rest) }
    if let rest = between(message, "The option '", "' was specified."),
      let split = rest.firstRange(of: "' does not take any value, but '")
    {
      return Failure(
        .usage, Words.noValueTaken(String(rest[..<split.lowerBound]), String(rest[split.upperBound...])))
    }
    if let value = between(message, "Unexpected argument '", "'") { return unexpected([value]) }
    if let start = message.firstRange(of: " unexpected arguments: '"),
      Int(message[..<start.lowerBound]) != nil
    {
      return unexpected(split(String(message[start.upperBound...].dropLast())))
    }
    if let rest = between(message, "Value to be set with flag '", "'"),
      let middle = rest.firstRange(of: "' had already been set with flag '")
    {
      return .contradiction("`\(rest[..<middle.lowerBound])`", "`\(rest[middle.upperBound...])`")
    }
    if let name = between(message, "Missing expected argument '", "'") {
      return Failure(.usage, Words.missingArgument([spelled(name)]))
    }
    if let names = between(message, "Missing one of: '", "'") {
      return Failure(.usage, Words.missingArgument(split(names).map(spelled)))
    }
    if let rest = between(message, "The value '", "") { return invalidValue(rest) }
    if let option = between(message, "Invalid option: ", "") {
      return Failure(.usage, Words.unknownOption(option))
    }
    return nil
  }

  private func unknownOption(_ name: String) -> Failure {
    let known = CommandHelp.arguments(of: resolution.type, in: language)
    let near = nearestNames(
      to: name, among: known.filter(\.shouldDisplay).flatMap(\.spellings).filter { $0.hasPrefix("--") })
    return Failure(.usage, Words.unknownOption(name), hint: Words.didYouMean(near))
  }

  private func missingValue(_ rest: String) -> Failure {
    let name = String(rest.prefix { $0 != " " })
    return Failure(
      .usage,
      Words.missingValue(name, rest.contains("<") ? spelled(String(rest.dropFirst(name.count + 1))) : "…"))
  }

  private func unexpected(_ values: [String]) -> Failure {
    var failure = Failure(.usage, Words.unexpectedArguments(values))
    if resolution.byDefault, let word = values.first {
      // The parser reads `charter acept` as `charter show acept`; another subcommand may have been meant.
      let parent = resolution.path.dropLast().reduce(root) { CommandTree.child(named: $1, of: $0) ?? $0 }
      let near = nearestNames(to: word, among: CommandTree.names(below: parent))
      let start = ["mgrnet"] + resolution.path.dropLast()
      failure.hint = Words.didYouMean(near.map { (start + [$0]).joined(separator: " ") })
    }
    return failure
  }

  /// `V' is invalid for '--color <when>'. Please provide one of 'auto', 'always' or 'never'.`
  private func invalidValue(_ rest: String) -> Failure {
    guard let middle = rest.firstRange(of: "' is invalid") else {
      return Failure(.usage, Words.badUsage(rest))
    }
    let value = String(rest[..<middle.lowerBound])
    guard let name = between(String(rest[middle.upperBound...]), " for '", nil) else {
      return Failure(.usage, Words.invalidValue(value, for: nil))
    }
    let spelledName = spelled(String(name.prefix { $0 != "'" }))
    let option = String(spelledName.prefix { $0 != " " })
    let help = CommandHelp.arguments(of: resolution.type, in: language)
    let argument = help.first {
      $0.spellings.contains(option) || $0.kind == .positional && $0.value == option
    }
    let values = argument?.allValues ?? []
    return Failure(
      .usage, Words.invalidValue(value, for: spelledName),
      hint: values.isEmpty ? nil : Words.give(oneOf: values))
  }

  /// `--title <title> ...` as help writes it: `--title TITLE`.
  private func spelled(_ synopsis: String) -> String {
    var result = ""
    var inside = false
    for character in synopsis.replacing(" ...", with: "") {
      switch character {
      case "<": inside = true
      case ">": inside = false
      default: result += inside ? character.uppercased() : String(character)
      }
    }
    return result
  }

  private func split(_ list: String) -> [String] {
    list.split(separator: "', '", omittingEmptySubsequences: false).map(String.init)
  }

  private func quoted(_ text: String, _ start: String, until end: Character) -> String? {
    guard text.hasPrefix(start) else { return nil }
    return String(text.dropFirst(start.count).prefix { $0 != end })
  }

  private func between(_ text: String, _ start: String, _ end: String?) -> String? {
    guard text.hasPrefix(start), text.hasSuffix(end ?? "") else { return nil }
    return String(text.dropFirst(start.count).dropLast(end?.count ?? 0))
  }
}
