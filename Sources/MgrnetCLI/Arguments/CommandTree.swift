import ArgumentParser
import Records

/// The command that the words name, and the rest of the words.
struct Resolution {
  /// The names after `mgrnet`, such as `["community", "create"]`.
  var path: [String]
  var type: any ParsableCommand.Type
  /// Global options that stood before, then everything behind the command's words.
  var arguments: [String]
  /// Whether the last name was not typed, but is the parent's default command.
  var byDefault = false
}

enum CommandTree {
  /// Follows the words down the tree; global options between them move behind.
  ///
  /// - Parameter alone: the command that global options without any word mean.
  /// - Throws: ``Failure`` (64) where a word is no command.
  static func resolve(
    _ arguments: [String], in root: any ParsableCommand.Type, alone: (any ParsableCommand.Type)? = nil
  ) throws -> Resolution {
    var node = root
    var path: [String] = []
    var globals: [String] = []
    var rest = arguments[...]
    while let word = rest.first {
      let name = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : word
      if word.hasPrefix("-"), let takesValue = GlobalOptions.spellings[name], takesValue || name == word {
        globals.append(word)
        rest = rest.dropFirst()
        if takesValue, name == word, let value = rest.popFirst() { globals.append(value) }
        continue
      }
      guard let child = child(named: word, of: node) else { break }
      node = child
      path.append(child._commandName)
      rest = rest.dropFirst()
      if isLeaf(node) { break }
    }
    if let alone, path.isEmpty, rest.isEmpty {
      return Resolution(path: [alone._commandName], type: alone, arguments: globals, byDefault: true)
    }
    var byDefault = false
    if !isLeaf(node) {
      if let word = rest.first, !word.hasPrefix("-"), node.configuration.defaultSubcommand == nil {
        throw unknown(word, at: node, path)
      }
      if let usual = node.configuration.defaultSubcommand, rest.first.map({ !isHelp($0) }) ?? true {
        node = usual
        path.append(usual._commandName)
        byDefault = true
      }
    }
    return Resolution(path: path, type: node, arguments: globals + rest, byDefault: byDefault)
  }

  static func isHelp(_ word: String) -> Bool { word == "--help" || word == "-h" }

  static func isLeaf(_ type: any ParsableCommand.Type) -> Bool { type.configuration.subcommands.isEmpty }

  static func child(named name: String, of node: any ParsableCommand.Type) -> (any ParsableCommand.Type)? {
    node.configuration.subcommands.first {
      $0._commandName == name || $0.configuration.aliases.contains(name)
    }
  }

  /// The names that help shows.
  static func names(below node: any ParsableCommand.Type) -> [String] {
    node.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
  }

  static func unknown(_ word: String, at node: any ParsableCommand.Type, _ path: [String]) -> Failure {
    let suffix = path.map { " " + $0 }.joined()
    let near = nearestNames(to: word, among: names(below: node)).map { "mgrnet\(suffix) \($0)" }
    return Failure(
      .usage, Words.unknownCommand(path.isEmpty ? word : "mgrnet\(suffix) \(word)"),
      hint: Words.didYouMean(near) ?? Words.seeHelp(suffix))
  }
}
