import ArgumentParser
import Records

/// A command line whose last word is being typed.
struct CommandLineToComplete {
  private let before: ArraySlice<String>
  private let current: String
  private let root: any ParsableCommand.Type
  private let language: Language

  init(_ words: [String], root: any ParsableCommand.Type, language: Language) {
    before = words.dropLast()
    current = words.last ?? ""
    self.root = root
    self.language = language
  }

  /// Returns the candidates for the last word, in the order of the help.
  ///
  /// - Throws: what reading the parser's description throws.
  func candidates(in context: Context) throws -> [Candidate] {
    guard let place = place() else { return [] }
    let isLeaf = CommandTree.isLeaf(place.node)
    if !isLeaf, !current.hasPrefix("-"), GlobalOptions.spellings[before.last ?? ""] != true {
      return Candidates.commands(below: place.node).filter { $0.word.hasPrefix(current) }
    }
    let node = isLeaf ? place.node : HelpCommand.self
    let help = try CommandHelp(of: node, in: language)
    let arguments = isLeaf ? help.arguments ?? [] : help.globalOptions
    let typed = Array(before.dropFirst(place.consumed))

    if case .candidates(.parameter)? = pendingOption(typed, arguments)?.completionKind {
      return Candidates.parameters(
        of: words(typed, arguments).first ?? "", startingWith: current, in: context)
    }
    if let option = pendingOption(typed, arguments) { return values(of: option, current, in: context) }
    if !typed.contains("--"), current.hasPrefix("--"), let equals = current.firstIndex(of: "=") {
      let name = String(current[..<equals])
      guard let option = arguments.first(where: { $0.spellings.contains(name) }) else { return [] }
      return values(of: option, String(current[current.index(after: equals)...]), in: context).map {
        Candidate(word: "\(name)=\($0.word)", meaning: $0.meaning)
      }
    }
    if current.hasPrefix("-"), !typed.contains("--") { return options(arguments, typed) }
    let positionals = arguments.filter { $0.kind == .positional && $0.shouldDisplay }
    guard let positional = positional(after: typed, positionals, arguments) else { return [] }
    return values(of: positional, current, in: context)
  }

  /// Returns the command that the words before the last name, and how many of them do; `nil` if one is no command.
  private func place() -> (node: any ParsableCommand.Type, consumed: Int)? {
    var node = root
    var consumed = 0
    var words = before
    while let word = words.first, !CommandTree.isLeaf(node) {
      if let takesValue = GlobalOptions.spellings[word] {
        // The word being typed may be the value.
        guard !takesValue || words.count > 1 else { break }
        consumed += takesValue ? 2 : 1
        words = words.dropFirst(takesValue ? 2 : 1)
      } else if word.hasPrefix("-") {
        consumed += 1
        words = words.dropFirst()
      } else {
        guard let child = CommandTree.child(named: word, of: node) else { return nil }
        node = child
        consumed += 1
        words = words.dropFirst()
      }
    }
    return (node, consumed)
  }

  /// The option whose value is being typed.
  private func pendingOption(_ typed: [String], _ arguments: [CommandHelp.Argument]) -> CommandHelp.Argument?
  {
    guard let last = typed.last, !typed.dropLast().contains("--") else { return nil }
    return arguments.first { $0.kind == .option && $0.spellings.contains(last) }
  }

  private func options(_ arguments: [CommandHelp.Argument], _ typed: [String]) -> [Candidate] {
    let visible = arguments.filter { $0.kind != .positional && ($0.shouldDisplay || $0.isHelp) }
    let free = visible.filter { $0.isRepeating || Set($0.spellings).isDisjoint(with: typed) }
    return free.flatMap { option in
      let meaning = option.isHelp ? Words.optionHelp[language] : option.abstract ?? ""
      let names = option.spellings.filter { $0.hasPrefix(current) }
      // A short name shows only where there is no long one that fits.
      let long = names.filter { $0.hasPrefix("--") }
      return (long.isEmpty ? names : long).map { Candidate(word: $0, meaning: meaning) }
    }
  }

  private func positional(
    after typed: [String], _ positionals: [CommandHelp.Argument], _ arguments: [CommandHelp.Argument]
  ) -> CommandHelp.Argument? {
    let count = words(typed, arguments).count
    if count < positionals.count { return positionals[count] }
    return positionals.last.flatMap { $0.isRepeating ? $0 : nil }
  }

  /// The typed words that are neither options nor their values.
  private func words(_ typed: [String], _ arguments: [CommandHelp.Argument]) -> [String] {
    var words: [String] = []
    var skip = false
    var onlyValues = false
    for word in typed {
      if skip {
        skip = false
      } else if onlyValues || !word.hasPrefix("-") || word == "-" {
        words.append(word)
      } else if word == "--" {
        onlyValues = true
      } else {
        skip = arguments.contains { $0.kind == .option && $0.spellings.contains(word) }
      }
    }
    return words
  }

  private func values(of argument: CommandHelp.Argument, _ prefix: String, in context: Context) -> [Candidate]
  {
    if case .candidates(let kind) = argument.completionKind {
      if kind == .command { return helpTopics(prefix) }
      return Candidates.of(kind, startingWith: prefix, in: context)
    }
    var values = argument.allValues ?? []
    if case .list(let list) = argument.completionKind { values = list }
    if values.isEmpty, argument.takesFile {
      return [Candidate(word: argument.takesFolder ? Candidate.folders : Candidate.files)]
    }
    return values.filter { $0.hasPrefix(prefix) }.map { Candidate(word: $0) }
  }

  /// `mgrnet help community cr…`: the words before lead down the tree.
  private func helpTopics(_ prefix: String) -> [Candidate] {
    var node = root
    for word in before.dropFirst(place()?.consumed ?? 0) where !word.hasPrefix("-") {
      guard let child = CommandTree.child(named: word, of: node) else { return [] }
      node = child
    }
    return Candidates.commands(below: node).filter { $0.word.hasPrefix(prefix) }
  }
}

extension Candidate {
  /// Tell the scripts to complete names of files or folders, which shells do best themselves.
  static let files = ":files"
  static let folders = ":folders"
}

extension CommandHelp.Argument {
  fileprivate var takesFolder: Bool { if case .directory = completionKind { true } else { false } }
  fileprivate var takesFile: Bool {
    switch completionKind {
    case .directory, .file: true
    default: false
    }
  }
}
