import ArgumentParser
import FoundationEssentials
import Records

/// A command as the parser describes it, in one language; the source of help, manual and completion.
///
/// Decoded from ArgumentParser's own dump (`--experimental-dump-help`, serialization version 0).
struct CommandHelp: Decodable {
  var commandName: String
  var shouldDisplay = true
  var abstract: String?
  var discussion: String?
  var subcommands: [CommandHelp]?
  var arguments: [Argument]?

  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }
    struct Name: Decodable {
      enum Kind: String, Decodable { case long, short, longWithSingleDash }
      let kind: Kind
      let name: String
      var spelled: String { (kind == .long ? "--" : "-") + name }
    }
    enum Completion: Decodable {
      case list([String])
      case file([String])
      case directory
      case candidates(CandidateKind)
      case other

      private enum Keys: String, CodingKey { case list, file, directory, shellCommand }
      private enum Payload: String, CodingKey { case values, extensions, command }

      init(from decoder: any Decoder) throws {
        let kinds = try decoder.container(keyedBy: Keys.self)
        func payload(_ key: Keys) throws -> KeyedDecodingContainer<Payload> {
          try kinds.nestedContainer(keyedBy: Payload.self, forKey: key)
        }
        if kinds.contains(.list) {
          self = .list(try payload(.list).decode([String].self, forKey: .values))
        } else if kinds.contains(.file) {
          self = .file(try payload(.file).decode([String].self, forKey: .extensions))
        } else if kinds.contains(.directory) {
          self = .directory
        } else if kinds.contains(.shellCommand) {
          let command = try payload(.shellCommand).decode(String.self, forKey: .command)
          let kind = CandidateKind(rawValue: String(command.dropFirst(CandidateKind.marker.count)))
          self = kind.map { .candidates($0) } ?? .other
        } else {
          self = .other
        }
      }
    }

    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var allValues: [String]?
    var completionKind: Completion?
    var abstract: String?

    var spellings: [String] { (names ?? []).map(\.spelled) }
    var isGlobal: Bool { spellings.contains { GlobalOptions.spellings[$0] != nil } }
    var isHelp: Bool { spellings.contains("--help") }
    var value: String { (valueName ?? "").uppercased() }
  }

  struct Example {
    let command: String
    let meaning: String
  }

  /// The discussion without the examples inside it.
  var prose: String { String((discussion ?? "").prefix { String($0) != CommandWords.exampleMark }) }

  var examples: [Example] {
    (discussion ?? "").split(separator: Character(CommandWords.exampleMark), omittingEmptySubsequences: false)
      .dropFirst()
      .map { entry in
        let parts = entry.split(separator: Character(CommandWords.meaningMark), maxSplits: 1)
        return Example(
          command: parts.first.map(String.init) ?? "", meaning: parts.last.map(String.init) ?? "")
      }
  }

  var ownArguments: [Argument] { (arguments ?? []).filter { $0.shouldDisplay && !$0.isGlobal && !$0.isHelp } }
  var positionals: [Argument] { ownArguments.filter { $0.kind == .positional } }
  var options: [Argument] { ownArguments.filter { $0.kind != .positional } }
  var globalOptions: [Argument] { (arguments ?? []).filter(\.isGlobal) }

  /// Describes a command and everything below it, in that language.
  ///
  /// - Throws: `DecodingError` where ArgumentParser changed its dump.
  init(of type: any ParsableArguments.Type, in language: Language) throws {
    let dump = Phrase.$ambient.withValue(language) { type._dumpHelp() }
    self = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
    // The parser adds a `help` of its own to every command that it dumps.
    subcommands?.removeAll { $0.commandName == "help" && $0.isParsers }
    if subcommands?.isEmpty ?? false { subcommands = nil }
  }

  /// Returns what a command or a group of options declares itself.
  static func arguments(of type: any ParsableArguments.Type, in language: Language = .english) -> [Argument] {
    let help = try? CommandHelp(of: type, in: language)  // fails only if ArgumentParser changed its dump
    return help?.arguments ?? []
  }

  private struct Dump: Decodable { let command: CommandHelp }
  private var isParsers: Bool { abstract == "Show subcommand help information." }
}

extension [CommandHelp.Argument] {
  /// The spellings of the options, each with whether a value follows.
  var spellings: [String: Bool] {
    filter { $0.kind != .positional }.reduce(into: [:]) { known, option in
      for spelling in option.spellings { known[spelling] = option.kind == .option }
    }
  }
}
