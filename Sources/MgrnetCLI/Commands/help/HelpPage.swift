import Records

/// The help of a command as text for a terminal.
struct HelpPage {
  let command: CommandHelp
  /// The names after `mgrnet`.
  let path: [String]
  let language: Language
  let width: Int
  let style: Style
  /// Groups of the root's commands; empty below it.
  var groups: [(title: Phrase, names: [String])] = []

  var text: String {
    var parts = [wrapped(prose(command.abstract ?? ""), to: width)]
    parts.append(heading(Words.headingUsage) + "\n" + wrapped(usage, to: width, indent: "  "))
    if !command.prose.isEmpty { parts.append(wrapped(prose(command.prose), to: width)) }
    if command.subcommands != nil {
      parts += commandSections
    } else {
      parts += section(Words.headingArguments, command.positionals.map(entry))
      parts += section(Words.headingOptions, command.options.map(entry))
      parts += section(Words.headingGlobalOptions, command.globalOptions.map(entry))
    }
    if !command.examples.isEmpty { parts.append(heading(Words.headingExamples) + "\n" + examples) }
    if command.subcommands != nil { parts.append(prose(Words.helpFooter[language])) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  var usage: String {
    let name = (["mgrnet"] + path).joined(separator: " ")
    if command.subcommands != nil {
      return "\(name) [\(Words.optionsWord[language])] \(Words.commandWord[language])"
    }
    return ([name] + command.options.map(Synopsis.of) + command.positionals.map(Synopsis.of)).joined(
      separator: " ")
  }

  private var commandSections: [String] {
    let commands = (command.subcommands ?? []).filter(\.shouldDisplay)
    let entry = { (command: CommandHelp) in (left: command.commandName, right: command.abstract ?? "") }
    if groups.isEmpty { return section(Words.headingCommands, commands.map(entry)) }
    return groups.flatMap { group in
      section(group.title, commands.filter { group.names.contains($0.commandName) }.map(entry))
    }
  }

  private var examples: String {
    command.examples.map { example in
      "  \(style.bold("$ \(example.command)").text)\n"
        + wrapped(prose(example.meaning), to: width, indent: "      ")
    }.joined(separator: "\n")
  }

  private func entry(_ argument: CommandHelp.Argument) -> (left: String, right: String) {
    var right = argument.abstract ?? ""
    let values = argument.allValues ?? []
    if !values.isEmpty, !values.allSatisfy({ right.contains($0) }) {
      right += " " + Words.values(values)[language]
    }
    if let value = argument.defaultValue, !value.isEmpty { right += " " + Words.usually(value)[language] }
    return (Synopsis.names(of: argument), right)
  }

  private func section(_ title: Phrase, _ entries: [(left: String, right: String)]) -> [String] {
    guard !entries.isEmpty else { return [] }
    let column = min(26, (entries.map { displayWidth($0.left) }.max() ?? 0) + 4)
    let lines = entries.map { entry -> String in
      let text = wrapped(prose(entry.right), to: width, indent: String(repeating: " ", count: column))
      guard displayWidth(entry.left) + 4 <= column else { return "  \(entry.left)\n\(text)" }
      return padded("  " + entry.left, to: column) + text.dropFirst(column)
    }
    return [heading(title) + "\n" + lines.joined(separator: "\n")]
  }

  private func heading(_ phrase: Phrase) -> String { style.bold("\(phrase[language])").text }

  /// Back ticks mark code in phrases; a terminal shows it in bold, plain text keeps the marks.
  private func prose(_ text: String) -> String {
    guard style.colored else { return text }
    var result = ""
    for (index, piece) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      result += index.isMultiple(of: 2) ? String(piece) : style.bold("\(piece)").text
    }
    return result
  }
}

/// Writes arguments for usage lines and lists.
enum Synopsis {
  /// `[-t TITLE]`, `ID...`.
  static func of(_ argument: CommandHelp.Argument) -> String {
    var text = argument.value
    if argument.kind != .positional {
      let name = argument.spellings.first { !$0.hasPrefix("--") } ?? argument.spellings.first ?? ""
      text = argument.kind == .option ? "\(name) \(argument.value)" : name
    }
    if argument.isRepeating { text += "…" }
    return argument.isOptional ? "[\(text)]" : text
  }

  /// `-t, --title TITLE`.
  static func names(of argument: CommandHelp.Argument) -> String {
    guard argument.kind != .positional else { return argument.value }
    let short = argument.spellings.filter { !$0.hasPrefix("--") }
    let names = (short + argument.spellings.filter { $0.hasPrefix("--") }).joined(separator: ", ")
    return argument.kind == .option ? "\(names) \(argument.value)" : names
  }
}
