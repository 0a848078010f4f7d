import ArgumentParser
import Records

/// The manual page mgrnet(1), in the man macros of groff_man(7).
struct ManualPage {
  let root: CommandHelp
  let groups: [(title: Phrase, commands: [any ParsableCommand.Type])]
  let language: Language

  var roff: String {
    var lines = [
      ".\\\" " + Words.manualMadeBy[language],
      ".TH MGRNET 1 \"\" \"mgrnet \(Mgrnet.version)\" \"\(Roff.text(Words.manualTitle[language]))\"",
      heading(Words.manualName), "mgrnet \\- " + Roff.text(uncapitalized(root.abstract ?? "")),
      heading(Words.manualSynopsis), ".B mgrnet",
      Roff.text("[\(Words.optionsWord[language])] \(Words.commandWord[language])"),
      heading(Words.headingGlobalOptions),
    ]
    lines += (root.leaf?.globalOptions ?? []).flatMap(entry)
    lines.append(heading(Words.headingCommands))
    for group in groups {
      lines.append(".SS " + Roff.quoted(group.title[language]))
      for command in group.commands {
        guard let help = root.subcommands?.first(where: { $0.commandName == command._commandName }) else {
          continue
        }
        lines += section(help, path: [])
      }
    }
    lines +=
      [heading(Words.manualExitStatus)]
      + Words.exitStatuses.flatMap { status in
        [".TP", ".B \(status.code.rawValue)", Roff.text(status.meaning[language])]
      }
    lines +=
      [heading(Words.manualEnvironment)]
      + Words.environmentVariables.flatMap { variable in
        [".TP", ".B " + Roff.text(variable.name), Roff.text(variable.meaning[language])]
      }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ command: CommandHelp, path: [String]) -> [String] {
    guard command.shouldDisplay else { return [] }
    let path = path + [command.commandName]
    if let subcommands = command.subcommands { return subcommands.flatMap { section($0, path: path) } }
    let page = HelpPage(
      command: command, path: path, language: language, width: 80, style: Style(colored: false))
    var lines = [".TP", ".B " + Roff.text(page.usage), Roff.text(command.abstract ?? "")]
    let arguments = command.positionals + command.options
    if !command.prose.isEmpty {
      for paragraph in command.prose.split(separator: "\n") {
        lines += [".IP", Roff.text(String(paragraph))]
      }
    }
    if !arguments.isEmpty { lines += [".RS"] + arguments.flatMap(entry) + [".RE"] }
    for example in command.examples {
      lines += [".IP", ".EX", Roff.text("$ " + example.command), ".EE", ".br", Roff.text(example.meaning)]
    }
    return lines
  }

  private func entry(_ argument: CommandHelp.Argument) -> [String] {
    var text = argument.abstract ?? ""
    let values = argument.allValues ?? []
    if !values.isEmpty, !values.allSatisfy({ text.contains($0) }) {
      text += " " + Words.values(values)[language]
    }
    if let value = argument.defaultValue, !value.isEmpty { text += " " + Words.usually(value)[language] }
    return [".TP", ".B " + Roff.text(Synopsis.names(of: argument)), Roff.text(text)]
  }

  private func heading(_ phrase: Phrase) -> String { ".SH " + Roff.quoted(phrase[language].uppercased()) }

  private func uncapitalized(_ text: String) -> String {
    let bare = text.hasSuffix(".") ? String(text.dropLast()) : text
    return bare.prefix(1).lowercased() + bare.dropFirst()
  }
}

extension CommandHelp {
  /// The first command without subcommands, which has all the global options.
  fileprivate var leaf: CommandHelp? {
    subcommands == nil ? self : subcommands?.lazy.compactMap(\.leaf).first
  }
}

/// Escapes text for roff (groff(7)), so that nothing in it is a request or an escape.
enum Roff {
  static func text(_ text: String) -> String {
    var result = ""
    var inCode = false
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "`":
        inCode.toggle()
        result += inCode ? "\\fB" : "\\fP"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\u{A0}", "\u{202F}": result += "\\ "
      case "\n": result += "\n"
      default: result.append(character)
      }
    }
    // A point or an apostrophe at the beginning of a line would be a request.
    return result.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(".") ? "\\&" + $0 : String($0) }.joined(separator: "\n")
  }

  static func quoted(_ text: String) -> String { "\"\(Roff.text(text))\"" }
}
